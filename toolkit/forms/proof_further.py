"""Checks of the further tables: keys, columns, rows, and that each has one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.forms.definition import FormDefinition, lines_of
from toolkit.forms.fault import Fault, unknown
from toolkit.forms.field_names import OWN_KINDS
from toolkit.forms.further_definition import TOTAL_ROW, FurtherTable
from toolkit.forms.further_tables import FURTHER
from toolkit.forms.proof import CHOSEN, between, numbered, text, twice
from toolkit.forms.proof_layout import HIGHEST, LOWEST
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
        yield from _cells(form, key, table)
        yield from _sums(form, key, table)


def _sums(form: FormDefinition, key: str, table: FurtherTable) -> Iterator[Fault]:
    """Yields the faults of a table's declared sums."""
    amounts = [column.key for column in table.columns if column.kind == "amount"]
    fields = [name for name, field in form.fields.items() if field.kind == "amount" and not name.startswith(FURTHER)]
    for column, targets in table.sums.items():
        place = ("tables", key, "sums", column)
        if column not in amounts:
            yield unknown(place, column, amounts, "金额列", "column of amounts")
        if TOTAL_ROW in targets and column in [one.key for one in table.columns[:1]]:
            yield Fault(place, "第一列要印“合计”二字，不能相加", "the first column says 合计 and cannot be added up")
        if not targets:
            yield Fault(
                place, f"写 {TOTAL_ROW}（合计行）或一个金额栏目", f"write {TOTAL_ROW} or an amount among the fields"
            )
        for spot, target in numbered(place, targets):
            if target != TOTAL_ROW and target not in fields:
                yield unknown(spot, target, [TOTAL_ROW, *fields], "金额栏目", "amount")


def _table(key: str, table: FurtherTable) -> Iterator[Fault]:
    yield from text(("tables", key, "name"), table.name, ())
    if bool(table.rows) == bool(table.lines):
        yield Fault(
            ("tables", key), "rows（空行数）和 lines（印好的第一列）写一个", "write either rows or lines (printed rows)"
        )
    if table.rows:
        yield from between(("tables", key, "rows"), table.rows, 1, _MOST_ROWS)
    for place, line in numbered(("tables", key, "lines"), table.lines):
        yield from text(place, line) if line else ()  # an empty one is a cell to fill
    yield from twice(
        ("tables", key, "lines"),
        [fold(line) or f" {at}" for at, line in enumerate(table.lines)],
        "文字重复",
        "a line appears twice",
    )
    if table.height is not None:
        yield from between(("tables", key, "height"), table.height, LOWEST, HIGHEST)
    columns = ("tables", key, "columns")
    if len(table.columns) < 2:
        yield Fault(columns, "至少要有两列", "at least two columns are needed")
    yield from twice(columns, [column.key for column in table.columns], "键重复", "a key appears twice")
    called = [(fold(one.group or ""), fold(name)) for one in table.columns for name in (one.label, *one.also)]
    yield from twice(columns, ["".join(words) for words in called], "列名重复", "a heading twice")
    for number, column in enumerate(table.columns):
        place = (*columns, number)
        if not column.key.isidentifier():
            yield Fault((*place, "key"), "键只能用文字、数字和下划线", "use letters, digits and _ for the key")
        yield from text((*place, "label"), column.label)
        if column.group is not None:
            yield from text((*place, "group"), column.group)
        yield from between((*place, "span"), column.span, 1, 60)
        if column.kind not in OWN_KINDS:
            yield unknown((*place, "kind"), column.kind, OWN_KINDS, "填法", "kind of cell")
        elif column.kind in CHOSEN and not column.choices:
            yield Fault((*place, "choices"), f"{column.kind} 要有 choices，只打一个勾的写 [√]",
                        f"{column.kind} needs choices, [√] for a tick alone")  # fmt: skip
        elif column.choices and column.kind not in CHOSEN:
            yield Fault((*place, "choices"), "只有 kind: choice 和 mark 才能写 choices",
                        "only the kinds choice and mark may have choices")  # fmt: skip
        choices = [fold(one) for one in column.choices]
        yield from twice((*place, "choices"), choices, "选项重复", "a choice appears twice")


def _cells(form: FormDefinition, key: str, table: FurtherTable) -> Iterator[Fault]:
    """Yields the faults of the cells that hold a field of the form."""
    columns = [column.key for column in table.columns]
    placed = {cell.field for line in lines_of(form) for cell in line.cells if cell.field}
    for name, cell in table.cells.items():
        keys = ("tables", key, "cells", name)
        if name not in form.fields:
            yield unknown(keys, name, form.fields, "栏目（fields 中）", "field")
        elif name in placed:
            yield Fault(keys, f"{name} 在 layout 里已有一格，只能留一处", f"{name} has a cell in layout; keep one")
        if cell.column not in columns:
            yield unknown((*keys, "column"), cell.column, columns, "附表的列", "column of the table")
        elif name in form.fields and table.columns[columns.index(cell.column)].kind != form.fields[name].kind:
            kind = form.fields[name].kind
            yield Fault(
                (*keys, "column"), f"{name} 填 {kind}，这一列的填法不同", f"{name} is {kind}, the column is not"
            )
        yield from between((*keys, "row"), cell.row, 1, len(table.lines) or table.rows)
    twin = [f"{cell.row}.{cell.column}" for cell in table.cells.values()]
    yield from twice(("tables", key, "cells"), twin, "同一格写了两次", "a cell appears twice")
