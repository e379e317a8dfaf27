"""`jixiao check`: the findings."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from toolkit.cli.options import PATHS, Lang, overwriting, reading


@click.command(
    "check",
    short_help="检查报回的表格。 The findings on returned workbooks.",
    epilog="例 Example：  jixiao check returned/ --annotate marked/",
)
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html", "sarif"]),
    default="text",
    show_default=True,
    help="报告格式。 Format of the report.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到文件。 Write to a file.")
@click.option(
    "--annotate",
    type=click.Path(path_type=Path, file_okay=False),
    help="把带批注的副本写到此文件夹。 Write a marked copy of each workbook here.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="有此级别的问题即返回 1。 Exit status 1 from this severity on.",
)
@click.option(
    "--waivers",
    type=click.Path(path_type=Path, dir_okay=False),
    help="豁免清单 waivers.yaml。 Findings that a person waived.",
)
@overwriting
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    annotate: Path | None,
    fail_on: str,
    waivers: Path | None,
    force: bool,
    open_password: str | None,
    settings_file: Path | None,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """检查结构与内容，列出全部问题：在哪个文件、哪个单元格、什么问题、怎么改。

    All findings: which file and cell, what is wrong, how to mend it.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar, say, write_out
    from toolkit.files import write_atomically
    from toolkit.model.finding import Severity

    with progress_bar("检查 checking") as progress:
        outcome = api.check(
            *paths, templates=templates, key=key, settings=settings_file, open_password=open_password, progress=progress
        )
    report = api.report(outcome, lang=lang, waivers=waivers, settings=settings_file, templates=templates)
    text = api.render(report, form)
    if output is None:
        write_out(text)
    else:
        write_atomically(output, text.encode("utf-8"), force)
        say(one_of(lang, f"报告在 {output}", f"The report is {output}"))
    if annotate is not None:
        marked = api.annotate(outcome, paths, annotate, open_password=open_password, force=force)
        say(one_of(lang, f"带批注的副本 {len(marked)} 份，在 {annotate}", f"{len(marked)} marked copies in {annotate}"))
    worst = {Severity.ERROR, Severity.WARNING} if fail_on == "warning" else {Severity.ERROR}
    ctx.exit(1 if any(finding.severity in worst for finding in report.findings) else 0)
