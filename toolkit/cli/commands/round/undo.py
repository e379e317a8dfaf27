"""`jixiao round undo`: the last decision taken back."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import Lang
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round, signed
from toolkit.rounds import RoundOptions


@click.command(
    "undo",
    cls=Command,
    short_help="撤回最后一个决定。 Take back the last decision.",
    epilog="jixiao round undo 2024年/ --by 张三",
)
@ROUND_FOLDER
@signed
@dry_run
@reading_round
def command(folder: Path, by: str, why: str, options: RoundOptions, lang: Lang) -> None:
    """撤回最后一个决定；它留在台账里，不再算数。

    Take back the last decision; it stays in the log and no longer counts.
    """
    from toolkit.cli.console import one_of, write_out
    from toolkit.cli.round_printing import project_line
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import undo
    from toolkit.rounds.round_board import WORDS

    with round_workplace(folder) as place:
        undone = undo(place.folder, by, why, options=options)
    verdict = undone.verdicts[0].verdict
    write_out(one_of(lang, f"已撤回：{WORDS[verdict]}", f"Taken back: {verdict.value}"))
    for one in undone.projects:
        write_out(f"{one.unit}{project_line(one, lang)}")
