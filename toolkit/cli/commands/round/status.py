"""`jixiao round status`: the board."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import click

from toolkit.cli.command import Command
from toolkit.cli.options import FILE_OR_STREAM, Lang, overwriting
from toolkit.cli.round_printing import ROUND_FOLDER, in_ledger
from toolkit.rounds import RoundOptions


@click.command(
    "status",
    cls=Command,
    short_help="看进度：谁报了，谁欠着。 Show the board: every unit and project with its state.",
    epilog="jixiao round status 2024年/ --format xlsx -o 进度表.xlsx",
)
@ROUND_FOLDER
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "xlsx"]),
    help="格式；默认看 -o 的扩展名，否则为 text。 Format; by default that of -o, else text.",
)
@click.option(
    "-o",
    "--output",
    type=FILE_OR_STREAM,
    help="写到这个文件；- 为标准输出。 Write the result to this file; - is standard output.",
)
@overwriting
@in_ledger
def command(
    folder: Path, form: str | None, output: Path | None, force: bool, options: RoundOptions, lang: Lang
) -> None:
    """列出各单位各项目的状态、截止还有几天；可存成一页打印的进度表或 JSON。

    Show every unit and project with its state, as text, as a workbook for one page, or as JSON.
    """
    from toolkit.cli.console import write_document_pieces, write_out
    from toolkit.cli.handing_over import hand_over, hand_over_written
    from toolkit.cli.standard_streams import is_stream, refuse_screen
    from toolkit.errors import InputError
    from toolkit.papers.board_lines import BoardLook
    from toolkit.rounds.round_board import board_lines, write_board
    from toolkit.rounds.round_status import status_json

    chosen = form or {".json": "json", ".xlsx": "xlsx"}.get(output.suffix.lower() if output else "", "text")
    if chosen == "json":
        pieces = status_json(folder, options=options)
        if output is None or is_stream(output):
            write_document_pieces(pieces)
        else:
            hand_over_written(lambda out: out.writelines(piece.encode() for piece in pieces), output, force, lang=lang)
        return
    if chosen == "xlsx":
        if output is None:
            raise InputError("进度表要写到文件：请加 -o 进度表.xlsx", "Write the workbook to a file: -o board.xlsx")
        if is_stream(output):
            refuse_screen()
        hand_over_written(lambda out: write_board(folder, date.today(), out, options=options), output, force, lang=lang)
        return
    output = None if is_stream(output) else output
    columns = max(shutil.get_terminal_size((100, 40)).columns, 60)
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = board_lines(folder, date.today(), BoardLook(lang, columns, colour), options=options)
    if output is not None:
        hand_over(text, output, force, document=False, lang=lang)
    else:
        write_out(text, coloured=colour)
