"""The draft of a definition: fields, lines, tables, guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.adopting.indicator_tables import DraftTable
from toolkit.adopting.sheet_blocks import FormBlock
from toolkit.indicators.framework import Framework
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual


@dataclass(frozen=True, slots=True)
class DraftField:
    """A cell to fill.

    Attributes:
        key: of the record, or the form's own.
        kind: how it is filled.
        name: what a person calls it.
        place: where it stands on the sheet.
        choices: the list that it offers.
        guess: why it is a guess; None where it is none.
    """

    key: str
    kind: str
    name: str
    place: CellRange
    choices: tuple[str, ...] = ()
    guess: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A cell of a line.

    Attributes:
        kind: what it is in a definition.
        text: what is printed, or the field's key.
        span: columns it covers.
        rows: lines it covers.
        optional: whether a form of the same kind may do without it.
        repeated: whether an earlier label has the same words.
    """

    kind: Literal["mark", "title", "label", "field", "note", "heading"]
    text: str
    span: int = 1
    rows: int = 1
    optional: bool = False
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of the form, or the place of a further table.

    Attributes:
        cells: from left to right; where a table stands there, those before its heading.
        height: in points.
        table: key of a further table.
        framed: whether its cells have borders.
    """

    cells: tuple[DraftCell, ...]
    height: float
    table: str = ""
    framed: bool = True


@dataclass(frozen=True, slots=True)
class DraftFurtherColumn:
    """A column of a further table."""

    key: str
    label: str
    kind: str
    span: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class DraftFurtherTable:
    """A further table of the form.

    Attributes:
        key: its key.
        name: what a person calls it.
        columns: from left to right.
        rows: rows to fill.
        side: the label at its left; None for none.
        lines: the printed first column, a text a row, empty where it is to fill; none where all cells are.
        cells: row and column of the cells that hold a field of the form, by field.
        height: of its rows, in points.
    """

    key: str
    name: str
    columns: tuple[DraftFurtherColumn, ...]
    rows: int
    side: FormBlock | None = None
    lines: tuple[str, ...] = ()
    cells: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    height: float = 20.0


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that was not understood.

    Attributes:
        cell: its address.
        text: what it says.
        why: what was made of it.
    """

    cell: str
    text: str
    why: Bilingual


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a definition.

    Attributes:
        id: name on the command line.
        title: of the form, without its year.
        record: what a filled form is the record of.
        unit: of its amounts.
        framework: id of the framework of levels.
        year: the budget year on the sheet, None where it says none.
        widths: of the columns, in characters.
        page: orientation, typefaces and sizes.
        fields: by key.
        layout: the lines above the indicators.
        footer: the lines below.
        tables: the indicator tables.
        further: the further tables, by key.
        unsummed: whether the total is not the sum of the usual parts.
        filled: whether the sheet was filled in.
        unread: the cells that were not understood.
        levels: the framework of its own levels; None where a framework at hand knows all.
    """

    id: str
    title: str
    record: Literal["project", "department"]
    unit: str
    framework: str
    year: int | None
    widths: tuple[float, ...]
    page: Mapping[str, str | float]
    fields: Mapping[str, DraftField]
    layout: tuple[DraftLine, ...]
    footer: tuple[DraftLine, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    further: Mapping[str, DraftFurtherTable] = field(default_factory=dict)
    unsummed: bool = False
    filled: bool = False
    unread: tuple[Unread, ...] = ()
    levels: Framework | None = None


def labels(lines: Sequence[DraftLine]) -> Iterator[tuple[str, str]]:
    """Yields each field with the label that introduces it."""
    above: dict[int, str] = {}
    for line in lines:
        label, col = None, 0
        for cell in line.cells:
            if cell.kind == "label":
                label = cell.text
                above.update(dict.fromkeys(range(col, col + cell.span), cell.text))
            elif cell.kind == "field":
                written = label or above.get(col)
                if written:
                    yield cell.text, written
                label = None
            col += cell.span
