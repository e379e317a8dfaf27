"""Every spelling of an operator counts as the same operator."""

from __future__ import annotations

import pytest

from toolkit.indicators import looks_like_value, parse_value, same_meaning
from toolkit.indicators.triple import Triple, contradictory, is_operator, together
from toolkit.model import unified, value_key

SPELT = {
    "≥": ("≥", "≧", "⩾", "≮", ">=", "=>", "＞＝", "＝＞", "＞=", ">＝", "> =", "＞ ＝", "﹥﹦"),
    "≤": ("≤", "≦", "⩽", "≯", "<=", "=<", "＜＝", "＝＜", "＜=", "<＝", "< =", "﹤﹦"),
    ">": (">", "＞", "﹥"),
    "<": ("<", "＜", "﹤"),
    "=": ("=", "＝", "﹦"),
}
PAIRS = [(written, sign) for sign, spellings in SPELT.items() for written in spellings]


@pytest.mark.parametrize("number", ["8套", "90%", "３万元", "一次", "0.5元/人"])
@pytest.mark.parametrize(("written", "sign"), PAIRS)
def test_every_spelling_means_its_sign(written: str, sign: str, number: str) -> None:
    text, standard = f"{written}{number}", f"{sign}{number}"
    assert same_meaning(parse_value(text), parse_value(standard))
    assert value_key(text) == value_key(standard)
    assert unified(text) == standard
    assert looks_like_value(text)
    assert is_operator(written)


@pytest.mark.parametrize(("written", "sign"), PAIRS)
def test_an_operator_in_two_cells_is_written_once(written: str, sign: str) -> None:
    parts = Triple(written, f"{sign}8", "套")
    assert not contradictory(parts)
    assert together(parts) == f"{sign}8套"
    other = Triple(written, "≤8" if sign != "≤" else "≥8", "套")
    assert contradictory(other)


@pytest.mark.parametrize("text", ["申请=>审批", "甲==乙", "5>=3", "A＞B级", "=SUM", "≥8套", "1-3=>5", "采购<三>批"])
def test_signs_that_are_no_operator_of_a_number_stay_as_written(text: str) -> None:
    assert unified(text) == text


@pytest.mark.parametrize("text", ["≱5次", "≫5次", "≳90%", "≠3次", "≥≤5次", "≥<5次"])
def test_a_sign_without_a_clear_meaning_has_none(text: str) -> None:
    value = parse_value(text)
    assert not any(same_meaning(value, parse_value(f"{sign}{text.lstrip('≱≫≳≠≥≤<')}")) for sign in ("", *SPELT))
