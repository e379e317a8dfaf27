"""The findings by unit and project."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from toolkit.checks.finding_text import Lang, top_left
from toolkit.checks.roster_comparison import Roster
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import Project
from toolkit.model.same import unit_of
from toolkit.reports.grouping import FindingGroup, as_range, group, worst_first
from toolkit.reports.quiet import is_advice, is_much_advice, split_quiet


def unit_name(read: ReadRecord) -> str | None:
    """Returns the unit of a project, or the department of a target."""
    return unit_of(read.record) if isinstance(read.record, Project) else read.record.department


def project_name(read: ReadRecord) -> str | None:
    """Returns the project's name; None for a department's target."""
    return read.record.project_name if isinstance(read.record, Project) else None


#: The records of a file by sheet and name; None stands for any.
_Index = dict[tuple[str | None, str | None], list[ReadRecord]]


class Owners:
    """An index of records, by which the owner of a finding is found."""

    def __init__(self, files: Iterable[ReadFile]) -> None:
        self._records = {file.path: file.records for file in files}
        self._indexes: dict[str, _Index] = {}

    def record(self, finding: Finding) -> ReadRecord | None:
        """Returns the one record that a finding is about; None without one."""
        where = finding.where
        index = self._index(where.file)
        found = index.get((where.sheet, None), [])
        if where.project is not None:
            found = index.get((where.sheet, where.project), found)
        if len(found) > 1 and where.cell is not None:
            found = [r for r in found if _covers(r, where.cell)] or found
        return found[0] if len(found) == 1 else None

    def unit(self, finding: Finding) -> str | None:
        """Returns the unit that a finding concerns; None without one.

        It is the unit of its record, the only one of its file, or the one that its facts name.
        """
        record = self.record(finding)
        if record is not None:
            return unit_name(record)
        every = self._index(finding.where.file).get((None, None), [])
        first = unit_name(every[0]) if every else None
        if every and all(unit_name(read) == first for read in every):
            return first
        named = finding.facts.get("unit")
        return named if isinstance(named, str) else None

    def _index(self, file: str) -> _Index:
        """Returns the records of a file; a summary has thousands, each with findings."""
        if file not in self._indexes:
            index: _Index = {}
            for read in self._records.get(file, ()):
                for sheet in dict.fromkeys((None, read.source.sheet)):
                    for name in dict.fromkeys((None, _name(read))):
                        index.setdefault((sheet, name), []).append(read)
            self._indexes[file] = index
        return self._indexes[file]


def _name(read: ReadRecord) -> str | None:
    return project_name(read) if isinstance(read.record, Project) else read.record.department


def _covers(read: ReadRecord, cell: str) -> bool:
    cells = as_range(read.source.range)
    return cells is not None and cells.holds(*top_left(cell))


#: The rule about units and projects that were not received.
_UNRETURNED = "A03"
#: The rule about superseded returns.
_SUPERSEDED = "A18"

#: How many errors, warnings, infos.
Counts = tuple[int, int, int]


@dataclass(frozen=True)
class Section:
    """The findings on one form, or on a file as a whole.

    Attributes:
        file: path as given.
        sheet: None for the file as a whole.
        record: the form that was read; None for the file as a whole.
        groups: findings that ask something of the reader, the worst first.
        quiet: findings that ask nothing.
        folded: whether its advice is counted only, as its file has much of it.
    """

    file: str
    sheet: str | None
    record: ReadRecord | None
    groups: tuple[FindingGroup, ...]
    quiet: Sequence[Finding] = ()
    folded: bool = False

    @cached_property
    def counts(self) -> Counts:
        """Returns the number of findings of each severity, without quiet ones."""
        return _counts(finding for one in self.groups for finding in one.findings)

    @cached_property
    def listed(self) -> tuple[FindingGroup, ...]:
        """Returns the groups that are listed one by one."""
        return tuple(one for one in self.groups if not (self.folded and is_advice(one.findings[0])))

    @cached_property
    def advice(self) -> tuple[FindingGroup, ...]:
        """Returns the groups of advice that are counted only."""
        return tuple(one for one in self.groups if self.folded and is_advice(one.findings[0]))

    @property
    def title(self) -> str | None:
        """Returns the project's name, or the form's name for a department target.

        None for the file as a whole.
        """
        if self.record is None:
            return None
        record = self.record.record
        return (record.project_name or "（无项目名称）") if isinstance(record, Project) else self.record.definition.name


@dataclass(frozen=True)
class UnitSection:
    """A unit (用款单位) with its sections.

    Attributes:
        name: None where no unit could be read.
        sections: findings on its files as such, then its forms.
    """

    name: str | None
    sections: tuple[Section, ...]

    @cached_property
    def counts(self) -> Counts:
        """Returns the number of findings of each severity."""
        errors, warnings, infos = zip(*(section.counts for section in self.sections), strict=True)
        return sum(errors), sum(warnings), sum(infos)

    @property
    def has_findings(self) -> bool:
        """Returns whether anything was found, quiet findings too."""
        return any(section.groups or section.quiet for section in self.sections)


def is_missing(finding: Finding) -> bool:
    """Whether a finding names a unit or project that was not received."""
    return finding.code == _UNRETURNED and not finding.where.file


def is_superseded(finding: Finding) -> bool:
    """Whether a finding names a return of which another one counts."""
    return finding.code == _SUPERSEDED


def missing(findings: Iterable[Finding]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the units that sent nothing, and the projects that are missing."""
    names: tuple[dict[str, None], dict[str, None]] = ({}, {})
    for finding in findings:
        name = finding.facts.get("unit")
        if is_missing(finding) and isinstance(name, str):
            names[finding.where.project is not None][name] = None
    return tuple(names[0]), tuple(names[1])


