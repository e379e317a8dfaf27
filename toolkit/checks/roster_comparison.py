"""Comparison of the projects that came back with the roster.

The roster is the authority: unit, project, type, level, code, years and amount of a project are as it says, whether
the form carries a stamp or not. Names are the same as `toolkit.model.same` says; names that only look alike are
never joined, they are named so that a person can decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from toolkit.forms.definition import Definition, FormDefinition
from toolkit.model.evidence import ReadRecord
from toolkit.model.finding import Bilingual, Finding
from toolkit.model.money import in_unit_of
from toolkit.model.records import Project
from toolkit.model.same import name_key, unit_of
from toolkit.model.schema import MONEY_KEYS

if TYPE_CHECKING:
    from toolkit.checks.context.batch import BatchContext
    from toolkit.checks.context.project import ProjectContext

Key = tuple[str, str]
#: How alike two names must be before a person is asked about them.
_ALIKE = 0.6
#: The rule that an issued sheet is missing.
MISSING_SHEET = "S18"
_YEARS = ("start_year", "end_year")
_CHOICES = ("project_type", "project_level", "project_code")


@dataclass(frozen=True, slots=True)
class Expected:
    """A form that a unit owes: a row of the roster.

    Attributes:
        unit: 用款单位.
        project: 项目名称.
        budget_year: None where the roster says none.
        facts: what else the roster says, by field of the record; amounts in 元.
        amount_unit: the unit in which an amount was read because the roster names none; None where it names one.
    """

    unit: str
    project: str
    budget_year: int | None = None
    facts: Mapping[str, str | int | Decimal] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    amount_unit: str | None = None

    @property
    def key(self) -> Key:
        """Unit and project as they are compared."""
        return name_key(self.unit), name_key(self.project)


class DifferenceKind(StrEnum):
    """The ways in which a project can differ from the roster."""

    AMOUNT = "amount"
    PERIOD = "period"
    UNIT = "unit"
    CLASSIFICATION = "classification"
    NOT_LISTED = "not listed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between a project and the roster.

    Attributes:
        kind: what differs.
        key: the field of the record.
        found: as it came back.
        expected: as the roster says; of a project that is not on it the names that look alike.
        several: whether the roster has the project under several units.
    """

    kind: DifferenceKind
    key: str
    found: str
    expected: str
    several: bool = False


def look_alikes(difference: Difference) -> Bilingual:
    """Returns a hint at similar names on the roster; empty without any."""
    names = difference.expected
    if not names:
        return Bilingual("", "")
    return Bilingual(
        f"；名册上有相近的“{names}”，请核对是否同一项目",
        f" (the roster has {names}; check whether it is the same project)",
    )


def kept_off(context: BatchContext, kind: DifferenceKind) -> Iterator[Finding]:
    """Yields a finding for each project off the roster, with similar names."""
    for project, difference in context.differing(kind):
        facts = {"expected": difference.expected} if difference.expected else {}
        place, alike = project.where("project_name"), look_alikes(difference)
        yield project.finding(place, name=difference.found, alike=alike, **facts)


