"""`jixiao round receive`: what came back."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import FILED_PATHS, Lang
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round
from toolkit.rounds import RoundOptions


@click.command(
    "receive",
    cls=Command,
    short_help="收表，可收任意多次。 Take in what was returned, any number of times.",
    epilog="jixiao round receive 2024年/ 微信/骏达.zip 邮件/",
)
@ROUND_FOLDER
@FILED_PATHS
@dry_run
@reading_round
@click.pass_context
def command(ctx: click.Context, folder: Path, paths: tuple[Path, ...], options: RoundOptions, lang: Lang) -> None:
    """收下报回的文件、文件夹、压缩包，检查并记入台账；同样的内容收两次不变。

    Take in files, folders and archives, check them and write them into the ledger; the same bytes count once.
    """
    from toolkit.cli.console import one_of, progress_bar, write_out
    from toolkit.cli.round_printing import received_lines
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import receive

    with round_workplace(folder) as place, progress_bar(one_of(lang, "检查", "checking")) as progress:
        received = receive(place.folder, *paths, options=options, progress=progress)
    write_out(place.named("\n".join(received_lines(received, lang))))
    unclear = received.nobodys or received.not_taken or any(one.errors or one.undecided for one in received.news)
    ctx.exit(1 if unclear else 0)
