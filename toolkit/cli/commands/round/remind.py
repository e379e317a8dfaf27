"""`jixiao round remind`: one reminder a unit that owes something."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import FOLDER, Lang
from toolkit.cli.round_printing import ROUND_FOLDER, in_ledger
from toolkit.rounds import RoundOptions


@click.command(
    "remind",
    cls=Command,
    short_help="给欠报的单位写催报。 Write a reminder to each unit that owes something.",
    epilog="jixiao round remind 2024年/",
)
@ROUND_FOLDER
@click.option("-o", "--output", type=FOLDER, help="输出文件夹，默认在“审核”下。 Folder of the reminders.")
@dry_run
@in_ledger
def command(folder: Path, output: Path | None, options: RoundOptions, lang: Lang) -> None:
    """给还欠着的每个单位写一份催报（Word），并给出可粘贴到微信、OA 的文字。

    Write a reminder (.docx) to each unit that owes something, and print text to paste.
    """
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import remind

    with round_workplace(folder) as place:
        reminded = remind(place.folder, output, options=options)
    write_out("\n\n".join(one.text for one in reminded.reminders))
    where = place.named(str(reminded.texts.parent))
    say(
        one_of(
            lang, f"催报 {len(reminded.reminders)} 份，在 {where}", f"{len(reminded.reminders)} reminders in {where}"
        )
    )
