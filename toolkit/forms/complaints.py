"""What the self-check says of the rows of the table of indicators."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.forms.kinds import CellValue
from toolkit.forms.layout import Layout, Slot
from toolkit.forms.parts import BESIDE, MUST
from toolkit.model.cell import CellRef

#: What stands in the cells of a form, by the first cell of each.
Contents = Mapping[CellRef, CellValue]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that the self-check can say, in two tongues that mean the same.

    Attributes:
        condition: when it is said, as a formula.
        holds: the same for contents that are known while the form is drawn.
        words: what is said.
        witness: whether its formula tells on return where the cells of its row are.
    """

    condition: str
    holds: Callable[[Contents], bool]
    words: str
    witness: bool = True


def filled(contents: Contents, cell: CellRef) -> bool:
    """What `LEN(TRIM(cell))>0` says: the spreadsheet's TRIM knows the plain blank only."""
    return str(contents.get(cell, "")).strip(" ") != ""


def must(slot: Slot) -> tuple[CellRef, ...]:
    """The cells that make an indicator complete: its name and the values that may not stay empty."""
    return tuple(cell for part, cell in slot.cells.items() if part in MUST and part not in slot.may_be_empty)


def half_filled(slot: Slot) -> Complaint:
    """An indicator that was begun and is not complete.

    The formula names every cell that belongs together, in the order of the columns, so that it tells on return
    when one of them was moved (`toolkit.intake.aligning.doubt`). A cell that must be filled counts for more than
    all the others together: what is below the sum of these and above 0 was begun.
    """
    count = len(must(slot))
    beside = {part for part in slot.cells if part in BESIDE or part in slot.may_be_empty}
    least = 1 + len(beside)
    worth = {cell: 1 if part in beside else least for part, cell in slot.cells.items() if part in (*MUST, *BESIDE)}
    told = "+".join(f"(LEN(TRIM({cell}))>0)" + (f"*{least}" if points > 1 else "") for cell, points in worth.items())
    whole = count * least
    begun = f"MOD({told},{count})>0" if least == 1 else f"MOD(MIN({told},{whole}),{whole})>0"

    def holds(contents: Contents) -> bool:
        return 0 < sum(points for cell, points in worth.items() if filled(contents, cell)) < whole

    return Complaint(begun, holds, "名称和指标值都要填写")


def category_empty(layout: Layout, slot: Slot) -> Complaint:
    """A category that needs an indicator and has no complete one."""
    rows = [must(other) for other in layout.slots if other.level2 == slot.level2]
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(rows[0], rows[-1], strict=True)]
    printed = layout.form.indicators.spelling.get(slot.level2, slot.level2)
    return Complaint(
        f"SUMPRODUCT({'*'.join(columns)})=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for row in rows),
        f"至少填写一项{printed}",
    )


def weights(layout: Layout) -> Iterator[Complaint]:
    """Weights that do not add up to what the definition says; text is not counted, in the formula neither."""
    total, slots = layout.form.indicators.weights, layout.slots
    if total is None or not slots or "weight" not in slots[0].cells:
        return
    cells = [slot.cells["weight"] for slot in slots]

    def holds(contents: Contents) -> bool:
        points = (contents.get(cell) for cell in cells)
        return sum(Decimal(str(one)) for one in points if isinstance(one, int | Decimal)) != total

    yield Complaint(f"ROUND(SUM({cells[0]}:{cells[-1]})-{total},6)<>0", holds, f"各项权重相加应为{total}")
