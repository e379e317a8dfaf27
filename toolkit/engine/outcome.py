"""What a batch gave: the files in order, their records, the findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.finding import Finding, Severity
from toolkit.model.project import DepartmentTarget, Project

if TYPE_CHECKING:
    import pandas


class Frames(NamedTuple):
    """Projects and indicators as pandas frames, one row each; amounts are exact Decimals in 元."""

    projects: pandas.DataFrame
    indicators: pandas.DataFrame


@dataclass(frozen=True)
class Outcome:
    """The result of reading or checking.

    Attributes:
        files: in the order given; a large batch keeps them packed and fetches each when it is looked at.
        findings: in the order of files, sheets and cells.
        heads: the same files with the heads of their records only, all in memory (`toolkit.engine.head`).
    """

    files: Sequence[ReadFile]
    findings: tuple[Finding, ...]
    heads: tuple[ReadFile, ...]

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
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def to_frame(self) -> Frames:
        """Projects and indicators as pandas frames; an indicator names its project by `project` (row number)."""
        import pandas

        from toolkit.model.serial import project_json

        projects, indicators = [], []
        for number, project in enumerate(self.projects):
            row = project_json(project)
            funding = project.funding
            for part in ("indicators", "payment_plan", "funding", "source"):
                row.pop(part, None)
            source = project.source
            projects.append(
                {
                    **row,
                    "total": funding.total,
                    "fiscal": funding.fiscal,
                    "special_account": funding.special_account,
                    "other": funding.other,
                    "file": source.file if source else None,
                    "sheet": source.sheet if source else None,
                }
            )
            for item in project_json(project)["indicators"]:
                indicators.append({"project": number, "project_name": project.project_name, **item})
        return Frames(pandas.DataFrame(projects), pandas.DataFrame(indicators))
