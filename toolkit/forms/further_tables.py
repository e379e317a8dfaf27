"""Further tables of a form (成本构成, 重点工作) as lines and fields.

A line `- table: cost` becomes the table's heading and its rows; its cells are fields: `tables.cost.1.amount`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby
from typing import NamedTuple

from toolkit.forms.definition import Field, FormCell, FormDefinition, LayoutLine
from toolkit.forms.further_definition import TOTAL_ROW, FurtherTable
from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.model.text import fold

#: What the keys of the cells of further tables begin with.
FURTHER = "tables."
#: The number of the total row among a table's rows, which count from 1.
TOTALS = 0
_ROW = re.compile(r"(?<=\.)\d+(?=\.)")


def cell_key(table: str, row: int, column: str) -> str:
    """Returns the key of a cell; rows count from 1."""
    return f"{FURTHER}{table}.{row}.{column}"


def field_key(key: str, table: FurtherTable, row: int, column: str) -> str:
    """Returns the field that a cell holds; rows count from 1."""
    named = (name for name, cell in table.cells.items() if (cell.row, cell.column) == (row, column))
    return next(named, cell_key(key, row, column))


def split_key(key: str) -> tuple[str, int, str]:
    """Returns table, row and column of a cell's key."""
    _, table, row, column = key.split(".", 3)
    return table, int(row), column


def field_of(form: FormDefinition, key: str) -> Field:
    """Returns a field of a form, in further tables of any row."""
    if (found := form.fields.get(key)) is not None:
        return found
    rows = (key, *(_ROW.sub(str(row), key, count=1) for row in range(1, 3)))  # the first may hold a field of its own
    return next(form.fields[name] for name in rows if name in form.fields)


def with_tables(form: FormDefinition) -> FormDefinition:
    """Returns a definition whose further tables are lines and fields."""
    if not form.tables:
        return form
    fields = dict(form.fields)
    for key, table in form.tables.items():
        fields |= dict(_fields(key, table))
    lines = (tuple(one for line in part for one in _lines(form, line)) for part in (form.layout, form.footer))
    layout, footer = lines
    return replace(form, fields=fields, layout=layout, footer=footer)


def sum_targets(form: FormDefinition) -> Iterator[tuple[str, str, str]]:
    """Yields each declared sum: table, column, and the field that holds it."""
    for key, table in form.tables.items():
        for column, targets in table.sums.items():
            for target in targets:
                yield key, column, cell_key(key, TOTALS, column) if target == TOTAL_ROW else target


def row_count(table: FurtherTable) -> int:
    """Returns the number of rows that a table offers."""
    return len(table.lines) or table.rows


def is_printed(table: FurtherTable, row: int, place: int) -> bool:
    """Whether a cell is a printed one; rows count from 1, columns from 0."""
    return place == 0 and bool(table.lines) and bool(table.lines[row - 1])


def row_numbers(table: FurtherTable, heads: Iterable[str]) -> Iterator[int | None]:
    """Yields the row of each line by its first cell, None without a place.

    A line that is not printed takes the next free row; a table without printed lines has room for any number.
    """
    printed = {fold(line): number for number, line in enumerate(table.lines, 1) if line}
    free = (number for number, line in enumerate(table.lines, 1) if not line) if table.lines else count(1)
    for head in heads:
        yield printed[fold(head)] if fold(head) in printed else next(free, None)


def heading_rows(table: FurtherTable) -> int:
    """Returns the rows of a table's heading."""
    return 2 if any(column.group for column in table.columns) else 1


def _fields(key: str, table: FurtherTable) -> Iterator[tuple[str, Field]]:
    for row in range(1, row_count(table) + 1):
        for place, column in enumerate(table.columns):
            name = field_key(key, table, row, column.key)
            if name not in table.cells and not is_printed(table, row, place):
                called = f"{table.name}第{row}行{column.group or ''}{column.label}"
                yield name, Field(column.kind, called, most=column.most, choices=column.choices)
    for column in (one for one in table.columns if one.key in table.totalled):
        yield cell_key(key, TOTALS, column.key), Field(column.kind, f"{table.name}合计的{column.label}")


def _lines(form: FormDefinition, line: LayoutLine) -> Iterator[LayoutLine]:
    if line.table is None:
        yield line
        return
    table = form.tables[line.table]
    above = heading_rows(table)
    rows = row_count(table) + above + bool(table.totalled)
    side = tuple(replace(piece, rows=rows) for piece in line.cells)
    yield LayoutLine((*side, *_headings(table)), line.height)
    if above > 1:
        grouped = tuple(FormCell(heading=one.label, span=one.span) for one in table.columns if one.group)
        yield LayoutLine(grouped, line.height)
    for row in range(1, row_count(table) + 1):
        yield LayoutLine(tuple(_row(line.table, table, row)), table.height or line.height)
    if table.totalled:
        yield LayoutLine(tuple(_total_row(line.table, table)), table.height or line.height)


def _headings(table: FurtherTable) -> Iterator[FormCell]:
    """Yields the first row of a heading: groups, and columns without one."""
    for group, columns in groupby(table.columns, key=lambda one: one.group):
        if group is not None:
            yield FormCell(heading=group, span=sum(one.span for one in columns))
        else:
            yield from (FormCell(heading=one.label, span=one.span, rows=heading_rows(table)) for one in columns)


def _row(key: str, table: FurtherTable, row: int) -> Iterator[FormCell]:
    for place, column in enumerate(table.columns):
        if is_printed(table, row, place):
            yield FormCell(heading=table.lines[row - 1], span=column.span)
        else:
            yield FormCell(field=field_key(key, table, row, column.key), span=column.span)


def _total_row(key: str, table: FurtherTable) -> Iterator[FormCell]:
    for place, column in enumerate(table.columns):
        if column.key in table.totalled:
            yield FormCell(field=cell_key(key, TOTALS, column.key), span=column.span)
        else:
            yield FormCell(heading="合计" if place == 0 else "—", span=column.span)


class Crossing(NamedTuple):
    """A field, the label of its row, and the heading of its column."""

    field: str
    label: str
    heading: str


def crossings_of(layout: Layout) -> Iterator[Crossing]:
    """Yields the fields that share a label, each under another heading."""
    shared: dict[tuple[str, int], list[LayoutCell]] = {}
    for cell in layout.cells:
        if cell.field is not None and cell.of is not None and not cell.field.startswith(("slots.", FURTHER)):
            shared.setdefault((cell.of, cell.range.first.row), []).append(cell)
    for (label, _), cells in shared.items():
        headings = [heading_above(layout, cell) for cell in cells]
        if len(cells) > 1 and len({*headings} - {None}) == len(cells):
            for cell, heading in zip(cells, headings, strict=True):
                yield Crossing(str(cell.field), label, str(heading))


def heading_above(layout: Layout, cell: LayoutCell) -> str | None:
    """Returns the nearest heading or note above a cell in its column, else None."""
    row, col = cell.range.first
    above = [
        one
        for one in layout.cells
        if one.role in (Role.HEADING, Role.NOTE) and one.range.first.col == col and one.range.last.row < row
    ]
    return max(above, key=lambda one: one.range.first.row).text if above else None
