"""Many forms on one sheet: each is read from its own cells, so that the cost grows with their number and no faster."""

from __future__ import annotations

from openpyxl import Workbook

from tests.support.records import without_source
from tests.support.returned_forms import OFFICE, filled, homemade, read
from tests.support.workbooks import first, saved
from toolkit.excel.limits import Limits
from toolkit.excel.open.workbook import read_book
from toolkit.forms.loader import load_form, load_framework
from toolkit.intake.form.locate import portions, segments
from toolkit.intake.form.vocabulary import vocabulary
from toolkit.intake.tokens import lines

COUNT = 12
APART = 45


def many() -> bytes:
    """The form typed many times, one below the other."""
    workbook = Workbook()
    sheet = first(workbook)
    for row in first(homemade(filled(OFFICE))).iter_rows():
        for cell in row:
            for number in range(COUNT):
                sheet.cell(cell.row + APART * number, cell.column, cell.value)
    return saved(workbook)


def test_many_forms_on_a_sheet_are_all_read() -> None:
    file = read(many())
    assert len(file.records) == COUNT
    truth = without_source(filled(OFFICE).truth[0])
    assert {without_source(record.record).indicators for record in file.records} == {truth.indicators}  # type: ignore[arg-type]


def test_each_form_looks_at_its_own_cells_only() -> None:
    grid = read_book(many(), Limits()).sheets[0]
    form = load_form("form13")
    found = segments(lines(grid), (vocabulary(form, load_framework(form.framework)),))  # type: ignore[arg-type]
    own = list(portions(grid, found))
    assert len(own) == COUNT
    assert sum(len(one.cells) for one in own) == len(grid.cells)
    for segment, one in zip(found, own, strict=True):
        assert {place for place in grid.cells if segment.holds(*place)} <= one.cells.keys()
