"""`jixiao adopt`: a draft of a definition from a workbook of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE, FILE_OR_STREAM, Lang, common, overwriting

if TYPE_CHECKING:
    from toolkit.adopting.adoption import Adopted


@click.command(
    "adopt",
    cls=Command,
    short_help="从现有表格生成模板。 Draft a definition from a workbook.",
    epilog="jixiao adopt 本单位的表.xlsx -o 模板/own.yaml",
)
@click.argument("workbook", metavar="WORKBOOK", type=FILE_OR_STREAM)
@click.option("--sheet", metavar="NAME", help="用哪张工作表。 The sheet to use.")
@click.option(
    "--into",
    type=FILE,
    metavar="FILE",
    help="同一单位的第二种表样：把叫法加进这个模板，不另立模板。 "
    "Add the spellings of a second form of the same office to this definition.",
)
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    required=True,
    metavar="FILE.yaml",
    help="写到哪个模板文件；- 为标准输出。 The definition to write; - is standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="输出读到的记录（JSON）。 Write the records read as JSON.")
@overwriting
@common
def command(
    workbook: Path,
    sheet: str | None,
    into: Path | None,
    output: Path,
    as_json: bool,
    force: bool,
    templates: Path | None,
    lang: Lang,
) -> int:
    """照着一张空白的或填好的表（.xlsx、.xls、.ods）拟定模板，随即核对；没看懂的格子逐个列出。

    Draft a definition from a blank or filled form, prove it, and list what was not understood.
    """
    from toolkit.adopting.adoption import adopt
    from toolkit.cli.console import one_of, say, write_document, write_out
    from toolkit.cli.standard_streams import given_inputs, is_stream
    from toolkit.cli.tables import read_text
    from toolkit.reports.formats import json as json_report
    from toolkit.reports.report import Report

    stream = BytesIO() if is_stream(output) else None
    if stream is not None and as_json:
        zh, en = "模板和记录不能都写到标准输出", "The definition and the records cannot share standard output"
        raise click.UsageError(one_of(lang, zh, en))
    [given] = given_inputs([workbook], lang)
    done = adopt(given, output=stream or output, sheet=sheet, into=into, templates=templates, force=force)
    report = "\n".join(_report(done, lang))
    if stream is not None:
        say(report)
        write_document(stream.getvalue().decode("utf-8"))
    elif as_json and done.outcome is not None:
        say(report)
        write_document(json_report.render(Report(done.outcome.files, done.outcome.findings, lang), projects=True))
    else:
        write_out(report)
        if done.outcome is not None:
            write_out(read_text(done.outcome, lang))
    return 0 if done.faults is None else 1


def _report(done: Adopted, lang: Lang) -> Iterator[str]:
    """Yields the lines that say what was made of a workbook."""
    from toolkit.cli.console import one_of
    from toolkit.cli.dry_run import is_dry
    from toolkit.cli.standard_streams import DASH, stream_name

    zh, en = ("填好的表", "a filled form") if done.filled else ("空白表", "a blank form")
    where = stream_name(lang, output=True) if str(done.path) == DASH else str(done.path)
    if is_dry():
        yield one_of(lang, f"会写到 {where}（编号 {done.form}，依据{zh}）", f"Would write {where} from {en}")
    else:
        yield one_of(lang, f"已写到 {where}（编号 {done.form}，依据{zh}）", f"Written to {where} from {en}")
    yield from (one_of(lang, f"· {note.zh}", f"· {note.en}") for note in done.notes)
    if done.guesses:
        yield one_of(lang, f"猜测 {len(done.guesses)} 处，请核对：", f"{len(done.guesses)} guesses to look at:")
        colon = one_of(lang, "：", ": ")
        yield from (f"  {name}{colon}{one_of(lang, why.zh, why.en)}" for name, why in done.guesses)
    if done.unread:
        yield one_of(lang, f"没看懂 {len(done.unread)} 格：", f"{len(done.unread)} cells not understood:")
        yield from (f"  {one.cell} “{one.text}” {one_of(lang, one.why.zh, one.why.en)}" for one in done.unread)
    if done.faults is None:
        yield one_of(lang, "模板已核对，没有发现问题，可以下发。", "The definition is proven; it can be issued.")
    else:
        yield one_of(lang, "模板还不能用，请按下面的提示修改：", "The definition cannot be used yet:")
        yield done.faults.message(lang)
