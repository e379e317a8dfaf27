"""The tables of indicators of a form, each with its heading and the lines below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.intake.form.column_headings import TableHeading, designed, headings
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.evidence import Observation, Observed
from toolkit.model.text import fold


@dataclass(frozen=True, slots=True)
class Section:
    """A table of indicators on a sheet.

    Attributes:
        heading: its heading; without rows and with its columns as designed where it is gone.
        rows: the lines below it.
        unsure: the cells of a heading that may be of another table of the form.
    """

    heading: TableHeading
    rows: Lines
    unsure: tuple[Token, ...] = ()

    @property
    def named(self) -> Mapping[str, int]:
        """Returns the columns whose heading is there."""
        return self.heading.columns if self.heading.rows else {}


def unplaced(found: Sequence[Section]) -> Iterator[Observation]:
    """Yields the tables of which nothing shows which of the form's tables they are."""
    for section in found:
        if section.unsure:
            facts = {"found": "、".join(token.text[:12] for token in section.unsure)}
            yield Observation(Observed.AMBIGUOUS, joined(section.unsure), facts)


def sections(on_sheet: Lines, words: Vocabulary) -> tuple[Section, ...]:
    """Returns the tables of a form from top to bottom.

    A form with one table has one section, and its repeated headings are part of it.
    """
    found = list(headings(on_sheet, words))
    if len(words.tables) == 1:
        if not found:
            return (_without_heading(on_sheet, words),)
        rows = {row: tokens for row, tokens in on_sheet.items() if row > found[0].rows[-1]}
        return (Section(found[0], rows),)
    starts = _starts(on_sheet, words, found)
    if not starts:
        return (_without_heading(on_sheet, words),)
    return tuple(_cut_out(on_sheet, starts))


def _cut_out(on_sheet: Lines, starts: Sequence[Section]) -> Iterator[Section]:
    """Yields the tables with their lines, each down to where the next begins."""
    for section, following in zip(starts, (*starts[1:], None), strict=True):
        first = min((*section.heading.rows, *section.rows))
        end = min((*following.heading.rows, *following.rows)) if following else max(on_sheet) + 1
        rows = {
            row: tokens for row, tokens in on_sheet.items() if first <= row < end and row not in section.heading.rows
        }
        yield replace(section, rows=rows)


def _starts(on_sheet: Lines, words: Vocabulary, found: Sequence[TableHeading]) -> list[Section]:
    """Returns the tables where they begin: at a heading, or at the label of another table's side."""
    by_row = {row: heading for heading in found for row in heading.rows}
    sides = {one.side: number for number, one in enumerate(words.tables) if one.side}
    starts: list[Section] = []
    for row, tokens in on_sheet.items():
        side = next((sides[word] for token in tokens if (word := fold(token.text)) in sides), None)
        heading = by_row.get(row)
        if heading is not None and row == heading.rows[0]:
            label = side if side is not None else _side_below(on_sheet, heading, sides)
            starts.extend(_begun(heading, label, starts, words, tokens))
        elif side is not None and heading is None and starts and starts[-1].heading.table != side:
            starts.append(Section(_like(starts[-1].heading, words, side), {row: tokens}))
    return starts


def _begun(
    heading: TableHeading, label: int | None, starts: Sequence[Section], words: Vocabulary, tokens: tuple[Token, ...]
) -> Iterator[Section]:
    """Yields the table that begins at a heading, none where it continues the one above after a page break."""
    above = starts[-1].heading.table if starts else None
    if label is not None:
        if label != above:
            yield Section(_of_table(heading, words, label), {})
        return
    taken = {section.heading.table for section in starts}
    free = [number for number in range(len(words.tables)) if number not in taken]
    if free:
        number = heading.table if heading.table in free and _is_own(heading, words) else free[0]
        yield Section(_of_table(heading, words, number), {}, () if _is_own(heading, words) else tokens)


def _is_own(heading: TableHeading, words: Vocabulary) -> bool:
    """Whether only one of the form's tables is headed so."""
    own = set(words.tables[heading.table].columns)
    return all(own != set(one.columns) for number, one in enumerate(words.tables) if number != heading.table)


def _side_below(on_sheet: Lines, heading: TableHeading, sides: Mapping[str, int]) -> int | None:
    """Returns the table whose side is labelled between a heading and the next."""
    for row, tokens in on_sheet.items():
        if row > heading.rows[-1]:
            found = next((sides[word] for token in tokens if (word := fold(token.text)) in sides), None)
            if found is not None or len(tokens) > 1:
                return found
    return None


def _of_table(heading: TableHeading, words: Vocabulary, number: int) -> TableHeading:
    """Returns a heading as that of another table of the form, column by column."""
    if heading.table == number:
        return heading
    return replace(_like(heading, words, number), rows=heading.rows, unknown=heading.unknown)


def _like(heading: TableHeading, words: Vocabulary, number: int) -> TableHeading:
    """Returns the heading of a table that stands under another table's columns."""
    table, other = words.tables[number].table, words.tables[heading.table].table
    placed = {one.label: heading.columns.get(other.key(one)) for one in other.columns}
    columns = {table.key(one): col for one in table.columns if (col := placed.get(one.label)) is not None}
    found = dict(sorted(columns.items(), key=lambda item: item[1]))
    return TableHeading((), found, scopes=table.scopes, table=number, units=heading.units)


def _without_heading(on_sheet: Lines, words: Vocabulary) -> Section:
    """Returns a table without a heading, cut at the first level.

    The columns are those of the design.
    """
    start = max(on_sheet) + 1
    for row, tokens in on_sheet.items():
        if any(words.framework.first(t.text) and words.label(t.text) is None for t in tokens if len(t.text) < 30):
            start = row
            break
    left = min((t.col for tokens in on_sheet.values() for t in tokens), default=0)
    return Section(designed(words.layout, 0, left), {r: t for r, t in on_sheet.items() if r >= start})
