"""A form read by the places of its cells: every cell holds what it was issued for, whatever words stand in it.

Only where `toolkit.intake.aligning.intact` has seen that nothing was moved. What the labels are need not be found
out again for every form: that follows from its layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolkit.forms.layout import Layout, LayoutCell, Role, once
from toolkit.intake.aligning.body import Body, Levels, place_line
from toolkit.intake.aligning.header import Found, Header
from toolkit.intake.aligning.record import unit_of
from toolkit.intake.aligning.table import LEVELS, Table
from toolkit.intake.aligning.vocabulary import Vocabulary
from toolkit.intake.grid import GridCell
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange, CellRef

#: What the keys of the table's cells begin with.
TABLE = "slots."


class Blank(NamedTuple):
    """A form of a layout before anything is filled in.

    Attributes:
        header: its labels, and its fields with nothing in them.
        body: its table.
        table: the columns of its table.
        rows: the words in the rows of its table.
        levels: the levels in force on each of these rows.
        unit: the unit of its amounts.
        extent: the range that its words take.
    """

    header: Header
    body: Body
    table: Table
    rows: Mapping[int, tuple[Token, ...]]
    levels: Mapping[int, Levels]
    unit: str
    extent: CellRange


def by_place(layout: Layout, words: Vocabulary, cells: Mapping[str, Token]) -> tuple[Header, Body]:
    """What stands above the table and in it, given the filled cells by their keys."""
    form = blank(layout, words)
    return _header(form, cells), _body(form, cells)


def extent_of(layout: Layout, words: Vocabulary, cells: Mapping[str, Token]) -> CellRange:
    """The range that the words of a form and what was filled in take."""
    rows, cols = {token.row for token in cells.values()}, {token.col for token in cells.values()}
    first, last = blank(layout, words).extent.first, blank(layout, words).extent.last
    return CellRange(
        CellRef(min((first.row, *rows)), min((first.col, *cols))),
        CellRef(max((last.row, *rows)), max((last.col, *cols))),
    )


def _header(form: Blank, cells: Mapping[str, Token]) -> Header:
    fields = {
        key: Found(cells[key].text, cells[key].place, (cells[key],)) if key in cells else nothing
        for key, nothing in form.header.fields.items()
    }
    return Header(form.header.labels, fields, [], list(form.header.left))


def _body(form: Blank, cells: Mapping[str, Token]) -> Body:
    rows: dict[int, list[Token]] = {}
    for key, token in cells.items():
        if key.startswith(TABLE):
            rows.setdefault(token.row, []).append(token)
    body = Body(levels=dict(form.body.levels), firsts=dict(form.body.firsts))
    for row, tokens in sorted(rows.items()):
        line = sorted((*form.rows.get(row, ()), *tokens), key=lambda token: token.col)
        place_line(body, tuple(line), form.table, form.levels[row])
    return body


def blank(layout: Layout, words: Vocabulary) -> Blank:
    """A form of a layout before anything is filled in."""
    kept = _blanks(layout)
    if words.form.id not in kept:
        kept[words.form.id] = _read_blank(layout, words)
    return kept[words.form.id]


@once
def _blanks(layout: Layout) -> dict[str, Blank]:
    return {}


def _read_blank(layout: Layout, words: Vocabulary) -> Blank:
    printed = [cell for cell in layout.locked if cell.text]
    begin = layout.heading.start if layout.slots else len(layout.heights)
    header = Header(left=[_token(cell) for cell in printed if cell.role is Role.TITLE])
    for cell in printed:
        hit = words.label(cell.text) if cell.role is Role.LABEL and cell.range.first.row < begin else None
        if hit is not None:
            header.labels.setdefault(hit.key, (_token(cell), hit))
    for key, field in layout.inputs.items():
        if not key.startswith(TABLE):
            header.fields[key] = Found("", field.range.first)
    body, rows, levels = Body(), dict[int, tuple[Token, ...]](), dict[int, Levels]()
    spoken = {cell.range.first: _token(cell) for cell in printed if cell.range.first.row >= layout.heading.stop}
    for slot in layout.slots:
        labels = {
            part: spoken.get(CellRef(slot.row, layout.columns[part])) for part in LEVELS if part in layout.columns
        }
        first, second = labels.get("level1"), labels.get("level2")
        if first is not None:
            body.firsts.setdefault(slot.level1, first)
        if second is not None:
            body.levels.setdefault(slot.level2, second)
        rows[slot.row] = tuple(token for token in (first, second) if token is not None)
        found = layout.framework.second(slot.level2)
        levels[slot.row] = (found[0] if found else None, found)
    table = Table(layout.columns, words.framework, words.usual)
    unit = unit_of(header, {number: (_token(cell),) for number, cell in enumerate(printed)}, words)
    places = [cell.range.first for cell in printed]
    taken = CellRange(
        CellRef(min(place.row for place in places), min(place.col for place in places)),
        CellRef(max(place.row for place in places), max(place.col for place in places)),
    )
    return Blank(header, body, table, rows, levels, unit, taken)


def _token(cell: LayoutCell) -> Token:
    return Token(*cell.range.first, GridCell(cell.text))
