"""`jixiao explain`: what a finding means, why it matters, how to mend it."""

from __future__ import annotations

import rich_click as click

from toolkit.cli.options import Lang, common


@click.command(
    "explain",
    short_help="解释一条审核意见。 What a finding means and how to mend it.",
    epilog="例 Example：  jixiao explain V01",
)
@click.argument("code", required=False)
@common
def command(code: str | None, templates: object, lang: Lang) -> None:
    """说明某条规则查什么、为什么、怎么改；不写编号则列出全部规则。

    What a rule finds, why it matters and how to mend it; without a code, all rules.
    """
    from toolkit.checks.registry import rules
    from toolkit.cli.console import write_out
    from toolkit.cli.pages import page, rules_list
    from toolkit.errors import InputError

    if code is None:
        write_out(rules_list(lang))
        return
    rule = rules().get(code.upper())
    if rule is None:
        near = [known for known in rules() if known[0] == code[:1].upper()] or list(rules())
        raise InputError(f"没有编号为 {code} 的规则，相近的有：{'、'.join(near)} (no such rule)")
    write_out(page(rule, lang))
