"""The indicator table of a sheet: its heading, columns, levels and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from toolkit.adopting.column_words import (
    PERIOD_GROUP,
    YEAR_GROUP,
    is_skipped,
    level_of,
    part_of_heading,
    value_rank,
)
from toolkit.adopting.sheet_blocks import BlockSheet, FormBlock
from toolkit.indicators.framework import Framework
from toolkit.indicators.value import looks_like_value
from toolkit.model.text import fold

_OF_VALUE = ("annual_value", "period_value", "number")
#: Columns that a heading must name.
_ENOUGH = 3
_THIRD = "三级指标"


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """A column of the table.

    Attributes:
        part: the part of an indicator; its label for one of the form's own; empty where nothing of it is read.
        label: its heading.
        col: where it begins.
        span: columns it covers.
        group: the heading above its heading.
        scope: the side that it belongs to, where names stand twice.
        guessed: whether its part is no usual word of its heading.
        numeric: whether only numbers stand under it.
    """

    part: str
    label: str
    col: int
    span: int
    group: str = ""
    scope: str = ""
    guessed: bool = False
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class DraftTable:
    """An indicator table.

    Attributes:
        heading: the rows of its heading.
        body: its rows.
        columns: from left to right.
        levels: second level and rows, in order; empty where it has no levels.
        spelling: how the sheet prints a level, where no reader would know it.
        side: the text at its left.
        filled: rows with a name or a value.
        height: usual height of its rows.
    """

    heading: range
    body: range
    columns: tuple[DraftColumn, ...]
    levels: Mapping[str, int] = field(default_factory=dict)
    spelling: Mapping[str, str] = field(default_factory=dict)
    side: FormBlock | None = None
    filled: int = 0
    height: float = 20.0


def tables(sheet: BlockSheet, frameworks: Sequence[Framework]) -> tuple[tuple[DraftTable, ...], Framework]:
    """Returns the indicator tables and the framework of their levels."""
    starts: list[int] = []
    for row in sheet.rows:
        if _is_heading(sheet, row) and not (starts and row == starts[-1] + 1 and _is_grouped(sheet, starts[-1])):
            starts.append(row)
    best: tuple[tuple[DraftTable, ...], Framework] = ((), frameworks[0])
    most = -1
    for framework in frameworks:
        found = _joined([_table(sheet, row, framework, starts) for row in starts])
        levels = sum(len(one.levels) for one in found)
        if levels > most:
            best, most = (found, framework), levels
    return best


def _joined(found: Sequence[DraftTable]) -> tuple[DraftTable, ...]:
    """Returns the tables; one under a repeated heading continues the one above."""
    kept: list[DraftTable] = []
    for table in found:
        last = kept[-1] if kept else None
        same = last is not None and [one.label for one in last.columns] == [one.label for one in table.columns]
        if last is None or not same or (table.side is not None and last.side is not None and table.side != last.side):
            kept.append(table)
            continue
        levels = dict(last.levels)
        for level, rows in table.levels.items():
            levels[level] = levels.get(level, 0) + rows
        kept[-1] = replace(
            last,
            body=range(last.body.start, table.body.stop),
            levels=levels,
            spelling={**table.spelling, **last.spelling},
            filled=last.filled + table.filled,
        )
    return tuple(kept)


def _is_heading(sheet: BlockSheet, row: int) -> bool:
    parts = [part for block in sheet.rows[row] if (part := part_of_heading(block.text))]
    if len(set(parts)) >= _ENOUGH or {"level1", "name"} <= set(parts):
        return True
    below = [part_of_heading(block.text) for block in sheet.rows.get(row + 1, ())]
    return "level1" in parts and "name" in below and not {"name"} & set(parts)


def _is_grouped(sheet: BlockSheet, row: int) -> bool:
    """Whether a heading has a second row under some of its cells."""
    return any(block.rows == 2 and part_of_heading(block.text) for block in sheet.rows[row])


def _table(sheet: BlockSheet, row: int, framework: Framework, starts: Sequence[int]) -> DraftTable:
    heading = range(row, row + (2 if _is_grouped(sheet, row) else 1))
    columns = tuple(_columns(sheet, heading))
    side = _side(sheet, heading, columns)
    end = next((one for one in starts if one > row), sheet.area.last.row + 1)
    last = min(side.bottom, end - 1) if side is not None and side.bottom > heading[-1] else end - 1
    body = range(heading.stop, last + 1)
    body = range(body.start, _end(sheet, body, columns, framework, sure=side is not None and side.bottom == last))
    levels, spelling = _levels(sheet, body, columns, framework)
    filled = sum(_is_filled(sheet, at, columns) for at in body)
    heights = sorted(sheet.height(at) for at in body) or [20.0]
    named = tuple(_with_contents(sheet, body, column) for column in columns)
    return DraftTable(heading, body, named, levels, spelling, side, filled, heights[len(heights) // 2])


def _columns(sheet: BlockSheet, heading: range) -> Iterator[DraftColumn]:
    found: list[DraftColumn] = []
    upper = sheet.rows[heading[0]]
    if len(heading) == 1:
        first = min((block.col for block in upper if part_of_heading(block.text) or is_skipped(block.text)), default=0)
        found = [_column(block, "") for block in upper if block.text and block.col >= first]
    else:
        for block in upper:
            if block.rows >= 2:
                if block.rows == 2:
                    found.append(_column(block, ""))
                continue
            for below in sheet.rows[heading[1]]:
                if block.col <= below.col <= block.right and below.text:
                    found.append(_column(below, block.text))
    yield from _scoped(_resolved(sorted(found, key=lambda one: one.col)))


def _column(block: FormBlock, group: str) -> DraftColumn:
    part = part_of_heading(block.text)
    if part is None and is_skipped(block.text):
        return DraftColumn("", block.text, block.col, block.span, group)
    return DraftColumn(part or fold(block.text), block.text, block.col, block.span, group, guessed=part is None)


def _resolved(columns: Sequence[DraftColumn]) -> Iterator[DraftColumn]:
    """Yields the columns with the parts of a value in several cells."""
    columns = _valued(columns)
    if not any(column.part == "level2" for column in columns):  # one column of levels
        columns = [replace(one, part="level2") if one.part == "level1" else one for one in columns]
    words = {fold(column.label) for column in columns}
    values = sum(column.part == "annual_value" for column in columns)
    for column in columns:
        near = [one.part for one in columns if one.group == column.group]
        part = column.part
        if part == "name" and _THIRD in words and fold(column.label) != _THIRD:
            yield replace(column, part=fold(column.label), guessed=True)  # 指标内容 beside 三级指标 says more of it
            continue
        if part == "annual_value" and {"operator", "unit"} & set(near):
            part = "number"
        own = column.label if values > 1 else ""  # 指标值（实施期） beside 指标值（年度）
        period = PERIOD_GROUP.fullmatch(column.group or own) is not None
        if period and part in ("operator", "number", "unit"):
            part = f"period_{part}"
        elif period and part == "annual_value":
            part = "period_value"
        yield replace(column, part=part)


def _valued(columns: Sequence[DraftColumn]) -> Sequence[DraftColumn]:
    """Returns the columns, one of them for values.

    It is the likeliest where no heading is a usual word for a value.
    """
    if any(column.part in _OF_VALUE for column in columns):
        return columns
    ranks = [value_rank(column.label, column.group) if column.guessed else None for column in columns]
    best = min((rank for rank in ranks if rank is not None), default=None)
    if best is None:
        return columns
    at = ranks.index(best)
    return [*columns[:at], replace(columns[at], part="annual_value"), *columns[at + 1 :]]


def _scoped(columns: Iterator[DraftColumn]) -> Iterator[DraftColumn]:
    """Yields the columns; where names stand twice, each with its side."""
    listed = list(columns)
    twice = sum(one.part == "name" for one in listed) > 1
    shared = ("", "level1") if sum(one.part == "level2" for one in listed) > 1 else ("", "level1", "level2")
    names = [one.col for one in listed if one.part == "name"]
    for at, column in enumerate(listed):
        if not twice:
            yield column
            continue
        words = column.group or column.label
        if column.part in shared:
            yield column
            continue
        scope = "period" if PERIOD_GROUP.fullmatch(words) else "annual" if YEAR_GROUP.fullmatch(words) else ""
        if not scope and column.part != "level1":
            earlier = sum(col <= column.col for col in names) + (column.part == "level2" and at > 0)
            scope = "period" if earlier <= 1 else "annual"
        part = "period_value" if scope == "period" and column.part == "annual_value" else column.part
        yield replace(column, scope=scope, part=part)


def _side(sheet: BlockSheet, heading: range, columns: Sequence[DraftColumn]) -> FormBlock | None:
    """Returns the block at the table's left."""
    first = min((column.col for column in columns), default=0)
    found = sheet.above(heading[0], first - 1) if first > sheet.area.first.col else None
    return found if found is not None and found.row >= heading[0] - 1 and found.text else None


