"""The grammar of packed texts, read and written."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.indicators import Framework, pack, unpack
from toolkit.indicators.packed import comes_back, parts_of, reserved
from toolkit.model import Indicator

#: Cells as published, each with its indicators as (second level, name, annual value); the period is 全年.
CELLS = {
    "1、2-效益指标,22-社会效益,保障正常办公；实施周期指标值:全年,年度指标值:正常;,"
    "2、1-产出指标,11-数量指标,举办活动场数；实施周期指标值:全年,年度指标值:4次;,"
    "3、3-满意度指标,31-服务对象满意度,群众满意度（%）；实施周期指标值:全年,年度指标值:90%;": [
        ("社会效益指标", "保障正常办公", "正常"),
        ("数量指标", "举办活动场数", "4次"),
        ("服务对象满意度指标", "群众满意度（%）", "90%"),
    ],
    # a blank inside a name
    "1、1-产出指标,11-数量指标,人大代表 进社区活动次数；实施周期指标值:全年,年度指标值:每年至少24次;": [
        ("数量指标", "人大代表 进社区活动次数", "每年至少24次"),
    ],
    # separators inside a value, and inside names
    "1、2-效益指标,22-社会效益,城中村安全隐患；实施周期指标值:全年,年度指标值:比往年下降;,"
    "2、1-产出指标,11-数量指标,值班备勤队伍；实施周期指标值:全年,年度指标值:6名站长，36名队员;": [
        ("社会效益指标", "城中村安全隐患", "比往年下降"),
        ("数量指标", "值班备勤队伍", "6名站长，36名队员"),
    ],
    # names that are sentences
    "1、2-效益指标,24-可持续影响,强化党员服务群众能力，提升党员党性修养水平。；实施周期指标值:全年,年度指标值:100%;,"
    "2、1-产出指标,13-时效指标,在2023年12月31日前完成。；实施周期指标值:全年,年度指标值:100%;,"
    "3、1-产出指标,11-数量指标,按实际建设数量，用于修缮、租赁社区党组织活动场所。；"
    "实施周期指标值:全年,年度指标值:100%;": [
        ("可持续影响指标", "强化党员服务群众能力，提升党员党性修养水平。", "100%"),
        ("时效指标", "在2023年12月31日前完成。", "100%"),
        ("数量指标", "按实际建设数量，用于修缮、租赁社区党组织活动场所。", "100%"),
    ],
}


@pytest.mark.parametrize(("cell", "expected"), CELLS.items())
def test_a_published_cell_reads_without_remark_and_is_written_the_same(
    cell: str, expected: list[tuple[str, str, str]], classic: Framework
) -> None:
    unpacked = unpack(cell, classic)
    assert [(one.level2, one.name, one.annual_value) for one in unpacked.indicators] == expected
    assert {one.period_value for one in unpacked.indicators} == {"全年"}
    assert (unpacked.deviations, unpacked.rest, unpacked.numbering_gaps) == (frozenset(), (), ())
    assert pack(unpacked.indicators, classic) == cell


def test_wrapping_tears_nothing_and_every_item_knows_where_it_stood(classic: Framework) -> None:
    wrapped = (
        "1、1-产出指标,11-数量指标,开展社区活动次数；实施周期指标\n值:全年,年度指标值:20场;,2\r\n"
        "、1-产出指标,12-质量指标,运营评价；实施周期指标值:全年,年度指标值:合\n格;"
    )
    unpacked = unpack(wrapped, classic)
    assert [(one.name, one.annual_value) for one in unpacked.indicators] == [
        ("开展社区活动次数", "20场"),
        ("运营评价", "合格"),
    ]
    assert not unpacked.deviations
    assert [(item.ordinal, wrapped[item.offset :].startswith(item.raw)) for item in unpacked.items] == [
        (1, True),
        (2, True),
    ]
    assert unpacked.items[1].raw.endswith("合\n格")


def test_what_is_not_there_is_written_as_empty_text_and_reads_back_as_nothing(classic: Framework) -> None:
    indicator = Indicator("产出指标", "成本指标", None, None, "≤5元/份")
    packed = pack([indicator], classic)
    assert packed == "1、1-产出指标,14-成本指标,；实施周期指标值:,年度指标值:≤5元/份;"
    assert unpack(packed, classic).indicators == (indicator,)


def test_line_breaks_in_names_and_values_are_dropped(classic: Framework) -> None:
    packed = pack([Indicator("产出指标", "数量指标", "应急管⏎\n理服务站", "1\r\n个", "1个")], classic)
    assert packed == "1、1-产出指标,11-数量指标,应急管⏎理服务站；实施周期指标值:1个,年度指标值:1个;"


def test_nothing_packs_to_nothing(classic: Framework) -> None:
    assert pack([], classic) == ""
    assert unpack("", classic) == unpack(" \n", classic)
    assert (unpack("", classic).items, unpack("", classic).rest) == ((), ())


def test_levels_without_a_code_go_by_their_names(uncoded_costs: Framework, classic: Framework) -> None:
    indicator = Indicator("成本指标", "经济成本指标", "单价", "≤5元/份", "≤5元/份")
    packed = pack([indicator], uncoded_costs)
    assert packed.startswith("1、成本指标,经济成本指标,单价；")
    for framework in (uncoded_costs, classic):  # a summary in one framework takes in projects of another
        assert pack([indicator], framework) == packed
        assert unpack(packed, framework).indicators == (indicator,)
        assert not unpack(packed, framework).deviations


def test_costs_with_codes_of_their_own_go_by_them(coded_costs: Framework) -> None:
    indicator = Indicator("成本指标", "经济成本指标", "单价", "≤5元/份", "≤5元/份")
    packed = pack([indicator], coded_costs)
    assert packed.startswith("1、4-成本指标,41-经济成本指标,单价；")
    assert unpack(packed, coded_costs).indicators == (indicator,)
    assert not unpack(packed, coded_costs).deviations


def test_numbers_that_do_not_follow_are_named(classic: Framework) -> None:
    indicators = [Indicator("产出指标", "数量指标", f"名称{number}", "1次", "1次") for number in range(4)]
    packed = pack(indicators, classic).replace("3、", "5、").replace("4、", "6、")
    assert unpack(packed, classic).numbering_gaps == (5,)
    assert unpack(pack(indicators, classic), classic).numbering_gaps == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成；实施周期指标值:全年", "；实施周期指标值:"),
        ("全年,年度指标值:1次", ",年度指标值:"),
        ("1次;,2、其他", ";,2、"),
        ("1次;\n,2、其他", ";,2、"),
        ("1次；3-满意度指标,群众满意度", "3-满意度指标,"),
        ("合规，31-服务对象满意度，90%", "31-服务对象满意度，"),
        ("合规；效益指标，生态效益", "；效益指标，"),
        ("6名站长，36名队员；全年:1次,2次;", None),
        ("2023-2024年完成率（%）、“四上”", None),
    ],
)
def test_a_text_that_would_not_read_back_is_known_beforehand(text: str, found: str | None) -> None:
    assert reserved(text) == found


_SIGNS = "采购、。，；：,;:()（）“”%-123 名"
_WORDS = "；实施周期指标值: 年度指标值: ,年度指标值 ;,1 1-产出指标 2- 效益指标 ，效益指标 社会效益 11- 100% ;; ;,"
_PIECES = st.sampled_from([*_SIGNS, *_WORDS.split()])
_TEXTS = st.lists(_PIECES, min_size=1, max_size=10).map("".join) | st.text(min_size=1, max_size=15)
_LEVELS = [
    ("产出指标", "数量指标"),
    ("产出指标", "成本指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
]


@given(st.lists(st.tuples(st.sampled_from(_LEVELS), *[st.none() | _TEXTS] * 3), max_size=4))
def test_what_is_packed_reads_back_the_same(
    classic: Framework, rows: list[tuple[tuple[str, str], str | None, str | None, str | None]]
) -> None:
    texts = [text for row in rows for text in row[1:] if text is not None]
    assume(all(text and text == text.strip() for text in texts))
    assume(not any(reserved(text) or "\n" in text or "\r" in text for text in texts))
    indicators = tuple(Indicator(*levels, name, period, annual) for levels, name, period, annual in rows)
    unpacked = unpack(pack(indicators, classic), classic)
    assert unpacked.indicators == indicators
    assert (unpacked.deviations, unpacked.rest, unpacked.numbering_gaps) == (frozenset(), (), ())
    assert [item.ordinal for item in unpacked.items] == [*range(1, len(rows) + 1)]


@given(st.lists(st.tuples(st.sampled_from(_LEVELS), *[_TEXTS] * 3), min_size=1, max_size=4))
def test_what_comes_back_alone_comes_back_among_others(
    classic: Framework, rows: list[tuple[tuple[str, str], str, str, str]]
) -> None:
    indicators = [Indicator(*levels, name, period, annual) for levels, name, period, annual in rows]
    for one in indicators:
        alone = unpack(pack([one], classic), classic).indicators
        assert comes_back(one, classic) == ([parts_of(one)] == list(map(parts_of, alone)))
    if all(comes_back(one, classic) for one in indicators):
        together = unpack(pack(indicators, classic), classic).indicators
        assert list(map(parts_of, together)) == list(map(parts_of, indicators))
