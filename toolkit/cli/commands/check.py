"""`jixiao check`: the findings."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE, FOLDER, PATHS, Lang, ReadingOptions, overwriting, reading, waiving


@click.command(
    "check",
    cls=Command,
    short_help="检查报回的表格。 Check returned workbooks.",
    epilog="jixiao check 报回/ --annotate 批注/ -o 审核意见.html",
)
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "sarif", "xlsx"]),
    help="报告格式；默认看 -o 的扩展名，否则为 text。 Format of the report; by default that of -o, else text.",
)
@click.option("-o", "--output", type=FILE, help="报告写到这个文件。 Write the report to this file.")
@click.option(
    "--annotate",
    type=FOLDER,
    help="把带批注的副本写到这个文件夹。 Write a marked copy of each workbook into this folder.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="有此级别的问题即返回 1。 Exit with status 1 from this severity on.",
)
@click.option("--all", "every", is_flag=True, help="文字报告逐处列出提示。 List every info in the text report.")
@overwriting
@waiving
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    annotate: Path | None,
    fail_on: str,
    every: bool,
    force: bool,
    waivers: Path | None,
    roster: Path | None,
    reading: ReadingOptions,
    lang: Lang,
) -> None:
    """检查结构与内容，列出全部问题：在哪个文件、哪个单元格、什么问题、怎么改。

    Check structure and content, and list all findings: which file and cell, what is wrong, how to fix it.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar, say
    from toolkit.cli.reporting import deliver, format_of, refuse, report_faults, show_roster_of, warn_if_empty
    from toolkit.model.finding import Severity
    from toolkit.reports.waivers import load_waivers

    chosen = form or format_of(output)
    refuse(output, paths, force)
    if waivers is not None:
        load_waivers(waivers)  # its faults are reported before the long work
    with progress_bar(one_of(lang, "检查", "checking")) as progress:
        outcome = api.check(*paths, roster=roster, progress=progress, **reading)
    show_roster_of(outcome, lang)
    warn_if_empty(outcome.heads, paths, lang)
    report_faults(outcome.faults, lang)
    report = api.report(
        outcome, lang=lang, waivers=waivers, settings=reading["settings"], templates=reading["templates"]
    )
    if annotate is not None:
        password, limits = reading["open_password"], reading["limits"]
        marked = api.annotate(outcome, paths, annotate, open_password=password, limits=limits, force=force)
        say(one_of(lang, f"带批注的副本 {len(marked)} 份，在 {annotate}", f"{len(marked)} marked copies in {annotate}"))
    deliver(report, chosen, output, force, every)
    worst = (Severity.ERROR, Severity.WARNING) if fail_on == "warning" else (Severity.ERROR,)
    ctx.exit(1 if any(map(report.count, worst)) else 0)
