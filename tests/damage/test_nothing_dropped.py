"""No content of a damaged form is dropped without a finding."""

from __future__ import annotations

import pytest

from tests.damage.kinds import kinds
from tests.damage.kinds.kind import Kind
from tests.support.returned_forms import read
from toolkit.checks import cells_named, run
from toolkit.excel import Limits, read_book
from toolkit.indicators.shapes.measured import worth
from toolkit.intake.form.body import FORGOTTEN
from toolkit.model import MONEY_KEYS as MONEY
from toolkit.model import CellRange, CellRef, Project, Severity

#: Fields of a record as they are typed into the cells of its head.
HEAD = (
    "project_name", "project_code", "project_type", "project_level", "supervising_department", "spending_unit",
    "start_year", "end_year", "period_goal", "annual_goal", "funds_text",
)  # fmt: skip
ONE_RECORD = [kind for kind in kinds() if kind.records == 1]


def contents(project: Project, unit: str) -> set[str]:
    """The texts that a person typed into a form, amounts in its unit."""
    parts = [getattr(project, name) for name in HEAD]
    money = [amount / worth(unit) for name in MONEY if (amount := getattr(project.funding, name)) is not None]
    parts += [] if project.funds_text else [f"{amount.normalize():f}" for amount in money]
    parts += [step.percent and f"{step.percent}%" for step in project.payment_plan]
    for one in project.indicators:
        parts += [one.name, one.description, one.period_value, one.annual_value, one.basis, one.weight]
    return {str(text) for text in parts if text}


def value_at(project: Project, key: str) -> object:
    """Returns the value of a placed field of a record."""
    first, _, rest = key.partition(".")
    if first == "indicators":
        number, _, part = rest.partition(".")
        one = project.indicators[int(number)]
        return any((one.period_value, one.annual_value)) if part not in FORGOTTEN else getattr(one, part)
    if first == "payment_plan":
        return project.payment_plan[int(rest.partition(".")[0])].percent
    return first == "levels" or getattr(project.funding if first in MONEY else project, first)


@pytest.mark.parametrize("kind", ONE_RECORD, ids=lambda kind: kind.name)
def test_what_a_person_typed_is_read_or_its_cell_is_named(kind: Kind) -> None:
    data, truth = kind.done()
    file = read(data)
    (record,) = file.records
    project = record.record
    assert isinstance(project, Project)
    grid = next(grid for grid in read_book(data, Limits()).sheets if grid.name == record.source.sheet)
    spoken = {key: placed for key, placed in record.placed.items() if value_at(project, key)}
    covered = {place for placed in spoken.values() for place in cells_named(placed.cell)}
    areas = []
    for finding in run([file]):
        if finding.severity is Severity.INFO:
            continue
        covered |= cells_named(finding.where.cell)
        if finding.where.cell != record.source.range:  # the whole form names no cell
            areas += [CellRange.parse(part) for part in (finding.where.cell or "").split(",") if ":" in part]
    typed = contents(truth[0], record.definition.unit)
    lost = [
        (str(CellRef(*place)), cell.text)
        for place, cell in grid.cells.items()
        if cell.text in typed and place not in covered and not any(area.holds(*place) for area in areas)
    ]
    assert lost == []
