"""Properties of every text that could be a value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.indicators.seed_values import RESPELLED, STANDARD
from toolkit.indicators import canonical, looks_like_value, parse_value, same_meaning
from toolkit.indicators.quantities import chinese_number

_SIGNS = "0123456789.,，;；。:：（）()%％≥≤≧<>=±-/~ \u3000\n＞½²㎡︻\u0338A"
_WORDS = (
    "约 近 超 不 至少 不少于 以上 及以上 以内 内 前 底 左右 年 月 日 个 人 次 元 万 亿 千 百 十 一 二 三 零 每 至 到 "
    "百分之 2024年 12月 元/人 平方米 百分点 控制在 大约 人民币 ¥ 工作日 季度 有效 提升 长期 事故 按实际 培训 或 **"
)
_PIECES = st.sampled_from([*_SIGNS, *_WORDS.split()])
_SEEDS = [text for texts in STANDARD.values() for text in texts.split()]
_SEEDS += [text for pairs in RESPELLED.values() for text in pairs]
TEXTS = (
    st.lists(_PIECES, max_size=14).map("".join)
    | st.lists(st.sampled_from(_SEEDS), min_size=1, max_size=3).map("，".join)
    | st.text(max_size=20)
)
_DIGITS = "零一二三四五六七八九"


@given(TEXTS)
def test_the_standard_spelling_reads_back_as_the_same_value(text: str) -> None:
    value = parse_value(text)
    second = parse_value(canonical(value))
    assert same_meaning(second, value)
    assert canonical(second) == canonical(value)


@given(TEXTS)
def test_the_text_itself_is_never_lost(text: str) -> None:
    assert parse_value(text).raw == text


@given(TEXTS)
def test_blanks_and_line_breaks_change_no_meaning(text: str) -> None:
    spaced = "\u3000" + " \n".join(text)
    if "\u0338" not in text and text.isprintable():
        assert same_meaning(parse_value(spaced), parse_value(text))
        assert looks_like_value(spaced) is looks_like_value(text)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_chinese_numerals_read_as_what_they_say(thousands: int, hundreds: int, ones: int) -> None:
    text = f"{_DIGITS[thousands]}千{_DIGITS[hundreds]}百零{_DIGITS[ones]}"
    number = thousands * 1000 + hundreds * 100 + ones
    assert chinese_number(text) == number
    assert chinese_number(f"{text}万") == number * 10_000
    assert same_meaning(parse_value(f"{text}人"), parse_value(f"{number:,}人"))
