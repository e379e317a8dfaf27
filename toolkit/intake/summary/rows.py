"""The rows of a summary's table: kinds, cells, names, exact amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from toolkit.excel.grid import CellKind, GridCell
from toolkit.excel.open.number_formats import shows_words
from toolkit.forms.definition import SummaryDefinition, SummaryKey
from toolkit.forms.fields.amount import without_exponent
from toolkit.indicators.quantities import number_text
from toolkit.indicators.shapes.measured import worth
from toolkit.intake.cells import disputed, look_at
from toolkit.intake.form.body import Body
from toolkit.intake.summary.lines import LineContext, is_line, is_note, read_line
from toolkit.intake.summary.table_heading import SummaryHeading
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money import parse_amount
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import clean_name, fold

#: A file holds a binary fraction near the number that was typed: 15 digits of it are the person's.
_TYPED = Context(prec=15)
_INDENT = re.compile(r"[ \t\u3000\u00a0]*")
_PLAIN = re.compile(r"[0-9,]+(\.[0-9]+)?")
#: Characters of a text that a finding quotes.
BRIEF = 60
#: Cells of a row outside of the table's columns that are named one by one; the others are named as a range.
_STRAY = 50
_NONE = re.compile(r"[-—–/*\s]+")


class ShownAmount(NamedTuple):
    """An amount as a cell shows it.

    Attributes:
        yuan: the exact amount in 元.
        unit: the unit it is written in.
        step: the smallest amount in 元 that its figures can show, at least two decimals of its unit.
    """

    yuan: Decimal
    unit: str
    step: Decimal


@dataclass(frozen=True)
class SheetRow:
    """One row of a table.

    Attributes:
        number: its row on the sheet, from 0.
        table: the heading above it.
        context: department, unit and years in force there.
        unit: unit of its amounts.
        cells: by key of the column; blank cells are missing.
        others: cells of columns that are none of the summary's.
        hidden: whether the row is hidden.
        rest: rows below that only continue its texts, as after a page break.
        listed: of a table with a row an indicator, what the rows of a project hold.
        end: the last of these rows.
    """

    number: int
    table: SummaryHeading
    context: LineContext
    unit: str
    cells: Mapping[SummaryKey, GridCell]
    others: tuple[Token, ...] = ()
    hidden: bool = False
    rest: tuple[SheetRow, ...] = ()
    listed: Body | None = None
    end: int = -1

    @cached_property
    def name(self) -> str:
        """Returns the name, without indent and wrapping."""
        return clean_name(self.text("name"))

    @cached_property
    def indent(self) -> int:
        """Returns the number of blanks before the name."""
        match = _INDENT.match(self.text("name"))
        return match.end() if match else 0

    @cached_property
    def amounts(self) -> Mapping[SummaryKey, ShownAmount]:
        """Returns the amounts that are there, by key."""
        keys = [key for key in MONEY_KEYS if key in self.cells and not self._is_unsure(key)]
        read = ((key, read_money(self.cells[key], self.unit_of(key))) for key in keys)
        return {key: money for key, money in read if money is not None}

    def unit_of(self, key: SummaryKey) -> str:
        """Returns the unit of a column: its own heading's, else that of the table."""
        return self.table.units.get(key, self.unit)

    def _is_unsure(self, key: SummaryKey) -> bool:
        """Whether a column names no unit while others name different ones."""
        return self.table.is_mixed and key not in self.table.units and self.context.unit is None

    def has(self, *keys: SummaryKey) -> bool:
        """Whether one of these columns is filled."""
        return any(key in self.cells for key in keys)

    def text(self, key: SummaryKey) -> str:
        """Returns the text of a column, with one kind of line break."""
        cell = self.cells.get(key)
        own = cell.text.replace("\r\n", "\n").replace("\r", "\n") if cell else ""
        return own + "".join(row.text(key) for row in self.rest)

    def address(self, key: SummaryKey) -> str:
        """Returns the address of a column's cell."""
        columns = self.table.columns
        return str(CellRef(self.number, columns["indicator" if key not in columns else key]))

    @property
    def range(self) -> str:
        """Returns the range from the table's first column to its last."""
        columns = self.table.columns.values()
        last = self.rest[-1].number if self.rest else max(self.number, self.end)
        return str(CellRange(CellRef(self.number, min(columns)), CellRef(last, max(columns))))

    def observations(self, *, total: bool = False) -> Iterator[Observation]:
        """Yields the observations of its cells.

        Formulas are usual among the amounts.
        """
        for key, cell in self.cells.items():
            money = key in MONEY_KEYS
            for seen in look_at(cell, self.address(key), numeric=money):
                if not (money and seen.seen is Observed.FORMULA):
                    yield seen
            if money and (doubt := disputed(cell, self.unit_of(key), self.address(key))):
                yield doubt
            if money and self._is_unsure(key):
                yield Observation(Observed.AMBIGUOUS, self.address(key), {"found": cell.text[:BRIEF]})
            if money and not total and cell.kind is CellKind.TEXT and not _PLAIN.fullmatch(cell.text.strip()):
                yield from self._normalised(key, cell)
        if self.hidden:
            yield Observation(Observed.HIDDEN_CONTENT, self.range, {"ref": self.range, "found": self.range})
        for token in self.others[:_STRAY]:
            yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:BRIEF]})
        if len(self.others) > _STRAY:  # a cell repeated to the end of the sheet takes no more room in a file than one
            rest = self.others[_STRAY:]
            found, cells = f"{rest[0].text[:BRIEF]}…（{len(rest):,}）", CellRange(rest[0].place, rest[-1].place)
            yield Observation(Observed.STRAY_CONTENT, str(cells), {"found": found})
        for row in self.rest:
            found = row.text("goal") or row.text("indicators")
            yield Observation(Observed.MOVED, row.range, {"found": found[:BRIEF], "expected": self.range})
            yield from row.observations()

    def _normalised(self, key: SummaryKey, cell: GridCell) -> Iterator[Observation]:
        money = self.amounts.get(key)
        if money is not None:
            # In the table's own unit: whoever types what is expected writes the same amount.
            facts = {"found": cell.text.strip(), "expected": number_text(money.yuan / worth(self.unit_of(key)))}
            yield Observation(Observed.NORMALISED, self.address(key), facts)
        elif not _NONE.fullmatch(cell.text) and key != "total":  # a total that is none is its own finding
            yield Observation(Observed.STRAY_CONTENT, self.address(key), {"found": cell.text[:BRIEF]})


