"""The Layout: a compiled form with the role of every cell.

The writer draws it, the reader aligns with it.

A definition is compiled for a project type, a year and, where given records need more, more rows a category.
No other module knows geometry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, wraps
from typing import TypeVar

from toolkit.errors import InputError
from toolkit.forms import headings
from toolkit.forms.definition import Field, FormCell, FormDefinition, LayoutLine, column_field
from toolkit.forms.kinds import kind_of
from toolkit.forms.table_definition import LEVELS
from toolkit.forms.table_layout import IndicatorRow, TableArea, indicator_rows, level_runs, scoped, table_areas
from toolkit.indicators.framework import Framework
from toolkit.model.cell import CellRange, CellRef

_YEAR = re.compile(r"\{year([+-]\d)?\}")
Result = TypeVar("Result")


class Role(StrEnum):
    """The purpose of a cell."""

    MARK = "mark"
    TITLE = "title"
    LABEL = "label"
    NOTE = "note"
    HEADING = "heading"
    INPUT = "input"
    SPARE = "spare"
    CODE = "code"


#: Purposes of cells with a fixed text.
PRINTED = (Role.MARK, Role.TITLE, Role.LABEL, Role.NOTE, Role.HEADING)


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """One cell (or merged range) of a form.

    Attributes:
        range: the cells it covers.
        role: what it is for.
        text: its text; empty for a cell to fill.
        field: key of a cell to fill: a field's name, or `slots.4.name` for a row of the table.
        of: the label that introduces a field's cell.
        label: the first cell of that label, where it stands outside the tables of indicators.
    """

    range: CellRange
    role: Role
    text: str = ""
    field: str | None = None
    of: str | None = None
    label: CellRef | None = None


@dataclass(frozen=True)
class Layout:
    """A compiled form.

    Attributes:
        form: its definition.
        framework: the framework of levels.
        project_type: the type it was compiled for, None for none.
        year: the budget year.
        rows: rows a category, in the definition's order.
        cells: every cell that has a role, from top to bottom.
        slots: the rows of the tables of indicators; where a table has two sides, each row is there twice.
        areas: the places of the tables.
        heights: height in points of each row.
    """

    form: FormDefinition
    framework: Framework
    project_type: str | None
    year: int
    rows: tuple[int, ...]
    cells: tuple[LayoutCell, ...]
    slots: tuple[IndicatorRow, ...]
    areas: tuple[TableArea, ...]
    heights: tuple[float, ...]

    @cached_property
    def inputs(self) -> Mapping[str, LayoutCell]:
        """The cells to fill, by key."""
        return {cell.field: cell for cell in self.cells if cell.field is not None}

    @cached_property
    def locked(self) -> tuple[LayoutCell, ...]:
        """The cells with fixed text."""
        return tuple(cell for cell in self.cells if cell.role in PRINTED)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The columns of the first table by key, where each begins."""
        return self.areas[0].columns if self.areas else {}

    @property
    def heading(self) -> range:
        """The rows of the first table's heading."""
        first = len(self.form.layout)
        return self.areas[0].heading if self.areas else range(first, first)

    @property
    def footer(self) -> range:
        """The rows of the lines below the tables."""
        end = self.code_cell.row
        return range(end - len(self.form.footer), end)

    @cached_property
    def _parts(self) -> tuple[Mapping[str, Field], ...]:
        """The fields of the cells of each table, by part."""
        return tuple({one.part: column_field(one) for one in area.table.columns if not one.skip} for area in self.areas)

    @cached_property
    def unframed(self) -> frozenset[int]:
        """The rows whose cells have no borders."""
        placed = ((0, self.form.layout), (self.footer.start, self.form.footer))
        return frozenset(first + row for first, lines in placed for row, line in enumerate(lines) if not line.framed)

    @property
    def code_cell(self) -> CellRef:
        """The cell of the printed code: in the last row inside the print area."""
        return CellRef(len(self.heights) - 1, 0)

    @property
    def width(self) -> int:
        """Number of columns inside the print area."""
        return len(self.form.page.columns)

    @property
    def area(self) -> CellRange:
        """The print area."""
        return CellRange(CellRef(0, 0), CellRef(len(self.heights) - 1, self.width - 1))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything that nobody may change: 16 hexadecimal digits."""
        digest = hashlib.sha256(f"{self.form.id} {self.form.version}".encode())
        for cell in self.cells:
            digest.update(f"\n{cell.range} {cell.role} {cell.text} {cell.field or ''}".encode())
        return digest.hexdigest()[:16]

    def field(self, key: str) -> Field:
        """Returns the definition of a field, or of an indicator row's cell."""
        if key.startswith("slots."):
            _, number, part = key.split(".")
            return self._parts[self.slots[int(number)].table][part]
        return self.form.fields[key]

    def choices(self, key: str) -> tuple[str, ...]:
        """Returns the list that a cell to fill offers, empty for none."""
        if key.startswith("slots."):
            if given := self.field(key).choices:
                return tuple(given)
            slot = self.slots[int(key.split(".")[1])]
            if key.endswith(LEVELS):
                return tuple(dict.fromkeys(self._spelled(name) for name in self._levels(key)))
            kind = self.form.types.get(self.project_type or "")
            return kind.suggestions.get(slot.level2, ()) if kind and key.endswith(".name") else ()
        field = self.form.fields[key]
        return tuple(self.form.types) if field.choices == "types" else kind_of(field).offered(field)

    def _levels(self, key: str) -> Iterator[str]:
        """Yields the levels that may be typed into a cell."""
        for first, second in self.framework.pairs():
            yield first.name if key.endswith("level1") else second.name

    def _spelled(self, level: str) -> str:
        return next((one.spelling[level] for one in self.form.indicators.tables if level in one.spelling), level)


