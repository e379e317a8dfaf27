"""`jixiao forms`: the definitions at hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE, Lang, common, completed_by, overwriting
from toolkit.errors import InputError, TemplateError


@click.command(
    "forms",
    cls=Command,
    short_help="列出模板或查看一个模板。 List the definitions, or show one.",
    epilog="jixiao forms form13",
)
@click.argument("form", required=False, metavar="[ID|FILE]", shell_complete=completed_by("any_ids"))
@click.option(
    "--check",
    "proving",
    is_flag=True,
    help="逐项核对一个模板（不写编号则逐个核对全部），并试走一遍：下发、填写、读回、汇总、拆分；"
    "装了 LibreOffice 的，还用它保存后再读。 "
    "Prove a definition, or all without a name, with a trial round, and one more reading after LibreOffice saved it.",
)
@click.option(
    "--picture",
    type=FILE,
    metavar="FILE",
    help="把空表画成图（.png 或 .pdf），需要 LibreOffice。 Draw the blank form as .png or .pdf; needs LibreOffice.",
)
@overwriting
@common
def command(
    form: str | None, proving: bool, picture: Path | None, force: bool, templates: Path | None, lang: Lang
) -> int:
    """列出现有模板；写上编号或文件则显示其栏目、类别、项目类型。

    List the definitions, or show one in detail.
    """
    from toolkit.forms.definition_files import example_files

    if form is not None and form in example_files():
        form = str(example_files()[form])
    if picture is not None:
        return _draw(form, picture, force, templates, lang)
    if proving:
        return _prove(form, templates, lang)
    from toolkit.checks.settings import definition_faults
    from toolkit.cli.console import write_out
    from toolkit.cli.explain_pages import definition_page, definitions_list, examples_list
    from toolkit.forms.loader import find_definitions, load_form, load_framework

    if form is None:
        found = find_definitions(templates, definition_faults)
        write_out(definitions_list(found.definitions, lang))
        write_out(examples_list(example_files(), lang))
        write_out("".join(f"\n{one.error.message(lang)}\n" for one in found.broken))
        return 0
    definition = load_form(form, templates, definition_faults)
    own = Path(form).parent if form.lower().endswith((".yaml", ".yml")) else templates
    write_out(definition_page(definition, load_framework(definition.framework, own), lang))
    return 0


def _draw(form: str | None, target: Path, force: bool, templates: Path | None, lang: Lang) -> int:
    """Draws a blank form as a picture or PDF."""
    from datetime import date

    from toolkit.adopting.picture import picture
    from toolkit.cli.console import one_of, say

    if form is None:
        raise InputError("请写明要画的模板：编号或文件", "Name the definition to draw: its id or its file")
    drawn = picture(form, target, year=date.today().year, templates=templates, force=force)
    say(one_of(lang, f"已写到 {drawn}", f"Written to {drawn}"))
    return 0


def _prove(form: str | None, templates: Path | None, lang: Lang) -> int:
    """Proves one definition, or all of the folder without a name."""
    from toolkit.api.proving import definition_files, prove, prove_file
    from toolkit.cli.console import one_of, say
    from toolkit.office import OfficeStep

    office = OfficeStep()
    if form is not None:
        proved = {form: prove(form, templates, office)}
    else:
        proved = {path.name: prove_file(path, office) for path in definition_files(templates)}
    if office.skipped is not None:
        say(one_of(lang, f"提示：{office.skipped.zh}。", f"Note: {office.skipped.en}."))
    return _verdict(proved, lang)


def _verdict(proved: Mapping[str, TemplateError | None], lang: Lang) -> int:
    """Writes each fault once, and returns the status of the command."""
    from toolkit.cli.console import one_of, write_out

    for name in (name for name, error in proved.items() if error is None):
        write_out(one_of(lang, f"{name}：没有发现问题，可以使用。", f"{name}: no fault found; it can be used."))
    faults = dict.fromkeys(error.message(lang) for error in proved.values() if error is not None)
    for text in faults:
        write_out(text)
    return 1 if faults else 0
