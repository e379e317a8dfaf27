"""The cells whose locks show that a form was shifted.

Issued forms lock their labels and leave open the cells to fill. Where a cell is pasted or cut, its lock goes along.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.intake.form.alignment import Alignment
from toolkit.intake.form.table_end import is_level
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRef


def slipped(form: Alignment) -> list[Token]:
    """Returns every cell that was read, where one cell is not as issued.

    Fields that the stamp confirms are sure. Locks that a paste or a person changed everywhere, above the table or in
    it, prove nothing about single cells.
    """
    header, table = _places(form)
    above = _mixed(form, header) and any(True for _ in _in_header(form))
    if not above and not (_mixed(form, table) and any(True for _ in _in_table(form))):
        return []
    read = [token for row in form.body.rows.values() for token in row.parts.values()]
    unsure = [found for key, found in form.header.fields.items() if above and not form.confirms(key)]
    return [*(token for found in unsure for token in found.tokens), *read]


def _places(form: Alignment) -> tuple[list[CellRef], list[CellRef]]:
    """Returns the form's cells above the table, and those in it."""
    places = [place for cell in form.layout.cells if (place := form.now(cell.range.first)) is not None]
    edge = _heading(form)
    return [place for place in places if place.row < edge], [place for place in places if place.row >= edge]


def _mixed(form: Alignment, places: list[CellRef]) -> bool:
    """Whether some cells are open and some locked, as in every issued form."""
    return len({_open(form, place) for place in places}) > 1


def _in_header(form: Alignment) -> Iterator[CellRef]:
    """Yields cells above the table whose lock is not as issued."""
    for cell in form.layout.cells:
        place = form.now(cell.range.first)
        ours = cell.field is None or cell.field not in form.stamp.prefilled
        if place and ours and place.row < _heading(form) and _open(form, place) != (cell.field is not None):
            yield place


def _in_table(form: Alignment) -> Iterator[CellRef]:
    """Yields locked cells of the table's columns, and open ones below.

    A row that was inserted may be locked.
    """
    if not form.layout.slots:
        return
    cols = [col for cell in form.layout.slots[0].cells.values() if (col := form.cols.now.get(cell.col)) is not None]
    end = form.rows.now.get(form.layout.code_cell.row, max(form.region.lines) + 1)
    for row in range(_heading(form) + 1, end):
        locked = [CellRef(row, col) for col in cols if not _open(form, CellRef(row, col))]
        if any(
            is_level(Token(*place, form.grid.cells[place]), form.words.framework)
            for place in locked
            if place in form.grid.cells
        ):
            continue  # a label that moved sideways took its lock along; other rows stay where they are
        if len(locked) < len(cols) or row == end - 1 or form.rows.complete:
            yield from locked
    yield from (CellRef(end, col) for col in cols if _open(form, CellRef(end, col)))


def _heading(form: Alignment) -> int:
    return form.heading if form.heading is not None else max(form.region.lines)


def _open(form: Alignment, place: CellRef) -> bool:
    """Whether a cell is unlocked or has a limit, as a cell to fill."""
    cell = form.grid.cells.get(place)
    unlocked = cell is not None and not cell.locked
    return unlocked or any(one.holds(*place) for rule in form.grid.validations for one in rule.ranges)
