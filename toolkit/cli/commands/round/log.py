"""`jixiao round log`: who did what and when."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import Lang
from toolkit.cli.round_printing import ROUND_FOLDER, in_ledger
from toolkit.rounds import RoundOptions


@click.command(
    "log",
    cls=Command,
    short_help="按先后列出做过的事。 Show who did what and when.",
    epilog="jixiao round log 2024年/",
)
@ROUND_FOLDER
@in_ledger
def command(folder: Path, options: RoundOptions, lang: Lang) -> None:
    """按先后列出这一轮里做过的事：什么时候、谁、为什么。

    Show everything that was done in the round, in order: when, who, why.
    """
    from toolkit.cli.console import write_pieces
    from toolkit.cli.round_printing import log_line
    from toolkit.rounds import log

    write_pieces(f"{log_line(entry, lang)}\n" for entry in log(folder, options=options))
