"""`jixiao demo`: a round on the project's own samples."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FOLDER, Lang, common, forcing


@click.command(
    "demo",
    cls=Command,
    short_help="用自带样例走一遍全流程。 Run a whole round on the samples.",
    epilog="jixiao demo -o 演示",
)
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    default=Path("demo-output"),
    show_default=True,
    help="放结果的文件夹。 Folder for the results.",
)
@forcing
@common
def command(output: Path, force: bool, templates: Path | None, lang: Lang) -> None:
    """下发、填报、报回、检查、汇总、拆分：用五份公开文件的真实项目走一遍，一个部门一个文件夹，并说明每步的文件在哪里。

    Run a whole round on the projects of five published documents, one folder per department; say where everything is.
    """
    from toolkit.cli.console import one_of, progress_bar, write_out
    from toolkit.demo.rounds import run

    steps = run(output, lang=lang, force=force, templates=templates)
    while True:
        with progress_bar(one_of(lang, "演示", "demo")):  # until the next step is done, of unknown length
            line = next(steps, None)
        if line is None:
            break
        write_out(line)
