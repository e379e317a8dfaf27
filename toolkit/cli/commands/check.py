"""`jixiao check`: the findings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.command import Command
from toolkit.cli.options import (
    FILE_OR_STREAM,
    FOLDER,
    PATHS,
    Lang,
    ReadingOptions,
    completed_by,
    overwriting,
    reading,
    waiving,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from toolkit.engine.outcome import Outcome

    ParamType = click.ParamType[str]
else:  # older versions of click have no such parameter
    ParamType = click.ParamType


class FormatName(ParamType):
    """The name of a report format; formats of other packages count."""

    name = "format"

    @property
    def choices(self) -> tuple[str, ...]:
        """The names."""
        from toolkit.reports.report import formats

        return tuple(formats())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Returns the name. Raises BadParameter where there is no such format."""
        return click.Choice(self.choices).convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Returns the names that begin so."""
        return click.Choice(self.choices).shell_complete(ctx, param, incomplete)


def chosen_codes(select: Sequence[str], ignore: Sequence[str], lang: Lang) -> frozenset[str] | None:
    """Returns the codes to report, None for all.

    Raises UsageError for a code that no rule has.
    """
    from toolkit.checks.registry import rules
    from toolkit.cli.console import one_of

    if not select and not ignore:
        return None

    def codes(words: Sequence[str]) -> frozenset[str]:
        wanted = [word.strip().upper() for text in words for word in text.split(",") if word.strip()]
        by_word = {
            word: {code for code in rules() if code == word or code.rstrip("0123456789") == word} for word in wanted
        }
        if unknown := [word for word, found in by_word.items() if not found]:
            zh = f"没有规则 {'、'.join(unknown)}；全部规则见 jixiao explain"
            raise click.UsageError(one_of(lang, zh, f"No such rule: {', '.join(unknown)}; list all: jixiao explain"))
        return frozenset().union(*by_word.values())

    return (codes(select) if select else frozenset(rules())) - codes(ignore)


@click.command(
    "check",
    cls=Command,
    short_help="检查报回的表格。 Check returned workbooks.",
    epilog="jixiao check 报回/ --annotate 批注/ -o 审核意见.html",
)
@PATHS
@click.option(
    "--format",
    "form",
    type=FormatName(),
    metavar="FORMAT",
    help="报告格式：text、json、html、xlsx、csv、sarif、junit、github；默认看 -o 的扩展名，否则为 text。 "
    "Format of the report: text, json, html, xlsx, csv, sarif, junit, github; by default that of -o, else text.",
)
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    help="报告写到这个文件；- 为标准输出。 Write the report to this file; - is standard output.",
)
@click.option(
    "--annotate",
    type=FOLDER,
    help="把带批注的副本写到这个文件夹。 Write a marked copy of each workbook into this folder.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="有此级别的问题即返回 1。 Exit with status 1 from this severity on.",
)
@click.option("--exit-zero", is_flag=True, help="有问题也返回 0。 Exit with status 0 whatever is found.")
@click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    shell_complete=completed_by("rule_codes"),
    help="只看这些规则，如 H02 或整类 H；可写多次，或用逗号分开。 "
    "Report these rules only: H02, or H for a family; repeat it or use commas.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODE",
    shell_complete=completed_by("rule_codes"),
    help="不看这些规则；错误仍不能汇总，要放行请用 --waivers。 "
    "Leave these rules out of the report; errors still keep projects out of a summary, see --waivers.",
)
@click.option("--all", "every", is_flag=True, help="文字报告逐处列出提示。 List every info in the text report.")
@overwriting
@waiving
@reading
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    form: str | None,
    output: Path | None,
    annotate: Path | None,
    fail_on: str,
    exit_zero: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    every: bool,
    force: bool,
    waivers: Path | None,
    roster: Path | None,
    reading: ReadingOptions,
    lang: Lang,
) -> None:
    """检查结构与内容，列出全部问题：在哪个文件、哪个单元格、什么问题、怎么改；- 为标准输入。

    Check structure and content, and list all findings: which file and cell, what is wrong, how to fix it; - is
    standard input.
    """
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar
    from toolkit.cli.reporting import (
        chosen_format,
        deliver,
        refuse,
        report_faults,
        show_roster_of,
        text_pages,
        warn_if_empty,
    )
    from toolkit.cli.standard_streams import given_inputs, is_stream, refuse_screen
    from toolkit.model.finding import Severity
    from toolkit.reports.waivers import load_waivers

    chosen_rules = chosen_codes(select, ignore, lang)
    chosen = form or chosen_format(output)
    refuse(output, paths, force)
    if chosen == "xlsx" and is_stream(output):
        refuse_screen()
    if annotate is not None and any(map(is_stream, paths)):
        zh, en = "标准输入没有批注副本，请给文件", "Standard input gets no marked copy; name the file"
        raise click.UsageError(one_of(lang, zh, en), ctx)
    given = given_inputs(paths, lang, reading["limits"])
    if waivers is not None:
        load_waivers(waivers)  # its faults are reported before the long work
    pages = text_pages(output, lang, every)
    with progress_bar(one_of(lang, "检查", "checking")) as progress:
        # a report of which much is left out makes its pages by itself
        early = pages if chosen == "text" and chosen_rules is None and waivers is None else None
        outcome = api.check(*given, roster=roster, progress=progress, pages=early, **reading)
    show_roster_of(outcome, lang)
    warn_if_empty(outcome.heads, paths, lang)
    report_faults(outcome.faults, lang)
    if chosen_rules is not None:
        outcome = outcome.only(chosen_rules)
    report = api.report(
        outcome, lang=lang, waivers=waivers, settings=reading["settings"], templates=reading["templates"]
    )
    if annotate is not None:
        _mark(outcome, paths, annotate, reading, lang, force=force)
    deliver(report, chosen, output, force, pages)
    worst = (Severity.ERROR, Severity.WARNING) if fail_on == "warning" else (Severity.ERROR,)
    ctx.exit(1 if not exit_zero and any(map(report.count, worst)) else 0)


def _mark(
    outcome: Outcome, paths: Sequence[Path], folder: Path, reading: ReadingOptions, lang: Lang, *, force: bool
) -> None:
    """Writes the marked copies and says how many there are."""
    from toolkit import api
    from toolkit.cli.console import one_of, progress_bar, remark
    from toolkit.cli.dry_run import is_dry

    with progress_bar(one_of(lang, "批注", "marking")) as progress:
        marked = api.annotate(
            outcome, paths, folder, open_password=reading["open_password"], limits=reading["limits"], force=force,
            progress=progress, running=reading["running"],
        )  # fmt: skip
    copies = "marked copy" if len(marked) == 1 else "marked copies"
    if not is_dry():
        remark(one_of(lang, f"带批注的副本 {len(marked)} 份，在 {folder}", f"{len(marked)} {copies} in {folder}"))
