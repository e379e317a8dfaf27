"""Comments that say what is wrong with a cell and how to mend it; a person's own words stay above ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.model.cell import CellRef
from toolkit.model.finding import Finding
from toolkit.model.text import strip_invisible
from toolkit.reports.grouping import group
from toolkit.reports.marking.names import NOTE_HEAD, REVIEW_SHEET
from toolkit.reports.marking.target import cells_of
from toolkit.reports.words import severity_name
from toolkit.reports.wrapping import wrap

#: Size of a comment: pixels across, columns of text that fit, pixels a line, the tallest.
_ACROSS, _COLUMNS, _LINE, _TALLEST = 330, 44, 18, 420
#: A comment with more findings than this is cut short; the first sheet lists them all.
_MOST = 20


def note(sheet: Worksheet, findings: Mapping[CellRef, Sequence[Finding]]) -> None:
    """Give each cell one comment with all its findings."""
    for ref, its in findings.items():
        cell = sheet.cell(ref.row + 1, ref.col + 1)
        if isinstance(cell, Cell):
            said = list(dict.fromkeys(map(_said, its)))
            more = [f"其余 {len(said) - _MOST} 条见“{REVIEW_SHEET}”。"] if len(said) > _MOST else []
            _write(cell, "\n".join([NOTE_HEAD, *said[:_MOST], *more]))


def fit(sheet: Worksheet) -> None:
    """Make every comment as large as its text: sizes are lost when a workbook is opened."""
    for cell in cells_of(sheet):
        if cell.comment is not None:
            lines = sum(len(wrap(line, _COLUMNS)) for line in cell.comment.text.split("\n"))
            cell.comment.width = _ACROSS
            cell.comment.height = min(lines * _LINE + _LINE, _TALLEST)


def take_off(sheet: Worksheet) -> None:
    """Remove our part of the comments of an earlier round."""
    for cell in cells_of(sheet):
        if isinstance(cell, Cell) and cell.comment is not None and NOTE_HEAD in cell.comment.text:
            own = cell.comment.text.split(NOTE_HEAD)[0].rstrip("\n")
            cell.comment = Comment(own, cell.comment.author) if own else None


def _write(cell: Cell, said: str) -> None:
    old = cell.comment
    text = f"{old.text}\n\n{said}" if old is not None else said
    cell.comment = Comment(strip_invisible(text), (old.author if old is not None else None) or REVIEW_SHEET)


def _said(finding: Finding) -> str:
    (one,) = group((finding,))
    told = f"{severity_name(one.severity, 'zh')} {one.code}：{one.message}"
    return "\n".join([told, *(f"改法：{fix}" for fix in one.fixes if fix)])
