"""Further tables of a form (成本构成, 重点工作) as lines and fields.

A line `- table: cost` becomes the table's heading and its rows; its cells are fields: `tables.cost.1.amount`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.forms.definition import TOTAL_ROW, Field, FormCell, FormDefinition, FurtherTable, LayoutLine

#: What the keys of the cells of further tables begin with.
FURTHER = "tables."
#: The number of the total row among a table's rows, which count from 1.
TOTALS = 0
_ROW = re.compile(r"(?<=\.)\d+(?=\.)")


def cell_key(table: str, row: int, column: str) -> str:
    """Returns the key of a cell; rows count from 1."""
    return f"{FURTHER}{table}.{row}.{column}"


def split_key(key: str) -> tuple[str, int, str]:
    """Returns table, row and column of a cell's key."""
    _, table, row, column = key.split(".", 3)
    return table, int(row), column


def field_of(form: FormDefinition, key: str) -> Field:
    """Returns a field of a form, in further tables of any row."""
    return form.fields[key] if key in form.fields else form.fields[_ROW.sub("1", key, count=1)]


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


def _fields(key: str, table: FurtherTable) -> Iterator[tuple[str, Field]]:
    for row in range(1, row_count(table) + 1):
        for place, column in enumerate(table.columns):
            if place == 0 and table.lines:
                continue
            name = f"{table.name}第{row}行{column.label}"
            yield cell_key(key, row, column.key), Field(column.kind, name, most=column.most, choices=column.choices)
    for column in (one for one in table.columns if one.key in table.totalled):
        yield cell_key(key, TOTALS, column.key), Field(column.kind, f"{table.name}合计的{column.label}")


def _lines(form: FormDefinition, line: LayoutLine) -> Iterator[LayoutLine]:
    if line.table is None:
        yield line
        return
    table = form.tables[line.table]
    heading = tuple(FormCell(heading=column.label, span=column.span) for column in table.columns)
    rows = row_count(table) + (2 if table.totalled else 1)
    side = tuple(replace(piece, rows=rows) for piece in line.cells)
    yield LayoutLine((*side, *heading), line.height)
    for row in range(1, row_count(table) + 1):
        yield LayoutLine(tuple(_row(line.table, table, row)), line.height)
    if table.totalled:
        yield LayoutLine(tuple(_total_row(line.table, table)), line.height)


def _row(key: str, table: FurtherTable, row: int) -> Iterator[FormCell]:
    for place, column in enumerate(table.columns):
        if place == 0 and table.lines:
            yield FormCell(heading=table.lines[row - 1], span=column.span)
        else:
            yield FormCell(field=cell_key(key, row, column.key), span=column.span)


def _total_row(key: str, table: FurtherTable) -> Iterator[FormCell]:
    for place, column in enumerate(table.columns):
        if column.key in table.totalled:
            yield FormCell(field=cell_key(key, TOTALS, column.key), span=column.span)
        else:
            yield FormCell(heading="合计" if place == 0 else "—", span=column.span)
