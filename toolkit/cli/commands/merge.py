"""`jixiao merge`: the department-wide summary."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from toolkit.cli.options import PATHS, Lang, overwriting, reading


@click.command(
    "merge",
    short_help="汇总成一张部门总表。 The department-wide summary.",
    epilog="例 Example：  jixiao merge returned/ -o 汇总.xlsx --department 东坑镇",
)
@PATHS
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="汇总表 .xlsx。 The summary."
)
@click.option("--summary", default="combined", show_default=True, help="汇总表模板。 Its definition.")
@click.option("--department", help="部门名称。 The department's name.")
@overwriting
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path,
    summary: str,
    department: str | None,
    force: bool,
    open_password: str | None,
    settings_file: Path | None,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """把没有错误的项目汇总成一张表；有错误的不纳入，逐个说明原因。

    Merges every project without an error; says what was left out and why.
    """
    from toolkit import api
    from toolkit.cli.console import progress_bar, write_out
    from toolkit.cli.tables import merged_text

    with progress_bar("汇总 merging") as progress:
        merged = api.merge(
            *paths,
            output=output,
            summary=summary,
            department=department,
            templates=templates,
            key=key,
            settings=settings_file,
            open_password=open_password,
            progress=progress,
            force=force,
        )
    write_out(merged_text(merged, lang))
    ctx.exit(1 if merged.outcome.has_errors or merged.left_out else 0)
