"""The heading of the table of indicators: one line, or two where its columns stand in groups.

In groups the same words come twice (实施周期指标值: 符号, 数值, 单位; 年度指标值: 符号, 数值, 单位): there a column is
known by its own heading together with the one above it. What cannot be told apart is no column; that is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.intake.aligning.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that was found.

    Attributes:
        rows: where it stands, one row or two.
        columns: the columns that it names, by part, from left to right.
    """

    rows: tuple[int, ...]
    columns: Mapping[str, int]


def headings(lines: Lines, words: Vocabulary) -> Iterator[Heading]:
    """The headings in some lines: of a table, and where it goes on after a page break."""
    end = -1
    for (row, upper), (below, lower) in pairwise([*lines.items(), (-1, ())]):
        heading = _heading(row, upper, below, lower, words) if row > end else None
        if heading is not None:
            end = heading.rows[-1]
            yield heading


def _heading(row: int, upper: Sequence[Token], below: int, lower: Sequence[Token], words: Vocabulary) -> Heading | None:
    """The heading that begins with a line; the names' column may be gone."""
    said = [(token.col, words.spoken(token.text)) for token in upper]
    named = [(one.column, col) for col, one in said if one.column]
    groups = {col: one.group for col, one in said if one.group}
    parts = {part for part, _ in named}
    if len(parts) + len(groups) < (2 if "name" in parts else 3):
        return None
    found = _once(named)
    if not groups or not _names_columns(lower, words):
        return Heading((row,), _in_order(found))
    edges = dict.fromkeys(found.values(), "") | groups
    found |= _once([(part, token.col) for token in lower if (part := words.column(token.text, _above(token, edges)))])
    return Heading((row, below), _in_order(found))


def _once(named: Sequence[tuple[str, int]]) -> dict[str, int]:
    """The columns that are named once; of two with the same name nobody can tell which is meant."""
    times = Counter(part for part, _ in named)
    return {part: col for part, col in named if times[part] == 1}


def _names_columns(tokens: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a line holds words of the heading and nothing else."""
    return bool(tokens) and all(words.heads(token.text) for token in tokens)


def _above(token: Token, edges: Mapping[int, str]) -> str:
    """The group under which a heading stands: the nearest above it or to its left, if that is a group."""
    left = max((col for col in edges if col <= token.col), default=None)
    return "" if left is None else edges[left]


def _in_order(columns: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(columns.items(), key=lambda item: item[1]))
