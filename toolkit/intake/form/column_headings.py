"""The heading of the indicator table: the part of an indicator in each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.intake.form.table import VALUES
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token

#: The group of columns under a heading that is no word of the form.
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class TableHeading:
    """A heading of the indicator table on a sheet.

    Attributes:
        rows: where it stands, one row or two.
        columns: the columns that it names, by part, from left to right.
        sides: where names and values stand twice side by side, the columns of each side; empty else.
        unknown: the cells of the heading that name no column of the form, by their columns.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]
    sides: tuple[Mapping[str, int], ...] = ()
    unknown: Mapping[int, Token] = field(default_factory=dict)

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
        heading = _heading(row, upper, below, lower, words) if row > end else None
        if heading is not None:
            end = heading.rows[-1]
            yield heading


def _heading(
    row: int, upper: Sequence[Token], below: int, lower: Sequence[Token], words: Vocabulary
) -> TableHeading | None:
    """Returns the heading that begins with a line; the names' column may be gone."""
    heard = [(token, words.spoken(token.text)) for token in upper]
    named = [(one.column, token) for token, one in heard if one.column]
    groups = {token.col: one.group for token, one in heard if one.group}
    parts = {part for part, _ in named}
    if len(parts) + len(groups) < (2 if "name" in parts else 3):
        return None
    strangers = [token for token, one in heard if not (one.column or one.group or one.idle or _elsewhere(token, words))]
    if not groups or not _names_columns(lower, words):
        return _heading_of((row,), named, strangers)
    edges = {token.col: "" for _, token in named} | {token.col: _UNKNOWN for token in strangers} | groups
    for token in lower:
        group = _above(token, edges)
        part = words.column(token.text, group) or (words.column(token.text) if group in groups.values() else None)
        if part:
            named.append((part, token))
        elif not words.spoken(token.text).idle:
            strangers.append(token)
    return _heading_of((row, below), named, strangers)


def _elsewhere(token: Token, words: Vocabulary) -> bool:
    """Whether a cell is a word of the form that heads no column."""
    return words.spoken(token.text).word and not words.heads(token.text)


def _heading_of(rows: tuple[int, ...], named: Sequence[tuple[str, Token]], strangers: Sequence[Token]) -> TableHeading:
    """Returns the heading of some named columns.

    Two columns of one name on one side are unknown: nobody can say which is meant.
    """
    times = Counter(part for part, _ in named)
    once = {part: token.col for part, token in named if times[part] == 1}
    sides = _sides(named) if times["name"] > 1 else ()
    if sides:
        columns = {part: col for side in reversed(sides) for part, col in side.items()}
        return TableHeading(rows, _in_order(columns), sides, {token.col: token for token in strangers})
    twice = [token for part, token in named if times[part] > 1]
    return TableHeading(rows, _in_order(once), (), {token.col: token for token in (*strangers, *twice)})


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
