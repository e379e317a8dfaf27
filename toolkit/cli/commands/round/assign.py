"""`jixiao round assign`: a file of nobody given to its unit."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import Lang
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round, signed
from toolkit.rounds import RoundOptions


@click.command(
    "assign",
    cls=Command,
    short_help="不知道是谁的文件，指定给单位。 Assign a file that nobody could recognise.",
    epilog="jixiao round assign 2024年/ 扫描件.pdf --unit 骏达社区 --by 张三 --why 电话问过",
)
@ROUND_FOLDER
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--unit", metavar="TEXT", required=True, help="哪个单位的。 The unit.")
@click.option("--project", metavar="TEXT", help="哪个项目的；不写则是该单位的。 The project; without it the unit's.")
@signed
@dry_run
@reading_round
def command(
    folder: Path,
    files: tuple[str, ...],
    unit: str,
    project: str | None,
    by: str,
    why: str,
    options: RoundOptions,
    lang: Lang,
) -> None:
    """收来的文件不知道是谁的，指定给一个单位（和项目）。文件原样保存，可以用 undo 撤回。

    Assign a file that nobody could recognise to a unit, and to a project. The file stays as it is.
    """
    from toolkit.cli.console import one_of, write_out
    from toolkit.cli.round_printing import project_line
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import assign

    with round_workplace(folder) as place:
        done = assign(place.folder, files, unit, project, by=by, why=why, options=options)
    owner = done.unit + (f"“{done.project}”" if done.project else "")
    for name in done.names:
        write_out(one_of(lang, f"{name}：指定给 {owner}", f"{name}: assigned to {owner}"))
    for one in done.projects:
        write_out(f"{one.unit}{project_line(one, lang)}")
