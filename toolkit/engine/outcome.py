"""The result of a batch: files, records and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, overload

from toolkit.checks.roster_comparison import Roster
from toolkit.checks.runner import arrange
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.findings_between import FindingsBetween
from toolkit.engine.job import traces
from toolkit.engine.notebook import PLACE, findings_table, projects_table, with_line
from toolkit.errors import InputError
from toolkit.extras import require
from toolkit.forms.definition import Definition
from toolkit.forms.field_names import own_names
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.same import name_key, unit_of
from toolkit.model.schema import INDICATOR, PROJECT, keys, leaves, value_at
from toolkit.model.text import counted
from toolkit.reports.prepared import FindingCounts, counts_of

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
        self._store = store
        self._between = FindingsBetween(store, between)
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
        found = self._between.of_no_file if number < 0 else self._store.found(number)
        between = () if number < 0 else self._between.of(number)
        if between:
            found = arrange((*found, *between), (self._store.head(number),))
        kept = self._kept
        return found if kept is None else tuple(finding for finding in found if kept(number, finding))

    @property
    def page_maker(self) -> object:
        """The maker of the pages that `page` returns; None where there are none."""
        return self._store.keep

    def page(self, number: int) -> bytes:
        """Returns the page of a file; empty where it has other findings by now."""
        if self._store.keep is None or self._between.of(number):
            return b""
        kept = self._kept
        if kept is not None and not all(kept(number, finding) for finding in self._store.found(number)):
            return b""
        return self._store.kept(number)

    def counts(self) -> FindingCounts | None:
        """Returns how many findings there are; None where each must be looked at."""
        if self._kept is not None:
            return None
        counts = self._store.counts.plus(counts_of(self.of(-1))._replace(with_errors=0))
        for number in self._between.numbers:
            counts = counts.plus(counts_of(self._store.found(number)), -1).plus(counts_of(self.of(number)))
        return counts

    def filtered(self, kept: Kept) -> Findings:
        """Returns the findings that a further condition keeps."""
        found, before = copy(self), self._kept
        found._last = None
        found._kept = kept if before is None else lambda number, one: before(number, one) and kept(number, one)
        return found

    def where(
        self,
        *,
        code: str | Collection[str] | None = None,
        severity: Severity | str | None = None,
        unit: str | None = None,
        project: str | None = None,
        file: Path | str | None = None,
    ) -> Findings:
        """Returns the findings that meet every condition given.

        Names are compared as rules compare them.

        Args:
            code: H02, or several codes; `H` stands for all rules of that letter.
            severity: error, warning or info.
            unit: the spending unit of the finding's project, or of a file with that unit's projects only.
            project: 项目名称.
            file: path as the findings have it.

        Raises:
            InputError: there is no such severity.
        """
        if severity is not None and severity not in tuple(Severity):
            raise InputError(
                f"没有级别“{severity}”，可用：{'、'.join(Severity)}",
                f"No severity “{severity}”; use one of: {', '.join(Severity)}",
            )
        codes = (code,) if isinstance(code, str) else code
        units = None if unit is None else self._units()

        def meets(number: int, one: Finding) -> bool:
            return (
                (codes is None or any(one.code == wanted or one.code[:1] == wanted for wanted in codes))
                and (severity is None or one.severity == severity)
                and (file is None or one.where.file == str(file))
                and (project is None or name_key(one.where.project) == name_key(project))
                and (units is None or units(number, one) == name_key(unit))
            )

        return self.filtered(meets)

    def _units(self) -> Callable[[int, Finding], str | None]:
        """Returns a function from file number and finding to the unit as compared."""

        @lru_cache(maxsize=64)
        def of_file(number: int) -> Mapping[str, str]:
            projects = [one.record for one in self._store.head(number).records if isinstance(one.record, Project)]
            by_name = {name_key(one.project_name): name_key(unit_of(one)) for one in projects}
            only = set(by_name.values())
            return {**by_name, "": only.pop() if len(only) == 1 else ""}

        return lambda number, one: "" if number < 0 else of_file(number).get(name_key(one.where.project))

    def to_frame(self) -> pandas.DataFrame:
        """Returns the findings as a pandas frame, one row each, with their Chinese sentences.

        Raises ToolkitError where pandas is not installed.
        """
        require("pandas")
        import pandas

        rows = [
            (one.code, one.severity.value, *attrgetter(*PLACE)(one.where), one.message(), one.fix()) for one in self
        ]
        return pandas.DataFrame(rows, columns=["code", "severity", *PLACE, "message", "fix"])

    def to_json(self) -> str:
        """Returns a JSON list of the findings, each as `check --format json` has it."""
        from toolkit.reports.formats import json

        return json.findings_text(self)

    def __repr__(self) -> str:
        return f"<Findings: {_counted(self)}>"

    def _repr_html_(self) -> str:
        """Returns the same for a notebook, with the first findings."""
        return with_line(repr(self), findings_table(self))

    def __iter__(self) -> Iterator[Finding]:
        for number in (*range(len(self._store)), -1):
            yield from self.of(number)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def has_errors(self) -> bool:
        """Returns whether there is a finding of severity error."""
        if self._kept is None and self._store.counts.with_errors:
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
        raise IndexError(f"there are {len(self)} findings, none has the index {index}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self._store))


_INDICATOR = keys(INDICATOR)


def _counted(findings: Iterable[Finding]) -> str:
    """Returns the number of findings by severity: `5 errors, 52 warnings, 82 infos`."""
    count = Counter(one.severity for one in findings)
    return ", ".join(counted(count[severity], severity.value) for severity in Severity)


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

    def only(self, codes: Collection[str]) -> Outcome:
        """Returns the same with the findings of some rules."""
        return replace(self, findings=self.findings.filtered(lambda _, finding: finding.code in codes))

    def __iter__(self) -> Iterator[ReadFile]:
        """Yields the files one after another; none is kept."""
        return iter(self.files)

    def __repr__(self) -> str:
        return f"<Outcome: {self._size()}; {_counted(self.findings)}>"

    def _repr_html_(self) -> str:
        """Returns the same for a notebook, with the first findings, else projects."""
        return with_line(repr(self), findings_table(self.findings) or projects_table(self.projects))

    def own_names(self) -> Mapping[str, str]:
        """Returns the names of the forms' own fields and tables, by key."""
        return own_names(self.definitions)

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Returns the definitions by which records were read, each once."""
        return tuple(self.store.definitions[name] for name in self.store.used)

    def _size(self) -> str:
        records = Counter(type(one.record) for file in self.heads for one in file.records)
        size = f"{counted(len(self.heads), 'file')}, {counted(records[Project], 'project')}"
        targets = records[DepartmentTarget]
        return f"{size}, {counted(targets, 'department target')}" if targets else size

    def to_json(self) -> str:
        """Returns the document of `read --json`: records, findings, files."""
        from toolkit.reports.formats import json
        from toolkit.reports.report import Report

        return json.render(Report(self.files, self.findings, "zh"), projects=True)

    def to_frame(self) -> Frames:
        """Returns projects and indicators as pandas frames, one row each.

        The column `project` of an indicator is the row number of its project; amounts are exact Decimals in 元.

        Raises ToolkitError where pandas is not installed.
        """
        require("pandas")
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
