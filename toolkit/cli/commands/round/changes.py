"""`jixiao round changes`: what changed between the returns of a project."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import Lang
from toolkit.cli.round_printing import ROUND_FOLDER, in_ledger
from toolkit.rounds import RoundOptions


@click.command(
    "changes",
    cls=Command,
    short_help="重报的改了什么。 Show what changed between the returns of a project.",
    epilog="jixiao round changes 2024年/ --unit 骏达社区",
)
@ROUND_FOLDER
@click.option("--unit", metavar="TEXT", help="只看这个单位。 Only this unit.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="格式。 Format of the result.",
)
@in_ledger
def command(folder: Path, unit: str | None, form: str, options: RoundOptions, lang: Lang) -> None:
    """逐项列出同一项目前后两次报送的不同，是按意见改的还是没有要求的。

    Show field by field what changed between two returns, and whether a finding had asked for it.
    """
    from toolkit.cli.console import one_of, say, write_out
    from toolkit.cli.round_printing import change_lines
    from toolkit.rounds import changes
    from toolkit.rounds.round_status import SCHEMA_VERSION

    found = changes(folder, unit, options=options)
    if form == "json":
        document = {"schema_version": SCHEMA_VERSION, "returns": [one.to_json() for one in found]}
        write_out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if not found:
        say(one_of(lang, "还没有重报的项目。", "No project was returned more than once."))
    for one in found:
        write_out("\n".join(change_lines(one, lang)))
