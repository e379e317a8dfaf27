"""A stamp says what was issued to whom; an edited one shows."""

from __future__ import annotations

import base64
import json

from hypothesis import given
from hypothesis import strategies as st

from toolkit.forms import Stamp, decode_short, decode_stamp, encode_stamp, short_code, verify_stamp
from toolkit.forms.stamp import identifier

KEY = b"a department's key"
TEXTS = st.text(min_size=1, max_size=30)


def stamp(**prefilled: str) -> Stamp:
    return Stamp(
        identifier(1_700_000_000, 3),
        "form13",
        "2024.1",
        2024,
        "其他运转类（综合类）",
        (6, 4),
        "0f" * 8,
        prefilled,
        "表",
    )


@given(st.dictionaries(TEXTS, TEXTS, max_size=8))
def test_a_stamp_reads_back_as_it_was_written(prefilled: dict[str, str]) -> None:
    assert decode_stamp(encode_stamp(stamp(**prefilled), KEY)) == stamp(**prefilled)


def test_a_stamp_verifies_with_its_own_key_and_only_with_it() -> None:
    text = encode_stamp(stamp(total="36300"), KEY)
    assert verify_stamp(text, KEY) is True
    assert verify_stamp(text, b"another department's key") is None


def test_an_edited_stamp_does_not_verify() -> None:
    head, payload, mac = encode_stamp(stamp(total="36300"), KEY).split(".")
    data = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    data["n"]["total"] = "363000"
    edited = base64.urlsafe_b64encode(json.dumps(data, ensure_ascii=False).encode()).decode().rstrip("=")
    text = f"{head}.{edited}.{mac}"
    read = decode_stamp(text)
    assert read is not None
    assert read.prefilled["total"] == "363000"
    assert verify_stamp(text, KEY) is False


@given(st.text(max_size=60))
def test_other_text_is_no_stamp(text: str) -> None:
    assert decode_stamp(text) is None
    assert decode_stamp(f"JX1.{text}.x") is None
    assert not verify_stamp(f"JX1.{text}.x", KEY)


def test_the_printed_code_is_found_inside_other_words() -> None:
    text = encode_stamp(stamp(), KEY)
    code = decode_short(f"表样编号：{short_code(text)} 请勿改动")
    assert code is not None
    assert (code.form, code.version, code.year, code.id) == ("form13", "2024.1", 2024, stamp().id)


def test_identifiers_sort_by_time_and_number() -> None:
    identifiers = [identifier(second, number) for second in (1_700_000_000, 1_700_000_001) for number in range(300)]
    assert identifiers == sorted(identifiers)
    assert len(set(identifiers)) == len(identifiers)