def once(work_out: Callable[[Layout], Result]) -> Callable[[Layout], Result]:
    """Returns a function that is computed once for each layout.

    A layout serves thousands of forms.
    """

    name = f"{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def cached(layout: Layout) -> Result:
        kept: dict[str, Result] = vars(layout).setdefault("_known", {})
        if name not in kept:
            kept[name] = work_out(layout)
        return kept[name]

    return cached


def compile_layout(
    form: FormDefinition,
    framework: Framework,
    year: int,
    project_type: str | None = None,
    at_least: Mapping[str, int] | None = None,
    rows: tuple[int, ...] | None = None,
) -> Layout:
    """Returns every cell of a form.

    Args:
        form: the definition.
        framework: its framework of levels.
        year: the budget year, printed inside labels.
        project_type: one of the definition's types.
        at_least: rows needed by canonical second level, where records need more than the form offers.
        rows: rows a category as a stamp has them, instead of the definition's.

    Raises:
        InputError: the definition has no such type.
    """
    if project_type is not None and form.types and project_type not in form.types:
        raise InputError(
            f"项目类型“{project_type}”不在模板中，可用：{'、'.join(form.types)}",
            f"The form has no project type “{project_type}”; choose one of {', '.join(form.types)}",
        )
    offered = [category for table in form.indicators.tables for category in table.offered]
    if rows is None or len(rows) != len(offered):
        rows = _rows(form, project_type, at_least or {})
    top = tuple(_lines(form.layout, 0, year))
    header = len(form.layout)
    areas = tuple(table_areas(form.indicators, rows, header))
    slots = tuple(indicator_rows(areas, framework, rows))
    table = tuple(cell for number, area in enumerate(areas) for cell in _table(area, number, slots))
    end = areas[-1].rows.stop if areas else header
    bottom = tuple(_lines(form.footer, end, year))
    end += len(form.footer)
    code = LayoutCell(CellRange(CellRef(end, 0), CellRef(end, len(form.page.columns) - 1)), Role.CODE)
    heights = [line.height for line in form.layout]
    for area in areas:
        heights += [*[area.table.height + 3] * len(area.heading), *[area.table.height] * len(area.rows)]
    heights += [line.height for line in form.footer]
    return Layout(
        form, framework, project_type, year, rows, (*top, *table, *bottom, code), slots, areas, (*heights, 12.0)
    )


