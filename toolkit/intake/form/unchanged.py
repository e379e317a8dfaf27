"""Unchanged forms, which are read by the places of their cells."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from toolkit.excel.grid import Grid, GridCell, Validation
from toolkit.forms.layout import Layout, LayoutCell, Role, once
from toolkit.forms.selfcheck import panel_texts, self_check, stamp_cell
from toolkit.forms.stamp import Stamp
from toolkit.forms.table_definition import LEVELS
from toolkit.intake.form.body import Body, Levels, place_line, place_typed
from toolkit.intake.form.body_lines import form_table
from toolkit.intake.form.compare import is_limited
from toolkit.intake.form.extract import unit_of
from toolkit.intake.form.form_labels import labels_of
from toolkit.intake.form.header import Found, Header
from toolkit.intake.form.table import FormTable
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.records import Scope


class _Issued(NamedTuple):
    """A sheet as it was issued.

    Attributes:
        texts: the fixed texts of the form and of the panel beside it.
        formulas: the self-check, each as it is issued and as it was before.
        inputs: the cells to fill and their keys.
        marks: where the stamp and the printed code stand.
        frame: whether merges and limits are as issued, where these keys were filled in before.
    """

    texts: Mapping[tuple[int, int], str]
    formulas: Mapping[tuple[int, int], tuple[str, ...]]
    inputs: Mapping[tuple[int, int], str]
    marks: frozenset[tuple[int, int]]
    frame: Callable[[tuple[CellRange, ...], tuple[Validation, ...], frozenset[str]], bool]


def filled_in(grid: Grid, layout: Layout, stamp: Stamp) -> dict[str, Token] | None:
    """Returns the filled cells of an unchanged form by key, else None.

    They hold plain values, and what was filled in before the form was sent is still there.
    """
    if not grid.visible or not grid.protected or grid.hidden_rows or grid.hidden_cols or grid.name != stamp.sheet:
        return None
    found = in_place(grid, layout, structured=True)
    if found is None or not _issued(layout).frame(grid.merges, grid.validations, frozenset(stamp.prefilled)):
        return None
    if any(token.cell.formula is not None or token.cell.blank for token in found.values()):
        return None
    kept = all(key in found and found[key].text == text for key, text in stamp.prefilled.items())
    return found if kept else None


def in_place(grid: Grid, layout: Layout, *, structured: bool) -> dict[str, Token] | None:
    """Returns the filled cells by key where no cell was moved, else None.

    Args:
        grid: the sheet.
        layout: the form as it was issued.
        structured: whether the file's format tells formulas. Else what they computed may stand in their cells.
    """
    texts, formulas, inputs, marks, _ = _issued(layout)
    found: dict[str, Token] = {}
    seen = 0
    for place, cell in grid.cells.items():
        if not cell.text and cell.formula is None:
            continue
        if place in inputs:
            found[inputs[place]] = Token(*place, cell)
        elif place in texts:
            if texts[place] != cell.text or cell.formula is not None:
                return None
            seen += 1
        elif place in formulas:
            if structured and cell.formula not in formulas[place]:
                return None
            seen += structured
        elif place not in marks:
            return None
    return found if seen == len(texts) + structured * len(formulas) else None


@once
def _issued(layout: Layout) -> _Issued:
    texts: dict[tuple[int, int], str] = {cell.range.first: cell.text for cell in layout.locked if cell.text}
    texts.update(panel_texts(layout))
    return _Issued(
        texts,
        {check.cell: (sys.intern(check.formula), check.former) for check in self_check(layout)},
        {cell.range.first: key for key, cell in layout.inputs.items()},
        frozenset({layout.code_cell, stamp_cell(layout), *_spare(layout)}),
        lru_cache(maxsize=256)(_frame_of(layout)),
    )


def _spare(layout: Layout) -> set[CellRef]:
    """Returns the cells that are drawn and never read."""
    return {cell.range.first for cell in layout.cells if cell.role is Role.SPARE}


def _frame_of(layout: Layout) -> Callable[[tuple[CellRange, ...], tuple[Validation, ...], frozenset[str]], bool]:
    merged = {cell.range for cell in layout.cells if cell.range.area > 1}
    limited = {key: cell.range.first for key, cell in layout.inputs.items() if is_limited(layout, key)}

    def as_issued(
        merges: tuple[CellRange, ...], validations: tuple[Validation, ...], prefilled: frozenset[str]
    ) -> bool:
        ranges = [one for validation in validations for one in validation.ranges]
        to_cover = (place for key, place in limited.items() if key not in prefilled)
        return set(merges) == merged and all(any(one.holds(*place) for one in ranges) for place in to_cover)

    return as_issued


#: What the keys of the table's cells begin with.
TABLE = "slots."


class _BlankRow(NamedTuple):
    """A row of a table before anything is filled in.

    Attributes:
        table: the columns of its side of the table.
        words: the words that are printed in it.
        levels: the levels in force.
        typed: whether its levels are typed in.
    """

    table: FormTable
    words: tuple[Token, ...]
    levels: Levels
    typed: bool


class Blank(NamedTuple):
    """A form of a layout before anything is filled in.

    Attributes:
        header: its labels, and its fields with nothing in them.
        body: its tables.
        rows: the rows of its tables, by number.
        unit: the unit of its amounts.
        extent: the range that its words take.
    """

    header: Header
    body: Body
    rows: tuple[_BlankRow, ...]
    unit: str
    extent: CellRange


def by_place(layout: Layout, words: Vocabulary, cells: Mapping[str, Token]) -> tuple[Header, Body]:
    """Returns the header and the body of a form with these filled cells."""
    form = blank(layout, words)
    return _header(form, cells), _body(form, cells)


def extent_of(layout: Layout, words: Vocabulary, cells: Mapping[str, Token]) -> CellRange:
    """Returns the range that the words and the filled cells take."""
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
            rows.setdefault(int(key.split(".")[1]), []).append(token)
    body = Body(levels=dict(form.body.levels), firsts=dict(form.body.firsts))
    typed: Levels = (None, None)
    for number, tokens in sorted(rows.items()):
        row = form.rows[number]
        line = tuple(sorted((*row.words, *tokens), key=lambda token: token.col))
        if row.typed:
            typed = place_typed(body, line, row.table, typed)
        else:
            place_line(body, line, row.table, row.levels)
    return body


def blank(layout: Layout, words: Vocabulary) -> Blank:
    """Returns the form of a layout before anything is filled in."""
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
    keys = labels_of(layout, words.labels)
    for cell in printed:
        outside = cell.range.first.row < begin or cell.range.first.row in layout.footer
        hit = words.label(cell.text) if cell.role is Role.LABEL and outside else None
        if hit is not None:
            key = keys.get(cell.range.first, hit.key)
            header.labels.setdefault(key, (_token(cell), hit._replace(key=key)))
    for key, field in layout.inputs.items():
        if not key.startswith(TABLE):
            header.fields[key] = Found("", field.range.first)
    unit = unit_of(header, {number: (_token(cell),) for number, cell in enumerate(printed)}, words)
    body = Body()
    rows = tuple(_blank_rows(layout, words, body, unit))
    places = [cell.range.first for cell in printed]
    taken = CellRange(
        CellRef(min(place.row for place in places), min(place.col for place in places)),
        CellRef(max(place.row for place in places), max(place.col for place in places)),
    )
    return Blank(header, body, rows, unit, taken)


def _blank_rows(layout: Layout, words: Vocabulary, body: Body, unit: str) -> Iterator[_BlankRow]:
    """Yields the rows of the tables; labels of levels go into the body."""
    spoken = {cell.range.first: _token(cell) for cell in layout.locked if cell.text}
    tables: dict[tuple[int, Scope | None], FormTable] = {}
    for slot in layout.slots:
        place = slot.table, slot.scope
        if place not in tables:
            tables[place] = form_table(words, *place, layout.areas[slot.table].parts(slot.scope), unit)
        table = tables[place]
        labels = {part: spoken.get(CellRef(slot.row, table.columns[part])) for part in LEVELS if part in table.columns}
        first, second = labels.get("level1"), labels.get("level2")
        if first is not None:
            body.firsts.setdefault(slot.level1, first)
        if second is not None:
            body.levels.setdefault(slot.category, second)
        found = layout.framework.second(slot.level2) if slot.level2 else None
        shown = tuple(token for token in (first, second) if token is not None)
        yield _BlankRow(table, shown, (found[0] if found else None, found), "level2" in slot.cells)


def _token(cell: LayoutCell) -> Token:
    return Token(*cell.range.first, GridCell(cell.text))
