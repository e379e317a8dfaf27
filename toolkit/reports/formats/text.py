"""Findings for a terminal: by file, the worst first, with fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.checks.finding_text import Lang
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import Project
from toolkit.model.text import counted
from toolkit.reports.grouping import FindingGroup, group, worst_first
from toolkit.reports.quiet import Folded, advice_line, fold, quiet_line
from toolkit.reports.report import Format, Report
from toolkit.reports.waivers import WaivedFinding
from toolkit.reports.wording import say, severity_name, width, wrap

WIDTH = 100
#: What a quoted text could do to a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}


def render(report: Report, *, columns: int = WIDTH, colour: bool = False, every: bool = False) -> str:
    """Returns the report as plain text.

    Args:
        report: what was found.
        columns: of the terminal; Chinese characters take two.
        colour: whether the terminal shows colours.
        every: list every info; else those that ask nothing, and much advice, are one line a file.
    """
    pages = pieces(report, TextPages(report.lang, columns, colour, every))
    return "".join(page.decode() for page in pages)


#: What a page begins with: whether some of its advice is counted only.
_COUNTED, _LISTED = b"\x01", b"\x00"


@dataclass(frozen=True, slots=True)
class TextPages:
    """Makes the page of a file, in this or another process.

    Attributes:
        lang: of the sentences.
        columns: of the terminal.
        colour: whether the terminal shows colours.
        every: list every info.
    """

    lang: Lang
    columns: int = WIDTH
    colour: bool = False
    every: bool = False

    def __call__(self, file: ReadFile, findings: Sequence[Finding]) -> bytes:
        """Returns a sign whether advice is counted, then the page as UTF-8."""
        return self.page(file.path, file, findings)

    def page(self, path: str, file: ReadFile | None, findings: Sequence[Finding]) -> bytes:
        """Returns the page of a path, which may be none of the files."""
        shown = Folded(worst_first(group(findings, self.lang))) if self.every else fold(findings, self.lang)
        text = "\n".join(_file(path, shown, file, self.lang, self.columns, self.colour)) + "\n\n"
        return (_COUNTED if shown.advice else _LISTED) + text.encode("utf-8", "replace")


def pieces(report: Report, make: TextPages) -> Iterator[bytes]:
    """Yields the report in UTF-8 file by file, so that it may be long."""
    counted_only = False
    for page in report.pages(make, lambda path, findings: make.page(path, None, findings)):
        counted_only = counted_only or page.startswith(_COUNTED)
        yield page[len(_LISTED) :]
    asides = [line for text in _asides(report) for line in _hung(text, "  ", make.columns)]
    lines = [*asides, *([""] if asides else []), *wrap(_closing(report, counted_only), make.columns)]
    yield ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _file(path: str, page: Folded, file: ReadFile | None, lang: Lang, columns: int, colour: bool) -> Iterator[str]:
    name = path or ("（批次）" if lang == "zh" else "(the batch)")
    if not (page.listed or page.advice):
        yield f"{name}{'：' if lang == 'zh' else ': '}{_clean(file, lang)}"
        yield from _quiet(page, lang, columns)
        return
    yield _tinted(name, "1", colour)
    for entry in page.listed:
        yield from _group(entry, lang, columns, colour)
    if page.advice:
        label = _label(Severity.INFO, "", lang)
        first, *rest = _hung(_advice(page.advice, lang), label, columns)
        yield _tinted(label, _COLOURS[Severity.INFO], colour) + first.removeprefix(label)
        yield from rest
    yield from _quiet(page, lang, columns)


def _quiet(page: Folded, lang: Lang, columns: int) -> list[str]:
    line = quiet_line(page.quiet, lang)
    return _hung(line, "  ", columns) if line else []


def _advice(findings: Sequence[Finding], lang: Lang) -> str:
    """Returns the advice of a file in one line."""
    lead = f"{len(findings)} 处供参考：" if lang == "zh" else f"{len(findings)} to consider: "
    return lead + advice_line(findings, lang)


def _clean(file: ReadFile | None, lang: Lang) -> str:
    projects = sum(isinstance(read.record, Project) for read in file.records) if file else 0
    targets = len(file.records) - projects if file else 0
    if file is not None and file.skipped:
        return "已跳过" if lang == "zh" else "skipped"
    zh = lang == "zh"
    parts = [f"{projects} 个项目" if zh else f"{projects} project{'' if projects == 1 else 's'}"]
    if targets:
        more = f"{targets} 份部门整体目标" if zh else f"{targets} department target{'' if targets == 1 else 's'}"
        parts = [*(parts if projects else ()), more]
    return f"未发现问题（{'，'.join(parts)}）" if zh else f"no findings ({', '.join(parts)})"


def _group(entry: FindingGroup, lang: Lang, columns: int, colour: bool) -> Iterator[str]:
    label = _label(entry.severity, f" {entry.code} ", lang)
    first, *rest = _hung(f"{entry.place(lang)}{_project(entry, lang)}  {entry.message}".strip(), label, columns)
    yield _tinted(label, _COLOURS[entry.severity], colour) + first.removeprefix(label)
    yield from rest
    indent = " " * width(label)
    for fix in entry.fixes:
        if fix:
            yield from _hung(fix, indent + ("改法：" if lang == "zh" else "Fix: "), columns)


def _label(severity: Severity, code: str, lang: Lang) -> str:
    """Returns the beginning of a finding's line."""
    name = severity_name(severity, lang)
    return f"  {name}{' ' * (7 - width(name)) if lang == 'en' else ''}{code} "


