"""Rosters as clerks type them: merged cells, totals, alike names."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.issuing.test_read_roster import HEADER, ROW, changed, faults, sheet
from tests.support.issued_forms import TYPE
from toolkit.errors import InputError
from toolkit.forms import Amount, FormDefinition, load_form
from toolkit.issuing import notes_of, read_roster, roster_reading
from toolkit.issuing.roster_notes import look_alikes, roster_notes

PARTED = [*HEADER, "其中：财政拨款（元）", "财政专户资金", "其他资金（万元）"]


def merged(path: Path, rows: Sequence[Sequence[object]], *ranges: str) -> Path:
    book = Workbook()
    table = book.active
    assert table is not None
    for row in rows:
        table.append(list(row))
    for area in ranges:
        table.merge_cells(area)
    book.save(path)
    return path


def test_a_unit_that_is_merged_down_is_that_of_every_row(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [
        HEADER,
        ROW,
        changed(用款单位=None, 项目名称="乙"),
        changed(用款单位=None, 项目名称="丙"),
    ]
    read = read_roster(merged(tmp_path / "名册.xlsx", rows, "A2:A4"), form)
    assert [row.unit for row in read] == ["骏达社区"] * 3


def test_an_amount_that_is_merged_over_several_rows_is_refused(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [HEADER, ROW, changed(**{"项目名称": "乙", "预算金额（元）": None})]
    found = faults(merged(tmp_path / "名册.xlsx", rows, "G2:G3"), form)
    assert len(found) == 2
    assert all("金额与其他行合并成一格" in fault for fault in found)


def test_an_amount_that_is_merged_within_its_row_is_read(tmp_path: Path, form: FormDefinition) -> None:
    [row] = read_roster(merged(tmp_path / "名册.xlsx", [HEADER, ROW], "G2:H2"), form)
    assert row.amount == 36300


@pytest.mark.parametrize("word", ["合计", "合 计", "总计：", "小计（元）", "本页小计"])
def test_a_line_of_totals_is_no_project_whichever_column_says_so(
    word: str, tmp_path: Path, form: FormDefinition
) -> None:
    for place in (0, 1):
        total: list[object] = [None] * len(HEADER)
        total[place], total[-1] = word, 36300
        assert len(read_roster(sheet(tmp_path / "名册.xlsx", [HEADER, ROW, total]), form)) == 1


def test_a_line_of_totals_that_differs_from_the_rows_is_asked_about(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [HEADER, ROW, ["合计", None, None, None, None, None, 36000]]
    reading = roster_reading(sheet(tmp_path / "名册.xlsx", rows), form)
    [question] = notes_of(reading, form).questions
    assert "合计行写的是 36,000 元，各行相加是 36,300 元，相差 300 元" in question.zh
    right: list[Sequence[object]] = [HEADER, ROW, ["合计", None, None, None, None, None, 36300]]
    assert not notes_of(roster_reading(sheet(tmp_path / "名册.xlsx", right), form), form).questions


def test_the_parts_of_the_money_are_read_each_in_the_unit_of_its_column(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [PARTED, [*ROW, 26300, "", 1]]
    [row] = read_roster(sheet(tmp_path / "名册.xlsx", rows), form)
    assert row.funds == {"fiscal": Amount(Decimal(26300), "元"), "other": Amount(Decimal(10000), "万元")}
    assert "fiscal" not in row.values, "the form has no cell for it"


def test_parts_that_do_not_add_up_to_the_amount_are_refused(tmp_path: Path, form: FormDefinition) -> None:
    found = faults(sheet(tmp_path / "名册.xlsx", [PARTED, [*ROW, 26300, "", ""]]), form)
    assert found == ["第2行：财政拨款合计 26,300 元，与金额 36,300 元不等，请补填其他各项资金或改正金额"]
    assert "不是数字" in faults(sheet(tmp_path / "名册.xlsx", [PARTED, [*ROW, "全部", "", ""]]), form)[0]


def test_one_statement_covers_all_rows_that_say_nothing_of_the_parts(tmp_path: Path, form: FormDefinition) -> None:
    rows: list[Sequence[object]] = [PARTED, [*ROW, "", "", ""], [*changed(项目名称="乙"), "", 36300, ""]]
    first, second = read_roster(sheet(tmp_path / "名册.xlsx", rows), form, funding="fiscal")
    assert first.funds == {"fiscal": Amount(Decimal(36300), "元")}
    assert second.funds == {"special_account": Amount(Decimal(36300), "元")}


def test_a_form_that_asks_for_the_parts_has_them_filled_in(tmp_path: Path) -> None:
    form = load_form("costfirst")
    assert isinstance(form, FormDefinition)
    kind = next(iter(form.types))
    head = ["实施单位", "项目名称", "项目类型", "起始年度", "到期年度", "资金总额"]
    [row] = read_roster(
        sheet(tmp_path / "名册.xlsx", [head, ["甲", "乙", kind, 2024, 2025, 5]]), form, funding="fiscal"
    )
    assert row.values["fiscal"] == row.values["total"] == Amount(Decimal(5), "元")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("东坑村", "东坑邨"),
        ("东坑村", "东坑村（新）"),
        ("党建办公室", "党建工办公室"),
        ("治安经费（常）", "治安经费"),
        ("社区运转经费", "社区运作经费"),
    ],
)
def test_names_that_look_alike_are_asked_about(one: str, other: str) -> None:
    notes = roster_notes([(one, "甲项目", Decimal(1)), (other, "甲项目", Decimal(1))])
    [question] = notes.questions
    assert one in question.zh
    assert other in question.zh
    assert notes.units == 2, "never joined"


@pytest.mark.parametrize(
    "names",
    [
        ("第一社区", "第二社区"),
        ("东门社区", "西门社区"),
        ("甲村", "乙村"),
        ("黄屋村", "黄麻村", "黄江村"),
        ("专项经费(工作经费)", "专项经费(人员聘用)"),
        ("2023年慰问", "2024年慰问"),
    ],
)
def test_names_that_differ_on_purpose_are_not_asked_about(names: tuple[str, ...]) -> None:
    assert not list(look_alikes(names))


def test_the_sentence_says_units_projects_and_the_sum() -> None:
    notes = roster_notes(
        [("甲单位", "子", Decimal("1710800.50")), ("乙单位", "丑", Decimal(36300)), ("甲单位", "寅", None)]
    )
    assert notes.sentence.zh == "2 个单位、3 个项目、合计 174.71 万元（其中 1 个没有金额）"
    assert notes.sentence.en == "2 units, 3 projects, 174.71 万元 in all (1 without an amount)"


def test_an_assumed_unit_of_money_is_named(tmp_path: Path, form: FormDefinition) -> None:
    header = [*HEADER[:-1], "预算金额"]
    reading = roster_reading(sheet(tmp_path / "名册.xlsx", [header, ROW]), form)
    assert "按元计" in notes_of(reading, form).sentence.zh
    named = roster_reading(sheet(tmp_path / "名册.xlsx", [["金额单位：元"], header, ROW]), form)
    assert "按元计" not in notes_of(named, form).sentence.zh


def test_an_unknown_category_of_more_rows_is_refused(tmp_path: Path) -> None:
    from toolkit import api

    with pytest.raises(InputError, match="没有“奇怪指标”这一类"):
        api.generate("form13", output=tmp_path, project_type=TYPE, rows={"奇怪指标": 3})
    issued = api.generate("form13", output=tmp_path, project_type=TYPE, rows={"数量": 12}, password="x")
    plain = api.generate("form13", output=tmp_path / "少", project_type=TYPE, password="x")
    from tests.support.workbooks import opened

    more, fewer = (
        sum(
            cell.value == "数量指标"
            for row in opened(one.paths[0].read_bytes()).worksheets[0].iter_rows()
            for cell in row
        )
        for one in (issued, plain)
    )
    heights = [opened(one.paths[0].read_bytes()).worksheets[0].max_row for one in (issued, plain)]
    assert (more, fewer) == (1, 1)
    assert heights[0] == heights[1] + 6
