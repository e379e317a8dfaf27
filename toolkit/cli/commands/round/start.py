"""`jixiao round start`: the ledger and the forms."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from toolkit.cli.command import Command
from toolkit.cli.commands.generate import row_counts
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import FILE, Lang, completed_by, funded, protecting
from toolkit.cli.round_printing import ROUND_FOLDER, in_ledger


@click.command(
    "start",
    cls=Command,
    short_help="开始一轮，下发填报表。 Start a round and issue its forms.",
    epilog="jixiao round start 2024年/ --form form13 --roster 名册.xlsx --deadline 2023-11-30",
)
@ROUND_FOLDER
@click.option(
    "--form",
    required=True,
    metavar="ID",
    shell_complete=completed_by("form_ids"),
    help="模板编号。 The form's definition.",
)
@click.option("--roster", type=FILE, required=True, help="名册，每行一个项目。 The roster, one project per row.")
@click.option("--year", type=click.IntRange(2000, 2099), metavar="YEAR", help="预算年度。 The budget year.")
@click.option(
    "--deadline", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="截止日。 The last day for returns."
)
@click.option("--records", type=FILE, help="上年的记录，先填在表里。 Records to begin with, from `read --json`.")
@click.option("--department", metavar="TEXT", help="主管部门名称。 The department's name.")
@click.option("--sender", metavar="TEXT", help="落款，默认为主管部门。 Who signs; by default the department.")
@click.option("--contact", metavar="TEXT", help="联系人和电话。 Person and telephone for questions.")
@click.option("--name", metavar="TEXT", help="这一轮的名称，默认为文件夹名。 The round's name.")
@click.option(
    "--only-new",
    "--only",
    is_flag=True,
    help="给已开始的一轮补发名册上新增或有变的项目。 Add what is new on the roster to a round that runs.",
)
@click.option(
    "--rows",
    multiple=True,
    metavar="LEVEL2=NUMBER",
    callback=row_counts,
    help="某类指标至少留几行，如 数量指标=12；可写多次。 Rows of a category at least; may be given several times.",
)
@click.option(
    "--unit",
    "rows_unit",
    metavar="TEXT",
    help="--rows 只给这个单位；加 --only-new 则补发。 The unit that gets --rows; --only-new issues it anew.",
)
@click.option("--project", "rows_project", metavar="TEXT", help="--rows 只给这个项目。 The project that gets --rows.")
@click.option("--own-passwords", is_flag=True, help="每个单位用自己的保护密码。 A password of its own for each unit.")
@funded
@protecting
@dry_run
@in_ledger
def command(folder: Path, deadline: datetime | None, lang: Lang, **given: Any) -> None:
    """按名册给每个单位生成填报表、通知和压缩包，建立台账。

    Write forms, a notice and a .zip for each unit of a roster, and open the ledger.
    """
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.cli.reporting import show_roster
    from toolkit.cli.round_printing import started_lines
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import start

    password = given["password"]
    with round_workplace(folder) as place:
        if place.is_copy:  # its ledger is a file, whatever that of the round would be
            given["options"] = replace(given["options"], ledger=None)
        started = start(place.folder, deadline=deadline.date() if deadline else None, **given)
    write_out(place.named("\n".join(started_lines(started, lang))))
    if started.notes is not None:
        show_roster(started.notes, lang, issued=(started.units, started.projects))
    if password is None and not place.is_copy:
        zh, en = f"保护密码见 {folder / '下发清单.xlsx'}", f"The passwords are in {folder / '下发清单.xlsx'}"
        say(one_of(lang, zh, en))
