"""Packed texts written by hand: odd, invented and hostile ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.indicators import Framework, unpack
from toolkit.indicators.packed import DEVIATIONS

Row = tuple[int | None, str, str, str | None, str | None, str | None, str]

OUTPUT, BENEFIT, SATISFACTION = "产出指标", "效益指标", "满意度指标"
SERVED = "服务对象满意度指标"

#: Cells with their items: number, levels, name, value of the period, value of the year, deviations.
CELLS: dict[str, list[Row]] = {
    "1、1-产出指标，11-数量指标，租用办公场地面积（平方米），5911.6平方米；"
    "3-满意度指标，31-服务对象满意度，办公业务用房使用的满意度水平，90%以上": [
        (1, OUTPUT, "数量指标", "租用办公场地面积（平方米）", None, "5911.6平方米", "D1 D3 D5"),
        (None, SATISFACTION, SERVED, "办公业务用房使用的满意度水平", None, "90%以上", "D1 D3 D4 D8"),
    ],
    "1、1-产出指标,11-数量指标,购置数量；实施周期指标值:全年,年度指标值:1台;,"
    "2、1-产出指标，11-数量指标:政府采购率；实施周期指标值:全年,年度指标值:100%": [
        (1, OUTPUT, "数量指标", "购置数量", "全年", "1台", ""),
        (2, OUTPUT, "数量指标", "政府采购率", "全年", "100%", "D1 D7 D8"),
    ],
    "1、1-产出指标,12-质量指标,支出合规性；3-满意度指标，31-服务对象满意度，绿化养护满意率，90%及以上，"
    "1-产出指标，11-数量指标，绿化养护完成率，100%": [
        (1, OUTPUT, "质量指标", "支出合规性", None, None, "D3 D5 D11"),
        (None, SATISFACTION, SERVED, "绿化养护满意率", None, "90%及以上", "D1 D3 D4 D6"),
        (None, OUTPUT, "数量指标", "绿化养护完成率", None, "100%", "D1 D3 D4 D8"),
    ],
    "1、1-产出指标,12-质量指标,支出合规性；效益指标，生态效益，购买志愿服务，100人；"
    "满意度指标，服务对象满意度，疫情防控政策群众普及程度，90%以上": [
        (1, OUTPUT, "质量指标", "支出合规性", None, None, "D3 D5 D11"),
        (None, BENEFIT, "生态效益指标", "购买志愿服务", None, "100人", "D1 D3 D4 D5 D10"),
        (None, SATISFACTION, SERVED, "疫情防控政策群众普及程度", None, "90%以上", "D1 D3 D4 D8 D10"),
    ],
    "1、1-产出指标,11-数量指标，政府采购率，100%；12-质量指标,支出合规性；"
    "2-效益指标，22-社会效益，案件办结率，100%；3-满意度指标，31-服务对象满意度，90%及以上": [
        (1, OUTPUT, "数量指标", "政府采购率", None, "100%", "D1 D2 D3 D5"),
        (None, OUTPUT, "质量指标", "支出合规性", None, None, "D3 D4 D5 D9 D11"),
        (None, BENEFIT, "社会效益指标", "案件办结率", None, "100%", "D1 D3 D4 D5"),
        (None, SATISFACTION, SERVED, None, None, "90%及以上", "D1 D3 D4 D8 D12"),
    ],
    # made up
    "1、1-产出指标,11-数量指标,次数；实施周期指标值:全年,年度指标值:3次;,4 、1-产出指标,12-质量指标,评价；"
    "实施周期指标值:全年,年度指标值:合格;": [
        (1, OUTPUT, "数量指标", "次数", "全年", "3次", ""),
        (4, OUTPUT, "质量指标", "评价", "全年", "合格", "D14"),
    ],
    "1、2-效果指标,24-可持续性影响,影响力；实施周期指标值:长期,年度指标值:长期;": [
        (1, BENEFIT, "可持续影响指标", "影响力", "长期", "长期", "D17"),
    ],
    "1、1-产出指标,12-质量指标,支出合规性；3-满意度指标,31-服务对象满意度,满意率；"
    "实施周期指标值:全年,年度指标值:90%;": [
        (1, OUTPUT, "质量指标", "支出合规性", None, None, "D3 D5 D11"),
        (None, SATISFACTION, SERVED, "满意率", "全年", "90%", "D4"),
    ],
    "1、1-产出指标,11-数量指标,队伍，6名站长，36名队员;\n2、1-产出指标,11-数量指标,补贴，1,000元": [
        (1, OUTPUT, "数量指标", "队伍", None, "6名站长，36名队员", "D2 D3 D17"),
        (2, OUTPUT, "数量指标", "补贴", None, "1,000元", "D2 D3 D8"),
    ],
    "1、1-产出指标，11-数量指标，完成效益指标，100%;": [
        (1, OUTPUT, "数量指标", "完成效益指标", None, "100%", "D1 D3"),
    ],
    "1、1-产出指标,11-数量指标,次数，年度指标值：5次，实施周期指标值：8次;": [
        (1, OUTPUT, "数量指标", "次数", "8次", "5次", "D17"),
    ],
    "1、1-产出指标,11-数量指标,次数；实施周期指标值:全年;": [
        (1, OUTPUT, "数量指标", "次数", "全年", None, "D11"),
    ],
}

UNCLEAR = [
    "随便写的几句话",
    "1、采购,维修,保养；实施周期指标值:全年,年度指标值:1次;",
    "1、1-产出指标,11-质量指标,名称；实施周期指标值:全年,年度指标值:1次;",
    "1、2-效益指标,11-数量指标,名称；实施周期指标值:全年,年度指标值:1次;",
    "1、2-产出指标,11-数量指标,名称；实施周期指标值:全年,年度指标值:1次;",
    "1、采购,其他指标,名称；实施周期指标值:全年,年度指标值:1次;",
    "1、1-产出指标，名称，5次",
    "1、效益指标，11-数量指标，名称，5次",
]


@pytest.mark.parametrize(("cell", "rows"), CELLS.items())
def test_a_cell_written_by_hand_gives_its_indicators_and_says_how_it_deviates(
    cell: str, rows: list[Row], classic: Framework
) -> None:
    unpacked = unpack(cell, classic)
    assert unpacked.rest == ()
    found = []
    for item in unpacked.items:
        one = item.indicator
        deviations = " ".join(sorted(item.deviations, key=lambda name: int(name[1:])))
        found.append((item.ordinal, one.level1, one.level2, one.name, one.period_value, one.annual_value, deviations))
    assert found == rows


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_has_no_clear_level_is_left_over_and_not_guessed(text: str, classic: Framework) -> None:
    unpacked = unpack(text, classic)
    assert unpacked.items == ()
    assert [(left.offset, left.text) for left in unpacked.rest] == [(0, text.rstrip(";"))]


def test_an_unclear_item_does_not_hide_its_neighbours(classic: Framework) -> None:
    good = "1-产出指标,11-数量指标,次数；实施周期指标值:全年,年度指标值:3次;"
    unpacked = unpack(f"说明：1、{good},2、看不懂;,3、{good}", classic)
    assert [item.ordinal for item in unpacked.items] == [1, 3]
    assert [left.text for left in unpacked.rest] == ["说明：", "2、看不懂"]
    assert unpacked.numbering_gaps == (3,)


def test_codes_that_a_framework_does_not_have_are_not_missed(uncoded_costs: Framework) -> None:
    unpacked = unpack("1、成本指标，经济成本指标，单价，5元/份;", uncoded_costs)
    assert [one.level2 for one in unpacked.indicators] == ["经济成本指标"]
    assert unpacked.deviations == {"D1", "D3"}


def test_every_deviation_has_a_phrase_in_both_languages() -> None:
    assert list(DEVIATIONS) == [f"D{number}" for number in range(1, 18)]
    assert all(phrase.zh and phrase.en for phrase in DEVIATIONS.values())


_PIECES = (
    "1、 2、 4、 1-产出指标 2-效果指标 11-数量指标 11-质量指标 22-社会效益 12-质量指标 效益指标 生态效益 满意度 "
    ", ， ； ; ;, : ： 名称 100% 5人 ；实施周期指标值:全年 ,年度指标值:3次"
)


@given(st.lists(st.sampled_from([*_PIECES.split(), " ", "\n"]) | st.text(max_size=5), max_size=25).map("".join))
def test_nothing_but_separators_is_ever_dropped(classic: Framework, text: str) -> None:
    unpacked = unpack(text, classic)
    slices = [(item.offset, item.raw) for item in unpacked.items]
    slices += [(left.offset, left.text) for left in unpacked.rest]
    between, place = "", 0
    for offset, raw in sorted(slices):
        assert offset >= place
        assert text[offset : offset + len(raw)] == raw
        between, place = between + text[place:offset], offset + len(raw)
    assert not "".join((between + text[place:]).split()).strip(";；,，")
    assert unpacked.deviations <= DEVIATIONS.keys()


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1、",
        ";,1、",
        "1-产出指标,",
        "1-产出指标,11-数量指标,",
        "1、1-产出指标,11-数量指标,名称；实施周期指标值:",
        "；实施周期指标值:",
        ",年度指标值:",
        "，",
        "90%，",
        "1,",
        " ",
        "1-",
        "约",
        "效益指标，生态效益，",
        "；效益指标,",
        "\n1",
    ],
)
@pytest.mark.parametrize("beginning", ["", "1、1-产出指标,11-数量指标，"])
def test_a_hostile_text_of_a_hundred_kilobytes_is_read_to_its_end(
    piece: str, beginning: str, classic: Framework
) -> None:
    text = beginning + piece * (100_000 // len(piece))
    unpacked = unpack(text, classic)
    kept = sum(len(item.raw) for item in unpacked.items) + sum(len(left.text) for left in unpacked.rest)
    assert kept <= len(text)
