"""The cells of a sheet, and its protection and hidden parts.

No spreadsheet library is needed to look at a Grid; `workbook` and `legacy` in `toolkit.excel.open` make them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from toolkit.model.cell import CellRange
from toolkit.model.text import is_blank

Worked = TypeVar("Worked")


class CellKind(StrEnum):
    """The kinds of content of a cell, as the file names them."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    EMPTY = "empty"


class GridCell(NamedTuple):
    """One cell of a returned sheet.

    Attributes:
        text: what a person reads in it, as far as the format tells: text as it is, `0.9` with a percent
            format as `90%`, a date as `2024-01-02`, an error as `#REF!`; empty for an empty cell.
        kind: what the file says it is.
        raw: the stored value where it differs from `text` (0.9, 45293); else the same.
        format: the number format's code, General where none.
        formula: the formula without its equals sign, None where there is none.
        computed: False where a formula has no stored result.
        locked: whether the cell is locked once the sheet is protected.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    raw: str = ""
    format: str = "General"
    formula: str | None = None
    computed: bool = True
    locked: bool = True

    @property
    def blank(self) -> bool:
        """Whether the cell looks empty: nothing, white space or invisible characters."""
        return is_blank(self.text)


class Validation(NamedTuple):
    """A data validation (drop-down or limit) as the sheet has it.

    Attributes:
        ranges: the cells it covers.
        type: list, whole, decimal, textLength, custom, date.
        formula1: its first formula, normalised as in `toolkit.excel.open.formulas`.
        formula2: its second formula, empty where none or where it means nothing.
        operator: how a value is compared with them; between where nothing is said or it means nothing.
    """

    ranges: tuple[CellRange, ...]
    type: str
    formula1: str
    formula2: str = ""
    operator: str = "between"


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: the sheet's name.
        index: its place in the workbook, from 0.
        visible: False for hidden and very hidden sheets.
        cells: the cells that hold something or are formatted, by (row, col) from 0.
        merges: the merged ranges.
        hidden_rows: rows that are hidden, filtered away or of no height.
        hidden_cols: columns that are hidden or of no width.
        validations: drop-downs and limits.
        protected: whether the sheet is protected.
        has_comments: whether it carries comments.
        has_drawings: whether it carries pictures, shapes or embedded objects.
        has_conditional_formats: whether conditional formats are there.
        row_heights: heights in points of the rows that say one; none for other formats.
    """

    name: str
    index: int
    visible: bool
    cells: Mapping[tuple[int, int], GridCell]
    merges: tuple[CellRange, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    validations: tuple[Validation, ...] = ()
    protected: bool = False
    has_comments: bool = False
    has_drawings: bool = False
    has_conditional_formats: bool = False
    row_heights: Mapping[int, float] = field(default_factory=dict)

    def text(self, row: int, col: int) -> str:
        """Returns the text of a cell; empty without one."""
        cell = self.cells.get((row, col))
        return "" if cell is None else cell.text


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as it came back.

    Attributes:
        format: xlsx, xlsm, xls, ods, xlsb: by content, not by name.
        sheets: in workbook order, hidden ones too.
        names: defined names and what they refer to.
        properties: custom document properties.
        keywords: the core property `keywords`.
        structure_locked: whether the workbook's structure is protected.
        has_macros: whether a macro project is in the file.
        external_links: targets of links to other workbooks or data.
        structure_readable: False for formats whose structure cannot be read (locks, merges, validations).
        worked_out: what has been worked out about the workbook, shared by its sheets (`once`).
    """

    format: str
    sheets: tuple[Grid, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    keywords: str = ""
    structure_locked: bool = False
    has_macros: bool = False
    external_links: tuple[str, ...] = ()
    structure_readable: bool = True
    worked_out: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def once(self, work: Callable[[Book], Worked]) -> Worked:
        """Returns what every sheet asks about its workbook, worked out once."""
        if work not in self.worked_out:
            self.worked_out[work] = work(self)
        found: Worked = self.worked_out[work]
        return found

    def sheet(self, name: str) -> Grid | None:
        """Returns the sheet of that name."""
        return next((grid for grid in self.sheets if grid.name == name), None)
