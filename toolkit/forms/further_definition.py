"""Further tables in a definition: cost composition, key tasks, a matrix of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FurtherColumn:
    """A column of a further table.

    Attributes:
        key: name of its answers in a record.
        label: its heading.
        kind: how it is filled in, one of the kinds of fields.
        also: other spellings of the heading that home-made forms use.
        span: sheet columns it covers.
        choices: the list offered.
        most: longest text, in characters.
        group: a heading above the heading; neighbours of one group share it.
    """

    key: str
    label: str
    kind: str = "text"
    also: tuple[str, ...] = ()
    span: int = 1
    choices: tuple[str, ...] = ()
    most: int | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class FurtherCell:
    """The place of a field in a further table.

    Attributes:
        row: its row, from 1.
        column: key of its column.
    """

    row: int
    column: str


#: In the sums of a further table, its own row 合计.
TOTAL_ROW = "total_row"


@dataclass(frozen=True, slots=True)
class FurtherTable:
    """A table beside that of the indicators, such as cost composition or key tasks.

    Attributes:
        name: what a person calls it.
        columns: from left to right.
        rows: rows it offers.
        lines: the printed first column, a text a row; instead of `rows`. An empty text is a cell to fill.
        cells: the cells that hold a field of the form, by field.
        height: of its rows in points; without it, that of the line where it stands.
        sums: by column, what the amounts of its rows add up to: `total_row`, a row 合计 that is printed below them, or
            an amount among the fields.
    """

    name: str
    columns: tuple[FurtherColumn, ...]
    rows: int = 0
    lines: tuple[str, ...] = ()
    cells: Mapping[str, FurtherCell] = field(default_factory=dict)
    height: float | None = None
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def totalled(self) -> tuple[str, ...]:
        """The columns that the printed total row adds up."""
        return tuple(column for column, targets in self.sums.items() if TOTAL_ROW in targets)
