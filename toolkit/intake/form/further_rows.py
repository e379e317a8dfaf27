"""Further tables of a form, found by their headings; their rows as fields.

A cell belongs to the column under whose heading it stands, and to nothing where it stands under none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from toolkit.forms.definition import FormDefinition
from toolkit.forms.further_definition import FurtherTable
from toolkit.forms.further_tables import (
    FURTHER,
    TOTALS,
    cell_key,
    field_key,
    field_of,
    is_printed,
    row_numbers,
    split_key,
)
from toolkit.forms.kinds import Amount, Parsed, answer_text
from toolkit.forms.selfcheck import CODE_LABEL
from toolkit.intake.form.form_labels import parameters
from toolkit.intake.form.header import Found, Header
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.evidence import Observation, Observed
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.money import decimal_text
from toolkit.model.money_units import unit_in
from toolkit.model.records import Tables
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
        for row in list(rest):
            heading = _heading(rest, row, table)
            if heading is None:
                continue
            headed[key] = frozenset(heading.columns.values())
            heads = (token for token in heading.tokens if token.col in heading.columns)
            units = {heading.columns[token.col]: unit for token in heads if (unit := unit_in(token.text))}
            for number in heading.rows:
                rest[number] = tuple(token for token in rest[number] if token not in heading.tokens)
            rows = _below(rest, heading.rows[-1], words)
            _read_rows(key, table, heading.columns, rows, _Into(fields, rest, units))
            break
    return FurtherRead(fields, {row: tokens for row, tokens in rest.items() if tokens}, headed)


class _Heading(NamedTuple):
    """The heading of a further table on a sheet: rows, cells, columns by place."""

    rows: tuple[int, ...]
    tokens: frozenset[Token]
    columns: Mapping[int, str]


def _heading(lines: Lines, row: int, table: FurtherTable) -> _Heading | None:
    """Returns the heading that begins in a line, else None.

    Where columns have a heading above theirs, it takes two lines.
    """
    groups = {fold(one.group) for one in table.columns if one.group}
    names: dict[tuple[str, str], list[str]] = {}
    for one in table.columns:
        for place in dict.fromkeys((fold(one.group or ""), _bare(name)) for name in (one.label, *one.also)):
            names.setdefault(place, []).append(one.key)
    upper = [token for token in lines[row] if fold(token.text) in groups]
    if groups and len(upper) < len(groups):
        return None
    rows = (row, row + 1) if groups and row + 1 in lines else (row,)
    called: dict[tuple[str, str], list[Token]] = {}
    for token in (token for number in rows for token in lines[number] if token not in upper):
        above = next((one for one in reversed(upper) if one.col <= token.col), None) if token.row != row else None
        called.setdefault((fold(above.text) if above else "", _bare(token.text)), []).append(token)
    # columns that differ in their years only follow each other: 2023年 | 2024年 | 2025年
    matched = [(place, tokens) for place, tokens in called.items() if len(names.get(place, ())) == len(tokens)]
    found = {token.col: key for place, tokens in matched for token, key in zip(tokens, names[place], strict=True)}
    used = {*upper, *(token for _, tokens in matched for token in tokens)}
    enough = len(set(found.values())) == len(found) and len(found) >= max(2, len(table.columns) - 1)
    return _Heading(rows, frozenset(used), found) if enough else None


def _bare(text: str) -> str:
    """Returns a heading as it is compared, without its unit of money."""
    return parameters(fold(text))[0]


def _below(lines: Lines, heading: int, words: Vocabulary) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """Yields the lines below a heading, up to another part of the form."""
    for row, tokens in list(lines.items()):
        if row <= heading or not tokens:
            continue
        if any(words.label(token.text) is not None or words.is_title(token.text) for token in tokens):
            return
        if sum(words.heads(token.text) for token in tokens) > 1 or tokens[0].text.startswith(CODE_LABEL):
            return
        if any(_heading(lines, row, other) for other in words.form.tables.values()):
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
    printed = {fold(line) for line in table.lines if line}
    first = table.columns[0].key
    left = next((col for col, column in columns.items() if column == first), min(columns))
    found: list[tuple[int, tuple[Token, ...], Token | None]] = []
    for row, tokens in rows:
        held = {columns[token.col]: token for token in tokens if token.col in columns}
        head = held.get(first)
        if printed and (head is None or fold(head.text) not in printed):  # or right of its heading
            head = next((token for token in tokens if fold(token.text) in printed), head)
        total = next((token for token in tokens if token.col <= left and _SUM.fullmatch(fold(token.text))), None)
        if total is not None and fold(total.text) not in printed:
            of_all = "小计" not in total.text
            for part in (one for one in table.totalled if one in held and of_all):
                token = held[part]
                fields[cell_key(key, TOTALS, part)] = Found(token.text, token.place, (token,), (), units.get(part))
            rest[row] = tuple(token for token in tokens if token.col not in columns and token is not total)
        elif (held or (head is not None and printed)) and (len(tokens) > 1 or head is not None):
            found.append((row, tokens, head))
    numbers = row_numbers(table, (head.text if head is not None else "" for _, _, head in found))
    for (row, tokens, head), number in zip(found, numbers, strict=True):
        if number is None:
            continue
        is_line = head is not None and fold(head.text) in printed
        for token in tokens:
            column = columns.get(token.col)
            if column is not None and not (is_line and (token is head or column == first)):
                place = field_key(key, table, number, column)
                fields[place] = Found(token.text, token.place, (token,), (), units.get(column))
        rest[row] = tuple(token for token in tokens if token.col not in columns and token is not head)


def further_tables(form: FormDefinition, values: Mapping[str, Parsed]) -> Tables:
    """Returns the filled rows of the further tables, with their printed first column.

    A cell has no place for words beside an amount: such an amount is missing.
    """
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for key, value in values.items():
        if key.startswith(FURTHER) and not (isinstance(value, Amount) and value.words):
            table, row, column = split_key(key)
            if row != TOTALS:
                rows.setdefault(table, {}).setdefault(row, {})[column] = answer_text(value, field_of(form, key))
    return FrozenMap(
        {
            key: tuple(_further_row(table, row, cells) for row, cells in sorted(rows[key].items()))
            for key, table in form.tables.items()
            if key in rows
        }
    )


def wrong_totals(header: Header, form: FormDefinition, values: Mapping[str, Parsed]) -> Iterator[Observation]:
    """Yields printed total rows of further tables that differ from their sum."""
    tables = further_tables(form, values)
    for key, table in form.tables.items():
        for column in table.totalled:
            name = cell_key(key, TOTALS, column)
            printed, rows = values.get(name), tables.get(key, ())
            added = sum((Decimal(row[column]) for row in rows if column in row), Decimal(0))
            if isinstance(printed, Amount) and printed.yuan != added:
                facts = {"printed": decimal_text(printed.yuan), "sum": decimal_text(added), "column": name}
                yield Observation(Observed.TOTAL_ROW, joined(header.fields[name].tokens), facts)


def _further_row(table: FurtherTable, row: int, cells: Mapping[str, str]) -> Answers:
    printed = {table.columns[0].key: table.lines[row - 1]} if is_printed(table, row, 0) else {}
    return FrozenMap({one.key: text for one in table.columns if (text := {**printed, **cells}.get(one.key))})
