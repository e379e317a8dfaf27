"""The table of indicators below the heading: rows to indicators, levels carried from row to row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from toolkit.excel.grid import CellKind
from toolkit.forms.definition import ADDITIONAL_PARTS, INDICATOR_FIELDS, VALUE_OF
from toolkit.indicators.framework import Level1, Level2
from toolkit.indicators.triple import is_nothing, is_operator, is_unit
from toolkit.intake.form.locate import TableHeading, headings
from toolkit.intake.form.table import VALUES, FormTable, RowReading, blocks, missing, read_row
from toolkit.intake.form.table_end import is_footer, is_level, is_mark, last_labelled, signs, valued
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed, Placed
from toolkit.model.records import Indicator
from toolkit.model.text import clean_name, fold, strip_invisible, unwrap

FORGOTTEN = tuple(field.key for field in INDICATOR_FIELDS)
NAMES = {"period_value": "实施周期指标值", "annual_value": "年度指标值"}


#: The first level in force on a row, and the second one with its first.
Levels = tuple[Level1 | None, tuple[Level1, Level2] | None]


class BodyRow(NamedTuple):
    """A row of the table that holds something.

    Attributes:
        parts: the cells that make an indicator, by part; of a row that is ambiguous, by their columns.
        number: the indicator that was made of it, None where none was.
    """

    parts: Mapping[str, Token]
    number: int | None


@dataclass
class _Side:
    """The table, or one side of a table whose names and values stand twice side by side.

    Attributes:
        table: its columns.
        levels: the levels in force.
        alone: whether the table has no other side.
    """

    table: FormTable
    alone: bool
    levels: Levels = (None, None)

    @classmethod
    def of(cls, heading: TableHeading, columns: Mapping[str, int], words: Vocabulary) -> _Side:
        """The side of a heading that has some columns."""
        return cls(FormTable(columns, words.framework, words.usual), len(heading.sides) < 2)

    def held(self, cells: tuple[Token, ...]) -> tuple[Token, ...]:
        """The cells of a row that belong to the side; none where only the labels of the other one are there."""
        if self.alone:
            return cells
        held = tuple(token for token in cells if token.col in self.table.parts)
        own = any(self.table.parts[token.col] != "level1" for token in held)
        return held if own else ()


@dataclass
class Body:
    """What was found in the table.

    Attributes:
        indicators: in the order of the sheet.
        placed: `indicators.N.part` to where it stood.
        observations: what was out of place.
        levels: canonical second level to the cell of its label.
        firsts: canonical first level to the cell of its label.
        rows: by row of the sheet, what was read in it.
        used: the cells that were understood, apart from labels.
        left: cells that were not.
        strangers: by column, its unknown heading and what stands under it.
    """

    indicators: list[Indicator] = field(default_factory=list)
    placed: dict[str, Placed] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    levels: dict[str, Token] = field(default_factory=dict)
    firsts: dict[str, Token] = field(default_factory=dict)
    rows: dict[int, BodyRow] = field(default_factory=dict)
    used: list[Token] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)
    strangers: dict[int, list[Token]] = field(default_factory=dict)

    def strange(self, heads: Iterable[Token]) -> None:
        """Note the cells of a heading that name no column."""
        for token in heads:
            self.strangers.setdefault(token.col, []).append(token)

    def keep_apart(self, cells: Sequence[Token], heading: TableHeading, words: Vocabulary) -> tuple[Token, ...]:
        """The cells of a row without those of unknown columns, which are kept under their headings."""
        if not heading.unknown:
            return tuple(cells)
        kept = []
        for token in cells:
            head = None if is_level(token, words.framework) else heading.stranger(token.col)
            if head is None:
                kept.append(token)
            else:
                self.strangers.setdefault(head.col, []).append(token)
        return tuple(kept)

    def unknown_columns(self) -> Iterator[Observation]:
        """What is said of each column that nobody knows."""
        for _, tokens in sorted(self.strangers.items()):
            name = unwrap(tokens[0].text)
            values = "、".join(token.text[:20] for token in tokens if unwrap(token.text) != name)
            yield Observation(Observed.COLUMN_UNKNOWN, joined(tokens), {"name": name, "values": values, "found": name})

    def forget(self, cells: AbstractSet[CellRef]) -> None:
        """Leave empty what was read in some cells."""
        for row in self.rows.values():
            forgotten: dict[str, Any] = {
                VALUE_OF.get(part, part): None for part, token in row.parts.items() if token.place in cells
            }
            if row.number is not None and forgotten:
                changed = {part: value for part, value in forgotten.items() if part in FORGOTTEN}
                self.indicators[row.number] = replace(self.indicators[row.number], **changed)

    def unplace(self, rows: AbstractSet[int]) -> None:
        """Leave open to which category the indicators of some rows belong, but for those of an unknown one."""
        for number in (row.number for place, row in self.rows.items() if place in rows):
            if number is not None and self.indicators[number].level2 in self.levels:
                self.indicators[number] = replace(self.indicators[number], level1="", level2="")


def read_body(lines: Lines, words: Vocabulary, heading: TableHeading, covered: AbstractSet[int] = frozenset()) -> Body:
    """Read the rows below a heading; a heading repeated after a page break is followed.

    Args:
        lines: the rows.
        words: the form's words.
        heading: the table's heading.
        covered: rows that belong to the table whatever stands in them.
    """
    body = Body()
    body.strange(heading.unknown.values())
    sides = [_Side.of(heading, side, words) for side in heading.sides or (heading.columns,)]
    repeated = {row: found for found in headings(lines, words) for row in found.rows}
    labelled, last, ended = last_labelled(lines, words.framework, covered), -1, False
    for row, tokens in lines.items():
        if row in repeated:
            if heading is not repeated[row]:
                heading, ended = repeated[row], False
                body.strange(heading.unknown.values())
                sides = [_Side.of(heading, side, words) for side in heading.sides or (heading.columns,)]
            last = row
            continue
        spoken = [(token, words.spoken(token.text)) for token in tokens]
        body.left.extend(token for token, line in spoken if line.word)
        cells = body.keep_apart([token for token, line in spoken if not line.word and not line.idle], heading, words)
        if not cells:
            continue
        if row > labelled:
            ended = _below_labels(body, cells, sides, ended=ended, gap=-1 < last < row - 1)
        elif is_footer(cells[0].text) or (row not in covered and _no_indicator(cells, words)):
            body.left.extend(cells)
        else:
            _read_sides(body, cells, sides)
        last = row
    body.observations.extend(body.unknown_columns())
    return body


def _no_indicator(cells: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a row between labels is a signature or a note, or nothing but a stray sign."""
    return not any(is_level(token, words.framework) for token in cells) and (signs(cells) or is_mark(cells))


