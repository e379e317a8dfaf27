"""Many forms on one sheet: the cost grows with their number only."""

from __future__ import annotations

from openpyxl import Workbook

from tests.support.definitions import form13
from tests.support.records import without_source
from tests.support.returned_forms import OFFICE, filled, homemade, read
from tests.support.workbooks import copy_values, first, saved
from toolkit.excel import Limits, read_book
from toolkit.forms import load_framework
from toolkit.intake.form.locate import portions, regions
from toolkit.intake.form.vocabulary import vocabulary
from toolkit.intake.tokens import lines

COUNT = 12
APART = 45


def many() -> bytes:
    """The form typed many times, one below the other."""
    workbook = Workbook()
    sheet = first(workbook)
    form = first(homemade(filled(OFFICE)))
    for number in range(COUNT):
        copy_values(form, sheet, down=APART * number)
    return saved(workbook)


def test_many_forms_on_a_sheet_are_all_read() -> None:
    file = read(many())
    assert len(file.records) == COUNT
    truth = without_source(filled(OFFICE).truth[0])
    assert {without_source(record.record).indicators for record in file.records} == {truth.indicators}


def test_each_form_looks_at_its_own_cells_only() -> None:
    grid = read_book(many(), Limits()).sheets[0]
    form = form13()
    found = regions(lines(grid), (vocabulary(form, load_framework(form.framework)),))
    own = list(portions(grid, found))
    assert len(own) == COUNT
    assert sum(len(one.cells) for one in own) == len(grid.cells)
    for region, one in zip(found, own, strict=True):
        assert {place for place in grid.cells if region.holds(*place)} <= one.cells.keys()