def read_money(cell: GridCell, unit: str) -> ShownAmount | None:
    """Returns the exact amount of a cell in 元, None for no amount.

    A number as the file stores it is a binary fraction, so its first 15 digits are taken: 20.199999999999999
    is the 20.2 that was typed.
    """
    if disputed(cell, unit):
        return None
    if cell.kind is CellKind.NUMBER and shows_words(cell.format):  # 3.63万元 is what is seen and meant
        text = cell.text
    elif cell.kind is CellKind.NUMBER:
        if "%" in cell.format:
            return None
        try:
            text = f"{_TYPED.create_decimal(cell.raw or cell.text):f}"
        except InvalidOperation:
            return None
    elif cell.kind is CellKind.TEXT:
        text = without_exponent(cell.text) or cell.text
    else:
        return None
    read = parse_amount(text, unit)
    if read is None:
        return None
    yuan, written = read
    one = parse_amount("1", written)
    places = max(2, len(re.sub(r"[^0-9.]", "", text).partition(".")[2].rstrip("0")))
    return ShownAmount(yuan, written, (one[0] if one else Decimal(1)).scaleb(-places))


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a sheet's tables, and the cells between them.

    Attributes:
        rows: every row below a heading.
        lines_around: the content of the lines above and between the tables.
        stray: cells that belong to neither.
    """

    rows: tuple[SheetRow, ...]
    lines_around: LineContext
    stray: tuple[Token, ...]


def read_rows(
    lines: Lines, tables: tuple[SummaryHeading, ...], definition: SummaryDefinition, hidden: frozenset[int]
) -> TableRows:
    """Returns every row below the headings of a sheet.

    Repeated headings and titles of further pages are passed over; a new 部门名称 holds for what follows it.
    """
    headings = {row: table for table in tables for row in range(table.first, table.last + 1)}
    table: SummaryHeading | None = None
    context = LineContext()
    above: set[str] = set()
    rows: list[SheetRow] = []
    stray: list[Token] = []
    for number, tokens in lines.items():
        if number in headings:
            table = headings[number]
        elif table is None or is_line(tokens, definition, above):
            context = read_line(tokens, definition, context)
            above |= {fold(token.text) for token in tokens} if table is None else set()
        elif not is_note(tokens):
            row = _row(number, tokens, table, context, definition, number in hidden)
            if row.cells:
                rows.append(row)
            else:
                stray.extend(tokens)
    return TableRows(tuple(rows), context, tuple(stray))


def _row(
    number: int,
    tokens: tuple[Token, ...],
    table: SummaryHeading,
    above: LineContext,
    definition: SummaryDefinition,
    hidden: bool,
) -> SheetRow:
    keys = {col: key for key, col in table.columns.items()}
    cells = {keys[token.col]: token.cell for token in tokens if token.col in keys}
    others = tuple(token for token in tokens if token.col not in keys and not _is_number(token, table))
    return SheetRow(number, table, above, table.unit or above.unit or definition.unit, cells, others, hidden)


def _is_number(token: Token, table: SummaryHeading) -> bool:
    """Whether a cell only numbers its row, before the first column."""
    return (
        token.col < min(table.columns.values()) and re.fullmatch(r"\(?\d+(\.0)?[.、)]?", token.text.strip()) is not None
    )


_TOTAL = re.compile(r"(?P<of>.*?)(?P<kind>总合计|合计|总计|共计|小计)[:：]?")
_SUBTOTAL = "小计"
_LIKE_A_UNIT = re.compile(
    r".{2,40}(社区|村|居|委|会|室|心|局|所|站|院|校|园|司|处|府|街道|镇|乡|队|科|部|厅|团|馆)([(（][^()（）]*[)）])?"
)


class RowKind(Enum):
    """The kind of a row."""

    PROJECT = auto()
    ROOT = auto()  # the department's own row, or one that says 合计: all projects
    GROUP = auto()  # a unit's row above its projects, with amounts or without
    SUBTOTAL = auto()  # a row that says 小计 below its projects
    REST = auto()  # goes on with the texts of the row above


@dataclass(frozen=True, slots=True)
class Hints:
    """Facts about a summary that `merge` wrote, from its other sheets.

    Attributes:
        projects: rows (from 0) that are projects.
        groups: folded names of departments and units.
    """

    projects: frozenset[int] = frozenset()
    groups: frozenset[str] = frozenset()

    def knows(self, row: SheetRow) -> bool:
        """Whether a row is one of these."""
        return row.number in self.projects or fold(row.name) in self.groups


def kinds_of(rows: Sequence[SheetRow], department: str | None, hints: Hints) -> Iterator[RowKind]:
    """Yields the kind of each row by its own words.

    GROUP stands for kinds that only sums can settle.
    """
    root = _root(rows, department)
    for place, row in enumerate(rows):
        label = _TOTAL.fullmatch(fold(row.name))
        if row.number in hints.projects:
            yield RowKind.PROJECT
        elif row.has("goal", "indicators"):
            yield RowKind.PROJECT if row.has("name", *MONEY_KEYS) else RowKind.REST
        elif label and (row.has(*MONEY_KEYS) or not label["of"]):
            yield RowKind.SUBTOTAL if label["kind"] == _SUBTOTAL or label["of"] else RowKind.ROOT
        elif place in root:
            yield RowKind.ROOT if place == root[0] else RowKind.REST
        else:
            yield RowKind.GROUP if row.has("name") else RowKind.PROJECT


def like_a_unit(name: str) -> bool:
    """Whether a name ends as units' names do."""
    return _LIKE_A_UNIT.fullmatch(name) is not None


def subtotal_of(name: str) -> list[str]:
    """Returns the unit that a total row names: 第一社区 for 第一社区小计.

    Empty where it names none.
    """
    label = _TOTAL.fullmatch(name)
    return [label["of"]] if label and like_a_unit(label["of"]) else []


def _root(rows: Sequence[SheetRow], department: str | None) -> range:
    """Returns the places of the department's own row.

    Two where its name is torn over two rows, none where there is no such row.
    """
    wanted = fold(department or "")
    for place, row in enumerate(rows if wanted else ()):
        following = rows[place + 1 : place + 2]
        torn = "".join(other.name for other in following if not other.has(*MONEY_KEYS, "goal", "indicators"))
        if row.has("goal", "indicators") or wanted not in (fold(row.name), fold(row.name + torn)):
            continue
        return range(place, place + (1 if fold(row.name) == wanted else 2))
    return range(0)
