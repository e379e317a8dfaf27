"""The result of a batch: files, records and findings."""

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
    """The findings of a batch, in the order of files, sheets and cells.

    What concerns no file comes last.

    Args:
        store: the files, with the findings of each.
        between: the findings that need several files, in any order.
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
        self._last: tuple[int, tuple[Finding, ...]] | None = None

    def of(self, number: int) -> tuple[Finding, ...]:
        """Returns the findings of a file; of no file for -1.

        The last ones are kept: a report asks again for a file, which may be one with very many findings.
        """
        if self._last is None or self._last[0] != number:
            self._last = number, self._arranged(number)
        return self._last[1]

    def _arranged(self, number: int) -> tuple[Finding, ...]:
        found = self._rest if number < 0 else self._store.found(number)
        if number in self._between:
            found = arrange((*found, *self._between[number]), (self._store.head(number),))
        kept = self._kept
        return found if kept is None else tuple(finding for finding in found if kept(number, finding))

    def filtered(self, kept: Kept) -> Findings:
        """Returns the findings that a further condition keeps."""
        found, before = Findings(self._store), self._kept
        found._between, found._rest = self._between, self._rest
        found._kept = kept if before is None else lambda number, one: before(number, one) and kept(number, one)
        return found

    def __iter__(self) -> Iterator[Finding]:
        for number in (*range(len(self._store)), -1):
            yield from self.of(number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def has_errors(self) -> bool:
        """Returns whether there is a finding of severity error."""
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
    """Projects and indicators as pandas frames; amounts are Decimals in 元."""

    projects: pandas.DataFrame
    indicators: pandas.DataFrame


@dataclass(frozen=True)
class Outcome:
    """The result of reading or checking; records are fetched when they are used.

    Attributes:
        store: the files and findings, packed.
        findings: in the order of files, sheets and cells.
        roster: what must come back, in the order of letters; None without one.
    """

    store: BatchStore
    findings: Findings
    roster: Roster | None = None

    @property
    def files(self) -> Sequence[ReadFile]:
        """Returns the files in the order given."""
        return self.store.files()

    @property
    def heads(self) -> Sequence[ReadFile]:
        """Returns the files with the heads of their records, which is much faster."""
        return self.store.heads()

    def records(self) -> Iterator[ReadRecord]:
        """Yields every record: files and sheets in order, forms from top to bottom."""
        for file in self.files:
            yield from file.records

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Returns the projects, in the order of `records`."""
        return tuple(read.record for read in self.records() if isinstance(read.record, Project))

    @cached_property
    def departments(self) -> tuple[DepartmentTarget, ...]:
        """Returns the departments' overall targets, in the order of `records`."""
        return tuple(read.record for read in self.records() if isinstance(read.record, DepartmentTarget))

    @property
    def has_errors(self) -> bool:
        """Returns whether there is a finding of severity error."""
        return self.findings.has_errors

    @property
    def faults(self) -> tuple[str, ...]:
        """Returns tracebacks of the program's own faults, each once."""
        return tuple(dict.fromkeys((*self.store.faults, *traces(self.findings.of(-1)))))

    def to_frame(self) -> Frames:
        """Returns projects and indicators as pandas frames, one row each.

        The column `project` of an indicator is the row number of its project; amounts are exact Decimals in 元.
        """
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
