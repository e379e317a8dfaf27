"""The end of the indicator table, and columns that it does not know."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.support.records import without_source
from tests.support.returned_forms import OFFICE, filled, homemade, read
from tests.support.workbooks import first, saved
from toolkit.checks import run
from toolkit.model import Project, ReadFile, Severity

FORM = filled(OFFICE)
#: The rows under the table: what stands in them, by columns.
FOOTERS: tuple[tuple[dict[int, str], ...], ...] = (
    ({1: "填报人", 2: "张三", 3: "联系电话", 4: "8212345"},),
    ({3: "填报人", 4: "李四", 5: "0769-83381234"},),
    ({4: "经办人：王五", 5: "13812345678"},),
    ({1: "财政部门审核意见", 2: "同意"},),
    ({2: "单位负责人意见", 4: "同意上报"}, {4: "（盖章）"}, {5: "2023年10月9日"}),
    ({1: "注：以上金额含税", 4: "详见附件"},),
    ({4: "以上数据由社区办公室提供"},),
    ({4: "填报日期", 5: "2023年10月9日", 6: "（公章）"},),
    ({4: "分管领导", 5: "赵六", 6: "同意"},),
    ({1: "审核人", 2: "张三", 4: "复核人", 5: "李四"}, {4: "电话", 5: "8212345"}),
    ({4: "年  月  日"},),
    ({4: "、"},),
    ({1: "单位负责人（签章）： 填表人： 填报日期：2026年3月1日"},),
    ({1: "审核：张三  2026.3.1"},),
    ({1: "备注：以上数据截至2026年2月底"},),
    ({1: "注：1.本表一式两份。", 3: "2.万元保留两位小数"},),
    ({1: "附：项目支出明细表1份"},),
    ({1: "合计", 5: "8套", 6: "8套"},),
    ({1: "小计", 3: "3项", 4: "3项"},),
    ({1: "第1页共2页"},),
    ({1: "第 1 页", 3: "共 2 页"},),
    ({1: "领导签字", 3: "张三", 5: "2026-03-01", 6: "2026-03-01"},),
    ({1: "说明", 3: "产出指标完成情况以年终为准", 5: "≥95%", 6: "≥95%"},),
    ({6: "1"},),
    ({1: "合 计", 4: "8套"},),
    ({1: "权重合计", 5: "100"},),
)


def typed(rows: tuple[dict[int, str], ...], gap: int, *, merged: bool = False) -> bytes:
    """The form typed anew, with some rows below its table."""
    workbook = homemade(FORM)
    sheet = first(workbook)
    for row in range(FORM.layout.code_cell.row + 1, sheet.max_row + 1):
        for cell in sheet[row]:
            cell.value = None
    last = max(cell.row for line in sheet.iter_rows() for cell in line if cell.value)
    for number, texts in enumerate(rows, last + 1 + gap):
        for col, text in texts.items():
            sheet.cell(number, col, text)
        if merged and len(texts) == 1:
            sheet.merge_cells(start_row=number, start_column=min(texts), end_row=number, end_column=min(texts) + 2)
    return saved(workbook)


def reported(file: ReadFile) -> set[str]:
    return {str(one.where.cell) for one in run([file]) if one.code == "S09"}


def same(file: ReadFile) -> bool:
    record = file.records[0].record
    assert isinstance(record, Project)
    return without_source(record).indicators == without_source(FORM.truth[0]).indicators


@pytest.mark.parametrize("gap", [0, 1, 30])
@pytest.mark.parametrize("rows", FOOTERS, ids=lambda rows: "".join(rows[0].values()))
def test_text_below_a_table_is_no_indicator(rows: tuple[dict[int, str], ...], gap: int) -> None:
    assert same(read(typed(rows, gap)))
    assert same(read(typed(rows, gap, merged=True)))


@pytest.mark.parametrize("gap", [0, 2])
def test_the_last_category_goes_on_below_its_label(gap: int) -> None:
    file = read(typed(({4: "居民投诉办结率", 5: "≥95%", 6: "≥96%"},), gap))
    record = file.records[0].record
    assert isinstance(record, Project)
    assert [one.name for one in record.indicators][-1] == "居民投诉办结率"


def test_what_looks_like_an_indicator_behind_a_signature_is_an_error() -> None:
    file = read(typed(({1: "填报人", 2: "张三"}, {4: "居民投诉办结率", 5: "≥95%", 6: "≥96%"}), 0))
    assert same(file)
    assert any(one.code == "S09" and one.severity is Severity.ERROR for one in run([file]))


def with_column(heading: str, values: str, col: int) -> bytes:
    """The form typed anew with one more column in its table."""
    workbook = homemade(FORM)
    sheet = first(workbook)
    sheet.insert_cols(col)
    slots = FORM.layout.slots
    sheet.cell(slots[0].row, col, heading)
    for number, slot in enumerate(slots):
        if sheet.cell(slot.row + 1, 4 + (col <= 4)).value:
            sheet.cell(slot.row + 1, col, f"{values}{number}次")
    return saved(workbook)


@pytest.mark.parametrize("heading", ["上年完成值", "责任人", "序号", "目标値", "自评"])
@pytest.mark.parametrize("col", [4, 5, 6, 7])
def test_an_unknown_column_is_named_and_kept_apart(heading: str, col: int) -> None:
    file = read(with_column(heading, "≥7", col))
    assert same(file)
    (one,) = (one for one in run([file]) if one.code == "S32")
    assert one.facts["name"] == heading
    assert "≥70次" in str(one.facts["values"])


def test_a_misnamed_column_is_not_read_into_its_neighbour() -> None:
    workbook = homemade(FORM)
    sheet = first(workbook)
    sheet.cell(FORM.layout.slots[0].row, 6, "指标数值")
    file = read(saved(workbook))
    record = file.records[0].record
    assert isinstance(record, Project)
    truth = FORM.truth[0].indicators
    assert [(one.period_value, one.annual_value) for one in record.indicators] == [
        (one.period_value, None) for one in truth
    ]
    assert {"S32", "S03"} <= {one.code for one in run([file])}


def two_sided(left: tuple[str, str], right: tuple[str, str]) -> bytes:
    """A table with names and values twice, side by side."""
    workbook = Workbook()
    sheet = first(workbook)
    for cell in FORM.layout.cells:
        if cell.text and cell.range.first.row < FORM.layout.slots[0].row - 1:
            sheet.cell(cell.range.first.row + 1, cell.range.first.col + 1, cell.text)
    row = FORM.layout.slots[0].row
    names = ("一级指标", "二级指标", "三级指标", "实施周期指标值", "二级指标", "三级指标", "当年度指标值")
    for col, text in enumerate(names, 2):
        sheet.cell(row, col, text)
    for col, text in enumerate(("产出指标", "数量指标", *left, "质量指标" if left[0] else "数量指标", *right), 2):
        sheet.cell(row + 1, col, text)
    return saved(workbook)


@pytest.mark.parametrize(
    ("left", "right", "read_as"),
    [
        (("采购服装", "≥8套"), ("验收合格率", "100%"), [("采购服装", "≥8套", None), ("验收合格率", None, "100%")]),
        (("", ""), ("巡逻次数", "≥3次"), [("巡逻次数", None, "≥3次")]),
    ],
)
def test_each_side_of_a_table_is_read_by_its_own_heading(
    left: tuple[str, str], right: tuple[str, str], read_as: list[tuple[str, str | None, str | None]]
) -> None:
    record = read(two_sided(left, right)).records[0].record
    assert isinstance(record, Project)
    assert [(one.name, one.period_value, one.annual_value) for one in record.indicators] == read_as
