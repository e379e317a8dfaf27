"""`jixiao read`: the records in returned workbooks."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from toolkit.cli.options import PATHS, Lang, reading


@click.command(
    "read",
    short_help="读出项目记录。 The records in workbooks.",
    epilog="例 Example：  jixiao read returned/ --json > records.json",
)
@PATHS
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。 Print the contract's JSON document.")
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    as_json: bool,
    open_password: str | None,
    settings_file: Path | None,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """读出文件、文件夹或压缩包中的项目记录：下发的表、自制的表、汇总表都认。

    The records of issued forms, home-made forms and summaries alike.
    """
    from toolkit import api
    from toolkit.cli.console import progress_bar, write_out
    from toolkit.cli.tables import projects_table
    from toolkit.reports.formats import json as json_report
    from toolkit.reports.report import Report

    with progress_bar("读取 reading") as progress:
        outcome = api.read(
            *paths, templates=templates, key=key, settings=settings_file, open_password=open_password, progress=progress
        )
    if as_json:
        write_out(json_report.render(Report(outcome.files, outcome.findings, lang), projects=True))
    else:
        write_out(projects_table(outcome, lang))
    ctx.exit(1 if outcome.has_errors else 0)
