"""Findings for a terminal: by file, the worst first, what says the same in one line, and what to do below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.checks.sentence import Lang
from toolkit.intake.result import ReadFile
from toolkit.model.finding import Finding, Severity
from toolkit.model.project import Project
from toolkit.model.text import counted
from toolkit.reports.format import Format
from toolkit.reports.grouping import Group, group, worst_first
from toolkit.reports.report import Report
from toolkit.reports.words import printable, say, severity_name
from toolkit.reports.wrapping import width, wrap

WIDTH = 100
#: What a quoted text could do to a terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}


def render(report: Report, *, columns: int = WIDTH, colour: bool = False) -> str:
    """The report as plain text.

    Args:
        report: what was found.
        columns: of the terminal; Chinese characters take two.
        colour: whether the terminal shows colours.
    """
    return "".join(pieces(report, columns=columns, colour=colour))


def pieces(report: Report, *, columns: int = WIDTH, colour: bool = False) -> Iterator[str]:
    """The same file by file: of very many none is held."""
    for path, file, findings in _by_file(report):
        yield printable("\n".join(_file(path, findings, file, report.lang, columns, colour)) + "\n\n")
    asides = [line for text in _asides(report) for line in _hung(text, "  ", columns)]
    lines = [*asides, *([""] if asides else []), *wrap(_closing(report), columns)]
    yield printable("\n".join(lines) + "\n")


def _by_file(report: Report) -> Iterator[tuple[str, ReadFile | None, Sequence[Finding]]]:
    """Every file with its findings, which come in the same order; then what concerns no file."""
    grouped = groupby(report.findings, key=lambda finding: finding.where.file)
    path, its = next(grouped, (None, iter(())))
    for file in report.files:
        if file.path == path:
            yield file.path, file, list(its)
            path, its = next(grouped, (None, iter(())))
        else:
            yield file.path, file, ()
    while path is not None:
        yield path, None, list(its)
        path, its = next(grouped, (None, iter(())))


def _file(
    path: str, findings: Sequence[Finding], file: ReadFile | None, lang: Lang, columns: int, colour: bool
) -> Iterator[str]:
    name = path or ("（批次）" if lang == "zh" else "(the batch)")
    if not findings:
        yield f"{name}{'：' if lang == 'zh' else ': '}{_clean(file, lang)}"
        return
    yield _tinted(name, "1", colour)
    for one in worst_first(group(findings, lang)):
        yield from _group(one, lang, columns, colour)


def _clean(file: ReadFile | None, lang: Lang) -> str:
    projects = sum(isinstance(read.record, Project) for read in file.records) if file else 0
    targets = len(file.records) - projects if file else 0
    if file is not None and file.skipped:
        return "已跳过" if lang == "zh" else "skipped"
    zh = lang == "zh"
    told = [f"{projects} 个项目" if zh else f"{projects} project{'' if projects == 1 else 's'}"]
    if targets:
        more = f"{targets} 份部门整体目标" if zh else f"{targets} department target{'' if targets == 1 else 's'}"
        told = [*(told if projects else ()), more]
    return f"未发现问题（{'，'.join(told)}）" if zh else f"nothing was found ({', '.join(told)})"


def _group(one: Group, lang: Lang, columns: int, colour: bool) -> Iterator[str]:
    name = severity_name(one.severity, lang)
    label = f"  {name}{' ' * (7 - width(name))} {one.code}  " if lang == "en" else f"  {name} {one.code}  "
    first, *rest = _hung(f"{one.place(lang)}{_project(one, lang)}  {one.message}", label, columns)
    yield _tinted(label, _COLOURS[one.severity], colour) + first.removeprefix(label)
    yield from rest
    indent = " " * width(label)
    for fix in one.fixes:
        if fix:
            yield from _hung(fix, indent + ("改法：" if lang == "zh" else "Fix: "), columns)


def _project(one: Group, lang: Lang) -> str:
    """The project, where the sheet is not called after it."""
    if one.project is None or one.project == one.sheet:
        return ""
    return f"（{one.project}）" if lang == "zh" else f" ({one.project})"


def _hung(text: str, label: str, columns: int) -> list[str]:
    """A text wrapped behind its label, further lines below its beginning."""
    indent = width(label)
    text = _CONTROL.sub("", text)
    first, *rest = wrap(text, columns - indent)
    return [f"{label}{first}", *(f"{' ' * indent}{line}" for line in rest)]


def _asides(report: Report) -> Iterator[str]:
    """Waived findings, notes and changed rules."""
    lang, zh = report.lang, report.lang == "zh"
    for one in group((waived.finding for waived in report.waived), lang):
        yield f"{'已放行：' if zh else 'Waived: '}{one.code} {one.file} {one.place(lang)}  {one.message}"
    for note in report.notes:
        yield f"{'说明：' if zh else 'Note: '}{say(note, lang)}"
    for change in report.changes:
        told = f"{change.code} {say(change.what, lang)}"
        yield f"规则调整：{told}（{change.by}）" if zh else f"Rule changed: {told} ({change.by})"


def _closing(report: Report) -> str:
    files, severities = report.file_counts, tuple(report.count(severity) for severity in Severity)
    errors, warnings, infos = severities
    waived = len(report.waived)
    if report.lang == "zh":
        told = f"共读 {files.read} 个文件，{files.with_errors} 个有错误，跳过 {files.skipped} 个"
        more = f"；放行 {waived} 处" if waived else ""
        return f"{told}；错误 {errors} 处，警告 {warnings} 处，提示 {infos} 处{more}。"
    told = f"{counted(files.read, 'file')} read, {files.with_errors} with errors, {files.skipped} skipped"
    more = f"; {waived} waived" if waived else ""
    return f"{told}; {counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(infos, 'info')}{more}."


def _tinted(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


FORMAT = Format(id="text", suffix=".txt", render=render)
