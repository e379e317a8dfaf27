"""`jixiao read`: the records in returned workbooks."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE_OR_STREAM, PATHS, Lang, ReadingOptions, overwriting, reading

#: How the records can be written: the endings of files.
_ENDINGS = (".csv", ".json", ".txt", ".xlsx")


def _refuse_ending(output: Path | None) -> None:
    """Raises InputError for a file whose ending promises what it would not be."""
    if output is not None and output.suffix and output.suffix.lower() not in _ENDINGS:
        from toolkit.errors import InputError

        raise InputError(
            f"记录不能写成 {output.suffix}，文件名可用 {'、'.join(_ENDINGS)} 结尾",
            f"Records cannot be {output.suffix}; end the file name in {', '.join(_ENDINGS)}",
        )


@click.command(
    "read",
    cls=Command,
    short_help="读出项目记录。 Read the records in workbooks.",
    epilog="jixiao read 报回/ --json -o 记录.json",
)
@PATHS
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用。 Write JSON, for programs.")
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    help="写到这个文件：按扩展名 .json、.csv、.xlsx、.txt；- 为标准输出。 "
    "Write to this file: .json, .csv, .xlsx, .txt by its ending; - is standard output.",
)
@overwriting
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    as_json: bool,
    output: Path | None,
    force: bool,
    reading: ReadingOptions,
    lang: Lang,
) -> None:
    """读出文件、文件夹或压缩包中的项目记录：下发的表、自制的表、汇总表都认；- 为标准输入。

    Read the records in issued forms, home-made forms and summaries; - is standard input.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar
    from toolkit.cli.handing_over import hand_over
    from toolkit.cli.reporting import refuse, report_faults, warn_if_empty
    from toolkit.cli.standard_streams import given_inputs
    from toolkit.cli.tables import read_text
    from toolkit.reports.formats import json as json_report
    from toolkit.reports.report import Report

    as_json = as_json or (output is not None and output.suffix.lower() == json_report.FORMAT.suffix)
    if not as_json:
        _refuse_ending(output)
    refuse(output, paths, force)
    given = given_inputs(paths, lang, reading["limits"])
    with progress_bar(one_of(lang, "读取", "reading")) as progress:
        outcome = api.read(*given, progress=progress, **reading)
    warn_if_empty(outcome.heads, paths, lang)
    report_faults(outcome.faults, lang)
    ending = output.suffix.lower() if output is not None and not as_json else ""
    if output is not None and ending == ".xlsx":
        from toolkit.cli.handing_over import hand_over_bytes
        from toolkit.publishing.record_files import records_workbook

        hand_over_bytes(records_workbook(outcome.projects, outcome.own_names()), output, force, lang=lang)
        ctx.exit(1 if outcome.has_errors else 0)
    if ending == ".csv":
        from toolkit.publishing.record_files import records_csv

        text = records_csv(outcome.projects, outcome.own_names())
    elif as_json:
        text = json_report.render(Report(outcome.files, outcome.findings, lang), projects=True)
    else:
        text = read_text(outcome, lang)
    hand_over(text, output, force, document=as_json, lang=lang)
    ctx.exit(1 if outcome.has_errors else 0)
