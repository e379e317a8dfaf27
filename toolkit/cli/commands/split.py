"""`jixiao split`: a summary's projects as filled forms again."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import rich_click as click

from toolkit.cli.options import Lang, common, keyed, overwriting


@click.command(
    "split",
    short_help="把汇总表拆回填报表。 A summary's projects as filled forms.",
    epilog="例 Example：  jixiao split 汇总.xlsx -o 拆分/",
)
@click.argument("summary", type=click.Path(path_type=Path))
@click.option("--form", default="form13", show_default=True, help="没有原表的项目用此模板。 For projects without one.")
@click.option("--per", type=click.Choice(["project", "unit"]), default="project", show_default=True)
@click.option("--password", help="保护密码，默认随机生成并告知。 Password of the protection.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), required=True, help="输出文件夹。 Folder."
)
@overwriting
@keyed
@common
def command(
    summary: Path,
    form: str,
    per: str,
    password: str | None,
    output: Path,
    force: bool,
    key: Path | None,
    templates: Path | None,
    lang: Lang,
) -> None:
    """把汇总表里的项目拆成一张张填好的表；再汇总一次，结果相同。

    Filled forms from a summary; merging them again gives the same table.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, say, write_out

    issued = api.split(
        summary,
        out=output,
        form=form,
        per=cast(Literal["project", "unit"], per),
        password=password,
        key=key,
        templates=templates,
        force=force,
    )
    write_out("\n".join(str(path) for path in issued.paths))
    count = len(issued.paths)
    say(one_of(lang, f"已拆成 {count} 个文件，在 {output}", f"{count} workbooks in {output}"))
    if password is None:
        say(one_of(lang, f"工作表保护密码：{issued.password}", f"Password of the sheets: {issued.password}"))
