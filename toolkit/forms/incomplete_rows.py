"""Complaints about incomplete rows of the table of indicators, and about weights.

Most of these formulas are witnesses: they name the cells of their row, and show on return which of them were moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.forms.complaint import Complaint, Contents, filled
from toolkit.forms.definition import ADDITIONAL_PARTS, REQUIRED_PARTS
from toolkit.forms.layout import IndicatorRow, Layout
from toolkit.model.cell import CellRef


def must(slot: IndicatorRow) -> tuple[CellRef, ...]:
    """Returns the cells without which an indicator is incomplete: name and values.

    Values that may stay empty are not among them.
    """
    return tuple(cell for part, cell in slot.cells.items() if part in REQUIRED_PARTS and part not in slot.may_be_empty)


def half_filled(slot: IndicatorRow) -> Complaint:
    """Returns the complaint about an indicator that was begun but not completed.

    The formula names every cell that belongs together, in the order of the columns, so that it shows on return
    when one of them was moved (`toolkit.intake.form.trust`). A cell that must be filled counts for more than
    all the others together: what is below the sum of these and above 0 was begun.
    """
    count = len(must(slot))
    extras = {part for part in slot.cells if part in ADDITIONAL_PARTS or part in slot.may_be_empty}
    least = 1 + len(extras)
    worth = {
        cell: 1 if part in extras else least
        for part, cell in slot.cells.items()
        if part in (*REQUIRED_PARTS, *ADDITIONAL_PARTS)
    }
    score = "+".join(f"(LEN(TRIM({cell}))>0)" + (f"*{least}" if points > 1 else "") for cell, points in worth.items())
    full_score = count * least
    begun = f"MOD({score},{count})>0" if least == 1 else f"MOD(MIN({score},{full_score}),{full_score})>0"

    def holds(contents: Contents) -> bool:
        return 0 < sum(points for cell, points in worth.items() if filled(contents, cell)) < full_score

    return Complaint(begun, holds, "名称和指标值都要填写")


def category_empty(layout: Layout, slot: IndicatorRow) -> Complaint:
    """Returns the complaint about a required category without a complete indicator."""
    rows = [must(other) for other in layout.slots if other.level2 == slot.level2]
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(rows[0], rows[-1], strict=True)]
    printed = layout.form.indicators.spelling.get(slot.level2, slot.level2)
    return Complaint(
        f"SUMPRODUCT({'*'.join(columns)})=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for row in rows),
        f"至少填写一项{printed}",
    )


#: The first levels without which a project is wrong, with the rules that say so.
_NEEDED = {"产出指标": "I01", "满意度指标": "I03"}


def level_empty(layout: Layout, slot: IndicatorRow) -> Iterator[Complaint]:
    """Yields the complaint about a first level without a complete indicator.

    Only for levels that a rule requires and of which the definition requires no category.
    """
    rows = [other for other in layout.slots if other.level1 == slot.level1]
    required = {category.level2 for category in layout.form.indicators.categories if category.required}
    code = _NEEDED.get(slot.level1)
    if code is None or slot is not rows[0] or required & {row.level2 for row in rows}:
        return
    settings = layout.form.checks.get(code)
    if settings is not None and settings.severity not in (None, "error"):
        return
    cells = [must(row) for row in rows]
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(cells[0], cells[-1], strict=True)]
    yield Complaint(
        f"SUMPRODUCT({'*'.join(columns)})=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for row in cells),
        f"至少填写一项{slot.level1}",
        witness=False,
    )


def weights(layout: Layout) -> Iterator[Complaint]:
    """Yields the complaint about weights that do not add up.

    Text is not counted, nor does the formula count it.
    """
    total, slots = layout.form.indicators.weights, layout.slots
    if total is None or not slots or "weight" not in slots[0].cells:
        return
    cells = [slot.cells["weight"] for slot in slots]

    def holds(contents: Contents) -> bool:
        points = (contents.get(cell) for cell in cells)
        return sum(Decimal(str(one)) for one in points if isinstance(one, int | Decimal)) != total

    yield Complaint(f"ROUND(SUM({cells[0]}:{cells[-1]})-{total},6)<>0", holds, f"各项权重相加应为{total}")
