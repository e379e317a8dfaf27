"""The sheet 同上年对比: money, then changed indicators, against last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.cell_style import CellStyle
from toolkit.forms.definition import SummaryDefinition
from toolkit.merging.changes import Change, ChangeKind
from toolkit.model.cell import SHEET_ROWS
from toolkit.model.same import unit_of
from toolkit.model.signs import unified
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.grid_sheet import Cells, GridSheet, Text, Value, draw_grid
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import AMOUNT

_MARK, _VALUE = styles.DATA_NUMBER, replace(styles.DATA_RIGHT, indent=1)


def draw_changes(
    book: BookWriter, found: Sequence[Change], definition: SummaryDefinition, *, most: int = SHEET_ROWS
) -> None:
    """Draws the list, below a line that counts the projects."""
    grid = GridSheet(book, sheets.CHANGES, title=_counted(found), most=most)
    draw_grid(grid, (_row(one, as_written=definition.operators == "as_written") for one in found))


def _counted(found: Sequence[Change]) -> str:
    """Returns the line that counts projects by change kind.

    A project to be corrected has no figure of this year, and is in no sum.
    """
    money = [one for one in found if one.indicator is None]
    turns = Counter(one.kind for one in money)
    counted = "、".join(f"{kind} {turns[kind]}" for kind in ChangeKind if turns[kind]) or "没有项目"
    settled = [one for one in money if one.kind is not ChangeKind.RETURNED]
    before, after = _sum(one.before for one in settled), _sum(one.after for one in settled)
    share = f"（{(after - before) / before:+.1%}）" if before else ""
    sums = f"上年 {before:,.2f} 元，本年 {after:,.2f} 元，增减 {after - before:+,.2f} 元{share}"
    waiting = _sum(one.before for one in money if one.kind is ChangeKind.RETURNED)
    apart = f"；{ChangeKind.RETURNED}的上年 {waiting:,.2f} 元未计入" if turns[ChangeKind.RETURNED] else ""
    return f"项目：{counted}。{sums}{apart}。"


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _row(one: Change, *, as_written: bool) -> Cells:
    project = one.project
    money = one.indicator is None
    was, now = one.before_text, one.after_text
    if not as_written:
        was, now = unified(was), unified(now)
    before: Value = one.before if money else Text(was, _VALUE)
    after: Value = one.after if money else Text(now, _VALUE)
    return {
        "kind": Text(str(one.kind), _turned(one.kind)),
        "unit": unit_of(project) or "",
        "project": project.project_name or "",
        "what": AMOUNT if money else f"指标：{one.indicator}",
        "before": before,
        "after": after,
        "difference": one.difference,
        "share": one.share,
    }


def _turned(kind: ChangeKind) -> CellStyle:
    match kind:
        case ChangeKind.NEW:
            return styles.fine(_MARK)
        case ChangeKind.CANCELLED | ChangeKind.RETURNED:
            return styles.wanting(_MARK)
    return _MARK