def _below_labels(body: Body, cells: tuple[Token, ...], sides: list[_Side], *, ended: bool, gap: bool) -> bool:
    """Read a row below the table's last label; whether the table has ended with it.

    Next to the table, a row in its place is an indicator, and a row beside its place where it has a value. Further
    down only what looks like one in its own place, and nobody can be sure of that behind a signature.
    """
    if signs(cells) or is_mark(cells) or len(cells) == 1:
        body.left.extend(cells)
        return True
    readings = [read_row(held, side.table) for side in sides if (held := side.held(cells))]
    sure = all(not reading.moved and not reading.ambiguous and "name" in reading.parts for reading in readings)
    worth = any(valued(reading) for reading in readings)
    if not ended and (worth if gap or not sure else sure) and (sure or not gap):
        _read_sides(body, cells, sides)
        return False
    if (sure and worth) or not (ended or gap):
        facts = {"found": "、".join(token.text[:12] for token in cells)}
        body.observations.append(Observation(Observed.AMBIGUOUS, joined(cells), facts))
    else:
        body.left.extend(cells)
    return True


def _read_sides(body: Body, cells: tuple[Token, ...], sides: list[_Side]) -> None:
    """Read one row on every side of the table; the same name on two sides is one indicator."""
    if len(sides) > 1 and (joint := _joint(cells, sides)):
        tokens, table = joint
        sides[0].levels = read_line(body, tokens, table, sides[0].levels)
        for side in sides[1:]:
            side.levels = sides[0].levels
        return
    for side in sides:
        if held := side.held(cells):
            side.levels = read_line(body, held, side.table, side.levels)


