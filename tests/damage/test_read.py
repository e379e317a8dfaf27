"""What is there is read: no content of a damaged form is dropped without a finding that names its cell."""

from __future__ import annotations

import pytest

from tests.damage.forms import read
from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from toolkit.checks.runner import run
from toolkit.checks.sentence import cells_named
from toolkit.excel.limits import Limits
from toolkit.excel.open.workbook import read_book
from toolkit.model.cell import CellRange
from toolkit.model.records import Project

#: The label's finding names the label, not the text beside it.
NAMED_BY_ITS_LABEL = {"计划表：绩效目标栏目被改"}
ONE_RECORD = [kind for kind in kinds() if kind.records == 1 and kind.name not in NAMED_BY_ITS_LABEL]


def contents(project: Project) -> set[str]:
    """The texts that a person typed into a form."""
    parts = [project.period_goal, project.annual_goal]
    for one in project.indicators:
        parts += [one.name, one.description, one.period_value, one.annual_value, one.basis]
    return {text for text in parts if text}


@pytest.mark.parametrize("kind", ONE_RECORD, ids=lambda kind: kind.name)
def test_what_a_person_typed_is_read_or_its_cell_is_named(kind: Kind) -> None:
    data, truth = kind.done()
    file = read(data)
    (record,) = file.records
    grid = next(grid for grid in read_book(data, Limits()).sheets if grid.name == record.source.sheet)
    covered = {place for placed in record.placed.values() for place in cells_named(placed.cell)}
    areas = []
    for finding in run([file]):
        covered |= cells_named(finding.where.cell)
        if finding.where.cell != record.source.range:  # the whole form names no cell
            areas += [CellRange.parse(part) for part in (finding.where.cell or "").split(",") if ":" in part]
    typed = contents(truth[0])
    lost = [
        (place, cell.text)
        for place, cell in grid.cells.items()
        if cell.text in typed and place not in covered and not any(area.holds(*place) for area in areas)
    ]
    assert lost == []
