"""The fast path for unchanged forms agrees with the full reading."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from tests.support.ooxml import read as book_of
from tests.support.records import SEEDS, sample, without_source
from tests.support.returned_forms import KEY, OFFICE, fill, filled, read
from tests.support.workbooks import saved
from toolkit.excel import Book, Grid, Limits, open_file
from toolkit.intake import load_library
from toolkit.intake.form.form import read_form, read_unchanged
from toolkit.intake.form.locate import Region
from toolkit.intake.form.stamps import book_marks
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.tokens import lines
from toolkit.model import Project, ReadRecord

LIBRARY = load_library()


def context(book: Book, grid: Grid) -> SheetContext:
    """A sheet and what it is read with."""
    return SheetContext(grid, book, book_marks(book), LIBRARY, "表.xlsx", "", KEY)


def short(book: Book) -> list[ReadRecord | None]:
    """For each sheet of forms, what the short way reads from it."""
    sheets = (grid for grid in book.sheets if not grid.name.startswith("_"))
    return [read_unchanged(context(book, grid)) for grid in sheets]


def in_both_ways(book: Book) -> int:
    """Counts the sheets that both ways read, and checks that they agree."""
    count = 0
    for grid in book.sheets:
        record = read_unchanged(context(book, grid))
        if record is not None and record.stamp is not None:
            assert record == long(book, grid, record.stamp.form)
            count += 1
    return count


def long(book: Book, grid: Grid, form: str) -> ReadRecord:
    """Returns the record of a sheet's one form by the full reading."""
    region = Region(LIBRARY.forms[form], lines(grid))
    return read_form(context(book, grid), region, alone=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_honest_forms_take_the_short_way(seed: str) -> None:
    by_name = {project.project_name: project for project in sample(seed)}
    projects = tuple(by_name.values())
    assert in_both_ways(book_of(fill(projects).data)) == len(projects)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_what_is_damaged_in_any_way_is_read_the_same(kind: Kind) -> None:
    book = open_file("表.xlsx", kind.done()[0], Limits()).book
    if book is not None and book.structure_readable:
        assert in_both_ways(book) <= kind.records


def test_a_word_of_the_form_typed_into_a_field_is_what_the_field_says() -> None:
    form = filled(OFFICE)
    book = load_workbook(io.BytesIO(form.data))
    book.worksheets[0][str(form.at("annual_goal"))] = "年度目标"
    [project] = [one.record for one in read(saved(book)).records]
    assert isinstance(project, Project)
    assert without_source(project) == without_source(replace(form.truth[0], annual_goal="年度目标"))


def _note_at_the_side(sheet: Worksheet) -> None:
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
    "change", [_note_at_the_side, _text, _formula, _merge, _limits, _row, _lock, _name, _prefilled, _computed]
)
def test_the_least_difference_takes_the_long_way(change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(io.BytesIO(filled(OFFICE).data))
    assert short(book_of(saved(book))) != [None]
    change(book.worksheets[0])
    assert short(book_of(saved(book))) == [None]
