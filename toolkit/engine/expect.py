"""What must come back: the units and projects of a roster, whichever form it was made for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from toolkit.checks.context import Expected
from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.generate.roster import read_roster


def expected(roster: Path, definitions: Iterable[Definition]) -> tuple[Expected, ...]:
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
            rows = read_roster(roster, form, project_type=next(iter(form.types), None))
        except InputError as error:
            faults.append(error)
        else:
            return tuple(Expected(row.unit, row.project_name) for row in rows)
    raise min(faults, key=lambda fault: str(fault).count("\n"), default=InputError(f"{roster}：没有模板 (no form)"))
