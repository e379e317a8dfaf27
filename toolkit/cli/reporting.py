"""Delivery of results: to a new file, or to the screen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import api
from toolkit.checks.roster_comparison import Expected
from toolkit.cli.console import one_of, remark, say, write_out, write_pieces
from toolkit.cli.dry_run import is_dry, paths_printed
from toolkit.cli.handing_over import hand_over, hand_over_bytes, hand_over_written
from toolkit.cli.options import Lang
from toolkit.cli.standard_streams import DASH, files_among, is_stream
from toolkit.engine.input_paths import names
from toolkit.engine.outcome import Outcome
from toolkit.errors import InputError, fault_report, send_it
from toolkit.files import refuse_existing, refuse_inputs
from toolkit.model.finding import Severity
from toolkit.model.text import counted
from toolkit.reports.formats import text as text_report
from toolkit.reports.formats.text import TextPages
from toolkit.reports.report import Report, format_of

if TYPE_CHECKING:
    from toolkit.issuing.roster_notes import RosterNotes

#: Projects that are named one by one.
_NAMED = 10


def chosen_format(output: Path | None) -> str:
    """Returns the format of a file's ending; text for standard output.

    Raises InputError for an unknown ending.
    """
    return format_of(None if is_stream(output) else output)


def refuse(output: Path | None, paths: Sequence[Path], force: bool) -> None:
    """Raises FileError, before any work, where the result may not be written."""
    if output is not None and not is_stream(output):
        refuse_inputs([output], names(files_among(paths)))
        if not force:
            refuse_existing([output])


def text_pages(output: Path | None, lang: Lang, every: bool) -> TextPages:
    """Returns how a text report is written.

    On a terminal it has colours and is as wide as that.
    """
    if (output is not None and not is_stream(output)) or not sys.stdout.isatty():
        return TextPages(lang, every=every)
    columns = max(shutil.get_terminal_size((text_report.WIDTH, 40)).columns, 40)
    return TextPages(lang, columns, "NO_COLOR" not in os.environ, every)


def deliver(report: Report, form: str, output: Path | None, force: bool, pages: TextPages) -> None:
    """Writes a report; as text in these pages."""
    if form == "xlsx":
        if output is None:
            raise InputError("工作簿要写到文件：请加 -o 意见.xlsx", "Write a workbook to a file: -o findings.xlsx")
        hand_over_bytes(report.to_bytes(form), output, force, lang=report.lang)
        return
    output = None if is_stream(output) else output
    if form != "text":
        hand_over(report.to_text(form), output, force, document=True, lang=report.lang)
        return
    pieces = text_report.pieces(report, pages)
    if output is not None:
        hand_over_written(lambda out: out.writelines(pieces), output, force, lang=report.lang)
    else:
        write_pieces((piece.decode() for piece in pieces), coloured=pages.colour)


def warn_if_empty(files: Sequence[object], paths: Sequence[Path], lang: Lang) -> None:
    """Warns where no file was found, as the folder may be wrong."""
    if not files:
        where = "、".join(map(str, files_among(paths)))
        say(
            one_of(lang, f"没有找到任何文件，请看看文件夹对不对：{where}", f"No files found; check the folder: {where}")
        )


def report_faults(faults: Sequence[str], lang: Lang) -> None:
    """Says where the report of internal faults lies."""
    if faults:
        zh, en = send_it(fault_report("\n".join(faults)))
        say(one_of(lang, f"程序内部有故障，见 F13。{zh}。", f"The program itself failed, see F13. {en}."))


def show_roster(notes: RosterNotes, lang: Lang, issued: tuple[int, int] | None = None) -> None:
    """Writes how much a roster holds, and asks about names that look alike.

    Args:
        notes: of the roster.
        lang: of the sentences.
        issued: units and projects of which the user has read already; the same is not written twice.
    """
    sentence = notes.sentence
    if issued != (notes.units, notes.projects):
        remark(one_of(lang, f"名册：{sentence.zh}", f"Roster: {sentence.en}"))
    for question in notes.questions:
        say(one_of(lang, f"请核对：{question.zh}", f"Please check: {question.en}"))


def show_roster_of(outcome: Outcome, lang: Lang) -> None:
    """Writes the same of the roster that a batch was compared with."""
    roster = outcome.roster
    if roster is None:
        return
    from toolkit.issuing.roster_notes import roster_notes

    entries = ((row.unit, row.project, _amount(row)) for row in roster.rows)
    unit = next((row.amount_unit for row in roster.rows if row.amount_unit), None)
    show_roster(roster_notes(entries, printed_total=roster.printed_total, assumed_unit=unit), lang)


def _amount(row: Expected) -> Decimal | None:
    amount = row.facts.get("total")
    return amount if isinstance(amount, Decimal) else None


def show_written_roster(written: api.WrittenRoster, lang: Lang) -> None:
    """Writes the path of a new roster, and what it has of last year."""
    if str(written.path) != DASH:
        write_out(str(written.path))
    for path in written.unread:
        say(one_of(lang, f"没有读出项目：{path}（详见 jixiao check）", f"Nothing read: {path} (see jixiao check)"))
    if written.repeated:
        zh = f"{written.repeated} 份记录的项目已在名册上，只列一次"
        say(one_of(lang, zh, f"{counted(written.repeated, 'record')} of projects that are listed already"))
    if written.projects:
        year = f"，预算年度 {written.year}" if written.year else ""
        zh = f"已列入 {written.projects} 个项目{year}；本年金额留空待填，上年金额列在旁边"
        en = f"{counted(written.projects, 'row')} from last year; fill in the amounts, last year's are beside them"
        say(one_of(lang, zh, en))
    if written.moved:
        zh = f"{written.moved} 个项目的起止年度已期满，从本年起按原年限顺延，请核对浅黄色的格"
        say(one_of(lang, zh, f"{counted(written.moved, 'period')} began anew; check the yellow cells"))
    say(one_of(lang, "请填好后用 jixiao generate --roster 下发", "Fill it in, then jixiao generate --roster"))


def show_issued(issued: api.Issued, folder: Path, password: str | None, lang: Lang) -> None:
    """Writes the paths of the workbooks, one a line, and a new password."""
    try:
        write_out("\n".join(map(str, issued.paths)))
        paths_printed()
        _show_counts(issued, folder, lang)
    finally:  # the password is needed even where the rest is not shown
        if password is not None and not is_dry():
            say(one_of(lang, f"工作表保护密码：{password}（请记下）", f"Password of the sheets: {password}"))


def _show_counts(issued: api.Issued, folder: Path, lang: Lang) -> None:
    """Writes how many workbooks there are, and what to do about them."""
    count, errors = len(issued.paths), sum(one.severity is Severity.ERROR for one in issued.findings)
    if not is_dry():
        remark(one_of(lang, f"已生成 {count} 个文件，在 {folder}", f"{counted(count, 'workbook')} in {folder}"))
    if errors:
        zh = f"汇总表中有 {errors} 处错误，拆出的表请先核对；详见 jixiao check"
        say(one_of(lang, zh, f"{counted(errors, 'error')} in the summary; check the forms first, see jixiao check"))
    if issued.unfinished:
        left, named = len(issued.unfinished), "、".join(issued.unfinished[:_NAMED])
        zh = f"{left} 个项目的表还没有填全，缺什么见表旁的填报自查，补填后才能再汇总：{named}"
        have = "has" if left == 1 else "have"
        en = f"{counted(left, 'form')} {have} cells left to fill; fill them before merging, see the self-check: {named}"
        say(one_of(lang, zh, en) + ("……" if left > _NAMED else ""))
    if issued.unused:
        left, named = (
            len(issued.unused),
            "、".join(issued.unused[:_NAMED]) + ("……" if len(issued.unused) > _NAMED else ""),
        )
        zh = f"记录中有 {left} 个项目不在名册上，没有生成表：{named}"
        say(one_of(lang, zh, f"{counted(left, 'record')} not on the roster; no form was made for: {named}"))
