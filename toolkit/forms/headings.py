"""The heading of the indicator table: one row, or two with groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from toolkit.forms.table_definition import BLOCKS, IndicatorTable, TableColumn
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold


def height(table: IndicatorTable) -> int:
    """Returns the number of rows of the heading."""
    return 2 if any(column.group for column in table.columns) else 1


def placed(table: IndicatorTable) -> Iterator[tuple[TableColumn, int]]:
    """Yields the table's columns and where each begins."""
    col = 1 if table.side else 0
    for column in table.columns:
        yield column, col
        col += column.span


def above(table: IndicatorTable, row: int) -> Mapping[str, Sequence[tuple[CellRange, str]]]:
    """Returns the headings above each column, by its key.

    The first column of a group has the group's heading too.

    A column without a group has a heading that reaches over both rows.
    """
    last = row + height(table) - 1
    found: dict[str, list[tuple[CellRange, str]]] = {}
    for group, members in groupby(placed(table), key=lambda member: member[0].group):
        columns = list(members)
        (first, left), (final, right) = columns[0], columns[-1]
        if group:
            span = CellRange(CellRef(row, left), CellRef(row, right + final.span - 1))
            found[table.key(first)] = [(span, group)]
        for column, col in columns:
            place = CellRange(CellRef(last if group else row, col), CellRef(last, col + column.span - 1))
            found.setdefault(table.key(column), []).append((place, column.label))
    return found


def called(column: TableColumn) -> str:
    """Returns a column's name: its heading, with its group where it has one."""
    return f"{column.group}（{column.label}）" if column.group else column.label


def faults(table: IndicatorTable) -> Iterator[tuple[Bilingual, Iterable[str]]]:
    """Yields each fault of ambiguous columns, and the columns that have it."""
    columns = table.columns
    parts = [column.part for column in columns]
    yield Bilingual("重复的列", "a column appears twice"), _twice([table.key(one) for one in columns])
    sides = [table.scope_of(one) or "" for one in columns] if len(table.scopes) > 1 else [""] * len(columns)
    labels = [f"{one.group or ''} {fold(one.label)} {side}".strip() for one, side in zip(columns, sides, strict=True)]
    yield Bilingual("列名重复", "two columns have the same heading"), _twice(labels)
    groups = [group for group, _ in groupby(column.group for column in columns) if group]
    yield Bilingual("同组的列应相邻", "columns of a group must be next to each other"), _twice(groups)
    alike = {column.label for column in columns if column.label in groups}
    yield (
        Bilingual("分组与列同名，读表时分不清，请改其中一个", "a group has the same name as a column; change one"),
        alike,
    )
    unused = set(table.groups) - set(groups)
    yield Bilingual("columns 中没有的分组", "columns have no such group"), unused
    for value, block in BLOCKS.items():
        used = [part for part in block if part in parts]
        yield (
            Bilingual(f"与 {value} 只能二选一", f"use either these or {value}, not both"),
            used if value in parts else (),
        )
        yield Bilingual(f"缺少 {block[1]}", f"{block[1]} is missing for"), used if block[1] not in parts else ()


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
