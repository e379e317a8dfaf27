"""`jixiao round close`: the summary, the copy to publish, the seal."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.dry_run import dry_run
from toolkit.cli.options import Lang, completed_by, funded
from toolkit.cli.round_printing import ROUND_FOLDER, reading_round, signed
from toolkit.model.schema import MoneyKey
from toolkit.rounds import RoundOptions


@click.command(
    "close",
    cls=Command,
    short_help="结束一轮，汇总、公开、封存。 Close the round: summary, copy to publish, seal.",
    epilog="jixiao round close 2024年/ --by 张三",
)
@ROUND_FOLDER
@click.option(
    "--summary",
    default="combined",
    show_default=True,
    metavar="ID",
    shell_complete=completed_by("summary_ids"),
    help="汇总表的模板。 Definition of the summary.",
)
@click.option(
    "--anyway", is_flag=True, help="还有未了的项目也结束，须写原因。 Close with open projects; needs a reason."
)
@funded
@signed
@dry_run
@reading_round
def command(
    folder: Path,
    summary: str,
    anyway: bool,
    funding: MoneyKey | None,
    by: str,
    why: str,
    options: RoundOptions,
    lang: Lang,
) -> int:
    """把通过的项目汇总，另写公开稿，对账，封存；结束后只能写明原因重开。

    Merge the accepted projects, write the copy to publish, balance and seal; only a reason reopens it.
    """
    from toolkit.cli.console import one_of, write_out
    from toolkit.cli.round_printing import totals_lines
    from toolkit.cli.round_rehearsal import round_workplace
    from toolkit.rounds import close

    with round_workplace(folder) as place:
        closed = close(place.folder, by, why, anyway=anyway, summary=summary, funding=funding, options=options)
    write_out("\n".join(totals_lines(closed.totals, lang)))
    write_out(place.named(one_of(lang, f"汇总表  {closed.summary}", f"summary  {closed.summary}")))
    write_out(place.named(one_of(lang, f"公开稿  {closed.public}", f"to publish  {closed.public}")))
    return 1 if closed.left_open else 0
