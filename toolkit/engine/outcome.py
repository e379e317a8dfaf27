"""What a batch gave: the files in order, their records, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from toolkit.engine.findings import Findings
from toolkit.engine.shelf import Shelf
from toolkit.engine.work import traces
from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.project import DepartmentTarget, Project
from toolkit.model.schema import INDICATOR, PROJECT, keys, leaves, value_at

if TYPE_CHECKING:
    import pandas

_INDICATOR = keys(INDICATOR)


class Frames(NamedTuple):
    """Projects and indicators as pandas frames, one row each; amounts are exact Decimals in 元."""

    projects: pandas.DataFrame
    indicators: pandas.DataFrame


@dataclass(frozen=True)
class Outcome:
    """The result of reading or checking. Everything lies packed and is fetched when it is looked at.

    Attributes:
        shelf: where it lies.
        findings: in the order of files, sheets and cells.
    """

    shelf: Shelf
    findings: Findings

    @property
    def files(self) -> Sequence[ReadFile]:
        """In the order given."""
        return self.shelf.files()

    @property
    def heads(self) -> Sequence[ReadFile]:
        """The same files with the heads of their records only, which are had much sooner (`toolkit.engine.head`)."""
        return self.shelf.heads()

    def records(self) -> Iterator[ReadRecord]:
        """Every record, files in order, sheets in order, forms from top to bottom."""
        for file in self.files:
            yield from file.records

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """The projects."""
        return tuple(read.record for read in self.records() if isinstance(read.record, Project))

    @cached_property
    def departments(self) -> tuple[DepartmentTarget, ...]:
        """The departments' overall targets."""
        return tuple(read.record for read in self.records() if isinstance(read.record, DepartmentTarget))

    @property
    def has_errors(self) -> bool:
        """Whether anything of severity error was found."""
        return self.findings.has_errors

    @property
    def faults(self) -> tuple[str, ...]:
        """Tracebacks of the program's own faults, each once; empty where all went well."""
        return tuple(dict.fromkeys((*self.shelf.faults, *traces(self.findings.of(-1)))))

    def to_frame(self) -> Frames:
        """Projects and indicators as pandas frames; an indicator names its project by `project` (row number)."""
        import pandas

        columns = {one.key: path for path, one in leaves(PROJECT)}
        projects, indicators = [], []
        for number, project in enumerate(self.projects):
            projects.append([value_at(project, path) for path in columns.values()])
            names = (number, project.project_name)
            indicators += [(*names, *(getattr(one, key) for key in _INDICATOR)) for one in project.indicators]
        return Frames(
            pandas.DataFrame(projects, columns=list(columns)),
            pandas.DataFrame(indicators, columns=["project", "project_name", *_INDICATOR]),
        )
