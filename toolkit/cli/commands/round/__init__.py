"""`jixiao round`: a round of collection, step by step."""

from __future__ import annotations

import click

from toolkit.cli.app import Commands
from toolkit.cli.command import FAILED
from toolkit.cli.console import say
from toolkit.cli.options import LANG, Lang


class RoundCommands(Commands):
    """The group of the steps of a round."""

    package: str = __name__
    order: tuple[str, ...] = (
        "start",
        "receive",
        "status",
        "changes",
        "letters",
        "remind",
        "decide",
        "assign",
        "undo",
        "close",
        "log",
    )


@click.group(
    "round",
    cls=RoundCommands,
    invoke_without_command=True,
    short_help="一轮填报，从下发到公开。 A round, from issuing to publishing.",
    epilog="jixiao round start 2024年/ --form form13 --roster 名册.xlsx --deadline 2023-11-30",
)
@LANG
@click.pass_context
def command(ctx: click.Context, lang: Lang) -> None:
    """一轮填报：下发、收表、审核、决定、汇总，都记在台账里。

    A round of collection with its ledger: who was sent what, what was returned, what was decided.
    """
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
        ctx.exit(FAILED)
