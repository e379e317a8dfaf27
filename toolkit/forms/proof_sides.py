"""Checks of own columns, and of tables whose sides have names of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.forms.fault import Fault, Key, nearest, short, unknown
from toolkit.forms.kinds import kinds
from toolkit.forms.proof import CHOSEN, text, twice
from toolkit.forms.table_definition import BLOCKS, LEVELS, PARTS, SCOPE_OF, IndicatorTable, TableColumn
from toolkit.model.text import fold

_OWN = re.compile(r"[a-z][a-z0-9_]{0,39}")
#: Kinds that fill more than one place of a record: none for a row; and what to write instead.
_INSTEAD = {
    "funds": (
        "金额请写 kind: amount，一句话请写 kind: text",
        "write kind: amount for money, kind: text for a sentence",
    ),
}
_NOT_HERE = tuple(_INSTEAD)


def column_faults(column: TableColumn, keys: tuple[Key, ...]) -> Iterator[Fault]:
    """Yields the faults of one column: its part, kind and choices."""
    if column.skip:
        for key in ("part", "kind", "choices", "most", "scope"):
            if getattr(column, key):
                yield Fault((*keys, key), f"skip 的列不读，请删去 {key}", f"a skipped column is not read; delete {key}")
        return
    if not column.part:
        yield Fault(keys, "缺少 part（这一列是指标的什么）；只印不读的列写 skip: true",
                    "part is missing; write skip: true for a column that is drawn and never read")  # fmt: skip
        return
    for number, choice in enumerate(column.choices):
        yield from text((*keys, "choices", number), choice, ())
    yield from twice((*keys, "choices"), column.choices, "备选重复", "a choice appears twice")
    if column.is_own:
        yield from _own(column, keys)
    elif column.kind is not None:
        yield Fault((*keys, "kind"), f"{column.part} 的填法是固定的，请删去 kind",
                    f"{column.part} has a kind of its own; delete this")  # fmt: skip


def _own(column: TableColumn, keys: tuple[Key, ...]) -> Iterator[Fault]:
    near = nearest(column.part, PARTS)
    if column.kind is None:
        meant = f"，是不是“{near}”？" if near else f"，可写 {'、'.join(PARTS)}"
        yield Fault((*keys, "part"), f"不认识“{short(column.part)}”{meant} 自己的列要写 kind（填法），如 kind: text",
                    f"unknown part “{short(column.part)}”" + (f"; did you mean “{near}”?" if near else "")
                    + " A column of your own needs kind, such as kind: text")  # fmt: skip
        return
    if not _OWN.fullmatch(column.part):
        yield Fault((*keys, "part"), "自己的列只能用小写英文字母、数字和 _，以字母开头，如 direction",
                    "use small Latin letters, digits and _ only, such as direction")  # fmt: skip
    possible = [name for name in kinds() if name not in _NOT_HERE]
    if column.kind in _NOT_HERE:
        zh, en = _INSTEAD[column.kind]
        yield Fault((*keys, "kind"), f"指标表的列不能用 {column.kind}，{zh}",
                    f"a column of the indicator table cannot be {column.kind}; {en}")  # fmt: skip
    elif column.kind not in possible:
        yield unknown((*keys, "kind"), column.kind, possible, "填法", "kind")
    if (column.kind in CHOSEN) != bool(column.choices):
        yield Fault((*keys, "choices"), "kind: choice 和 mark 要写 choices（备选；只打一个勾的写 [√]），别的填法不写",
                    "the kinds choice and mark need choices ([√] for a tick alone), other kinds have none")  # fmt: skip


def faults(table: IndicatorTable, keys: tuple[Key, ...]) -> Iterator[Fault]:
    """Yields the faults of the sides of a table."""
    sides = [scope for scope in table.scopes if scope]
    scoped = any(column.scope for column in table.columns)
    if scoped and table.scope:
        yield Fault((*keys, "scope"), "各列已写 scope，整张表不要再写", "the columns have scopes; delete this one")
    if scoped and len(sides) == 1:
        yield Fault((*keys, "columns"), f"只有 {sides[0]} 一边，请改在整张表上写 scope: {sides[0]}",
                    f"there is one side only; write scope: {sides[0]} for the whole table")  # fmt: skip
    for number, column in enumerate(table.columns):
        place = (*keys, "columns", number)
        value = SCOPE_OF.get(column.part)
        if value and table.scope and value != table.scope:
            yield Fault((*place, "part"), f"整张表是 {table.scope} 一边的，不能有 {column.part}",
                        f"the table belongs to {table.scope}; it cannot have {column.part}")  # fmt: skip
        if value and column.scope and value != column.scope:
            yield Fault((*place, "scope"), f"{column.part} 属于 {value}", f"{column.part} belongs to {value}")
        if scoped and not (value or column.scope or column.skip or column.part in LEVELS):
            yield Fault((*place, "scope"), "左右两边各有指标时，这一列要写 scope: period 或 annual",
                        "write scope: period or annual, as the sides have names of their own")  # fmt: skip
        if column.may_be_empty and column.part == "name" and not (scoped or table.scope):
            yield Fault((*place, "may_be_empty"), "名称不能空着；一边可以全空时才写",
                        "a name may be empty only where its whole side may be")  # fmt: skip
    if scoped and not table.categories:
        yield Fault((*keys, "categories"), "左右两边各有指标的表要写 categories",
                    "a table with two sides needs categories")  # fmt: skip
    for scope in sides if scoped else ():
        yield from _side(table, str(scope), keys)


def _side(table: IndicatorTable, scope: str, keys: tuple[Key, ...]) -> Iterator[Fault]:
    parts = Counter(one.part for one in table.columns if not one.skip and table.scope_of(one) in (scope, None))
    value = next(value for value in BLOCKS if SCOPE_OF[value] == scope)
    for needed, held in (("level2", ("level2",)), ("name", ("name",)), (value, (value, BLOCKS[value][1]))):
        if not any(parts[one] for one in held):
            yield Fault((*keys, "columns"), f"{scope} 一边缺少 part: {needed} 的一列",
                        f"the side {scope} has no column with part: {needed}")  # fmt: skip


def stacked(first: IndicatorTable) -> Iterator[Fault]:
    """Yields the faults of several tables one below the other."""
    tables = first.tables
    if len(tables) < 2:
        return
    for number, table in enumerate(tables):
        keys = ("indicators", number)
        if table.scope is None:
            yield Fault((*keys, "scope"), "有几张指标表时，每张要写 scope: period 或 annual",
                        "with several tables, each needs scope: period or annual")  # fmt: skip
        if not table.side:
            yield Fault((*keys, "side"), "有几张指标表时，每张要写 side（左边的字），如 年度绩效指标，读表时靠它分清",
                        "with several tables, each needs side (the words at its left) to be recognised")  # fmt: skip
    for key, words in (
        ("scope", [str(one.scope) for one in tables]),
        ("side", [fold(one.side or "") for one in tables]),
    ):
        if len(set(words)) < len(words):
            yield Fault(("indicators", len(tables) - 1, key), f"各张指标表的 {key} 不能相同",
                        f"each table needs another {key}")  # fmt: skip
