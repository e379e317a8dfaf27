"""What a batch gave: the files in order, their records, the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, overload

from toolkit.checks.roster_comparison import Roster
from toolkit.checks.runner import arrange
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.job import traces
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.schema import INDICATOR, PROJECT, keys, leaves, value_at

if TYPE_CHECKING:
    import pandas

Kept = Callable[[int, Finding], bool]


class Findings(Sequence[Finding]):
    """In the order of files, sheets and cells; what concerns no file comes last.

    Args:
        store: the files, with what was found in each by itself.
        between: what was found between them, in any order.
        kept: whether a finding counts, by the number of its file (-1 for none); None where all do.
    """

    def __init__(self, store: BatchStore, between: Iterable[Finding] = (), kept: Kept | None = None) -> None:
        by_path: dict[str, list[Finding]] = {}
        for finding in between:
            by_path.setdefault(finding.where.file, []).append(finding)
        numbers = store.named(frozenset(by_path))
        self._store = store
        self._between = {number: by_path.pop(path) for path, number in numbers.items()}
        self._rest = arrange((finding for found in by_path.values() for finding in found), ())
        self._kept = kept

    def of(self, number: int) -> tuple[Finding, ...]:
        """What was found in a file; in none of them for -1."""
        found = self._rest if number < 0 else self._store.found(number)
        if number in self._between:
            found = arrange((*found, *self._between[number]), (self._store.head(number),))
        kept = self._kept
        return found if kept is None else tuple(finding for finding in found if kept(number, finding))

    def where(self, kept: Kept) -> Findings:
        """Those for which something holds."""
        left, before = Findings(self._store), self._kept
        left._between, left._rest = self._between, self._rest
        left._kept = kept if before is None else lambda number, one: before(number, one) and kept(number, one)
        return left

    def __iter__(self) -> Iterator[Finding]:
        for number in (*range(len(self._store)), -1):
            yield from self.of(number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def has_errors(self) -> bool:
        """Whether anything of severity error is among them."""
        if self._kept is None and self._store.errors:
            return True
        return any(finding.severity is Severity.ERROR for finding in self)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(index, slice) or index < 0:
            return tuple(self)[index]
        for finding in islice(self, index, None):
            return finding
        raise IndexError(index)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._store))


_INDICATOR = keys(INDICATOR)


class Frames(NamedTuple):
    """Projects and indicators as pandas frames, one row each; amounts are exact Decimals in 元."""

    projects: pandas.DataFrame
    indicators: pandas.DataFrame


@dataclass(frozen=True)
class Outcome:
    """The result of reading or checking. Everything lies packed and is fetched when it is looked at.

    Attributes:
        store: where it lies.
        findings: in the order of files, sheets and cells.
        roster: what had to come back, whose order letters follow; None without one.
    """

    store: BatchStore
    findings: Findings
    roster: Roster | None = None

    @property
    def files(self) -> Sequence[ReadFile]:
        """In the order given."""
        return self.store.files()

    @property
    def heads(self) -> Sequence[ReadFile]:
        """The same files with the heads of their records only, which are had much sooner (`toolkit.engine.codec`)."""
        return self.store.heads()

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
        return tuple(dict.fromkeys((*self.store.faults, *traces(self.findings.of(-1)))))

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
