"""Reports: their content, their formats, their paths."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from toolkit import __version__
from toolkit.checks.finding_text import Lang
from toolkit.checks.roster_comparison import Roster
from toolkit.checks.settings import SettingChange
from toolkit.errors import InputError
from toolkit.files import write_atomically
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where
from toolkit.model.text import counted
from toolkit.plugins import plugins, refuse_second
from toolkit.publishing.paths_shown import Folder, common_folder
from toolkit.reports.prepared import FindingCounts, PageMaker, PreparedFindings
from toolkit.reports.waivers import WaivedFinding


class FileCounts(NamedTuple):
    """The number of files that were read, have errors, were skipped."""

    read: int
    with_errors: int
    skipped: int


@dataclass(frozen=True)
class Report:
    """The content of a report, the same for every format.

    Attributes:
        files: what was read, in the order given.
        findings: those that count, in the order of files, sheets and cells.
        lang: of a report that has one language; what leaves the department is Chinese all the same.
        waived: findings that a person has waived.
        notes: what else is to be said, such as waivers that did nothing.
        changes: rules that a definition or the user's settings changed.
        version: of the tool.
        day: printed on the letter; None for no date.
        roster: whose order the letter follows; without it units and projects stand as they came.
        prepared: the same findings by file, with what was made of them where the files were read; None without.
    """

    files: Sequence[ReadFile]
    findings: Sequence[Finding] = ()
    lang: Lang = "zh"
    waived: tuple[WaivedFinding, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    changes: tuple[SettingChange, ...] = ()
    version: str = field(default=__version__)
    day: date | None = None
    roster: Roster | None = None
    prepared: PreparedFindings | None = None

    @cached_property
    def file_counts(self) -> FileCounts:
        """Returns how many files were read, have errors, were skipped."""
        if counts := self._prepared_counts:
            return FileCounts(len(self.files) - counts.skipped, counts.with_errors, counts.skipped)
        _, wrong = self._counted
        skipped = with_errors = 0
        for file in self.files:
            skipped += file.skipped
            with_errors += file.path in wrong
        return FileCounts(len(self.files) - skipped, with_errors, skipped)

    def __repr__(self) -> str:
        """Returns how much it reports."""
        found = ", ".join(counted(self.count(severity), severity.value) for severity in Severity)
        return f"<Report: {counted(len(self.files), 'file')}; {found}; {len(self.waived)} waived>"

    def count(self, severity: Severity) -> int:
        """Returns how many findings have a severity."""
        counts = self._prepared_counts
        return counts.by_severity[severity.rank] if counts else self._counted[0][severity]

    def pages(self, make: PageMaker, make_other: Callable[[str, Sequence[Finding]], bytes]) -> Iterator[bytes]:
        """Yields a page for every file in order, then for other paths.

        Args:
            make: makes the page of a file with its findings, where it was not made before.
            make_other: makes the page of another path with the findings there.
        """
        prepared = self.prepared
        if prepared is None or prepared.page_maker != make:
            yield from self._all_pages(make, make_other)
            return
        for number in range(len(self.files)):
            yield prepared.page(number) or make(self.files[number], prepared.of(number))
        for path, findings in groupby(prepared.of(-1), key=_path):
            yield make_other(path, tuple(findings))

    def _all_pages(self, make: PageMaker, make_other: Callable[[str, Sequence[Finding]], bytes]) -> Iterator[bytes]:
        """Yields the pages when all are made now.

        Findings come in the order of the files.
        """
        grouped = groupby(self.findings, key=_path)
        path, findings = next(grouped, (None, iter(())))
        for file in self.files:
            if file.path == path:
                yield make(file, tuple(findings))
                path, findings = next(grouped, (None, iter(())))
            else:
                yield make(file, ())
        while path is not None:
            yield make_other(path, tuple(findings))
            path, findings = next(grouped, (None, iter(())))

    @cached_property
    def _prepared_counts(self) -> FindingCounts | None:
        return None if self.prepared is None else self.prepared.counts()

    def to_bytes(self, form: str) -> bytes:
        """Returns the report as the bytes of its file; texts are UTF-8.

        Args:
            form: text, json, html, xlsx, csv, sarif, junit, github, or a format of another package.

        Raises:
            InputError: there is no such format.
        """
        content = format_named(form).render(self)
        return content if isinstance(content, bytes) else content.encode("utf-8", "replace")

    def to_text(self, form: str = "text") -> str:
        """Returns the report as text.

        Args:
            form: text, json, html, csv, sarif, junit, github, or a format of another package.

        Raises:
            InputError: there is no such format, or it is no text, as xlsx.
        """
        content = format_named(form).render(self)
        if isinstance(content, bytes):
            raise InputError(f"{form} 不是文本格式，请用 to_bytes", f"{form} is not a text format; use to_bytes")
        return content

    def save(self, path: Path | str, form: str | None = None, *, force: bool = False) -> Path:
        """Writes the report to a file and returns its path.

        Args:
            path: the file; its ending chooses the format.
            form: the format, where the ending is not to choose it.
            force: overwrite a file that exists.

        Raises:
            InputError: there is no such format.
            FileError: the file exists (without `force`) or cannot be written.
        """
        target = Path(path)
        write_atomically(target, self.to_bytes(form or format_of(target)), force)
        return target

    @cached_property
    def _counted(self) -> tuple[Counter[Severity], frozenset[str]]:
        """Returns the number of findings by severity, and the files with errors.

        There can be very many findings, so they are counted once.
        """
        weights: Counter[Severity] = Counter()
        wrong: set[str] = set()
        for finding in self.findings:
            weights[finding.severity] += 1
            if finding.severity is Severity.ERROR:
                wrong.add(finding.where.file)
        return weights, frozenset(wrong)


def _path(finding: Finding) -> str:
    return finding.where.file


def shortened(report: Report) -> Report:
    """Returns the report with its paths below the folder of all files.

    A letter does not name the folders of our own disk.
    """
    folder = common_folder(file.path for file in report.files)
    if not folder.path:
        return report
    return replace(
        report,
        files=tuple(replace(file, path=folder.file(file.path)) for file in report.files),
        findings=tuple(_finding(finding, folder) for finding in report.findings),
        waived=tuple(replace(one, finding=_finding(one.finding, folder)) for one in report.waived),
        prepared=None,
    )


def parent_folder(files: Iterable[ReadFile]) -> Folder:
    """Returns the folder above the one in which all files lie.

    From there on, the path of a file is the end of no other file's path.
    """
    path = common_folder(file.path for file in files).path.rstrip("/\\")
    return Folder(path[: max(map(path.rfind, "/\\")) + 1])


def _finding(finding: Finding, folder: Folder) -> Finding:
    where = finding.where
    shown = Where(folder.file(where.file), where.sheet, where.cell, where.project)
    return Finding(finding.code, finding.severity, shown, _facts(finding.facts, folder))


def _facts(facts: Mapping[str, Fact], folder: Folder) -> Mapping[str, Fact]:
    """Returns facts with files as they are shown; nearly all name none."""
    if not any(folder.path in (fact if isinstance(fact, str) else fact.zh + fact.en) for fact in facts.values()):
        return facts
    return {name: _fact(fact, folder) for name, fact in facts.items()}


def _fact(fact: Fact, folder: Folder) -> Fact:
    if isinstance(fact, Bilingual):
        return Bilingual(folder.sentence(fact.zh), folder.sentence(fact.en))
    return folder.sentence(fact)


PACKAGE = "toolkit.reports.formats"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a report.

    Attributes:
        id: what `--format` calls it.
        suffix: of its files; empty where a file name does not choose it.
        render: makes the whole text, or the bytes of a workbook; the same report gives the same.
    """

    id: str
    suffix: str
    render: Callable[[Report], str | bytes]


