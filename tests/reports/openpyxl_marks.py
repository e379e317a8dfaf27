"""Marks as openpyxl makes them, to which edited copies are held."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms import stamp
from toolkit.model import CellRange, CellRef, Finding, Severity, strip_invisible
from toolkit.reports.grouping import group, worst_first
from toolkit.reports.marking.cell_marks import COLOURS
from toolkit.reports.marking.targets import NOTE_HEAD, OUR_CONDITION, Merges, targets
from toolkit.reports.quiet import fold
from toolkit.reports.wording import severity_name

OURS = {f"FF{color[1:]}": severity for severity, color in COLOURS.items()}
Row = tuple[object, ...]


class Marks(NamedTuple):
    """The visible marks.

    Colours and comments are by sheet and cell; rules are those of the form.
    """

    colours: dict[tuple[str, str], Severity]
    comments: dict[tuple[str, str], str]
    rules: set[tuple[str, str, bool]]
    listed: list[Row]


def loaded(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(data), rich_text=True)


def seen(copy: bytes) -> Marks:
    """The marks of a copy."""
    book = loaded(copy)
    review, *sheets = book.worksheets
    rows: list[Row] = [tuple(cell.value for cell in row) for row in review.iter_rows()]
    return _marks(sheets, rows[rows.index(_HEADINGS) + 1 :] if _HEADINGS in rows else [])


def as_openpyxl_marks(data: bytes, findings: Sequence[Finding]) -> Marks:
    """The marks that openpyxl makes on a workbook."""
    book = loaded(data)
    _take_off(book)
    page = fold(findings, by_project=True)
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in (*(one for entry in page.listed for one in entry.findings), *page.advice):
        by_sheet.setdefault(finding.where.sheet, []).append(finding)
    commented: set[int] = set()
    for sheet in book.worksheets:
        found = _mark(sheet, by_sheet.get(sheet.title, ()))
        commented |= found if sheet.sheet_state == "visible" else set()
    unmarked = group((one for one in page.advice if id(one) not in commented), by_project=True)
    listed: list[Row] = [
        (
            number,
            severity_name(entry.severity, "zh"),
            entry.project or "",
            "\n".join(fix for fix in entry.fixes if fix),
            entry.code,
        )
        for number, entry in enumerate(worst_first((*page.listed, *unmarked)), 1)
    ]
    out = BytesIO()
    book.save(out)
    return _marks(loaded(out.getvalue()).worksheets, listed)


_HEADINGS: Row = ("序号", "级别", "位置", "项目", "问题", "怎么改", "编号")


def _take_off(book: Workbook) -> None:
    reviews = [sheet for sheet in book.worksheets if stamp.is_review(sheet.title, *_head(sheet))]
    for review in reviews:
        book.remove(review)
    for sheet in book.worksheets if reviews else ():
        for cell in list(sheet._cells.values()):
            if cell.fill.fgColor.rgb in OURS:
                cell.fill = PatternFill()
            if cell.comment is not None and NOTE_HEAD in cell.comment.text:
                own = cell.comment.text.split(NOTE_HEAD)[0].rstrip("\n")
                cell.comment = Comment(own, cell.comment.author) if own else None
        for tinted in sheet.conditional_formatting:
            tinted.rules[:] = [rule for rule in tinted.rules if not str(rule.formula[0]).startswith(OUR_CONDITION)]


def _head(sheet: Worksheet) -> tuple[str, str]:
    return str(sheet["A1"].value or ""), str(sheet["A2"].value or "")


def _mark(sheet: Worksheet, findings: Sequence[Finding]) -> set[int]:
    """Marks a sheet, and returns which findings have a comment."""
    merges = Merges([CellRange.parse(str(merged)) for merged in sheet.merged_cells.ranges])
    worst: dict[CellRef, Severity] = {}
    noted: dict[CellRef, list[Finding]] = {}
    for finding in findings:
        for target in targets(finding.where.cell, merges):
            noted.setdefault(target.note, []).append(finding)
            for ref in target.coloured:
                worst[ref] = min(worst.get(ref, finding.severity), finding.severity, key=lambda one: one.rank)
    for ref, severity in worst.items():
        color = f"FF{COLOURS[severity][1:]}"
        sheet[str(ref)].fill = PatternFill("solid", fgColor=color, bgColor=color)
    for ref, found in noted.items():
        cell: Any = sheet[str(ref)]
        texts = [_text(one) for one in sorted(found, key=lambda one: one.severity.rank)]
        text = strip_invisible("\n".join([NOTE_HEAD, *dict.fromkeys(texts)]))
        old = cell.comment
        cell.comment = Comment(f"{old.text}\n\n{text}" if old else text, old.author if old else "审核意见")
    return {id(one) for found in noted.values() for one in found}


def _text(finding: Finding) -> str:
    (entry,) = group((finding,))
    head = f"{severity_name(entry.severity, 'zh')} {entry.code}：{entry.message}"
    return "\n".join([head, *(f"改法：{fix}" for fix in entry.fixes if fix)])


def _marks(sheets: Sequence[Worksheet], listed: Sequence[Row]) -> Marks:
    colours, comments, rules = {}, {}, set()
    for sheet in sheets:
        for cell in list(sheet._cells.values()):
            if cell.fill.fgColor.rgb in OURS:
                colours[sheet.title, cell.coordinate] = OURS[str(cell.fill.fgColor.rgb)]
            if cell.comment is not None:
                comments[sheet.title, cell.coordinate] = cell.comment.text
        for tinted in sheet.conditional_formatting:
            ranks = sorted(tinted.rules, key=lambda rule: rule.priority)
            for place, rule in enumerate(ranks):
                ours = str((rule.formula or [""])[0]).startswith(OUR_CONDITION)
                if ours:
                    assert not any(not str((one.formula or [""])[0]).startswith(OUR_CONDITION) for one in ranks[:place])
                else:
                    rules.add((sheet.title, str(tinted.sqref), bool(rule.stopIfTrue)))
    return Marks(colours, comments, rules, [row if len(row) == 5 else _without_place(row) for row in listed])


def _without_place(row: Row) -> Row:
    number, severity, _, project, _, fix, code = row
    return number, severity, project or "", fix or "", code
