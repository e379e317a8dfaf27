"""The contexts of one project and of one department's target."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.checks.context.record import RecordContext
from toolkit.forms.definition import FormDefinition
from toolkit.model.finding import Where
from toolkit.model.records import DepartmentTarget, Indicator, Project


@dataclass(frozen=True)
class ProjectContext(RecordContext):
    """The context of one project."""

    @property
    def project(self) -> Project:
        """The record."""
        record = self.read.record
        assert isinstance(record, Project)
        return record

    def where_level(self, name: str) -> Where:
        """Returns the place of a level's label, else that of the whole form.

        A first level without a label is at the label of its first category.
        """
        seconds = (second.name for first, second in self.framework.pairs() if first.name == name)
        keys = (f"levels.{level}" for level in (name, *seconds))
        return self.where(next((key for key in keys if key in self.read.placed), "indicators"))

    def indicators(self) -> tuple[tuple[int, Indicator, Where], ...]:
        """Returns the indicators with their number and the place of their name."""
        return self.once(_indicators)

    def offers(self, level1: str) -> bool:
        """Whether the form has a category of a first level; summaries have all."""
        return not isinstance(self.definition, FormDefinition) or level1 in self.once(_offered)


def _indicators(context: ProjectContext) -> tuple[tuple[int, Indicator, Where], ...]:
    return tuple(
        (number, indicator, context.where(f"indicators.{number}.name"))
        for number, indicator in enumerate(context.project.indicators)
    )


def _offered(context: ProjectContext) -> frozenset[str]:
    """Returns the first levels of the form's categories."""
    assert isinstance(context.definition, FormDefinition)
    seconds = {category.level2 for table in context.definition.indicators.tables for category in table.categories}
    typed = any(table.is_typed for table in context.definition.indicators.tables)
    return frozenset(first.name for first, second in context.framework.pairs() if typed or second.name in seconds)


@dataclass(frozen=True)
class DepartmentContext(RecordContext):
    """The context of one department's target."""

    @property
    def target(self) -> DepartmentTarget:
        """The record."""
        record = self.read.record
        assert isinstance(record, DepartmentTarget)
        return record
