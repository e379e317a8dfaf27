"""Checks of the further tables: keys, columns, rows, and that each has one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.forms.definition import FormDefinition, FurtherTable, lines_of
from toolkit.forms.fault import Fault, unknown
from toolkit.forms.field_names import OWN_KINDS
from toolkit.forms.proof import between, numbered, text, twice
from toolkit.model.text import fold

_MOST_ROWS = 200


def faults(form: FormDefinition) -> Iterator[Fault]:
    """Yields every fault of the further tables."""
    placed = Counter(line.table for line in lines_of(form) if line.table)
    for key, table in form.tables.items():
        if not key.isidentifier():
            yield Fault(("tables", key), "附表的键只能用文字、数字和下划线", "use letters, digits and _ for the key")
        if placed[key] != 1:
            yield Fault(
                ("tables", key),
                f"layout 或 footer 里应有且只有一行 - table: {key}",
                f"exactly one line of layout or footer must say - table: {key}",
            )
        yield from _table(key, table)


def _table(key: str, table: FurtherTable) -> Iterator[Fault]:
    yield from text(("tables", key, "name"), table.name, ())
    if bool(table.rows) == bool(table.lines):
        yield Fault(
            ("tables", key), "rows（空行数）和 lines（印好的第一列）写一个", "write either rows or lines (printed rows)"
        )
    if table.rows:
        yield from between(("tables", key, "rows"), table.rows, 1, _MOST_ROWS)
    for place, line in numbered(("tables", key, "lines"), table.lines):
        yield from text(place, line, ())
    columns = ("tables", key, "columns")
    if len(table.columns) < 2:
        yield Fault(columns, "至少要有两列", "at least two columns are needed")
    yield from twice(columns, [column.key for column in table.columns], "键重复", "a key appears twice")
    yield from twice(
        columns, [fold(name) for one in table.columns for name in (one.label, *one.also)], "列名重复", "a heading twice"
    )
    for number, column in enumerate(table.columns):
        place = (*columns, number)
        if not column.key.isidentifier():
            yield Fault((*place, "key"), "键只能用文字、数字和下划线", "use letters, digits and _ for the key")
        yield from text((*place, "label"), column.label, ())
        yield from between((*place, "span"), column.span, 1, 60)
        if column.kind not in OWN_KINDS:
            yield unknown((*place, "kind"), column.kind, OWN_KINDS, "填法", "kind of cell")
        elif column.kind in ("choice", "mark") and not column.choices:
            yield Fault((*place, "choices"), f"{column.kind} 要有 choices", f"{column.kind} needs choices")
