"""What a rule sees. A context knows where everything stood, so that a rule only says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Self, TypeVar

from toolkit.checks.keys import Alike, Keys
from toolkit.checks.registry import Rule
from toolkit.checks.settings import Settings, Terms
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.loader import load_framework
from toolkit.indicators.framework import Framework
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed, ReadFile, ReadRecord
from toolkit.model.finding import Fact, Finding, Severity, Where
from toolkit.model.indicator import Indicator
from toolkit.model.money import WAN
from toolkit.model.project import DepartmentTarget, Project

#: A file name may hold an exclamation mark; only after an extension does it lead into an archive.
_IN_ARCHIVE = re.compile(r".*?\.\w{1,5}!(.+)", re.DOTALL)

#: The fields of a project's funding.
MONEY = ("total", "fiscal", "special_account", "other")

#: Columns of a summary, by the field of the record that they hold, where the two are called differently.
_SUMMARY_KEYS = {"project_name": "name", "annual_goal": "goal"}

Known = TypeVar("Known")


class Expected(NamedTuple):
    """A form that a unit owes: a row of the roster."""

    unit: str
    project: str


@dataclass(frozen=True)
class Context:
    """What all contexts share: the rule that runs and the settings in force."""

    rule: Rule
    settings: Settings

    def under(self, rule: Rule) -> Self:
        """The same as another rule sees it; for every rule on every form, a copy takes a third of a new one's time."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__, rule=rule)
        return twin

    @property
    def terms(self) -> Terms:
        """The rule's severity and thresholds here."""
        return self.settings.terms(self.rule)

    @property
    def applies(self) -> bool:
        """Whether the rule is meant for this and switched on."""
        return self.terms.enabled

    def number(self, option: str) -> Decimal:
        """A threshold of the rule, as the settings in force say."""
        return Decimal(self.terms.options[option])

    def finding(self, where: Where, severity: Severity | None = None, /, **facts: Fact) -> Finding:
        """A finding of this rule.

        A severity given here is for a case that weighs more or less than the rule's usual one. Settings change
        the usual one; the special case follows only where they go further in its own direction, so that
        lowering a rule never hides the case that the rule itself holds for worse.

        The fact `about` names the field of the record that the finding is about; it is not shown, it ties
        findings together (`toolkit.checks.follow_on`).
        """
        usual = self.terms.severity
        if severity is None:
            chosen = usual
        elif severity.rank < self.rule.severity.rank:
            chosen = min(severity, usual, key=_rank)
        else:
            chosen = max(severity, usual, key=_rank)
        return Finding(self.rule.code, chosen, where, facts)


def _rank(severity: Severity) -> int:
    return severity.rank


@dataclass(frozen=True)
class SeenContext(Context):
    """Something that intake looked at: a file, or one form in it."""

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Everything that was seen."""
        raise NotImplementedError

    def place(self, observation: Observation) -> Where:
        """Where it was seen."""
        raise NotImplementedError

    def seen(self, kind: Seen) -> Iterator[tuple[Observation, Where]]:
        """What was seen of one kind, each with its place."""
        for observation in self.observations:
            if observation.seen is kind:
                yield observation, self.place(observation)

    def report(
        self,
        kind: Seen,
        severity: Severity | None = None,
        /,
        *,
        when: tuple[str, str] | None = None,
        found: str = "found",
    ) -> Iterator[Finding]:
        """A finding for each observation of one kind.

        Args:
            kind: of observation.
            severity: another severity than the rule's usual one.
            when: a fact and its value: the severity is only for those that have it.
            found: the fact that says what was found.
        """
        for observation, where in self.seen(kind):
            facts = dict(observation.facts)
            if found in facts:
                facts.setdefault("found", facts[found])
            special = when is None or facts.get(when[0]) == when[1]
            yield self.finding(where, severity if special else None, **facts)


@dataclass(frozen=True)
class FileContext(SeenContext):
    """One file as it was opened."""

    file: ReadFile = field(kw_only=True)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What was seen of the file itself."""
        return self.file.observations

    def place(self, observation: Observation) -> Where:
        """The file, its sheet, the cell."""
        return Where(self.file.path, observation.sheet, observation.cell)

    @property
    def member(self) -> str:
        """The path inside its archive (`returned.zip!骏达/治安经费.xlsx`); empty for a file by itself."""
        match = _IN_ARCHIVE.fullmatch(self.file.path)
        return match[1] if match else ""

    def record(self, number: int) -> RecordContext:
        """One of the file's records, under the terms of its own definition."""
        return RecordContext(self.rule, self.settings, read=self.file.records[number])


