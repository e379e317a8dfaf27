"""`jixiao generate`: locked workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import rich_click as click

from toolkit.cli.options import Lang, common, keyed, overwriting


@click.command(
    "generate",
    short_help="生成锁定的填报表。 Locked workbooks to fill.",
    epilog="例 Example：  jixiao generate form13 --roster 名册.xlsx --per unit -o 下发/",
)
@click.argument("form")
@click.option("--type", "project_type", help="项目类型。 One of the definition's project types.")
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False),
    help="名册（.xlsx 或 .csv），每行一个项目。 A roster, one project a row.",
)
@click.option(
    "--records",
    type=click.Path(path_type=Path, dir_okay=False),
    help="按 JSON 记录填好内容。 Fill in these records (JSON of `read`).",
)
@click.option(
    "--per",
    type=click.Choice(["project", "unit"]),
    default="project",
    show_default=True,
    help="一个项目一个文件，或一个单位一个文件。 One workbook a project or a unit.",
)
@click.option("--year", type=click.IntRange(2000, 2099), help="预算年度。 The budget year.")
@click.option("--password", help="保护密码，默认随机生成并告知。 Password of the protection.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="输出文件夹。 Folder."
)
@overwriting
@keyed
@common
def command(
    form: str,
    project_type: str | None,
    roster: Path | None,
    records: Path | None,
    per: str,
    year: int | None,
    password: str | None,
    output: Path,
    force: bool,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """生成填报表：空白表、按名册预填的表、或按记录填好的表。只有该填的单元格可以修改。

    Blank for a project type, one for each row of a roster, or filled with records.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.engine.records import load_records
    from toolkit.errors import InputError

    if roster is not None and records is not None:
        raise InputError("--roster 与 --records 只能用一个 (use one of them)")
    issued = api.generate(
        form,
        out=output,
        project_type=project_type,
        roster=roster,
        records=None if records is None else load_records(records),
        per=cast(Literal["project", "unit"], per),
        year=year,
        password=password,
        key=key,
        templates=templates,
        force=force,
    )
    write_out("\n".join(str(path) for path in issued.paths))
    count = len(issued.paths)
    say(one_of(lang, f"已生成 {count} 个文件，在 {output}", f"{count} workbooks in {output}"))
    if password is None:
        say(one_of(lang, f"工作表保护密码：{issued.password}（请记下）", f"Password of the sheets: {issued.password}"))
