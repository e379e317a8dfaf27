"""`jixiao roster`: a roster to fill in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE_OR_STREAM, Lang, ReadingOptions, completed_by, overwriting, reading


@click.command(
    "roster",
    cls=Command,
    short_help="名册：填好后按它下发。 Write a roster to fill in.",
    epilog="jixiao roster --from 上年汇总.xlsx -o 名册.xlsx",
)
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    default="名册.xlsx",
    show_default=True,
    help="名册写到这个文件，以 .xlsx 结尾；- 为标准输出。 The roster, an .xlsx; - is standard output.",
)
@click.option(
    "--form",
    default="form13",
    show_default=True,
    metavar="ID",
    shell_complete=completed_by("form_ids"),
    help="填报表的模板。 The form's definition.",
)
@click.option(
    "--from",
    "sources",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="PATH",
    help="上年汇总表或报回的文件、文件夹，项目列作各行；可写多次。 Last year's summary or returns, as its rows.",
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2099),
    metavar="YEAR",
    help="新的预算年度，默认为上年加一。 The new budget year; by default the year after the sources'.",
)
@overwriting
@reading
def command(
    output: Path,
    form: str,
    sources: tuple[Path, ...],
    year: int | None,
    force: bool,
    reading: ReadingOptions,
    lang: Lang,
) -> None:
    """写一份名册，填上单位、项目、金额后按它下发；有下拉选项、说明、示例行（不计入）和合计行。

    Write a roster to fill in: units, projects, amounts; with drop-downs, notes, an example and a line of totals.
    """
    from toolkit import api
    from toolkit.api.batch_setup import BatchSetup, GivenOptions
    from toolkit.cli.console import one_of, progress_bar, write_bytes_out
    from toolkit.cli.reporting import show_written_roster
    from toolkit.cli.standard_streams import is_stream, refuse_screen

    stream = BytesIO() if is_stream(output) else None
    if stream is not None:
        refuse_screen()
    with progress_bar(one_of(lang, "读取", "reading")) as progress:
        given = GivenOptions(
            reading["templates"], reading["key"], reading["settings"], reading["open_password"], reading["limits"]
        )
        setup = BatchSetup.of(given, progress, reading["running"], None)
        written = api.roster(stream or output, form=form, sources=sources, year=year, setup=setup, force=force)
    show_written_roster(written, lang)
    if stream is not None:
        write_bytes_out(stream.getvalue())
