"""Results as tables and lines for a terminal."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import Box
from rich.console import Console
from rich.table import Table

from toolkit.checks.finding_text import sentence
from toolkit.cli.options import Lang
from toolkit.cli.standard_streams import DASH, stream_name
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.money import decimal_text, in_wan
from toolkit.model.text import counted
from toolkit.reports.wording import say, severity_name

if TYPE_CHECKING:
    from toolkit.api import Merged
    from toolkit.engine.outcome import Outcome
    from toolkit.merging.exclusions import Exclusion
    from toolkit.merging.summary import Group, Summary

_WORDS = {
    "zh": ("用款单位", "项目名称", "年度", "预算金额（元）", "指标", "文件", "工作表"),
    "en": ("unit", "project", "year", "amount (yuan)", "indicators", "file", "sheet"),
}
_DEPARTMENT_WORDS = {
    "zh": ("部门", "年度", "分目标", "文件", "工作表"),
    "en": ("department", "year", "sub-goals", "file", "sheet"),
}
#: A line of hyphens below the headings: the lines of box drawing are twice as wide on a GBK console.
_RULED = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_PIPE, _TERMINAL = 160, 140


def render(table: Table) -> str:
    """Returns a table as text, as wide as the terminal."""
    width = shutil.get_terminal_size((_TERMINAL, 40)).columns if sys.stdout.isatty() else _PIPE
    out = io.StringIO()
    plain = Console(
        file=out, width=width, color_system=None, markup=False, emoji=False, highlight=False, legacy_windows=False
    )
    plain.print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def make(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table:
    """Returns a plain table; the columns in `right` hold numbers."""
    table = Table(box=_RULED, show_edge=False, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def read_text(outcome: Outcome, lang: Lang) -> str:
    """Returns the records, one line each, and the files without any."""
    parts = [_projects(outcome, lang), _departments(outcome, lang), "\n".join(_unread(outcome, lang))]
    return "\n\n".join([*(part for part in parts if part), _closing(outcome, lang)])


def _projects(outcome: Outcome, lang: Lang) -> str:
    rows = []
    for project in outcome.projects:
        source, total = project.source, project.funding.total
        rows.append(
            (
                project.spending_unit or "—",
                project.project_name or "—",
                str(project.budget_year or "—"),
                decimal_text(total) if total is not None else "—",
                str(len(project.indicators)),
                source.file if source else "—",
                source.sheet if source else "—",
            )
        )
    return render(make(_WORDS[lang], rows, (3, 4))) if rows else ""


def _departments(outcome: Outcome, lang: Lang) -> str:
    rows = [
        (
            target.department or "—",
            str(target.budget_year or "—"),
            str(len(target.sub_goals)),
            target.source.file if target.source else "—",
            target.source.sheet if target.source else "—",
        )
        for target in outcome.departments
    ]
    return render(make(_DEPARTMENT_WORDS[lang], rows, (2,))) if rows else ""


def _unread(outcome: Outcome, lang: Lang) -> Iterator[str]:
    """Yields the files without a record, each with the reason."""
    empty = {file.path for file in outcome.heads if not file.records}
    for finding in outcome.findings if empty else ():
        if finding.where.file in empty and finding.severity is Severity.ERROR:
            text = "没有读出" if lang == "zh" else "nothing read"
            yield f"{text}  {finding.where.file}  {finding.code} {sentence(finding, lang)}"


def _closing(outcome: Outcome, lang: Lang) -> str:
    files = sum(not file.skipped for file in outcome.heads)
    records = len(outcome.projects) + len(outcome.departments)
    errors = sum(finding.severity is Severity.ERROR for finding in outcome.findings)
    if lang == "zh":
        more = f"；结构有 {errors} 处错误，详见 jixiao check" if errors else ""
        return f"读取 {files} 个文件，{records} 份记录{more}。"
    more = f"; {counted(errors, 'structural error')}, see jixiao check" if errors else ""
    return f"{counted(files, 'file')} read, {counted(records, 'record')}{more}."


def merged_text(merged: Merged, lang: Lang) -> Iterator[str]:
    """Yields the lines about a summary: groups, exclusions, waivers, its path."""
    zh = lang == "zh"
    top = merged.summary.top
    yield from (f"{_group(group, lang)}\n" for group in top.groups or (top,))
    if merged.left_out:
        yield f"未纳入 {len(merged.left_out)} 项：\n" if zh else f"Left out: {len(merged.left_out)}\n"
        for left in merged.left_out:
            yield f"  - {_place(left.where)}\n      {left.why(lang)}\n"
    yield from (f"{line}\n" for line in _between_files(merged.outcome.findings.of(-1), lang))
    if merged.superseded:
        count = len(merged.superseded)
        yield f"被取代 {count} 份（同一项目报送几次，只算一份）：\n" if zh else f"Superseded: {count}\n"
        yield from (f"{line}\n" for line in _superseded(merged.superseded, lang))
    for waived in merged.waived:
        finding, word = waived.finding, "已放行" if zh else "Waived"
        yield f"{word}  {_place(finding.where)}  {finding.code} {sentence(finding, lang)}\n"
    yield from (f"{'说明' if zh else 'Note'}  {say(note, lang)}\n" for note in merged.notes)
    for path, summary in ((merged.path, merged.summary), *merged.earlier):
        yield f"{_merged(summary, path, lang)}\n"
    yield from (f"{'公开稿' if zh else 'To publish'}  {path}\n" for path in merged.public)
    yield from (f"{'数据' if zh else 'Frame'}  {path}\n" for path in merged.frames)


def _between_files(findings: Sequence[Finding], lang: Lang) -> Iterator[str]:
    """Yields the errors that belong to no file, such as missing returns."""
    for finding in findings:
        if finding.severity is Severity.ERROR and not finding.where.file:
            yield f"{severity_name(finding.severity, lang)}  {finding.code} {sentence(finding, lang)}"


def _superseded(exclusions: Sequence[Exclusion], lang: Lang) -> Iterator[str]:
    """Yields a line for each superseded file, with the names of some projects."""
    by: dict[tuple[str, str, bool], list[str]] = {}
    for exclusion in exclusions:
        where, key = exclusion.where, (exclusion.where.file, exclusion.why(lang), exclusion.target)
        by.setdefault(key, []).append(where.project or "—")
    for (file, reason, target), names in by.items():
        first_names = ("、" if lang == "zh" else ", ").join(names[:3]) + ("……" if len(names) > 3 else "")
        what = ("份部门整体目标", "department target") if target else ("个项目", "project")
        count = f"{len(names)} {what[0]}" if lang == "zh" else counted(len(names), what[1])
        yield f"  - {file} · {count}（{first_names}）{reason}"


def _merged(summary: Summary, path: Path, lang: Lang) -> str:
    top, targets = summary.top, len(summary.targets)
    count, shown = top.count(), _wan(top)
    place = stream_name(lang, output=True) if str(path) == DASH else str(path)
    if lang == "zh":
        more = f"，部门整体目标 {targets} 份" if targets else ""
        return f"已汇总 {count} 个项目，合计 {shown} 万元{more} → {place}"
    more = f", {counted(targets, 'department target')}" if targets else ""
    return f"{counted(count, 'project')} merged, {shown} 万元 in all{more} → {place}"


def _place(where: Where) -> str:
    """Returns file, sheet and project, each once."""
    return " · ".join(dict.fromkeys(part for part in (where.file, where.sheet, where.project) if part))


def _wan(group: Group) -> str:
    total = group.funding.total
    return f"{in_wan(total):,.2f}" if total is not None else "—"


def _group(group: Group, lang: Lang) -> str:
    count = group.count()
    if lang == "zh":
        return f"{group.name}：{count} 个项目，{_wan(group)} 万元"
    return f"{group.name}: {counted(count, 'project')}, {_wan(group)} 万元"
