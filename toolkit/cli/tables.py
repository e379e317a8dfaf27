"""Results as a person reads them on a terminal."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from toolkit.api import Merged
from toolkit.cli.options import Lang
from toolkit.engine.outcome import Outcome
from toolkit.merge.summary import Group
from toolkit.model.finding import Severity
from toolkit.model.money import decimal_text, in_wan

_WORDS = {
    "zh": ("用款单位", "项目名称", "年度", "预算金额（元）", "指标", "文件", "工作表"),
    "en": ("unit", "project", "year", "amount (yuan)", "indicators", "file", "sheet"),
}
_RIGHT = (3, 4)


def render(table: Table) -> str:
    """A table as plain text, as wide as the terminal, or wide enough for a pipe."""
    width = shutil.get_terminal_size((140, 40)).columns if sys.stdout.isatty() else 160
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def make(headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table:
    """A plain table; the columns in `right` hold numbers."""
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def projects_table(outcome: Outcome, lang: Lang) -> str:
    """The records, one line each, and how many files were read."""
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
    count = sum(not file.skipped for file in outcome.files)
    errors = sum(finding.severity is Severity.ERROR for finding in outcome.findings)
    closing = (
        f"读取 {count} 个文件，{len(rows)} 个项目；结构问题 {errors} 处错误（详见 jixiao check）"
        if lang == "zh"
        else f"{count} files read, {len(rows)} projects; {errors} structural errors (see jixiao check)"
    )
    return f"{render(make(_WORDS[lang], rows, _RIGHT))}\n\n{closing}"


def merged_text(merged: Merged, lang: Lang) -> str:
    """What a summary holds, what was left out and why, and where it lies."""
    total = merged.summary.top.funding.total
    count = sum(1 for _ in merged.summary.top.projects())
    lines = []
    for group in merged.summary.top.groups or (merged.summary.top,):
        lines.append(_group(group, lang))
    if merged.left_out:
        lines.append(f"未纳入 {len(merged.left_out)} 项：" if lang == "zh" else f"Left out: {len(merged.left_out)}")
        for left in merged.left_out:
            place = " · ".join(part for part in (left.where.file, left.where.sheet, left.where.project) if part)
            lines.append(f"  - {place}\n      {left.reason}")
    shown = f"{in_wan(total):,.2f}" if total is not None else "—"
    lines.append(
        f"已汇总 {count} 个项目，合计 {shown} 万元 → {merged.path}"
        if lang == "zh"
        else f"{count} projects merged, {shown} 万元 in all → {merged.path}"
    )
    return "\n".join(lines)


def _group(group: Group, lang: Lang) -> str:
    count = sum(1 for _ in group.projects())
    total = f"{in_wan(group.funding.total):,.2f}" if group.funding.total is not None else "—"
    if lang == "zh":
        return f"{group.name}：{count} 个项目，{total} 万元"
    return f"{group.name}: {count} projects, {total} 万元"
