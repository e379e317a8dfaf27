"""What a rule sees. A context knows where everything stood, so that a rule only says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from toolkit.checks.registry import Rule
from toolkit.forms.definition import Definition
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed, ReadFile, ReadRecord
from toolkit.model.finding import Fact, Finding, Severity, Where
from toolkit.model.indicator import Indicator
from toolkit.model.project import Project


@dataclass(frozen=True)
class Context:
    """What all contexts share: the rule that runs, its thresholds and its severity."""

    rule: Rule
    severity: Severity
    options: Mapping[str, str]

    def number(self, option: str) -> Decimal:
        """A threshold of the rule, as the settings in force say."""
        return Decimal(self.options[option])

    def finding(self, where: Where, severity: Severity | None = None, **facts: Fact) -> Finding:
        """A finding of this rule; a severity here overrides the rule's own, not the settings'."""
        chosen = severity if severity and self.severity == self.rule.severity else self.severity
        return Finding(self.rule.code, chosen, where, facts)


@dataclass(frozen=True)
class FileContext(Context):
    """One file as it was opened."""

    file: ReadFile = field(kw_only=True)

    def seen(self, kind: Seen) -> Iterator[tuple[Observation, Where]]:
        """What was seen of the file itself, each with its place."""
        for observation in self.file.observations:
            if observation.seen is kind:
                yield observation, Where(self.file.path, observation.sheet, observation.cell)


@dataclass(frozen=True)
class RecordContext(Context):
    """One record with its form: a project, or a department's target."""

    read: ReadRecord = field(kw_only=True)

    @property
    def definition(self) -> Definition:
        """The definition of the form or summary it was read with."""
        return self.read.definition

    @property
    def name(self) -> str | None:
        """The project's name."""
        record = self.read.record
        return record.project_name if isinstance(record, Project) else record.department

    def seen(self, kind: Seen) -> Iterator[tuple[Observation, Where]]:
        """What was seen on this form, each with its place."""
        for observation in self.read.observations:
            if observation.seen is kind:
                yield observation, self.at(observation.cell)

    def at(self, cell: str | None) -> Where:
        """A cell of this record's sheet."""
        return Where(self.read.source.file, self.read.source.sheet, cell, self.name)

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


@dataclass(frozen=True)
class ProjectContext(RecordContext):
    """One project."""

    @cached_property
    def project(self) -> Project:
        """The record."""
        record = self.read.record
        assert isinstance(record, Project)
        return record

    def indicators(self) -> Iterator[tuple[int, Indicator, Where]]:
        """The indicators with their number and the place of their name."""
        for number, indicator in enumerate(self.project.indicators):
            yield number, indicator, self.where(f"indicators.{number}.name")


@dataclass(frozen=True)
class BatchContext(Context):
    """Everything that was read together."""

    files: tuple[ReadFile, ...] = field(kw_only=True)

    def projects(self) -> Iterator[ProjectContext]:
        """Every project of the batch, in order."""
        for file in self.files:
            for read in file.records:
                if isinstance(read.record, Project):
                    yield ProjectContext(self.rule, self.severity, self.options, read=read)
