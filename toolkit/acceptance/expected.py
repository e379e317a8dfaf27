"""What must come back: the units and projects of a roster."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from toolkit.checks.roster_comparison import Expected, Roster
from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.kinds import Amount
from toolkit.issuing.read_roster import RosterRow, read_roster


def expected(roster: Path, definitions: Iterable[Definition]) -> Roster:
    """The rows of a roster, read as the first form that it fits.

    Raises:
        FileError: the roster cannot be opened.
        InputError: it fits no form; the faults are those of the form that it fits best.
    """
    faults: list[InputError] = []
    for form in definitions:
        if not isinstance(form, FormDefinition) or form.record != "project":
            continue
        try:
            rows = read_roster(roster, form, project_type="")
        except InputError as error:
            faults.append(error)
        else:
            return Roster(_expected(row, form) for row in rows)
    raise min(
        faults,
        key=lambda fault: str(fault).count("\n"),
        default=InputError(f"{roster}：没有模板", f"{roster}: there is no form"),
    )


def _expected(row: RosterRow, form: FormDefinition) -> Expected:
    """A row as the rules compare it; what the roster leaves open is not compared."""
    amounts = {key: value for key, value in row.values.items() if isinstance(value, Amount)}
    facts: dict[str, str | int | Decimal] = {
        key: value for key, value in row.values.items() if isinstance(value, str | int) and value != ""
    }
    facts |= {key: amount.yuan for key, amount in amounts.items()}
    unit = form.unit if "total" in amounts and not row.unit_named else None
    return Expected(row.unit, row.project_name, row.budget_year, facts, unit)
