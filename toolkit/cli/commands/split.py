"""`jixiao split`: a summary's projects as filled forms."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import click

from toolkit.cli.command import Command
from toolkit.cli.options import (
    FILE_OR_STREAM,
    FOLDER,
    Lang,
    ReadingOptions,
    completed_by,
    overwriting,
    protecting,
    reading,
)


@click.command(
    "split",
    cls=Command,
    short_help="把汇总表拆回填报表。 Split a summary into filled forms.",
    epilog="jixiao split 汇总.xlsx -o 拆分/",
)
@click.argument("summary", metavar="SUMMARY.xlsx", type=FILE_OR_STREAM)
@click.option(
    "--form",
    default="form13",
    show_default=True,
    metavar="ID",
    shell_complete=completed_by("form_ids"),
    help="没有原表的项目用这个模板。 The form for projects that came from none.",
)
@click.option(
    "--year",
    type=click.IntRange(2000, 2099),
    metavar="YEAR",
    help="没有写明预算年度的项目用这个年度。 The budget year of projects that name none.",
)
@click.option("-o", "--output", type=FOLDER, required=True, help="输出文件夹。 Folder for the forms.")
@protecting
@overwriting
@reading
def command(
    summary: Path,
    form: str,
    year: int | None,
    per: str,
    password: str | None,
    output: Path,
    force: bool,
    reading: ReadingOptions,
    lang: Lang,
) -> None:
    """把汇总表里的项目拆成一张张填好的表；再汇总一次，结果相同；- 为标准输入。

    Split a summary into filled forms; merging them again gives the same table; - is standard input.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar
    from toolkit.cli.reporting import show_issued
    from toolkit.cli.standard_streams import given_inputs

    [given] = given_inputs([summary], lang, reading["limits"])
    with progress_bar(one_of(lang, "拆分", "splitting")) as progress:
        issued = api.split(
            given,
            output=output,
            form=form,
            year=year,
            per=cast(Literal["project", "unit"], per),
            password=password,
            force=force,
            progress=progress,
            **reading,
        )
    show_issued(issued, output, None if password else issued.password, lang)
