"""`jixiao generate`: locked workbooks."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, cast

import click

from toolkit.cli.command import Command
from toolkit.cli.options import (
    FILE,
    FILE_OR_STREAM,
    FOLDER,
    Lang,
    common,
    completed_by,
    funded,
    keyed,
    overwriting,
    protecting,
)
from toolkit.errors import InputError
from toolkit.model.schema import MoneyKey

_ROWS = re.compile(r"\s*(.+?)\s*[=＝]\s*(\d{1,4})\s*", re.ASCII)


def row_counts(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, int]:
    """Returns the numbers of rows by category."""
    read = [(value, _ROWS.fullmatch(value)) for value in values]
    for value, match in read:
        if match is None:
            zh, en = f"--rows {value}：应写作 数量指标=12", f"--rows {value}: write it like 数量指标=12"
            raise InputError(zh, en)
    return {match[1]: int(match[2]) for _, match in read if match is not None}


@click.command(
    "generate",
    cls=Command,
    short_help="生成锁定的填报表。 Write locked workbooks to fill.",
    epilog="jixiao generate form13 --roster 名册.xlsx --per unit -o 下发/",
)
@click.argument("form", metavar="FORM", shell_complete=completed_by("form_ids"))
@click.option(
    "--type",
    "project_type",
    metavar="TEXT",
    help="项目类型，见 jixiao forms FORM。 One of the definition's project types.",
)
@click.option(
    "--roster",
    type=FILE,
    help="名册（表格或 .csv、.txt 文本），每行一个项目；部门整体目标表一个部门一份。 "
    "A roster (a workbook, or a text), one project per row; the department form is written once per department.",
)
@click.option(
    "--records",
    type=FILE_OR_STREAM,
    help="按 read --json 的记录填好内容，- 为标准输入；与 --roster 同用时名册的内容锁定，"
    "上年的目标、指标作底稿，金额不带入。 "
    "Fill in the records from `read --json`, - is standard input; with --roster, its values are locked, and last "
    "year's goals and indicators are a draft without last year's amounts.",
)
@click.option(
    "--rows",
    multiple=True,
    metavar="LEVEL2=NUMBER",
    callback=row_counts,
    help="某类指标至少留几行，如 数量指标=12；可写多次。 Rows of a category at least; may be given several times.",
)
@funded
@click.option("--year", type=click.IntRange(2000, 2099), metavar="YEAR", help="预算年度。 The budget year.")
@click.option("-o", "--output", type=FOLDER, required=True, help="输出文件夹。 Folder for the workbooks.")
@protecting
@overwriting
@keyed
@common
def command(
    form: str,
    project_type: str | None,
    roster: Path | None,
    records: Path | None,
    rows: dict[str, int],
    funding: MoneyKey | None,
    per: str,
    year: int | None,
    password: str | None,
    output: Path,
    force: bool,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """生成填报表：空白表、按名册预填的表、或按记录填好的表；只有该填的单元格可以修改。

    Write forms: blank, one for each row of a roster, or filled with records; only cells to fill can be edited.
    """
    from toolkit import api
    from toolkit.api.batch_setup import load_records
    from toolkit.cli.console import one_of, progress_bar
    from toolkit.cli.reporting import show_issued, show_roster
    from toolkit.cli.standard_streams import is_stream, read_stream, stream_name

    given = None if records is None else (stream_name(lang), read_stream()) if is_stream(records) else records
    how: dict[str, Any] = {"password": password, "key": key, "templates": templates, "force": force}
    with progress_bar(one_of(lang, "生成", "writing")) as progress:
        issued = api.generate(
            form,
            output=output,
            project_type=project_type,
            roster=roster,
            records=None if given is None else load_records(given),
            per=cast(Literal["project", "unit"], per),
            year=year,
            funding=funding,
            rows=rows,
            progress=progress,
            **how,
        )
    if issued.roster is not None:
        show_roster(issued.roster, lang)
    show_issued(issued, output, None if password else issued.password, lang)