@dataclass(frozen=True)
class RecordContext(SeenContext):
    """One record with its form: a project, or a department's target.

    Attributes:
        read: the record as intake gave it.
        known: what has been worked out about it, shared by the contexts of all rules (`once`).
    """

    read: ReadRecord = field(kw_only=True)
    known: dict[object, Any] = field(kw_only=True, default_factory=dict, compare=False, repr=False)

    @property
    def terms(self) -> Terms:
        """The rule's severity and thresholds on this form."""
        return self.settings.terms(self.rule, self.definition)

    @property
    def applies(self) -> bool:
        """Whether the rule is meant for this kind of form and switched on."""
        return self.terms.enabled and self.rule.kind in (None, self.definition.kind)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """What was seen on this form."""
        return self.read.observations

    def place(self, observation: Observation) -> Where:
        """The cell on this record's sheet."""
        return self.at(observation.cell)

    @property
    def definition(self) -> Definition:
        """The definition of the form or summary it was read with."""
        return self.read.definition

    def once(self, work: Callable[[Any], Known]) -> Known:
        """What several rules ask about this record, worked out for the first of them.

        Args:
            work: takes a context of this record, and looks at everything in it but the rule.
        """
        if work not in self.known:
            self.known[work] = work(self)
        found: Known = self.known[work]
        return found

    @property
    def framework(self) -> Framework:
        """The framework of levels that the definition names."""
        return self.once(_framework)

    @property
    def name(self) -> str | None:
        """The project's name."""
        record = self.read.record
        return record.project_name if isinstance(record, Project) else record.department

    def at(self, cell: str | None) -> Where:
        """A cell of this record's sheet."""
        return Where(self.read.source.file, self.read.source.sheet, cell, self.name)

    def value(self, key: str) -> str | int | Decimal | None:
        """What was read in a field of the head."""
        record = self.read.record
        holder = record.funding if isinstance(record, Project) and key in MONEY else record
        found: str | int | Decimal | None = getattr(holder, key, None)
        return found

    def placed(self, key: str) -> Placed | None:
        """Where a field stood and what was written there; None where the form has no such field."""
        return self.read.placed.get(key)

    def where(self, key: str) -> Where:
        """The place of a field (`total`, `indicators.3.name`), or of the whole form where it has none."""
        placed = self.read.placed.get(key)
        return self.at(placed.cell if placed else self.read.source.range)

    def raw(self, key: str) -> str:
        """What was written in a field, empty where nothing."""
        placed = self.read.placed.get(key)
        return placed.raw if placed else ""

    def asks_for(self, key: str) -> bool:
        """Whether this form has the field at all."""
        return key in self.read.placed

    def requires(self, key: str) -> bool:
        """Whether this form has the field and wants it filled; a summary wants all of its own."""
        if not isinstance(self.definition, FormDefinition) or key not in self.definition.fields:
            return self.asks_for(key)
        return self.asks_for(key) and self.definition.fields[key].required

    def field_at(self, cell: str) -> str:
        """The field that stands, or should have stood, in a cell; empty where none."""
        return next((key for key, placed in self.read.placed.items() if placed.cell == cell), "")

    def label(self, key: str) -> str:
        """What a person calls a field on this form."""
        if isinstance(self.definition, FormDefinition):
            found = self.definition.fields.get(key)
            return found.name if found else key
        column = _SUMMARY_KEYS.get(key, key)
        return next((known.label for known in self.definition.columns if known.key == column), key)

    def money(self, amount: Decimal) -> str:
        """An amount in 元, written in the unit of the sheet: 36,300元, 30万元."""
        unit = self.definition.unit
        shown = (amount / 10_000 if unit == WAN else amount).normalize()
        return f"{shown:,f}{unit}"


