"""`jixiao forms`: the definitions at hand."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import Lang, common


@click.command(
    "forms",
    cls=Command,
    short_help="列出模板或查看一个模板。 The definitions at hand.",
    epilog="jixiao forms form13",
)
@click.argument("form", required=False, metavar="[ID]")
@common
def command(form: str | None, templates: Path | None, lang: Lang) -> None:
    """列出现有模板；写上编号则显示其栏目、类别、项目类型。

    The definitions at hand; one of them in detail.
    """
    from toolkit.cli.console import write_out
    from toolkit.cli.pages import definition_page, definitions_list
    from toolkit.forms.loader import load_definitions, load_form, load_framework

    if form is None:
        write_out(definitions_list(load_definitions(templates), lang))
        return
    definition = load_form(form, templates)
    write_out(definition_page(definition, load_framework(definition.framework, templates), lang))
