"""The short way through a form that stands as it was issued reads what the long way reads, and sees no damage."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import SEEDS, sample
from tests.damage.forms import KEY, OFFICE, fill, filled, read
from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from tests.intake.books import read as book_of
from tests.intake.books import saved
from toolkit.checks.runner import run
from toolkit.forms.stamp import FULL, decode
from toolkit.intake.form import read_form
from toolkit.intake.grid import Book, Grid
from toolkit.intake.intact import stands_as_issued
from toolkit.intake.library import load_library
from toolkit.intake.limits import Limits
from toolkit.intake.opener import open_file
from toolkit.intake.recognise import Segment
from toolkit.intake.result import ReadRecord
from toolkit.intake.stamps import book_marks
from toolkit.intake.tokens import lines

LIBRARY = load_library()


def intact(book: Book) -> list[Segment | None]:
    """For each sheet with a stamp, its segment where it stands as it was issued."""
    return [_intact(grid) for grid in book.sheets if not grid.name.startswith("_")]


def _intact(grid: Grid) -> Segment | None:
    texts = (cell.text for cell in grid.cells.values() if cell.text.startswith(FULL))
    stamp = decode(next(texts, ""))
    layout = LIBRARY.layout(stamp) if stamp else None
    if stamp is None or layout is None or not stands_as_issued(grid, layout, stamp):
        return None
    return Segment(LIBRARY.forms[stamp.form], lines(grid), issued=stamp)


def in_both_ways(book: Book) -> int:
    """Check that the sheets that stand as issued are read the same without knowing it; how many they are."""
    sheets = [(grid, segment) for grid in book.sheets if (segment := _intact(grid))]
    for grid, segment in sheets:
        assert record(book, grid, segment) == record(book, grid, replace(segment, issued=None))
    return len(sheets)


def record(book: Book, grid: Grid, segment: Segment) -> ReadRecord:
    return read_form(grid, segment, LIBRARY, book_marks(book), KEY, "表.xlsx", "", alone=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_honest_forms_take_the_short_way(seed: str) -> None:
    by_name = {project.project_name: project for project in sample(seed)}
    projects = tuple(by_name.values())
    assert in_both_ways(book_of(fill(projects).data)) == len(projects)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_what_is_damaged_in_any_way_is_read_the_same(kind: Kind) -> None:
    book = open_file("表.xlsx", kind.done()[0], Limits()).book
    if book is not None and book.structure_known:
        assert in_both_ways(book) <= kind.records


def test_a_word_of_the_form_typed_into_a_field_is_told() -> None:
    form = filled(OFFICE)
    book = load_workbook(io.BytesIO(form.data))
    book.worksheets[0][str(form.at("annual_goal"))] = "年度目标"
    data = saved(book)
    assert in_both_ways(book_of(data)) == 1
    assert "S15" in {finding.code for finding in run([read(data)])}


def _beside(sheet: Worksheet) -> None:
    sheet["J9"] = "备注"


def _text(sheet: Worksheet) -> None:
    sheet["A3"] = "项目名"


def _formula(sheet: Worksheet) -> None:
    sheet["H9"] = None


def _merge(sheet: Worksheet) -> None:
    sheet.unmerge_cells("C3:F3")


def _limits(sheet: Worksheet) -> None:
    sheet.data_validations.dataValidation.clear()


def _row(sheet: Worksheet) -> None:
    sheet.row_dimensions[9].hidden = True


def _lock(sheet: Worksheet) -> None:
    sheet.protection.sheet = False


def _name(sheet: Worksheet) -> None:
    sheet.title = "另一张"


def _prefilled(sheet: Worksheet) -> None:
    sheet["C3"] = "另一个项目"


def _computed(sheet: Worksheet) -> None:
    sheet["C11"] = "=1+1"


@pytest.mark.parametrize(
    "change", [_beside, _text, _formula, _merge, _limits, _row, _lock, _name, _prefilled, _computed]
)
def test_the_least_difference_takes_the_long_way(change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(io.BytesIO(filled(OFFICE).data))
    assert intact(book_of(saved(book))) != [None]
    change(book.worksheets[0])
    assert intact(book_of(saved(book))) == [None]
