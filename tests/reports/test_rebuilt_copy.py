"""Marked copies of workbooks that cannot be kept: rebuilt from their values."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.reports.marked_copies import FILE, RED, at, loaded, marked
from tests.support.locked_workbook import SHEET, form, opened
from tests.support.ooxml import replaced
from toolkit.excel import Book, CellKind, Grid, GridCell
from toolkit.model import CellRange
from toolkit.reports import REVIEW_SHEET, mark


def _legacy() -> Book:
    cells = {
        (0, 0): GridCell("项目绩效目标表"),
        (1, 0): GridCell("预算金额"),
        (1, 1): GridCell("36300", CellKind.NUMBER, "36300"),
        (2, 1): GridCell("=1+1"),
        (3, 1): GridCell("2024-01-02", CellKind.DATE, "2024-01-02"),
    }
    merges = (CellRange.parse("A1:D1"), CellRange.parse("A2:B2"))
    return Book("xls", (Grid("表/1", 0, True, cells, merges), Grid("_lists", 1, False, {})), structure_readable=False)


def test_a_workbook_of_another_format_is_rebuilt_from_its_values() -> None:
    done = mark(b"\xd0\xcf\x11\xe0", FILE, (at("H02", "B2", sheet="表/1", value="甲"),), _legacy())
    assert done is not None
    book = loaded(done)
    sheet = book.worksheets[1]
    assert (sheet.title, book.worksheets[2].sheet_state) == ("表_1", "veryHidden")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert (sheet["B4"].value, sheet["B4"].number_format) == (datetime(2024, 1, 2), "yyyy-mm-dd")
    assert sheet["A2"].fill.fgColor.rgb == RED
    grid = opened(done).sheet("表_1")
    assert grid is not None
    assert grid.text(1, 1) == "36300", "what a merge hides is kept"
    assert {str(area) for area in grid.merges} == {"A1:D1", "A2:B2"}
    assert "在原件上修改" in str(book[REVIEW_SHEET]["A6"].value)
    link = book[REVIEW_SHEET]["C9"].hyperlink
    assert link is not None
    assert link.location == "'表_1'!B2"


def test_pictures_that_a_rebuilt_copy_lacks_are_spoken_of() -> None:
    book = _legacy()
    drawn = replace(book, sheets=(replace(book.sheets[0], has_drawings=True), book.sheets[1]))
    done = mark(b"\xd0\xcf\x11\xe0", FILE, (at("H02", "B2", sheet="表/1", value="甲"),), drawn)
    assert done is not None
    lines = [str(loaded(done)[REVIEW_SHEET].cell(row, 1).value) for row in range(3, 9)]
    assert "原件中的图片、图形未带入本副本，以原件为准。" in lines


def test_a_workbook_of_hidden_sheets_only_is_rebuilt() -> None:
    book = replace(_legacy(), sheets=(replace(_legacy().sheets[0], visible=False),))
    done = mark(b"\xd0\xcf\x11\xe0", FILE, (), book)
    assert done is not None
    assert [(sheet.title, sheet.sheet_state) for sheet in loaded(done).worksheets] == [
        (REVIEW_SHEET, "visible"),
        ("表_1", "hidden"),
    ]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/drawings/vmlDrawing1.vml", "<v:fill", "<v:fill <"),
        ("xl/styles.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "urn:other"),
        ("xl/comments1.xml", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "urn:other"),
    ],
)
def test_a_workbook_with_a_part_that_cannot_be_edited_is_rebuilt(part: str, old: str, new: str) -> None:
    book = loaded(marked(at("H02", "B3", value="甲"), data=replaced(form(), part, old, new)))
    assert book[SHEET]["B3"].value == "三万六千"
    assert book[SHEET]["B3"].fill.fgColor.rgb == RED
    assert "按读出的内容重建" in str(book[REVIEW_SHEET]["A6"].value)
