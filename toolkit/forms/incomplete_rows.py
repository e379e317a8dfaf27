"""Complaints about incomplete rows of the table of indicators, and about weights.

Most of these formulas are witnesses: they name the cells of their row, and show on return which of them were moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.forms.complaint import Complaint, Contents, filled
from toolkit.forms.layout import Layout
from toolkit.forms.table_definition import LEVELS, REQUIRED_PARTS, IndicatorTable, is_additional
from toolkit.forms.table_layout import IndicatorRow, TableArea
from toolkit.model.cell import CellRef


def must(slot: IndicatorRow) -> tuple[CellRef, ...]:
    """Returns the cells without which an indicator is incomplete: name and values.

    Values that may stay empty are not among them; a name is, also where its whole side may stay empty.
    """
    return tuple(cell for part, cell in slot.cells.items() if part in REQUIRED_PARTS and not _optional(slot, part))


def _optional(slot: IndicatorRow, part: str) -> bool:
    return part != "name" and part in slot.may_be_empty


def required(layout: Layout, slot: IndicatorRow) -> bool:
    """Whether the category of a row needs at least one indicator."""
    table = layout.areas[slot.table].table
    if table.may_be_empty(slot.scope):
        return False
    return any(category.required for category in table.offered if category.level2 == slot.level2)


def half_filled(layout: Layout, slot: IndicatorRow) -> Complaint:
    """Returns the complaint about an indicator that was begun but not completed.

    The formula names every cell that belongs together, in the order of the columns, so that it shows on return
    when one of them was moved (`toolkit.intake.form.trust`). A cell that must be filled counts for more than
    all the others together: what is below the sum of these and above 0 was begun.
    """
    count = len(must(slot))
    extras = {part for part in slot.cells if is_additional(part) or _optional(slot, part)}
    least = 1 + len(extras)
    worth = {cell: 1 if part in extras else least for part, cell in slot.cells.items() if part not in LEVELS}
    score = "+".join(f"(LEN(TRIM({cell}))>0)" + (f"*{least}" if points > 1 else "") for cell, points in worth.items())
    full_score = count * least
    begun = f"MOD({score},{count})>0" if least == 1 else f"MOD(MIN({score},{full_score}),{full_score})>0"

    def holds(contents: Contents) -> bool:
        return 0 < sum(points for cell, points in worth.items() if filled(contents, cell)) < full_score

    return Complaint(begun, holds, joining_words(layout.areas[slot.table].table if slot.table else None))


def joining_words(table: IndicatorTable | None) -> str:
    """Returns the words of the formulas that join the cells of a table's row; those of a second table name it."""
    return "名称和指标值都要填写" if table is None else f"{table.side or ''}的名称和指标值都要填写"


def category_empty(layout: Layout, slot: IndicatorRow) -> Complaint:
    """Returns the complaint about a required category without a complete indicator."""
    rows = [must(other) for other in layout.slots if other.category == slot.category]
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(rows[0], rows[-1], strict=True)]
    printed = layout.areas[slot.table].table.spelling.get(slot.level2, slot.level2)
    return Complaint(
        f"SUMPRODUCT({'*'.join(columns)})=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for row in rows),
        f"至少填写一项{printed or '指标'}",
    )


#: The first levels without which a project is wrong, with the rules that say so.
_NEEDED = {"产出指标": "I01", "满意度指标": "I03"}


def level_empty(layout: Layout, slot: IndicatorRow) -> Iterator[Complaint]:
    """Yields the complaint about a first level without a complete indicator.

    Only for levels that a rule requires and of which the definition requires no category.
    """
    rows = [other for other in layout.slots if other.level1 == slot.level1]
    code = _NEEDED.get(slot.level1)
    if code is None or slot is not rows[0] or any(required(layout, row) for row in rows):
        return
    settings = layout.form.checks.get(code)
    if settings is not None and settings.severity not in (None, "error"):
        return
    sides: dict[tuple[int, str | None], list[tuple[CellRef, ...]]] = {}
    for row in rows:
        sides.setdefault((row.table, row.scope), []).append(must(row))
    yield Complaint(
        f"{'+'.join(map(_complete_rows, sides.values()))}=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for cells in sides.values() for row in cells),
        f"至少填写一项{slot.level1}",
        witness=False,
    )


def _complete_rows(cells: list[tuple[CellRef, ...]]) -> str:
    """Returns a formula for the number of rows whose cells are all filled."""
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(cells[0], cells[-1], strict=True)]
    return f"SUMPRODUCT({'*'.join(columns)})"


def weights(layout: Layout, area: TableArea) -> Iterator[Complaint]:
    """Yields the complaint about weights of a table that do not add up.

    Text is not counted, nor does the formula count it.
    """
    total = area.table.weights
    for scope in area.table.scopes if total is not None else ():
        slots = [slot for slot in layout.slots if slot.row in area.rows and slot.scope == scope]
        cells = [slot.cells["weight"] for slot in slots if "weight" in slot.cells]
        if cells:
            yield _unbalanced(cells, Decimal(total or 0))


def _unbalanced(cells: list[CellRef], total: Decimal) -> Complaint:
    def holds(contents: Contents) -> bool:
        points = (contents.get(cell) for cell in cells)
        return sum(Decimal(str(one)) for one in points if isinstance(one, int | Decimal)) != total

    return Complaint(f"ROUND(SUM({cells[0]}:{cells[-1]})-{total},6)<>0", holds, f"各项权重相加应为{total}")