def units(
    files: Sequence[ReadFile], findings: Iterable[Finding], lang: Lang = "zh", roster: Roster | None = None
) -> tuple[UnitSection, ...]:
    """Returns every unit that sent something, with its forms and findings.

    Forms without findings are among them, superseded ones are not.
    """
    files = tuple(files)  # each record is one object here, by which its findings are found again
    owners = Owners(files)
    of_record: dict[int, list[Finding]] = {}
    of_file: dict[tuple[str | None, str], list[Finding]] = {}
    superseded: set[int] = set()
    for finding in findings:
        if is_missing(finding):
            continue
        record = owners.record(finding)
        if is_superseded(finding):
            superseded.add(id(record))
        elif record is not None:
            of_record.setdefault(id(record), []).append(finding)
        else:
            of_file.setdefault((owners.unit(finding), finding.where.file), []).append(finding)
    together: dict[str | None, list[Section]] = {}
    for unit, section in (*_forms(files, of_record, superseded, lang), *_wholes(of_file, lang)):
        together.setdefault(unit, []).append(section)
    place = partial(_place, roster)
    found = [UnitSection(name, tuple(sorted(_folded(sections), key=place))) for name, sections in together.items()]
    return tuple(sorted(found, key=lambda unit: (unit.name is None, min(place(one)[1] for one in unit.sections))))


def _folded(sections: Iterable[Section]) -> Iterator[Section]:
    """Yields the sections of a unit, those of files with much advice folded."""
    of_file: dict[str, list[Section]] = {}
    for section in sections:
        of_file.setdefault(section.file, []).append(section)
    for found in of_file.values():
        folded = is_much_advice(group for section in found for group in section.groups)
        yield from (replace(section, folded=folded) for section in found)


def _place(roster: Roster | None, section: Section) -> tuple[bool, int]:
    """Returns the sort key of a section in its unit.

    Files come before forms, forms are in the order of the roster.
    """
    record = section.record.record if section.record else None
    name = record.project_name if isinstance(record, Project) else None
    unit = unit_name(section.record) if section.record else None
    return section.record is not None, roster.place(unit, name) if roster else 0


def _forms(
    files: Iterable[ReadFile], findings: dict[int, list[Finding]], superseded: Collection[int], lang: Lang
) -> Iterator[tuple[str | None, Section]]:
    for file in files:
        for read in file.records:
            if id(read) in superseded:
                continue
            yield unit_name(read), _section(file.path, read, findings.get(id(read), ()), lang)


def _wholes(findings: dict[tuple[str | None, str], list[Finding]], lang: Lang) -> Iterator[tuple[str | None, Section]]:
    for (unit, path), found in findings.items():
        yield unit, _section(path, None, found, lang)


def _section(path: str, read: ReadRecord | None, findings: Iterable[Finding], lang: Lang) -> Section:
    asking, quiet = split_quiet(findings)
    return Section(path, read.source.sheet if read else None, read, worst_first(group(asking, lang)), quiet)


def _counts(findings: Iterable[Finding]) -> Counts:
    ranks = [finding.severity.rank for finding in findings]
    errors, warnings, infos = (ranks.count(severity.rank) for severity in Severity)
    return errors, warnings, infos
