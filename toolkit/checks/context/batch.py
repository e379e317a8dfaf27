"""Everything that was read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.checks.context.base import Context
from toolkit.checks.context.project import DepartmentContext, ProjectContext
from toolkit.checks.keys import Alike, Keys
from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.project import DepartmentTarget, Project


class Expected(NamedTuple):
    """A form that a unit owes: a row of the roster."""

    unit: str
    project: str


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