def _end(sheet: BlockSheet, body: range, columns: Sequence[DraftColumn], framework: Framework, *, sure: bool) -> int:
    """Returns the row after the last row of the table."""
    if sure:
        return body.stop
    lefts = {column.col for column in columns}
    spans = {column.col: column.span for column in columns}
    leveled = any(column.part == "level2" for column in columns)
    for row in body:
        blocks = sheet.rows[row]
        inside = [block for block in blocks if block.col >= min(lefts)]
        fits = all(block.col in lefts and block.span == spans[block.col] for block in inside)
        first = sheet.above(row, min(lefts))
        if not fits or (not inside and first is None):
            return row
        if leveled and _level_at(sheet, row, columns, framework, "level2") is None:
            return row
        if not leveled and not any(block.text for block in inside) and not any(b.look.framed for b in inside):
            return row
    return body.stop


def _level_at(
    sheet: BlockSheet, row: int, columns: Sequence[DraftColumn], framework: Framework, part: str
) -> tuple[FormBlock, str] | None:
    """Returns the block of a row that prints its level, and the level's name.

    Where a second level stands among the first ones (服务对象满意度指标 | 具体指标), it is the only one of its first,
    and what stands beside it is how the form prints it.
    """
    blocks = {one.part: block for one in columns if (block := sheet.above(row, one.col)) is not None}
    block = blocks.get(part)
    level = level_of(block.text, framework, part == "level1") if block is not None else None
    if block is not None and level is not None:
        return block, level.name
    upper = blocks.get("level1")
    found = framework.second(upper.text) if upper is not None else None
    if block is None or found is None or not block.text or len(found[0].levels) > 1:
        return None
    return block, found[0].name if part == "level1" else found[1].name


