"""Further tables of a form, found by their headings; their rows as fields.

A cell belongs to the column under whose heading it stands, and to nothing where it stands under none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.forms.definition import FurtherTable
from toolkit.forms.further_tables import cell_key
from toolkit.forms.selfcheck import CODE_LABEL
from toolkit.intake.form.header import Found
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token
from toolkit.model.text import fold

_SUMS = ("合计", "总计", "小计", "共计")


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
            rest[row] = tuple(token for token in tokens if token.col not in columns)
            _read_rows(key, table, columns, _below(rest, row, words), (fields, rest))
            break
    return FurtherRead(fields, {row: tokens for row, tokens in rest.items() if tokens}, headed)


def _heading(tokens: tuple[Token, ...], table: FurtherTable, words: Vocabulary) -> Mapping[int, str] | None:
    """Returns the columns by place where a line heads a table, else None."""
    names = {fold(name): column.key for column in table.columns for name in (column.label, *column.also)}
    found = {token.col: names[text] for token in tokens if (text := fold(token.text)) in names}
    enough = len(set(found.values())) == len(found) and len(found) >= max(2, len(table.columns) - 1)
    return found if enough else None


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
    into: tuple[dict[str, Found], dict[int, tuple[Token, ...]]],
) -> None:
    fields, rest = into
    printed = {fold(line): number for number, line in enumerate(table.lines, 1)}
    first = table.columns[0].key
    number = 0
    for row, tokens in rows:
        held = {columns[token.col]: token for token in tokens if token.col in columns}
        head = held.get(first)
        if head is not None and fold(head.text) in _SUMS:
            rest[row] = tuple(token for token in tokens if token.col not in columns and token is not head)
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
            fields[cell_key(key, number, column)] = Found(token.text, token.place, (token,))
        rest[row] = tuple(token for token in tokens if token.col not in columns and token is not head)
