"""The draft of a form from its sheet: fields, lines, tables, page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.adopting.cell_roles import CellRole, RoledBlock, RoledLine, roled
from toolkit.adopting.draft import Draft, DraftCell, DraftLine, Unread
from toolkit.adopting.drafted_tables import PlacedTable, tables_in
from toolkit.adopting.field_words import is_repeated
from toolkit.adopting.indicator_tables import DraftTable, tables
from toolkit.adopting.named_fields import FormWork, is_unsummed, name_fields, with_cells
from toolkit.adopting.own_levels import own_framework
from toolkit.adopting.sheet_blocks import BlockSheet
from toolkit.adopting.sheet_facts import is_filled, is_named, page_of, record_of, typefaces, unit_of, year_of
from toolkit.adopting.tidy_lines import tidied, with_repeated
from toolkit.forms.proof_layout import compared_label
from toolkit.indicators.framework import Framework
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual
from toolkit.model.text import unwrap

_TITLE_YEAR = re.compile(r"[（(]?(?:\{year\}|20\d\d)年?度?[)）]?|[（(]年度?[)）]")
_NO_LABEL = Bilingual("左边和上方都没有栏目名，没有收进模板", "no label to its left or above; left out")
_ONE_CELL = Bilingual(
    "栏目名和内容挤在一格里，拆不开，只当作说明；请在表上分成两格", "label and answer share a cell; only kept as a note"
)
_SHARED = Bilingual("与左边一格共用栏目名，并入了左边一格", "shares the label of the cell at its left; joined with it")
_OUTSIDE = Bilingual("在表格之外，没有收进模板", "it stands outside the form; left out")
#: Width of a Chinese character, in units of a column's width.
_CHARACTER = 2.1


def understood(sheet: BlockSheet, name: str, frameworks: Sequence[Framework], *, own_levels: bool = True) -> Draft:
    """Returns the draft of a form.

    Args:
        sheet: the sheet.
        name: id of the draft.
        frameworks: the frameworks of levels at hand, the usual one first.
        own_levels: whether levels that none of them knows may make a framework of its own.
    """
    found, framework, own = _by_levels(sheet, name, frameworks, own_levels=own_levels)
    first = found[0].heading.start if found else sheet.area.last.row + 1
    end = found[-1].body.stop if found else sheet.area.last.row + 1
    record = record_of(sheet, first)
    filled = any(table.filled > len(table.body) / 4 for table in found) if found else is_filled(sheet)
    filled = filled or is_named(sheet, first, record)
    work = FormWork(record, year_of(sheet, first), filled)
    parts = [[row for row in sheet.rows if row < first], [row for row in sheet.rows if row >= end]]
    placed = [list(tables_in(sheet, rows, record, work.printed, filled=filled)) if rows else [] for rows in parts]
    inside = {row for found_here in placed for one in found_here for row in one.rows}
    roles = [roled(sheet, [row for row in rows if row not in inside], record, filled=filled) for rows in parts]
    name_fields(work, [line for lines in roles for line in lines])
    placed = [[with_cells(work, one) for one in found_here] for found_here in placed]
    unsummed = is_unsummed(work, [one for found_here in placed for one in found_here])
    named = _uniquely_keyed(placed)
    lines = [tuple(_lines(sheet, work, own, found_here)) for own, found_here in zip(roles, named, strict=True)]
    width = sheet.area.last.col - sheet.area.first.col + 1
    words = _words(found, framework, lines)
    layout, footer = with_repeated([tidied(part, words, width, _dropped_from(work)) for part in lines], words)
    title = _title(work, layout, sheet.grid.name)
    if not any(cell.kind == "title" for line in layout for cell in line.cells):
        layout = (DraftLine((DraftCell("title", title, width),), 32.0), *layout)
    work.unread.extend(Unread(str(one.range.first), one.text[:40], _OUTSIDE) for one in sheet.outside)
    work.unread[:] = [replace(one, cell=sheet.address(one.cell)) for one in work.unread]
    orientation, widths = page_of(sheet, found)
    return Draft(
        name,
        title,
        record,
        unit_of(sheet, first),
        framework.id,
        work.year,
        widths,
        {"orientation": orientation, **typefaces(sheet)},
        work.fields,
        layout,
        footer,
        found,
        {one.draft.key: one.draft for found_here in named for one in found_here},
        unsummed,
        filled,
        tuple(work.unread),
        own,
    )


def _by_levels(
    sheet: BlockSheet, name: str, frameworks: Sequence[Framework], *, own_levels: bool
) -> tuple[tuple[DraftTable, ...], Framework, Framework | None]:
    """Returns the indicator tables, their framework, and that again where it is new."""
    found, framework = tables(sheet, frameworks)
    own = own_framework(sheet, found, framework, name) if own_levels else None
    return (*tables(sheet, [own]), own) if own is not None else (found, framework, None)


def _uniquely_keyed(placed: Sequence[Sequence[PlacedTable]]) -> list[list[PlacedTable]]:
    """Returns the further tables with a key of its own each."""
    taken: set[str] = set()
    found: list[list[PlacedTable]] = []
    for found_here in placed:
        found.append([])
        for one in found_here:
            key, number = one.draft.key, 2
            while key in taken:
                key, number = f"{one.draft.key}{number}", number + 1
            taken.add(key)
            found[-1].append(replace(one, draft=replace(one.draft, key=key)))
    return found


def _words(found: Sequence[DraftTable], framework: Framework, lines: Sequence[Sequence[DraftLine]]) -> frozenset[str]:
    """Returns the words of indicator tables and titles, which no label may use."""
    columns = {column.label for table in found for column in table.columns}
    levels = {one.name for pair in framework.pairs() for one in pair} if found else set()
    titles = {cell.text for part in lines for line in part for cell in line.cells if cell.kind == "title"}
    return frozenset(compared_label(word) for word in (*columns, *levels, *titles))


def _dropped_from(work: FormWork) -> Callable[[str], None]:
    """Returns what takes note of a field that loses its cell."""

    def drop(key: str) -> None:
        one = work.fields.pop(key)
        work.unread.append(Unread(str(one.place.first), one.name[:40], _SHARED))

    return drop


def _title(work: FormWork, layout: Sequence[DraftLine], otherwise: str) -> str:
    for line in layout:
        for cell in line.cells:
            if cell.kind == "title":
                return _TITLE_YEAR.sub("", unwrap(cell.text)) or otherwise
    return otherwise


def _lines(
    sheet: BlockSheet, work: FormWork, lines: Sequence[RoledLine], placed: Sequence[PlacedTable]
) -> Iterator[DraftLine]:
    """Yields the lines of a part of the form, further tables among them."""
    kept = [line.row for line in lines]
    places = {one.place: key for key, one in work.fields.items()}
    waiting = list(placed)
    for line in lines:
        while waiting and waiting[0].rows.start < line.row:
            yield _place(sheet, work, waiting.pop(0))
        cells = tuple(_cells(sheet, work, line, places, kept))
        if cells or any(_reaches(one, line.row) for one in lines):
            yield DraftLine(cells, _height(sheet, line.row), framed=not sheet.look.seen or _is_framed(line))
    for one in waiting:
        yield _place(sheet, work, one)


def _reaches(line: RoledLine, row: int) -> bool:
    """Whether a cell of a line reaches down into a row."""
    return line.row < row and any(cell.block.bottom >= row for cell in line.cells)


def _is_framed(line: RoledLine) -> bool:
    """Whether a line of labels and answers has borders."""
    roles = {cell.role for cell in line.cells}
    return not roles & {CellRole.LABEL, CellRole.ANSWER} or any(cell.block.look.framed for cell in line.cells)


def _height(sheet: BlockSheet, row: int) -> float:
    return min(max(sheet.height(row), 5.0), 409.0)


def _place(sheet: BlockSheet, work: FormWork, one: PlacedTable) -> DraftLine:
    """Returns the line where a further table stands."""
    side = one.draft.side
    before = (DraftCell("heading", work.printed(side.text), side.span),) if side is not None else ()
    return DraftLine(before, _height(sheet, one.rows.start), one.draft.key)


def _cells(
    sheet: BlockSheet, work: FormWork, line: RoledLine, places: Mapping[CellRange, str], kept: Sequence[int]
) -> Iterator[DraftCell]:
    """Yields the cells of a line.

    An empty block without a field widens its neighbour.
    """
    found: list[DraftCell] = []
    waiting = 0
    lonely = ""
    for cell in line.cells:
        key = places.get(cell.block.range, "")
        held = work.both.get(cell.block.range) if cell.label is None else None
        if held is not None and key:
            lonely = _drop_lonely(work, found, lonely)
            label = _wider(DraftCell("label", work.printed(held[0]) + "：", cell.block.span), waiting)
            waiting = 0
            found.extend(_split(sheet, cell, label, key))
            lonely = key if cell.block.span < 2 else ""
            continue
        drawn = _cell(work, cell, key, kept)
        if drawn is None:
            if cell.block.text:
                work.unread.append(Unread(str(cell.block.range.first), cell.block.text[:40], _NO_LABEL))
            if lonely:
                found.append(DraftCell("field", lonely, cell.block.span))
                lonely = ""
            elif found and found[-1].rows == 1:
                found[-1] = _wider(found[-1], cell.block.span)
            else:
                waiting += cell.block.span
            continue
        lonely = _drop_lonely(work, found, lonely)
        found.append(_wider(drawn, waiting))
        waiting = 0
    _drop_lonely(work, found, lonely)
    if waiting and found:
        found[-1] = _wider(found[-1], waiting)
    yield from found


def _drop_lonely(work: FormWork, found: list[DraftCell], key: str) -> str:
    """Drops a field without a cell for its answer.

    A wider neighbour gives it a column first.
    """
    before = found[-2] if key and len(found) > 1 else None
    if before is not None and before.span > 1 and before.rows == 1:
        found[-2] = replace(before, span=before.span - 1)
        found.append(DraftCell("field", key))
    elif key:
        one = work.fields.pop(key)
        work.unread.append(Unread(str(one.place.first), one.name[:40], _ONE_CELL))
    return ""


def _split(sheet: BlockSheet, cell: RoledBlock, label: DraftCell, key: str) -> Iterator[DraftCell]:
    """Yields a label and its answer in place of the cell that held both."""
    span = cell.block.span
    if span < 2:
        yield label
        return
    before = label.span - span
    wanted, wide, columns = len(label.text) * _CHARACTER, 0.0, 0
    while columns < span - 1 and (wide < wanted or not columns):
        wide += sheet.width(cell.block.col + columns)
        columns += 1
    yield replace(label, span=before + columns)
    yield DraftCell("field", key, span - columns)


def _wider(cell: DraftCell, more: int) -> DraftCell:
    return replace(cell, span=cell.span + more)


def _cell(work: FormWork, cell: RoledBlock, key: str, kept: Sequence[int]) -> DraftCell | None:
    block = cell.block
    rows = sum(block.row <= row <= block.bottom for row in kept)
    if key:
        return DraftCell("field", key, block.span, rows)
    if not block.text or cell.role is CellRole.ANSWER:
        return None
    text = work.printed(block.text)
    kind: Literal["mark", "title", "label", "note", "heading"] = "label"
    if cell.role in (CellRole.MARK, CellRole.NOTE):
        centred = block.look.align == "center" and block.look.framed
        kind = "heading" if centred else "mark" if cell.role is CellRole.MARK else "note"
    elif cell.role is CellRole.TITLE:
        kind = "title"
    optional = kind == "label" and work.record == "department" and is_repeated(block.text)
    return DraftCell(kind, text if kind == "label" else unwrap(text), block.span, rows, optional)