def _project(entry: FindingGroup, lang: Lang) -> str:
    """Returns the project in brackets; empty where the sheet has its name."""
    if entry.project is None or entry.project == entry.sheet:
        return ""
    return f"（{entry.project}）" if lang == "zh" else f" ({entry.project})"


def _hung(text: str, label: str, columns: int) -> list[str]:
    """Returns a text wrapped behind its label, with a hanging indent."""
    indent = width(label)
    text = _CONTROL.sub("", text)
    first, *rest = wrap(text, columns - indent)
    return [f"{label}{first}", *(f"{' ' * indent}{line}" for line in rest)]


def _asides(report: Report) -> Iterator[str]:
    """Yields lines on waived findings, notes and changed rules."""
    lang, zh = report.lang, report.lang == "zh"
    for waived in report.waived:
        yield _waived(waived, lang)
    for note in report.notes:
        yield f"{'说明：' if zh else 'Note: '}{say(note, lang)}"
    for change in report.changes:
        text = f"{change.code} {say(change.what, lang)}"
        yield f"规则调整：{text}（{change.by}）" if zh else f"Rule changed: {text} ({change.by})"


def _waived(waived: WaivedFinding, lang: Lang) -> str:
    """Returns a line on a waived finding: place, sentence, name, reason."""
    (finding,), waiver = group((waived.finding,), lang), waived.waiver
    what = " ".join(part for part in (finding.code, finding.file, finding.place(lang)) if part)
    if lang == "zh":
        until = f"，至 {waiver.expires}" if waiver.expires else ""
        return f"已放行：{what}  {finding.message}（{waiver.name}，{waiver.date}{until}：{waiver.reason}）"
    until = f", until {waiver.expires}" if waiver.expires else ""
    return f"Waived: {what}  {finding.message} ({waiver.name}, {waiver.date}{until}: {waiver.reason})"


def _closing(report: Report, counted_only: bool) -> str:
    files, severities = report.file_counts, tuple(report.count(severity) for severity in Severity)
    errors, warnings, infos = severities
    waived = len(report.waived)
    if report.lang == "zh":
        text = f"共读 {files.read} 个文件，{files.with_errors} 个有错误，跳过 {files.skipped} 个"
        more = f"；放行 {waived} 处" if waived else ""
        every = "加 --all 逐处列出提示。" if counted_only else ""
        return f"{text}；错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处{more}。{every}"
    text = f"{counted(files.read, 'file')} read, {files.with_errors} with errors, {files.skipped} skipped"
    more = f"; {waived} waived" if waived else ""
    every = " Use --all to list every info." if counted_only else ""
    return f"{text}; {counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(infos, 'info')}{more}.{every}"


def _tinted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


FORMAT = Format(id="text", suffix=".txt", render=render)
