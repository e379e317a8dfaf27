"""Last year's projects as the rows of a new roster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.forms.definition import FormDefinition
from toolkit.model.records import DepartmentTarget, Project, Record
from toolkit.model.same import name_key

#: Fields of a record that a roster repeats as they are.
_REPEATED = ("project_name", "project_code", "supervising_department")


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """A row of a roster that a person completes.

    Attributes:
        values: texts and years, by field of the record.
        previous: last year's amount in 元; the new one is left to be filled in.
        moved: the years that were moved on.
    """

    values: Mapping[str, str | int]
    previous: Decimal | None = None
    moved: frozenset[str] = frozenset()


def next_year(records: Iterable[Record]) -> int | None:
    """Returns the year after the latest budget year; None where no record names one."""
    years = [record.budget_year for record in records if record.budget_year is not None]
    return max(years) + 1 if years else None


def drafts(records: Iterable[Record], form: FormDefinition, year: int | None) -> tuple[RosterDraft, ...]:
    """Returns the rows of a new roster, each project of a unit once.

    Of records of one project that of the latest budget year counts. A period that is over by the new year begins anew
    with it, as long as before; one that goes on stays as it is.

    Args:
        records: last year's, in their order; departments' targets for a form of a department.
        form: for which the roster is; types and levels that it does not offer are left open.
        year: the new budget year; None leaves all years as they were.
    """
    department = form.record == "department"
    latest: dict[tuple[str, str], Record] = {}
    for record in records:
        if isinstance(record, DepartmentTarget) is not department:
            continue
        key = _identity(record)
        if key not in latest or (record.budget_year or 0) > (latest[key].budget_year or 0):
            latest[key] = record
    return tuple(_draft(record, form, year) for record in latest.values())


def _identity(record: Record) -> tuple[str, str]:
    if isinstance(record, DepartmentTarget):
        return name_key(record.department), ""
    return name_key(record.spending_unit or record.supervising_department), name_key(record.project_name)


def _draft(record: Record, form: FormDefinition, year: int | None) -> RosterDraft:
    new_year = year or record.budget_year
    values: dict[str, str | int | None] = {"budget_year": new_year}
    if isinstance(record, DepartmentTarget):
        return RosterDraft(_filled(values | {"department": record.department}))
    values |= {key: getattr(record, key) for key in _REPEATED}
    values["spending_unit"] = record.spending_unit or record.supervising_department
    values |= {key: _offered(getattr(record, key), form, key) for key in ("project_type", "project_level")}
    start, end = next_period(record.start_year, record.end_year, new_year)
    over = (start, end) != (record.start_year, record.end_year)
    moved = frozenset(("start_year", "end_year")) if over else frozenset[str]()
    return RosterDraft(_filled(values | {"start_year": start, "end_year": end}), record.funding.total, moved)


def next_period(start: int | None, end: int | None, year: int | None) -> tuple[int | None, int | None]:
    """Returns a period in a new year.

    One that is over begins anew, as long as before.
    """
    if year is None or start is None or end is None or not start <= end < year:
        return start, end
    return year, year + end - start


def _offered(value: str | None, form: FormDefinition, key: str) -> str | None:
    """Returns a choice in the form's own spelling, None without it."""
    choices = offered(form, key)
    return next((choice for choice in choices if name_key(choice) == name_key(value)), None)


def offered(form: FormDefinition, key: str) -> tuple[str, ...]:
    """Returns the choices of a field of the form; none for other fields."""
    field = form.fields.get(key)
    if field is None:
        return ()
    return tuple(form.types) if field.choices == "types" else field.choices


def _filled(values: Mapping[str, str | int | None]) -> dict[str, str | int]:
    return {key: value for key, value in values.items() if value is not None}


def names_project(record: Record) -> bool:
    """Whether a record can be a row: it names a project, or a department."""
    return bool(record.project_name if isinstance(record, Project) else record.department)