def _levels(
    sheet: BlockSheet, body: range, columns: Sequence[DraftColumn], framework: Framework
) -> tuple[dict[str, int], dict[str, str]]:
    """Returns the rows of each second level, and unusual spellings of the levels."""
    rows: dict[str, int] = {}
    spelling: dict[str, str] = {}
    for row in body:
        upper: FormBlock | None = None
        for part in ("level1", "level2"):
            found = _level_at(sheet, row, columns, framework, part)
            if found is None:
                continue
            block, name = found
            if part == "level2":
                rows[name] = rows.get(name, 0) + 1
            if part == "level2" and block == upper:  # both levels in one cell
                if block.text in spelling.values():
                    spelling.setdefault(name, name)
            elif fold(block.text) != fold(name):
                spelling.setdefault(name, block.text)
            upper = block
    return rows, spelling


def _is_filled(sheet: BlockSheet, row: int, columns: Sequence[DraftColumn]) -> bool:
    texts = [
        block.text
        for column in columns
        if column.part not in ("level1", "level2", "")
        and (block := sheet.above(row, column.col)) is not None
        and block.row == row
    ]
    return any(texts)


def _with_contents(sheet: BlockSheet, body: range, column: DraftColumn) -> DraftColumn:
    """Returns a column with what its cells show of their kind."""
    texts = [block.text for row in body for block in sheet.rows[row] if block.col == column.col and block.text]
    return replace(column, numeric=bool(texts) and all(looks_like_value(text) for text in texts))
