"""Further tables of a form, found by their headings; their rows as fields.

A cell belongs to the column under whose heading it stands, and to nothing where it stands under none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.forms.definition import FurtherTable
from toolkit.forms.further_tables import TOTALS, cell_key
from toolkit.forms.selfcheck import CODE_LABEL
from toolkit.intake.form.header import Found
from toolkit.intake.form.label_parameters import parameters
from toolkit.intake.form.vocabulary import Vocabulary, unit_in
from toolkit.intake.tokens import Lines, Token
from toolkit.model.text import fold

#: A row of totals, which is none of the table's own.
_SUM = re.compile(
    r"(?:本页|本表|支出|收入|资金|经费|费用|金额)?(?:总合计|合计|总计|小计|共计)(?:数|金额|费用)?(?:\(.{1,10}\))?:?"
)


class FurtherRead(NamedTuple):
    """The further tables of a sheet.

    Attributes:
        fields: their cells by key.
        rest: the lines without them.
        columns: the columns that each table has on the sheet, by key of the table.
    """

    fields: dict[str, Found]
    rest: Lines
    columns: Mapping[str, frozenset[str]]

    def missing(self, words: Vocabulary) -> Iterator[str]:
        """Yields the names of tables and of columns that the sheet does not have."""
        for key, table in words.form.tables.items():
            found = self.columns.get(key)
            if found is None:
                yield table.name
            else:
                yield from (f"{table.name}：{one.label}" for one in table.columns if one.key not in found)


class _Into(NamedTuple):
    """The cells of all tables, the lines left, one table's units."""

    fields: dict[str, Found]
    rest: dict[int, tuple[Token, ...]]
    units: Mapping[str, str | None]


def read_further(lines: Lines, words: Vocabulary) -> FurtherRead:
    """Returns the further tables of a sheet."""
    fields: dict[str, Found] = {}
    rest = dict(lines)
    headed: dict[str, frozenset[str]] = {}
    for key, table in words.form.tables.items():
        for row, tokens in list(rest.items()):
            columns = _heading(tokens, table, words)
            if columns is None:
                continue
            headed[key] = frozenset(columns.values())
            units = {columns[token.col]: unit_in(token.text) for token in tokens if token.col in columns}
            rest[row] = tuple(token for token in tokens if token.col not in columns)
            _read_rows(key, table, columns, _below(rest, row, words), _Into(fields, rest, units))
            break
    return FurtherRead(fields, {row: tokens for row, tokens in rest.items() if tokens}, headed)


def _heading(tokens: tuple[Token, ...], table: FurtherTable, words: Vocabulary) -> Mapping[int, str] | None:
    """Returns the columns by place where a line heads a table, else None."""
    names = {_bare(name): column.key for column in table.columns for name in (column.label, *column.also)}
    found = {token.col: names[text] for token in tokens if (text := _bare(token.text)) in names}
    enough = len(set(found.values())) == len(found) and len(found) >= max(2, len(table.columns) - 1)
    return found if enough else None


def _bare(text: str) -> str:
    """Returns a heading as it is compared, without its unit of money."""
    return parameters(fold(text))[0]


def _below(lines: Lines, heading: int, words: Vocabulary) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Yields the lines below a heading, up to another part of the form."""
    for row, tokens in list(lines.items()):
        if row <= heading:
            continue
        if any(words.label(token.text) is not None or words.is_title(token.text) for token in tokens):
            return
        if sum(words.heads(token.text) for token in tokens) > 1 or tokens[0].text.startswith(CODE_LABEL):
            return
        if any(_heading(tokens, other, words) for other in words.form.tables.values()):
            return
        yield row, tokens


def _read_rows(
    key: str,
    table: FurtherTable,
    columns: Mapping[int, str],
    rows: Iterator[tuple[int, tuple[Token, ...]]],
    into: _Into,
) -> None:
    fields, rest, units = into
    printed = {fold(line): number for number, line in enumerate(table.lines, 1)}
    first = table.columns[0].key
    number, left = 0, next((col for col, column in columns.items() if column == first), min(columns))
    for row, tokens in rows:
        held = {columns[token.col]: token for token in tokens if token.col in columns}
        head = held.get(first)
        total = next((token for token in tokens if token.col <= left and _SUM.fullmatch(fold(token.text))), None)
        if total is not None:
            of_all = "小计" not in total.text
            for column in (one for one in table.totalled if one in held and of_all):
                token = held[column]
                fields[cell_key(key, TOTALS, column)] = Found(token.text, token.place, (token,), (), units.get(column))
            rest[row] = tuple(token for token in tokens if token.col not in columns and token is not total)
            continue
        if table.lines:
            head = next((token for token in tokens if fold(token.text) in printed), None)  # or right of its heading
            if head is None:
                continue
            number = printed[fold(head.text)]
            held = {column: token for column, token in held.items() if token is not head and column != first}
            tokens = tuple(token for token in tokens if token is not head)
        elif len(held) < 1 or (len(held) == 1 and len(tokens) == 1 and head is None):
            continue
        else:
            number += 1
        for column, token in held.items():
            fields[cell_key(key, number, column)] = Found(token.text, token.place, (token,), (), units.get(column))
        rest[row] = tuple(token for token in tokens if token.col not in columns and token is not head)