def _joint(cells: Sequence[Token], sides: Sequence[_Side]) -> tuple[tuple[Token, ...], FormTable] | None:
    """The row of a table with two sides that say the same but for their values, as one; None where they differ."""
    texts = []
    for side in sides:
        texts.append({part: fold(t.text) for t in cells if (part := side.table.parts.get(t.col)) in ("name", "level2")})
    if "name" not in texts[0] or any(one != texts[0] for one in texts[1:]):
        return None
    values = {part: col for side in sides[1:] for part, col in side.table.columns.items() if part in VALUES}
    columns = {**sides[0].table.columns, **values}
    return tuple(token for token in cells if token.col in columns.values()), replace(sides[0].table, columns=columns)


def read_line(body: Body, cells: tuple[Token, ...], table: FormTable, levels: Levels) -> Levels:
    """Read one row of the table, given the levels in force above it; the levels in force below it."""
    reading = read_row(cells, table)
    if set(reading.parts) == {"name"} and reading.moved:
        body.left.extend(cells)  # a word alone that stands under no heading is not an indicator
        return levels
    first, second, unknown = _levels(body, reading, table, *levels)
    _row(body, reading, table, first, second, unknown)
    return first, second


def place_line(body: Body, cells: tuple[Token, ...], table: FormTable, levels: Levels) -> None:
    """Read one row of a table of which nothing was moved: every cell is what its column is for."""
    reading = RowReading({table.parts[token.col]: token for token in cells})
    _row(body, reading, table, *levels, None)


def _levels(
    body: Body, reading: RowReading, table: FormTable, first: Level1 | None, second: tuple[Level1, Level2] | None
) -> tuple[Level1 | None, tuple[Level1, Level2] | None, str | None]:
    """The levels in force on a row: its own labels, else those of the rows above."""
    label1, label2 = reading.parts.get("level1"), reading.parts.get("level2")
    if label1 is not None and (named := table.level1(label1.text)):
        body.firsts.setdefault(named.name, label1)
        if second is None or second[0] != named:
            second = (named, named.levels[0]) if len(named.levels) == 1 else None
        first = named
    unknown = None
    if label2 is not None and (found := table.level2(label2.text)):
        body.levels.setdefault(found[1].name, label2)
        if fold(label2.text) not in table.usual:
            facts = {"name": label2.text, "alias": "yes", "expected": found[1].name}
            body.observations.append(Observation(Observed.CATEGORY_UNKNOWN, label2.address, facts))
        first, second = found[0], found
    else:
        unknown = _unknown_category(body, reading, table)
    return first, second, unknown


def _unknown_category(body: Body, reading: RowReading, table: FormTable) -> str | None:
    """A stray cell under the heading of the second level is a category that nobody knows."""
    for token in reading.stray:
        if token.col == table.columns.get("level2") and "level2" not in reading.parts:
            body.observations.append(
                Observation(Observed.CATEGORY_UNKNOWN, token.address, {"name": unwrap(token.text), "alias": ""})
            )
            return unwrap(token.text)
    return None


