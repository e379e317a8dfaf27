"""A roster as a grid to fill in: columns, rows, and the file. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

from toolkit.desk.upload_bodies import FormFields
from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import Amount
from toolkit.issuing.roster_book import RosterDraftBook
from toolkit.issuing.roster_drafts import RosterDraft, offered
from toolkit.issuing.roster_rows import RosterRow
from toolkit.model.money import decimal_text
from toolkit.model.schema import MONEY_KEYS

#: Rows of an empty grid, rows that are added at a time, rows from which on a file is handier.
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 8, 10, 400
#: Columns that are shown only where something stands in them.
_SELDOM = (*MONEY_KEYS[1:], "remark")
#: The column of last year's amounts, which are only looked at.
PREVIOUS = "previous"
_YEARS = ("budget_year", "start_year", "end_year")
_CELL = "cell-"

GridRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of the grid.

    Attributes:
        key: the field of the record.
        heading: as the roster's file has it; amounts are in 元.
        choices: the only values, empty where anything may be written.
        kind: text, year, amount, or previous for what is only looked at.
        required: whether every row needs it.
    """

    key: str
    heading: str
    choices: tuple[str, ...] = ()
    kind: str = "text"
    required: bool = False

    @property
    def name(self) -> str:
        """The name of its fields in the page's form."""
        return f"{_CELL}{self.key}"


def grid_columns(form: FormDefinition, rows: Iterable[GridRow] = ()) -> tuple[GridColumn, ...]:
    """Returns the columns of a form's roster, with those that only these rows have."""
    book = RosterDraftBook(form)
    used = {key for row in rows for key, value in row.items() if value}
    keys = [key for key in book.columns if key not in _SELDOM or key in used]
    keys += sorted(key for key in used if key not in keys and key in form.fields)
    if PREVIOUS in used and "total" in keys:
        keys.insert(keys.index("total"), PREVIOUS)
    return tuple(_column(form, book, key) for key in keys)


def _column(form: FormDefinition, book: RosterDraftBook, key: str) -> GridColumn:
    if key == PREVIOUS:
        return GridColumn(key, "上年金额（元）", kind=PREVIOUS)
    if key not in book.columns:
        return GridColumn(key, form.fields[key].name)
    heading = book.heading(key)
    plain = heading.removesuffix("*")
    if key in MONEY_KEYS:
        return GridColumn(key, f"{plain.partition('（')[0]}（元）", kind="amount", required=plain != heading)
    kind = "year" if key in _YEARS else "text"
    return GridColumn(key, plain, offered(form, key), kind, plain != heading)


def rows_of_form(fields: FormFields, columns: Sequence[GridColumn]) -> list[GridRow]:
    """Returns the rows that a person filled in, without empty ones.

    Last year's amount alone makes no row.
    """
    cells = [fields.every(column.name) for column in columns]
    rows = [
        {column.key: value for column, value in zip(columns, row, strict=True)}
        for row in zip_longest(*cells, fillvalue="")
    ]
    return [row for row in rows if any(value for key, value in row.items() if key != PREVIOUS)]


def rows_of_roster(rows: Iterable[RosterRow]) -> list[GridRow]:
    """Returns the rows of a roster's file."""
    return [
        {
            **{key: _text(value) for key, value in row.values.items()},
            **{key: _text(value) for key, value in row.funds.items()},
            **({"budget_year": str(row.budget_year)} if row.budget_year else {}),
        }
        for row in rows
    ]


def rows_of_drafts(drafts: Iterable[RosterDraft]) -> list[GridRow]:
    """Returns last year's projects; this year's amounts are left to be filled in."""
    return [
        {
            **{key: str(value) for key, value in draft.values.items()},
            **({} if draft.previous is None else {PREVIOUS: decimal_text(draft.previous)}),
        }
        for draft in drafts
    ]


def _text(value: object) -> str:
    return decimal_text(value.yuan) if isinstance(value, Amount) else str(value)


def roster_csv(columns: Sequence[GridColumn], rows: Iterable[GridRow]) -> bytes:
    """Returns the roster as a .csv that Excel opens."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    columns = [column for column in columns if column.key != PREVIOUS]
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([row.get(column.key, "") for column in columns])
    return out.getvalue().encode("utf-8-sig")