class Roster:
    """The rows of a roster, found by unit and project.

    Args:
        rows: what must come back.
        printed_total: the amount in 元 of the roster's own line of totals, None without one.
    """

    def __init__(self, rows: Iterable[Expected] = (), printed_total: Decimal | None = None) -> None:
        self.rows: tuple[Expected, ...] = tuple(rows)
        self.printed_total = printed_total
        self._by_key = {row.key: row for row in reversed(self.rows)}
        self._places = {key: place for place, key in enumerate(dict.fromkeys(row.key for row in self.rows))}
        self._units: dict[str, str] = {}
        self._by_name: dict[str, list[Expected]] = {}
        self._of_unit: dict[str, list[str]] = {}
        for row in self.rows:
            self._units.setdefault(row.key[0], row.unit)
            self._by_name.setdefault(row.key[1], []).append(row)
            self._of_unit.setdefault(row.key[0], []).append(row.project)
        years = {row.budget_year for row in self.rows}
        self.year: int | None = years.pop() if len(years) == 1 else None

    def __bool__(self) -> bool:
        return bool(self.rows)

    def row(self, unit: str | None, name: str | None) -> Expected | None:
        """Returns the row of a unit's project."""
        return self._by_key.get((name_key(unit), name_key(name)))

    def row_of(self, context: ProjectContext) -> Expected | None:
        """Returns the roster's row of a project, found by form, else by stamp."""
        return self.row_of_read(context.project, context.read)

    def row_of_read(self, project: Project, read: ReadRecord) -> Expected | None:
        """Returns the roster's row of a record that was read."""
        issued = read.stamp.prefilled if read.stamp else {}
        for unit in (unit_of(project), issued.get("spending_unit")):
            for name in (project.project_name, issued.get("project_name")):
                found = self.row(unit, name)
                if found is not None:
                    return found
        return None

    def place(self, unit: str | None, name: str | None) -> int:
        """Returns the place of a project on the roster, else the end."""
        return self._places.get((name_key(unit), name_key(name)), len(self._places))

    def differences(self, context: ProjectContext) -> Iterator[Difference]:
        """Yields each difference between a project and the roster."""
        project = context.project
        if not self.rows or not project.project_name:
            return
        row = self.row_of(context)
        if row is None:
            yield self._not_listed(context)
            return
        for part in MONEY_KEYS:
            amount, returned = row.facts.get(part), getattr(project.funding, part)
            if isinstance(amount, Decimal) and returned is not None:
                expected = _in_unit_of_form(amount, row, context.definition)
                if expected != returned:
                    yield Difference(DifferenceKind.AMOUNT, part, context.money(returned), context.money(expected))
        for kind, keys in ((DifferenceKind.PERIOD, _YEARS), (DifferenceKind.CLASSIFICATION, _CHOICES)):
            for key in keys:
                found, wanted = context.value(key), row.facts.get(key)
                if found is not None and wanted is not None and name_key(str(found)) != name_key(str(wanted)):
                    yield Difference(kind, key, str(found), str(wanted))

    def _not_listed(self, context: ProjectContext) -> Difference:
        project = context.project
        unit, name = unit_of(project), project.project_name or ""
        elsewhere = self._by_name.get(name_key(name), [])
        if elsewhere:
            units = tuple(dict.fromkeys(row.unit for row in elsewhere))
            return Difference(DifferenceKind.UNIT, "spending_unit", unit or "", "、".join(units), len(units) > 1)
        issued = context.read.stamp.prefilled if context.read.stamp else {}
        kind = DifferenceKind.CANCELLED if issued.get("project_name") else DifferenceKind.NOT_LISTED
        return Difference(kind, "project_name", name, "、".join(self._alike(unit, name)))

    def _alike(self, unit: str | None, name: str) -> list[str]:
        """Returns names on the roster that look similar, first among the unit's own."""
        own = self._of_unit.get(name_key(unit))
        return get_close_matches(name, own or [row.project for row in self.rows], 3, _ALIKE)


def funded(project: Project, read: ReadRecord, roster: Roster) -> Project:
    """Returns a project with the parts of its money as on the roster.

    Only where its form names none of them: what a form says is compared, never replaced. The parts must add up to the
    amount that came back, else the project stays as it is.
    """
    row = None if project.funding.parts else roster.row_of_read(project, read)
    if row is None:
        return project
    amounts = {key: row.facts[key] for key in MONEY_KEYS[1:] if key in row.facts}
    parts: dict[str, Any] = {
        key: _in_unit_of_form(amount, row, read.definition)
        for key, amount in amounts.items()
        if isinstance(amount, Decimal)
    }
    if not parts or sum(parts.values()) != project.funding.total:
        return project
    return replace(project, funding=replace(project.funding, **parts))


def _in_unit_of_form(amount: Decimal, row: Expected, definition: Definition) -> Decimal:
    """Returns an amount of the roster in 元.

    An amount without a unit is in the unit of the form, as when the form was issued.
    """
    if row.amount_unit is None or not isinstance(definition, FormDefinition):
        return amount
    return in_unit_of(amount, row.amount_unit, definition.unit)


def is_owed(roster: Roster, finding: Finding) -> bool:
    """Whether a finding about a missing sheet concerns the roster; others always do."""
    if finding.code != MISSING_SHEET or finding.where.project is None:
        return True
    return roster.row(str(finding.facts.get("spending_unit", "")), finding.where.project) is not None