def _row(
    body: Body,
    reading: RowReading,
    table: FormTable,
    first: Level1 | None,
    second: tuple[Level1, Level2] | None,
    unknown: str | None,
) -> None:
    parts = {part: token for part, token in reading.parts.items() if part not in ("level1", "level2")}
    if parts.keys() <= set(ADDITIONAL_PARTS) and not reading.ambiguous:
        body.left.extend(parts.values())  # a sign, a unit or a weight alone is no indicator
        body.rows.update({token.row: BodyRow(parts, None) for token in parts.values()})
        parts = {}
    tokens = tuple(reading.parts.values())
    body.used.extend(parts.values())
    body.left.extend(t for t in reading.stray if unknown is None or t.col != table.columns.get("level2"))
    if reading.moved and not reading.ambiguous and tokens:
        facts = {"found": "、".join(t.text[:12] for t in tokens), "expected": _expected(tokens[0].row, reading, table)}
        body.observations.append(Observation(Observed.MOVED, joined(tokens), facts))
    if not parts:
        return
    row = tokens[0].row
    open_level = second is None and unknown is None
    complete = "name" in parts and len(parts) > 1 and not reading.ambiguous
    if open_level and complete and (first is not None or not reading.moved):
        # the label above was lost: that costs the category, and nothing of what stands in the row
        facts = {"found": parts["name"].text[:12], "by": "level"}
        body.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
    elif reading.ambiguous or open_level:
        facts = {"found": "、".join(token.text[:12] for token in tokens)}
        body.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
        body.rows[row] = BodyRow({part: t for t in tokens for part, col in table.columns.items() if col == t.col}, None)
        parts = {part: token for part, token in parts.items() if part == "name" and token.col == table.columns["name"]}
        if not parts:
            return
    level1 = first.name if first and unknown is not None else second[0].name if second else ""
    level2 = unknown or (second[1].name if second else "")
    body.rows.setdefault(row, BodyRow(parts, len(body.indicators)))
    _add(body, parts, table, row, level1, level2, tokens)


def _expected(row: int, reading: RowReading, table: FormTable) -> str:
    return ",".join(str(CellRef(row, table.columns[part])) for part in reading.parts)


def _add(
    body: Body,
    parts: Mapping[str, Token],
    table: FormTable,
    row: int,
    level1: str,
    level2: str,
    tokens: tuple[Token, ...],
) -> None:
    number = len(body.indicators)
    for part, col in table.columns.items():
        if part not in ("level1", "level2"):
            token = parts.get(part)
            place = token.address if token else str(CellRef(row, col))
            body.placed[f"indicators.{number}.{part}"] = Placed(place, token.text if token else "")
    found = {
        part: strip_invisible(token.text) for part, token in parts.items() if token.cell.kind is not CellKind.ERROR
    }
    name = clean_name(found["name"]) if "name" in found else None
    written = {part: unwrap(text) for part, text in found.items() if part != "name"}
    values: dict[str, str | None] = {**written}
    for block in blocks(row, parts, written, table):
        values[block.part] = block.text
        body.placed[f"indicators.{number}.{block.part}"] = block.placed
        body.observations.extend(block.observations)
    if "weight" in parts and _is_no_weight(parts["weight"].text):
        values["weight"] = None
        seen = Observation(Observed.AMBIGUOUS, parts["weight"].address, {"found": parts["weight"].text[:12]})
        body.observations.append(seen)
    values["name"] = name
    cell = body.placed[f"indicators.{number}.name"].cell if "name" in table.columns else tokens[0].address
    body.indicators.append(Indicator(level1, level2, cell=cell, **{part: values.get(part) for part in FORGOTTEN}))
    lost = list(missing(parts, table))
    if len(lost) == 1 and VALUE_OF.keys() & parts.keys() - set(ADDITIONAL_PARTS):
        place = body.placed[f"indicators.{number}.{lost[0]}"].cell
        facts = {"which": NAMES[lost[0]], "name": name or "", "found": "、".join(t.text for t in tokens)}
        body.observations.append(Observation(Observed.VALUE_LOST, place, facts))


def _is_no_weight(text: str) -> bool:
    """Whether a weight's cell holds a part of a value: it was typed a column off."""
    return not is_nothing(text) and (is_operator(text) or is_unit(text))