def _rows(form: FormDefinition, project_type: str | None, at_least: Mapping[str, int]) -> tuple[int, ...]:
    kind = form.types.get(project_type or "")
    own = kind.rows if kind else {}
    return tuple(
        max(
            own.get(category.level2, category.rows),
            *(at_least.get(scoped(scope, category.level2), 0) for scope in table.scopes),
        )
        for table in form.indicators.tables
        for category in table.offered
    )


def _lines(lines: Sequence[LayoutLine], first: int, year: int) -> Iterator[LayoutCell]:
    """Yields the cells of lines above or below the table, from left to right.

    They flow around cells that reach down from above.
    """
    taken: set[tuple[int, int]] = set()
    above: dict[int, LayoutCell] = {}
    for row, line in enumerate(lines, first):
        col = 0
        before: LayoutCell | None = None
        for piece in line.cells:
            while (row, col) in taken:
                col += 1
            last = CellRef(row + piece.rows - 1, col + piece.span - 1)
            taken.update((r, c) for r in range(row, last.row + 1) for c in range(col, last.col + 1))
            place = CellRange(CellRef(row, col), last)
            if piece.field is not None:
                label = before or above.get(col)
                of, at = (label.text, label.range.first) if label else (None, None)
                yield LayoutCell(place, Role.INPUT, field=piece.field, of=of, label=at)
            else:
                role, text = _printed(piece)
                drawn = LayoutCell(place, role, with_year(text, year))
                yield drawn
                if role is Role.LABEL:
                    before = drawn
                    above.update(dict.fromkeys(range(col, last.col + 1), drawn))
            col = last.col + 1


def with_year(text: str, year: int) -> str:
    """Returns a printed text with the budget year, or one near it."""
    return _YEAR.sub(lambda match: str(year + int(match[1] or 0)), text)


def _printed(piece: FormCell) -> tuple[Role, str]:
    texts = {
        Role.MARK: piece.mark,
        Role.TITLE: piece.title,
        Role.NOTE: piece.note,
        Role.HEADING: piece.heading,
        Role.LABEL: piece.label,
    }
    return next(((role, text) for role, text in texts.items() if text), (Role.LABEL, ""))


def _table(area: TableArea, number: int, slots: tuple[IndicatorRow, ...]) -> Iterator[LayoutCell]:
    table = area.table
    own = [slot for slot in slots if slot.table == number]
    if table.side:
        last = area.rows.stop - 1 if own else area.heading.start
        yield LayoutCell(CellRange(CellRef(area.heading.start, 0), CellRef(last, 0)), Role.LABEL, table.side)
    above = headings.above(table, area.heading.start)
    for column, col in headings.placed(table):
        last = col + column.span - 1
        for place, text in above[table.key(column)]:
            yield LayoutCell(place, Role.LABEL, text)
        scope = table.scope_of(column) if len(table.scopes) > 1 else table.scopes[0]
        side = [slot for slot in own if slot.scope == (scope or table.scopes[0])]
        if column.skip:
            yield from (LayoutCell(CellRange(CellRef(row, col), CellRef(row, last)), Role.SPARE) for row in area.rows)
            continue
        if column.part in LEVELS and table.categories:
            for first, final, level in level_runs(side, column.part):
                place = CellRange(CellRef(first.row, col), CellRef(final.row, last))
                yield LayoutCell(place, Role.LABEL, table.spelling.get(level, level))
            continue
        for slot in side:
            place = CellRange(CellRef(slot.row, col), CellRef(slot.row, last))
            yield LayoutCell(place, Role.INPUT, field=f"slots.{slot.number}.{column.part}", of=column.label)
