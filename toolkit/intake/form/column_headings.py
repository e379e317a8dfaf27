"""The heading of the indicator table: the part of an indicator in each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.forms.layout import Layout
from toolkit.forms.table_definition import SKIP
from toolkit.intake.form.table import VALUES
from toolkit.intake.form.table_words import TableWords
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token
from toolkit.model.money_units import unit_in
from toolkit.model.records import Scope

#: The group of columns under a heading that is no word of the form.
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class TableHeading:
    """A heading of the indicator table on a sheet.

    Attributes:
        rows: where it stands, one row or two.
        columns: the columns that it names, by part, from left to right.
        sides: where names and values stand twice side by side, the columns of each side; empty else.
        scopes: the sides that these are, None where the form does not tell its sides apart.
        table: the number of the form's table that is headed so.
        units: the units of money that headings of own columns name, by part.
        unknown: the cells of the heading that name no column of the form, by their columns.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    sides: tuple[Mapping[str, int], ...] = ()
    unknown: Mapping[int, Token] = field(default_factory=dict)
    scopes: tuple[Scope | None, ...] = (None,)
    table: int = 0
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def skipped(self) -> frozenset[int]:
        """The columns that are drawn and never read."""
        return frozenset(col for key, col in self.columns.items() if key.startswith(SKIP))

    def stranger(self, col: int) -> Token | None:
        """Returns the unknown heading over a column: its own, or a wider one."""
        if col in self.unknown:
            return self.unknown[col]
        columns = {*self.columns.values(), *(col for side in self.sides for col in side.values())}
        left = max((one for one in (*columns, *self.unknown) if one < col), default=None)
        between = left in self.unknown and col < max(columns, default=-1) and col not in columns
        return self.unknown[left] if left is not None and between else None


def headings(lines: Lines, words: Vocabulary) -> Iterator[TableHeading]:
    """Yields the headings in some lines.

    A table repeats its heading after a page break.
    """
    end = -1
    for (row, upper), (below, lower) in pairwise([*lines.items(), (-1, ())]):
        found = (
            [_heading(row, upper, below, lower, words, table) for table in range(len(words.tables))]
            if row > end
            else []
        )
        heading = max((one for one in found if one), key=lambda one: len(one.columns) - len(one.unknown), default=None)
        if heading is not None:
            end = heading.rows[-1]
            yield heading


def designed(layout: Layout, table: int, shift: int = 0) -> TableHeading:
    """Returns the heading of a table as designed, some columns further right."""
    area = layout.areas[table]
    columns = {key: col + shift for key, col in area.columns.items()}
    sides = tuple({part: col + shift for part, col in area.parts(scope).items()} for scope in area.table.scopes)
    return TableHeading((), columns, sides if len(sides) > 1 else (), scopes=area.table.scopes, table=table)


def _heading(
    row: int, upper: Sequence[Token], below: int, lower: Sequence[Token], words: Vocabulary, table: int
) -> TableHeading | None:
    """Returns the heading that begins with a line; the names' column may be gone."""
    heard = [(token, words.spoken(token.text)) for token in upper]
    named = [(key, token) for token, one in heard if (key := one.columns[table])]
    groups = {token.col: group for token, one in heard if (group := one.groups[table])}
    parts = {part for part, _ in named}
    if len(parts) + len(groups) < (2 if any(part.rpartition(".")[2] == "name" for part in parts) else 3):
        return None
    strangers = [
        token
        for token, one in heard
        if not (one.columns[table] or one.groups[table] or one.idle or _elsewhere(token, words))
    ]
    own = words.tables[table]
    if not groups or not _names_columns(lower, words):
        return _heading_of((row,), named, strangers, own, table)
    edges = {token.col: "" for _, token in named} | {token.col: _UNKNOWN for token in strangers} | groups
    for token in lower:
        group = _above(token, edges)
        part = own.column(token.text, group) or (own.column(token.text) if group in groups.values() else None)
        if part:
            named.append((part, token))
        elif not words.spoken(token.text).idle:
            strangers.append(token)
    return _heading_of((row, below), named, strangers, own, table)


