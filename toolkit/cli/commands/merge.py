"""`jixiao merge`: the department-wide summary."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import click

from toolkit.cli.command import Command
from toolkit.cli.options import (
    FILE,
    FILE_OR_STREAM,
    FOLDER,
    PATHS,
    Lang,
    ReadingOptions,
    completed_by,
    funded,
    overwriting,
    reading,
    waiving,
)


@click.command(
    "merge",
    cls=Command,
    short_help="汇总成一张部门总表。 Merge into one department-wide summary.",
    epilog="jixiao merge 报回/ -o 汇总.xlsx --department 东坑镇",
)
@PATHS
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    required=True,
    help="汇总表，以 .xlsx 结尾；- 为标准输出。 The summary, an .xlsx; - is standard output.",
)
@click.option(
    "--summary",
    default="combined",
    show_default=True,
    metavar="ID",
    shell_complete=completed_by("summary_ids"),
    help="汇总表的模板。 Definition of the summary.",
)
@click.option("--department", metavar="TEXT", help="部门名称。 The department's name.")
@click.option(
    "--prefer",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="同一项目报了几次、难分先后时以它为准；可写多次。 The file that counts where a project came several times.",
)
@click.option(
    "--split-years",
    is_flag=True,
    help="几个年度各写一个汇总表（汇总-2024年.xlsx）。 Write one summary file per budget year.",
)
@click.option(
    "--previous",
    type=FILE,
    help="上年汇总表，加一张“同上年对比”。 Last year's summary; adds a sheet of changes.",
)
@click.option(
    "--frames",
    type=FOLDER,
    help="另把项目、指标、问题写成 CSV 和 Parquet。 Also write projects, indicators and findings as CSV and Parquet.",
)
@click.option(
    "--public",
    type=FILE,
    help="另写一份公开稿：只有总表，不带内部信息。 Also write a copy to publish: the table alone, nothing internal.",
)
@funded
@overwriting
@waiving
@reading
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    output: Path,
    reading: ReadingOptions,
    lang: Lang,
    **wanted: Any,
) -> None:
    """把没有错误的项目汇总成一张表；有错误的不纳入，逐个说明原因。放行的错误不算；- 为标准输入。

    Merge all projects without errors, and list what is left out and why; waived errors do not count; - is standard
    input.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar, say, write_bytes_out, write_pieces
    from toolkit.cli.reporting import report_faults, show_roster_of
    from toolkit.cli.standard_streams import given_inputs, is_stream, refuse_screen
    from toolkit.cli.tables import merged_text

    stream = BytesIO() if is_stream(output) else None
    if stream is not None:
        refuse_screen()
    given = given_inputs(paths, lang, reading["limits"])
    with progress_bar(one_of(lang, "汇总", "merging")) as progress:
        merged = api.merge(*given, output=stream or output, progress=progress, **wanted, **reading)
    show_roster_of(merged.outcome, lang)
    report_faults(merged.outcome.faults, lang)
    if stream is None:
        write_pieces(merged_text(merged, lang))
    else:
        say("".join(merged_text(merged, lang)).rstrip())
        write_bytes_out(stream.getvalue())
    ctx.exit(1 if merged.outcome.has_errors or merged.left_out else 0)
