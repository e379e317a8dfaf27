"""Summaries as departments type them, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook

from tests.support.records import as_found, sample
from tests.support.workbooks import saved
from toolkit.model import Project

Cell = str | int | float | None

DEPARTMENT = "广州市天河区人民政府元岗街道办事处"
HEADING = ["项目名称（资金使用单位）", "总计", "财政拨款", "财政专户拨款", "其他资金", "绩效目标", "绩效指标"]
#: The rows of 元岗街道 that do not follow the grammar.
DEVIATING = {2, 19, 36, 37, 38}
PACKED = "1、1-产出指标,11-数量指标,活动次数；实施周期指标值:4次,年度指标值:4次;"


def typed(rows: Sequence[Sequence[Cell]], name: str = "Sheet1") -> bytes:
    """A workbook with these rows on one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    for number, row in enumerate(rows, 1):
        for col, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, col, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    return saved(book)


def top(department: str = "某某街道办事处", unit: str = "万元") -> list[list[Cell]]:
    """The lines above a table and its heading."""
    return [["项目支出绩效目标表"], [f"部门名称：{department} 单位：{unit}"], [*HEADING]]


def row(name: str | None, total: Cell = 20, packed: str | None = PACKED, goal: str | None = "做好此事。") -> list[Cell]:
    """A project's row."""
    return [name, total, total, None, None, goal, packed]


def yuangang() -> tuple[list[list[Cell]], tuple[Project, ...]]:
    """The published table of 元岗街道 and its records."""
    rows: list[list[Cell]] = [[cell or None for cell in row] for row in as_found("003-yuangang")]
    return rows, sample("003-yuangang")