@cache
def formats() -> Mapping[str, Format]:
    """Returns all formats by id, those of other packages last.

    Raises PluginError where one of these cannot be used.
    """
    found: dict[str, Format] = {}
    for name in sorted(_own_formats()):
        declared: Format = importlib.import_module(f"{PACKAGE}.{name}").FORMAT
        found[declared.id] = declared
    for place, added in plugins("jixiao.report_formats", Format):
        if added.id in found:
            raise refuse_second(place, added.id, "jixiao.report_formats")
        found[added.id] = added
    return found


@cache
def _own_formats() -> frozenset[str]:
    """Returns the ids of the own formats: each is a module of that name."""
    package = importlib.import_module(PACKAGE)
    return frozenset(info.name for info in pkgutil.iter_modules(package.__path__))


def format_named(form: str) -> Format:
    """Returns a format by its id; no other is imported.

    Raises InputError where there is none.
    """
    if form in _own_formats():
        own: Format = importlib.import_module(f"{PACKAGE}.{form}").FORMAT
        return own
    if form not in formats():
        zh, en = "、".join(formats()), ", ".join(formats())
        raise InputError(f"没有报告格式 {form}，可用：{zh}", f"There is no report format {form}; use one of {en}")
    return formats()[form]


def format_of(path: Path | None) -> str:
    """Returns the format of a file's ending; text where it has none.

    Raises InputError for an unknown ending.
    """
    if path is None:
        return "text"
    wanted = path.suffix.lower()
    for form in {wanted.removeprefix("."), "text"} & _own_formats():  # no other is imported for it
        if format_named(form).suffix == wanted:
            return form
    by_suffix = {one.suffix: one.id for one in formats().values() if one.suffix}
    if wanted and wanted not in by_suffix:
        raise InputError(
            f"报告不能是 {wanted} 格式，文件名可用 {'、'.join(by_suffix)} 结尾，或另写明格式",
            f"A report cannot be {wanted}; end the file name in {', '.join(by_suffix)}, or name the format",
        )
    return by_suffix.get(wanted, "text")
