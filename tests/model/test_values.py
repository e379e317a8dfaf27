"""Cells, texts and money: small things that everything rests on."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model import CellRange, CellRef, clean_name, decimal_text, fold, in_wan, is_blank, parse_amount
from toolkit.model.text import drop_invisible


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_a_cell_reads_back_as_it_is_printed(row: int, col: int) -> None:
    assert CellRef.parse(str(CellRef(row, col))) == (row, col)


def test_a_range_covers_its_corners_and_nothing_outside() -> None:
    area = CellRange.parse("B2:D4")
    assert area.area == 9
    assert area.holds(1, 1)
    assert area.holds(3, 3)
    assert not area.holds(4, 3)


@pytest.mark.parametrize(
    ("text", "unit", "yuan", "written"),
    [
        ("36300", "元", "36300", "元"),
        ("２，４５０.３９", "万元", "24503900", "万元"),
        (" 3.63 万元", "元", "36300", "万元"),
        ("36,300.00元", "万元", "36300", "元"),
        ("¥1,000", "元", "1000", "元"),
        ("-5", "元", "-5", "元"),
    ],
)
def test_an_amount_is_read_in_the_unit_it_names_else_in_the_sheets(
    text: str, unit: str, yuan: str, written: str
) -> None:
    assert parse_amount(text, unit) == (Decimal(yuan), written)


@pytest.mark.parametrize("text", ["约3万", "3,63", "", "abc", "1e5", "３个", "12 34 56元左右", "1-2"])
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert parse_amount(text, "元") is None


def test_wan_is_rounded_half_up_for_show() -> None:
    assert in_wan(Decimal("50")) == Decimal("0.01")
    assert in_wan(Decimal("49.99")) == Decimal("0.00")
    assert in_wan(Decimal("24503900")) == Decimal("2450.39")


@given(st.decimals(min_value=0, max_value=10**12, places=4))
def test_an_amounts_text_loses_nothing(amount: Decimal) -> None:
    assert Decimal(decimal_text(amount)) == amount
    assert "E" not in decimal_text(amount)


@pytest.mark.parametrize(
    "spelling", ["社会效益指标", "社会效益 指标", "社会效益 \n指标", "社会效益 指\n标", "社会效益\u3000指标"]
)
def test_labels_fold_to_one_spelling(spelling: str) -> None:
    assert fold(spelling) == "社会效益指标"


_WIDE = "，（）【】：；！？％＋－／ \u3000\u200b\ufeff①㎡²\u0301é\u1100\u1161\ufe3b"


@given(st.text(st.characters() | st.sampled_from(_WIDE), max_size=12))
def test_folding_leaves_normal_forms_without_blanks(text: str) -> None:
    bare = "".join(drop_invisible(text).split())
    brackets = str.maketrans("（）［］｛｝【】：；，％＋－／", "()[]{}[]:;,%+-/")
    assert fold(text) == "".join(unicodedata.normalize("NFKC", bare.translate(brackets)).split())


def test_brackets_fold_to_one_kind() -> None:
    assert (
        fold("预算金额（元）")
        == fold("预算金额\n(元)")
        == fold("预算金额［元］".replace("［", "（").replace("］", "）"))
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("预算执行率 （%）", "预算执行率（%）"),
        ("购置办公设备质量达标率\n\n（%）", "购置办公设备质量达标率（%）"),
        ("建设行政村(社区）应急管\n理服务站", "建设行政村(社区）应急管理服务站"),
        ("人大代表 进社区活动次数", "人大代表 进社区活动次数"),
    ],
)
def test_names_lose_the_breaks_of_wrapping_and_nothing_else(written: str, name: str) -> None:
    assert clean_name(written) == name


@pytest.mark.parametrize("text", ["", " ", "\u3000\u3000", "\u00a0", "\u200b\ufeff", "\n\t"])
def test_what_looks_empty_is_empty(text: str) -> None:
    assert is_blank(text)