def _elsewhere(token: Token, words: Vocabulary) -> bool:
    """Whether a cell is a word of the form that heads no column."""
    return words.spoken(token.text).word and not words.heads(token.text)


def _heading_of(
    rows: tuple[int, ...],
    named: Sequence[tuple[str, Token]],
    strangers: Sequence[Token],
    words: TableWords,
    table: int,
) -> TableHeading:
    """Returns the heading of some named columns.

    Two columns of one name on one side are unknown: nobody can say which is meant.
    """
    named = [*_by_sides(named, words)]
    times = Counter(part for part, _ in named)
    once = {part: token.col for part, token in named if times[part] == 1}
    unit = {part: unit for part, token in named if (unit := unit_in(token.text))}
    scopes = words.table.scopes
    sides = _sides(named) if times["name"] > 1 and scopes == (None,) else ()
    if sides:
        columns = {part: col for side in reversed(sides) for part, col in side.items()}
        unknown = {token.col: token for token in strangers}
        return TableHeading(rows, _in_order(columns), sides, unknown, (None,) * len(sides), table, unit)
    twice = [token for part, token in named if times[part] > 1]
    unknown = {token.col: token for token in (*strangers, *twice)}
    return TableHeading(rows, _in_order(once), _scoped(once, scopes), unknown, scopes, table, unit)


def _by_sides(named: Sequence[tuple[str, Token]], words: TableWords) -> Iterator[tuple[str, Token]]:
    """Yields the columns; like headings belong to the sides in their order."""
    alike: dict[str, list[Token]] = {}
    for key, token in named:
        if len(words.alike(key)) > 1:
            alike.setdefault(key, []).append(token)
        else:
            yield key, token
    for key, tokens in alike.items():
        keys = words.alike(key)
        sure = len(keys) == len(tokens)
        for number, token in enumerate(sorted(tokens, key=lambda token: token.col)):
            yield keys[number] if sure else key, token
        if not sure and len(tokens) == 1:  # nobody can say which side it heads
            yield key, tokens[0]


def _scoped(columns: Mapping[str, int], scopes: tuple[Scope | None, ...]) -> tuple[Mapping[str, int], ...]:
    """Returns the columns of each side, empty for a table with one."""
    if len(scopes) < 2:
        return ()
    shared = {key: col for key, col in columns.items() if "." not in key or key.startswith(SKIP)}
    return tuple(
        shared | {key.removeprefix(f"{scope}."): col for key, col in columns.items() if key.startswith(f"{scope}.")}
        for scope in scopes
    )


def _sides(named: Sequence[tuple[str, Token]]) -> tuple[Mapping[str, int], ...]:
    """Returns the sides of a table with two columns of names.

    Empty where a side has no value of its own.
    """
    sides: list[dict[str, int]] = [{}]
    for part, token in sorted(named, key=lambda item: item[1].col):
        if part in sides[-1]:
            sides.append({})
        sides[-1][part] = token.col
    shared = {part: col for part, col in sides[0].items() if part == "level1"}
    complete = tuple({**shared, **side} for side in sides)
    values = [value for side in complete for value in VALUES if value in side]
    apart = len(values) == len(set(values)) and all(any(value in side for value in VALUES) for side in complete)
    return complete if apart and all({"level2", "name"} <= side.keys() for side in complete) else ()


def _names_columns(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a line consists mostly of words of the heading."""
    heads = sum(words.heads(token.text) for token in tokens)
    level = any(words.framework.first(token.text) or words.framework.second(token.text) for token in tokens)
    return 2 * heads > len(tokens) and not level


def _above(token: Token, edges: Mapping[int, str]) -> str:
    """Returns the group over a heading, empty for none.

    It is the nearest cell above it or to its left, if that is a group.
    """
    left = max((col for col in edges if col <= token.col), default=None)
    return "" if left is None else edges[left]


def _in_order(columns: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(columns.items(), key=lambda item: item[1]))
