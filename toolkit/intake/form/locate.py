"""The regions of a sheet that hold forms, found by the labels."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from toolkit.excel.grid import Grid, GridCell, Validation
from toolkit.intake.form.column_headings import headings
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token
from toolkit.model.cell import CellRange
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold

#: A form is recognised when at least this share of the labels above its table is there …
ENOUGH = 0.5
#: … and at least this many columns of its table, or levels of its framework.
TABLE_WORDS = 2

#: A department's overall targets: read where a definition fits, else refused by name.
DEPARTMENT = Bilingual("部门整体绩效目标表", "a department's overall targets")
#: Tables of the same family that are not targets, by a word of their title …
OTHER_TITLES: tuple[tuple[re.Pattern[str], Bilingual], ...] = (
    (re.compile(r"自评"), Bilingual("绩效自评表", "a self-evaluation form")),
    (re.compile(r"监控"), Bilingual("绩效监控表", "a monitoring form")),
    (re.compile(r"绩效评价"), Bilingual("绩效评价表", "an evaluation form")),
    (re.compile(r"部门整体(支出)?绩效目标"), DEPARTMENT),
)
#: … or by a column that only they have.
OTHER_COLUMNS: Mapping[str, Bilingual] = {
    "实际完成值": OTHER_TITLES[0][1],
    "全年实际值": OTHER_TITLES[0][1],
    "年度实际值": OTHER_TITLES[0][1],
    "自评得分": OTHER_TITLES[0][1],
    "得分": OTHER_TITLES[0][1],
    "预计完成值": OTHER_TITLES[1][1],
}
_TITLE_LINES = 4
#: With fewer forms on a sheet each may look at all of it.
_MANY = 4


@dataclass(frozen=True, slots=True)
class Region:
    """A region of a sheet that holds one form.

    Attributes:
        words: the vocabulary of the form.
        lines: its lines, only the cells that belong to it.
        first: whether it is the first of its sheet.
        bottom: the row where the next form begins, None for the last.
        left: its first column.
        right: the column where the next form beside it begins, None for the last.
    """

    words: Vocabulary
    lines: Lines
    first: bool = True
    bottom: int | None = None
    left: int = 0
    right: int | None = None

    @property
    def top(self) -> int:
        """Returns the row of its first line."""
        return next(iter(self.lines))

    def holds(self, row: int, col: int) -> bool:
        """Whether a cell is in the region.

        Empty rows below the last line and the space to the right belong to it.
        """
        inside = row >= self.top and (self.bottom is None or row < self.bottom)
        return inside and col >= self.left and (self.right is None or col < self.right)


def portions(grid: Grid, found: Sequence[Region]) -> Iterator[Grid]:
    """Yields the grid of each form of a sheet.

    Of many forms, each has only its own cells, merges and limits.
    """
    if len(found) < _MANY:
        yield from (grid for _ in found)
        return
    edges = sorted({region.bottom for region in found if region.bottom is not None})
    cells: dict[int, dict[tuple[int, int], GridCell]] = {}
    for place, cell in grid.cells.items():
        cells.setdefault(bisect_right(edges, place[0]), {})[place] = cell
    merges: dict[int, list[CellRange]] = {}
    for merge in grid.merges:
        merges.setdefault(bisect_right(edges, merge.first.row), []).append(merge)
    limits: dict[int, list[Validation]] = {}
    for limit in grid.validations:
        spans = ((bisect_right(edges, one.first.row), bisect_right(edges, one.last.row)) for one in limit.ranges)
        for band in sorted({band for first, last in spans for band in range(first, last + 1)}):
            limits.setdefault(band, []).append(limit)
    for region in found:
        band = bisect_right(edges, region.top)
        own = tuple(merges.get(band, ())), tuple(limits.get(band, ()))
        yield replace(grid, cells=cells.get(band, {}), merges=own[0], validations=own[1])


def other_kind(lines: Lines) -> Bilingual | None:
    """Returns the other kind of table that a sheet is, None for a form.

    The kind is known by its title or by a column that no target form has.
    """
    return next((kind for _, kind in _other_words(lines)), None)


def defined(lines: Lines, vocabularies: Sequence[Vocabulary]) -> tuple[Vocabulary, ...]:
    """Returns the forms that have the words of another kind of table themselves."""
    found = [text for text, _ in _other_words(lines)]
    return tuple(words for words in vocabularies if any(words.is_title(text) or words.heads(text) for text in found))


def _other_words(lines: Lines) -> Iterator[tuple[str, Bilingual]]:
    """Yields the titles and columns that mark another kind of table, and the kind."""
    for number, tokens in enumerate(lines.values()):
        words = [(token.text, fold(token.text)) for token in tokens if len(token.text) <= 40]
        if number < _TITLE_LINES and len(tokens) == 1:
            for pattern, kind in OTHER_TITLES:
                yield from ((text, kind) for text, word in words if pattern.search(word) and word.endswith(("表", ")")))
        if any(word in ("三级指标", "指标名称") for _, word in words):
            yield from ((text, OTHER_COLUMNS[word]) for text, word in words if word in OTHER_COLUMNS)


def regions(lines: Lines, vocabularies: Sequence[Vocabulary]) -> tuple[Region, ...]:
    """Returns the forms of a sheet from top to bottom.

    The definition with the most labels there is chosen; of several, the one whose table is headed as on the sheet. Rows
    without a form are left to the caller.
    """
    best: list[tuple[Region, ...]] = [()]
    most = 1
    for words in vocabularies:
        found = tuple(part for part in _split(lines, words) if _is_form(part))
        score = sum(_labels(part) for part in found)
        if score >= most:
            best, most = [*(best if score == most else ()), found], score
    return best[0] if len(best) == 1 else max(best, key=_headed)


def _headed(found: tuple[Region, ...]) -> tuple[float, int]:
    """Returns how much of a form's table is headed on the sheet.

    It is the share of the columns, and their number.
    """
    if not found:
        return 0, 0
    words, lines = found[0].words, found[0].lines
    named = next((len(heading.columns) for heading in headings(lines, words)), 0)
    return named / max(len(words.form.indicators.columns), 1), named


def above_forms(lines: Lines, found: Sequence[Region]) -> Lines:
    """Returns the lines above the first form, all lines where there is none."""
    begins = (
        row
        for region in found[:1]
        for row, tokens in region.lines.items()
        if any(region.words.is_title(token.text) or _is_first(token, region.words) for token in tokens)
    )
    start = next(begins, max(lines, default=0) + 1)
    return {row: tokens for row, tokens in lines.items() if row < start}


def _split(lines: Lines, words: Vocabulary) -> Iterator[Region]:
    """Yields the parts of a sheet, cut before each title or first label.

    A row with the first label twice begins forms side by side.
    """
    starts = sorted(set(_starts(lines, words)))
    starts[:1] = [min(lines)] if starts else []  # what stands above the first form is its own
    order = list(lines.items())  # in the order of the rows
    for start, end in zip(starts, [*starts[1:], None], strict=False):
        begin, stop = (
            len(order) if row is None else bisect_left(order, row, key=itemgetter(0)) for row in (start, end)
        )
        rows = dict(order[begin:stop])
        edges = _edges(rows, words)
        for left, right in zip(edges, [*edges[1:], None], strict=True):
            inside = {
                row: tuple(t for t in tokens if t.col >= left and (right is None or t.col < right))
                for row, tokens in rows.items()
            }
            kept = {row: tokens for row, tokens in inside.items() if tokens}
            if kept:
                yield Region(words, kept, start == starts[0], end, left, right)


def _starts(lines: Lines, words: Vocabulary) -> Iterator[int]:
    last_title: int | None = None
    above: int | None = None
    for row, tokens in lines.items():
        if any(words.is_title(token.text) for token in tokens):
            last_title = row
            yield row if above is None else above
        elif any(_is_first(token, words) for token in tokens):
            if last_title is None or row - last_title > 6:
                yield row
            last_title = None
        above = row if all(words.is_mark(token.text) for token in tokens) else None


def _is_first(token: Token, words: Vocabulary) -> bool:
    hit = words.label(token.text)
    return hit is not None and hit.key == words.first


def _edges(rows: Lines, words: Vocabulary) -> list[int]:
    """Returns the left edges of forms side by side, [0] for one form."""
    for tokens in rows.values():
        columns = [token.col for token in tokens if _is_first(token, words)]
        if columns:
            return [0, *columns[1:]]
    return [0]


def _labels(region: Region) -> int:
    return len(_keys(region))


def _keys(region: Region) -> set[str]:
    """Returns the keys of the labels that are there."""
    hits = (region.words.label(token.text) for tokens in region.lines.values() for token in tokens)
    times = Counter(hit.key for hit in hits if hit)
    numbered = region.words.repeated
    return {
        key
        for base, count in times.items()
        for key in ([one.key for one in numbered[base][:count]] if base in numbered else [base])
    }


def complete(region: Region) -> bool:
    """Whether every label of the form is there."""
    return _labels(region) == len(region.words.printed)


def _is_form(region: Region) -> bool:
    words = region.words
    if not words.form.indicators.columns:
        return _is_form_of_labels(region)
    if _labels(region) < ENOUGH * len(words.printed):
        return False
    table = {
        word
        for tokens in region.lines.values()
        for token in tokens
        if len(token.text) <= 40
        for word in (words.column(token.text), words.framework.second(token.text))
        if word
    }
    return len(table) >= TABLE_WORDS


def _is_form_of_labels(region: Region) -> bool:
    """Whether a region is a form without a table.

    It has most of the labels that are needed, and some of those that it may do without.
    """
    words, found = region.words, _keys(region)
    needed = words.printed.keys() - words.optional
    fields = found & words.optional & words.introduces.keys()
    enough = min(TABLE_WORDS, len(words.optional & words.introduces.keys()))
    return len(found & needed) >= max(ENOUGH * len(needed), min(TABLE_WORDS, len(needed))) and len(fields) >= enough
