"""The places of the tables of indicators and their rows, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.forms import headings
from toolkit.forms.table_definition import LEVELS, SKIP, IndicatorTable
from toolkit.indicators.framework import Framework
from toolkit.model.cell import CellRef
from toolkit.model.records import Scope


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row that the indicator table offers.

    Attributes:
        number: its place, from 0.
        row: zero-based row on the sheet.
        level1: canonical first level; empty where the row is of no category.
        level2: canonical second level.
        first: whether it is the first row of its category.
        cells: by part (name, period_value, …), the cell to fill.
        may_be_empty: the parts among them that may stay empty; with the name among them, its whole side may.
        scope: the side of the table that it belongs to, where the sides have names of their own.
        table: the number of its table, from 0.
    """

    number: int
    row: int
    level1: str
    level2: str
    first: bool
    cells: Mapping[str, CellRef]
    may_be_empty: frozenset[str] = frozenset()
    scope: Scope | None = None
    table: int = 0

    @property
    def category(self) -> str:
        """The side and the second level, as rows are counted by it."""
        return scoped(self.scope, self.level2)


def scoped(scope: Scope | None, name: str) -> str:
    """Returns a name on one side of a table: `annual.数量指标`; itself where there are no sides."""
    return f"{scope}.{name}" if scope else name


@dataclass(frozen=True)
class TableArea:
    """The place of one table of indicators.

    Attributes:
        table: its definition.
        heading: the rows of its heading.
        rows: the rows below it.
    """

    table: IndicatorTable
    heading: range
    rows: range

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The columns by key, where each begins."""
        return {self.table.key(column): col for column, col in headings.placed(self.table)}

    def parts(self, scope: Scope | None) -> Mapping[str, int]:
        """Returns the columns of one side by part; those that are never read keep their keys."""
        sides = {one.part: self.columns[self.table.key(one)] for one in self.table.side_columns(scope).values()}
        return {**sides, **{key: col for key, col in self.columns.items() if key.startswith(SKIP)}}


def table_areas(first: IndicatorTable, rows: tuple[int, ...], row: int) -> Iterator[TableArea]:
    """Yields the places of the tables, each right below the one before."""
    left = list(rows)
    for table in first.tables if first.columns else ():
        body = row + headings.height(table)
        count = sum(left.pop(0) for _ in table.offered)
        yield TableArea(table, range(row, body), range(body, body + count))
        row = body + count


def indicator_rows(areas: tuple[TableArea, ...], framework: Framework, rows: tuple[int, ...]) -> Iterator[IndicatorRow]:
    """Yields the rows of the tables from top to bottom, of a table with two sides one for each."""
    left, number = list(rows), 0
    for place, area in enumerate(areas):
        row = area.rows.start
        for category in area.table.offered:
            found = framework.second(category.level2) if category.level2 else None
            levels = (found[0].name, found[1].name) if found else ("", "")
            for index in range(left.pop(0)):
                for scope in area.table.scopes:
                    cells, may_be_empty = _cells(area, scope, row, typed=found is None)
                    yield IndicatorRow(number, row, *levels, index == 0, cells, may_be_empty, scope, place)
                    number += 1
                row += 1


def _cells(area: TableArea, scope: Scope | None, row: int, *, typed: bool) -> tuple[dict[str, CellRef], frozenset[str]]:
    """Returns the cells of a row on one side by part, and the parts that may stay empty."""
    columns = area.table.side_columns(scope)
    fillable = {part: one for part, one in columns.items() if typed or part not in LEVELS}
    cells = {part: CellRef(row, area.columns[area.table.key(one)]) for part, one in fillable.items()}
    return cells, frozenset(part for part, one in fillable.items() if one.may_be_empty)


def level_runs(slots: Sequence[IndicatorRow], part: str) -> Iterator[tuple[IndicatorRow, IndicatorRow, str]]:
    """Yields neighbouring rows of one level: first row, last row, the level."""
    first = None
    for slot, following in zip(slots, (*slots[1:], None), strict=True):
        first = first or slot
        level = getattr(slot, part)
        if following is None or getattr(following, part) != level:
            yield first, slot, level
            first = None
