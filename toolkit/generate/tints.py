"""Colours that come and go while a form is filled in: what is still to fill, what is wrong even when pasted.

Conditions name cells of the same sheet only: Excel does not take other sheets here in files of this format.
"""

from __future__ import annotations

from toolkit.forms.complaints import must
from toolkit.forms.definition import Field
from toolkit.forms.kinds import Limit, kinds
from toolkit.forms.layout import Layout, Slot
from toolkit.generate.styles import TO_FILL, WRONG
from toolkit.generate.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef, column_letters

#: The longest formula that a spreadsheet takes is a little longer; a longer list has its drop-down only.
FORMULA = 8000


def draw_tints(sheet: Sheet, layout: Layout) -> None:
    """Attach the conditional formats of a form."""
    for key, cell in layout.inputs.items():
        field, fixed = layout.field(key), _fixed(cell.range.first)
        wrong = _wrong(field, layout.choices(key), fixed)
        if wrong:
            sheet.tint(cell.range, wrong, WRONG)
        if field.required:
            sheet.tint(cell.range, f"LEN(TRIM({fixed}))=0", TO_FILL)
    if layout.slots:
        _tint_begun(sheet, layout.slots[0], layout.slots[-1])
    for category in layout.form.indicators.categories:
        slots = [slot for slot in layout.slots if slot.level2 == category.level2]
        if category.required and slots:
            _tint_nothing(sheet, slots[0], slots[-1])


def _wrong(field: Field, choices: tuple[str, ...], cell: str) -> str | None:
    """When what stands in a cell cannot be right, as a formula."""
    kind = kinds()[field.kind]
    limit = kind.limit(field)
    if limit is None:
        return None
    if limit.type == "list":
        other = ",".join(f'{cell}<>"{choice.replace(chr(34), chr(34) * 2)}"' for choice in choices)
        condition = f"AND(LEN(TRIM({cell}))>0,{other})"
        return condition if choices and len(condition) < FORMULA else None
    return f"AND(LEN(TRIM({cell}))>0,{_outside(limit, cell)})" if kind.numeric else None


def _outside(limit: Limit, cell: str) -> str:
    return f"OR(NOT(ISNUMBER({cell})),N({cell})<{limit.low},N({cell})>{limit.high})"


def _tint_begun(sheet: Sheet, first: Slot, last: Slot) -> None:
    """The empty cells of a row that was begun; the condition moves down with the rows."""
    cells = must(first)
    filled = "+".join(f"LEN(TRIM({cell}))" for cell in cells)
    for cell, bottom in zip(cells, must(last), strict=True):
        sheet.tint(CellRange(cell, bottom), f"AND(LEN(TRIM({cell}))=0,{filled}>0)", TO_FILL)


def _tint_nothing(sheet: Sheet, first: Slot, last: Slot) -> None:
    """The first row of a required category that has nothing at all."""
    columns = ",".join(f"{_fixed(top)}:{_fixed(end)}" for top, end in zip(must(first), must(last), strict=True))
    for cell in must(first):
        sheet.tint(CellRange(cell, cell), f"COUNTA({columns})=0", TO_FILL)


def _fixed(cell: CellRef) -> str:
    return f"${column_letters(cell.col)}${cell.row + 1}"