def _framework(context: RecordContext) -> Framework:
    return load_framework(context.definition.framework, context.settings.templates)


@dataclass(frozen=True)
class ProjectContext(RecordContext):
    """One project."""

    @property
    def project(self) -> Project:
        """The record."""
        record = self.read.record
        assert isinstance(record, Project)
        return record

    def where_level(self, name: str) -> Where:
        """The label of a level; of a first level without one that of its first category; else the whole form."""
        seconds = (second.name for first, second in self.framework.pairs() if first.name == name)
        keys = (f"levels.{level}" for level in (name, *seconds))
        return self.where(next((key for key in keys if key in self.read.placed), "indicators"))

    def value(self, key: str) -> str | int | Decimal | None:
        """What was read in a field of the head."""
        found: str | int | Decimal | None = getattr(self.project.funding if key in MONEY else self.project, key, None)
        return found

    def indicators(self) -> tuple[tuple[int, Indicator, Where], ...]:
        """The indicators with their number and the place of their name."""
        return self.once(_indicators)

    def offers(self, level1: str) -> bool:
        """Whether the form has a category of a first level; a summary takes them all."""
        return not isinstance(self.definition, FormDefinition) or level1 in self.once(_offered)


def _indicators(context: ProjectContext) -> tuple[tuple[int, Indicator, Where], ...]:
    return tuple(
        (number, indicator, context.where(f"indicators.{number}.name"))
        for number, indicator in enumerate(context.project.indicators)
    )


def _offered(context: ProjectContext) -> frozenset[str]:
    """The first levels of the form's categories."""
    assert isinstance(context.definition, FormDefinition)
    seconds = {category.level2 for category in context.definition.indicators.categories}
    return frozenset(first.name for first, second in context.framework.pairs() if second.name in seconds)


@dataclass(frozen=True)
class DepartmentContext(RecordContext):
    """A department's overall target."""

    @property
    def target(self) -> DepartmentTarget:
        """The record."""
        record = self.read.record
        assert isinstance(record, DepartmentTarget)
        return record


@dataclass(frozen=True)
class BatchContext(Context):
    """Everything that was read together.

    Attributes:
        files: in the order given.
        expected: what the roster says must come back; empty where no roster is at hand.
        keys: what the projects have in common, where it is known from before.
    """

    files: Sequence[ReadFile] = field(kw_only=True)
    expected: tuple[Expected, ...] = field(kw_only=True, default=())
    keys: Keys | None = field(kw_only=True, default=None)

    def projects(self, *alike: Alike) -> Iterator[ProjectContext]:
        """Every project of the batch to which the rule applies, in order, under the terms of its own form.

        Args:
            alike: only those that may have something of one of these kinds in common with another one. There may be
                others among them; in a small batch all of them are looked at.
        """
        for read in self._reads(*alike):
            if isinstance(read.record, Project):
                context = ProjectContext(self.rule, self.settings, read=read)
                if context.applies:
                    yield context

    def departments(self) -> Iterator[DepartmentContext]:
        """Every department's target of the batch to which the rule applies, in order."""
        for read in self._reads("department"):
            if isinstance(read.record, DepartmentTarget):
                context = DepartmentContext(self.rule, self.settings, read=read)
                if context.applies:
                    yield context

    def _reads(self, *alike: Alike) -> Iterator[ReadRecord]:
        if alike and self.keys is not None:
            return (self.files[file].records[record] for file, record in self.keys.alike(*alike))
        return (read for file in self.files for read in file.records)
