"""`jixiao explain`: what a finding means, why it matters, how to fix it."""

from __future__ import annotations

import click

from toolkit.cli.command import Command
from toolkit.cli.options import Lang, common, completed_by


@click.command(
    "explain",
    cls=Command,
    short_help="解释一条审核意见。 Explain a finding and how to fix it.",
    epilog="jixiao explain V01",
)
@click.argument("code", required=False, metavar="[CODE]", shell_complete=completed_by("rule_codes"))
@common
def command(code: str | None, templates: object, lang: Lang) -> None:
    """说明某条规则查什么、为什么、怎么改；不写编号则列出全部规则。

    Explain what a rule finds, why it matters and how to fix it; without a code, list all rules.
    """
    from toolkit.cli.console import write_out
    from toolkit.cli.explain_pages import find_rule, page, rules_list

    write_out(rules_list(lang) if code is None else page(find_rule(code), lang))
