"""`jixiao forms`: the definitions at hand."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import Lang, common
from toolkit.errors import InputError


@click.command(
    "forms",
    cls=Command,
    short_help="列出模板或查看一个模板。 List the definitions, or show one.",
    epilog="jixiao forms form13",
)
@click.argument("form", required=False, metavar="[ID|FILE]")
@click.option(
    "--check",
    "proving",
    is_flag=True,
    help="逐项核对一个模板，并试走一遍：下发、填写、读回、汇总、拆分。 Prove a definition, with a trial round.",
)
@common
def command(form: str | None, proving: bool, templates: Path | None, lang: Lang) -> int:
    """列出现有模板；写上编号或文件则显示其栏目、类别、项目类型。

    List the definitions, or show one in detail.
    """
    if proving:
        return _prove(form, templates, lang)
    from toolkit.checks.settings import definition_faults
    from toolkit.cli.console import write_out
    from toolkit.cli.explain_pages import definition_page, definitions_list
    from toolkit.forms.loader import load_definitions, load_form, load_framework

    if form is None:
        write_out(definitions_list(load_definitions(templates, definition_faults), lang))
        return 0
    definition = load_form(form, templates, definition_faults)
    own = Path(form).parent if form.lower().endswith((".yaml", ".yml")) else templates
    write_out(definition_page(definition, load_framework(definition.framework, own), lang))
    return 0


def _prove(form: str | None, templates: Path | None, lang: Lang) -> int:
    """Writes every fault of a definition, or that there is none."""
    from toolkit.api.proving import prove
    from toolkit.cli.console import one_of, write_out

    if form is None:
        raise InputError(one_of(lang, "请写明要核对的模板：编号或文件", "Name the definition: its id or its file"))
    error = prove(form, templates)
    if error is None:
        write_out(one_of(lang, f"{form}：没有发现问题，可以下发。", f"{form}: no fault found; it can be issued."))
        return 0
    write_out(error.message(lang))
    return 1
