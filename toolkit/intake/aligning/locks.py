"""Cells that are locked or open where they should not be: without the self-check, they tell what slipped.

A cell to fill is unlocked and has a limit, and takes both along wherever it goes; what comes in its place has
neither. Whole rows may come and go: what counts is a row of which only a part went elsewhere. Where from and where
to nobody can tell then.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.intake.aligning.aligned import Aligned
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRef


def slipped(form: Aligned) -> list[Token]:
    """Everything that was read, once a cell does not stand as it was issued; what the stamp confirms is sure.

    Locks that a paste or a person changed everywhere, above the table or in it, say nothing of single cells.
    """
    header, table = _places(form)
    above = _mixed(form, header) and any(True for _ in _in_header(form))
    if not above and not (_mixed(form, table) and any(True for _ in _in_table(form))):
        return []
    read = [token for row in form.body.rows.values() for token in row.parts.values()]
    unsure = [found for key, found in form.header.fields.items() if above and not form.confirms(key)]
    return [*(token for found in unsure for token in found.tokens), *read]


def _places(form: Aligned) -> tuple[list[CellRef], list[CellRef]]:
    """Where the form's cells are now: above the table, and in it with the labels beside it."""
    places = [place for cell in form.layout.cells if (place := form.now(cell.range.first)) is not None]
    edge = _heading(form)
    return [place for place in places if place.row < edge], [place for place in places if place.row >= edge]


def _mixed(form: Aligned, places: list[CellRef]) -> bool:
    """Whether some cells are open and some are locked, as in every issued form."""
    return len({_open(form, place) for place in places}) > 1


def _in_header(form: Aligned) -> Iterator[CellRef]:
    """Cells above the table that are open and should be locked, or the other way round."""
    for cell in form.layout.cells:
        place = form.now(cell.range.first)
        ours = cell.field is None or cell.field not in form.stamp.prefilled
        if place and ours and place.row < _heading(form) and _open(form, place) != (cell.field is not None):
            yield place


def _in_table(form: Aligned) -> Iterator[CellRef]:
    """Cells of the table's columns that are locked, and open ones below; a row that was inserted may be locked."""
    if not form.layout.slots:
        return
    cols = [col for cell in form.layout.slots[0].cells.values() if (col := form.cols.now.get(cell.col)) is not None]
    end = form.rows.now.get(form.layout.code_cell.row, max(form.segment.lines) + 1)
    for row in range(_heading(form) + 1, end):
        locked = [CellRef(row, col) for col in cols if not _open(form, CellRef(row, col))]
        if len(locked) < len(cols) or row == end - 1 or form.rows.whole:
            yield from locked
    yield from (CellRef(end, col) for col in cols if _open(form, CellRef(end, col)))


def _heading(form: Aligned) -> int:
    return form.heading if form.heading is not None else max(form.segment.lines)


def _open(form: Aligned, place: CellRef) -> bool:
    """Whether a cell is unlocked or has a limit, as a cell to fill has."""
    cell = form.grid.cells.get(place)
    unlocked = cell is not None and not cell.locked
    return unlocked or any(one.holds(*place) for rule in form.grid.validations for one in rule.ranges)
