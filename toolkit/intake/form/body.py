"""The rows of the indicator table as indicators.

A level holds for the rows below its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from toolkit.excel.grid import CellKind
from toolkit.forms.definition import INDICATOR_FIELDS
from toolkit.forms.kinds import parsed_answer
from toolkit.forms.table_definition import LEVELS, SKIP, VALUE_OF, is_additional
from toolkit.forms.table_layout import scoped
from toolkit.indicators.framework import Level1, Level2, plain_level
from toolkit.indicators.triple import is_nothing, is_operator, is_unit
from toolkit.intake.form.column_headings import TableHeading
from toolkit.intake.form.row_values import blocks, missing
from toolkit.intake.form.table import FormTable, RowReading, read_row
from toolkit.intake.form.table_end import is_level
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Flag, Observation, Observed, Placed
from toolkit.model.frozen import FrozenMap
from toolkit.model.records import Indicator, Scope
from toolkit.model.text import clean_name, fold, strip_invisible, unwrap

FORGOTTEN = tuple(field.key for field in INDICATOR_FIELDS)
NAMES = {"period_value": "实施周期指标值", "annual_value": "年度指标值"}


#: A row of the sheet, and the side of the table.
RowKey = tuple[int, Scope | None]
#: The first level in force on a row, and the second one with its first.
Levels = tuple[Level1 | None, tuple[Level1, Level2] | None]


class BodyRow(NamedTuple):
    """A filled row of the table.

    Attributes:
        parts: the cells that make an indicator, by part; of a row that is ambiguous, by their columns.
        number: the indicator that was made of it, None where none was.
    """

    parts: Mapping[str, Token]
    number: int | None


@dataclass
class Body:
    """Everything that was found in the table.

    Attributes:
        indicators: in the order of the sheet.
        placed: `indicators.N.part` to where it stood.
        observations: what was out of place.
        levels: canonical second level to the cell of its label; with its side where the form tells sides apart.
        firsts: canonical first level to the cell of its label.
        rows: by row of the sheet and side, what was read in it.
        used: the cells that were understood, apart from labels.
        left: cells that were not.
        strangers: by column, its unknown heading and what stands under it.
    """

    indicators: list[Indicator] = field(default_factory=list)
    placed: dict[str, Placed] = field(default_factory=dict)
    observations: list[Observation] = field(default_factory=list)
    levels: dict[str, Token] = field(default_factory=dict)
    firsts: dict[str, Token] = field(default_factory=dict)
    rows: dict[RowKey, BodyRow] = field(default_factory=dict)
    used: list[Token] = field(default_factory=list)
    left: list[Token] = field(default_factory=list)
    strangers: dict[int, list[Token]] = field(default_factory=dict)

    def strange(self, heads: Iterable[Token]) -> None:
        """Notes the cells of a heading that name no column."""
        for token in heads:
            self.strangers.setdefault(token.col, []).append(token)

    def keep_apart(self, cells: Sequence[Token], heading: TableHeading, words: Vocabulary) -> tuple[Token, ...]:
        """Returns the cells of a row without those of unknown columns.

        These are kept under their headings.
        """
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
        """Yields one observation for each unknown column."""
        for _, tokens in sorted(self.strangers.items()):
            name = unwrap(tokens[0].text)
            values = "、".join(token.text[:20] for token in tokens if unwrap(token.text) != name)
            yield Observation(Observed.COLUMN_UNKNOWN, joined(tokens), {"name": name, "values": values, "found": name})

    def forget(self, cells: AbstractSet[CellRef]) -> None:
        """Clears the values that were read from some cells."""
        for row in self.rows.values():
            forgotten: dict[str, Any] = {
                VALUE_OF.get(part, part): None for part, token in row.parts.items() if token.place in cells
            }
            if row.number is not None and forgotten:
                changed = {part: value for part, value in forgotten.items() if part in FORGOTTEN}
                extra = FrozenMap(
                    (part, text) for part, text in self.indicators[row.number].extra.items() if part not in forgotten
                )
                self.indicators[row.number] = replace(self.indicators[row.number], **changed, extra=extra)

    def unplace(self, rows: AbstractSet[int]) -> None:
        """Clears the levels of the indicators of some rows.

        An unknown category stays.
        """
        for number in (row.number for (place, _), row in self.rows.items() if place in rows):
            if number is not None and self.labelled(self.indicators[number]):
                self.indicators[number] = replace(self.indicators[number], level1="", level2="")

    def labelled(self, indicator: Indicator) -> bool:
        """Whether the label of an indicator's second level is there."""
        return scoped(indicator.scope, indicator.level2) in self.levels

    def side(self, scope: Scope | None) -> Mapping[int, BodyRow]:
        """Returns the rows of one side, by row of the sheet."""
        return {row: found for (row, side), found in self.rows.items() if side == scope}


def read_line(body: Body, cells: tuple[Token, ...], table: FormTable, levels: Levels) -> Levels:
    """Reads one row of the table, and returns the levels in force below it."""
    reading = read_row(cells, table)
    if set(reading.parts) == {"name"} and reading.moved:
        body.left.extend(cells)  # a word alone that stands under no heading is not an indicator
        return levels
    first, second, unknown = _levels(body, reading, table, *levels)
    _row(body, reading, table, first, second, unknown)
    return first, second


def place_line(body: Body, cells: tuple[Token, ...], table: FormTable, levels: Levels) -> None:
    """Reads one row of a table in which nothing was moved."""
    reading = RowReading({table.parts[token.col]: token for token in cells})
    _row(body, reading, table, *levels, None)


def place_typed(body: Body, cells: tuple[Token, ...], table: FormTable, levels: Levels) -> Levels:
    """Reads one row whose levels are typed in; returns those in force below."""
    reading = RowReading({table.parts[token.col]: token for token in cells})
    first, second, unknown = _levels(body, reading, table, *levels)
    _row(body, reading, table, first, second, unknown)
    return first, second


def _levels(
    body: Body, reading: RowReading, table: FormTable, first: Level1 | None, second: tuple[Level1, Level2] | None
) -> tuple[Level1 | None, tuple[Level1, Level2] | None, str | None]:
    """Returns the levels in force on a row, and an unknown category.

    The levels are those of its own labels, else those of the rows above.
    """
    label1, label2 = reading.parts.get("level1"), reading.parts.get("level2")
    if label1 is not None and (named := table.level1(label1.text)):
        body.firsts.setdefault(named.name, label1)
        if second is None or second[0] != named:
            second = (named, named.levels[0]) if len(named.levels) == 1 else None
        first = named
    unknown = None
    if label2 is not None and (found := table.level2(label2.text)):
        body.levels.setdefault(scoped(table.scope, found[1].name), label2)
        if plain_level(fold(label2.text)) not in table.usual and fold(label2.text) not in table.usual:
            facts, flags = {"name": label2.text, "expected": found[1].name}, frozenset({Flag.LOCAL_NAME})
            body.observations.append(Observation(Observed.CATEGORY_UNKNOWN, label2.address, facts, flags=flags))
        first, second = found[0], found
    else:
        unknown = _unknown_category(body, reading, table)
    return first, second, unknown


def _unknown_category(body: Body, reading: RowReading, table: FormTable) -> str | None:
    """Returns the stray text under the heading of the second level, if any."""
    for token in reading.stray:
        if token.col == table.columns.get("level2") and "level2" not in reading.parts:
            body.observations.append(
                Observation(Observed.CATEGORY_UNKNOWN, token.address, {"name": unwrap(token.text)})
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
    parts = {part: token for part, token in reading.parts.items() if part not in LEVELS and not part.startswith(SKIP)}
    if all(map(is_additional, parts)) and not reading.ambiguous:
        body.left.extend(parts.values())  # a sign, a unit or a weight alone is no indicator
        body.rows.update({(token.row, table.scope): BodyRow(parts, None) for token in parts.values()})
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
    open_level = table.is_leveled and second is None and unknown is None
    complete = "name" in parts and len(parts) > 1 and not reading.ambiguous
    if open_level and complete and (first is not None or not reading.moved):
        # the label above was lost: that costs the category, and nothing of what stands in the row
        facts = {"found": parts["name"].text[:12], "by": "level"}
        body.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
    elif reading.ambiguous or open_level:
        facts = {"found": "、".join(token.text[:12] for token in tokens)}
        body.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
        held = {part: t for t in tokens for part, col in table.columns.items() if col == t.col}
        body.rows[row, table.scope] = BodyRow(held, None)
        parts = {part: token for part, token in parts.items() if part == "name" and token.col == table.columns["name"]}
        if not parts:
            return
    level1 = first.name if first and unknown is not None else second[0].name if second else ""
    level2 = unknown or (second[1].name if second else "")
    body.rows.setdefault((row, table.scope), BodyRow(parts, len(body.indicators)))
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
        if part not in LEVELS and not part.startswith(SKIP):
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
    own: dict[str, Any] = {part: values.get(part) for part in FORGOTTEN}
    extra = FrozenMap(_answers(body, parts, found, table))
    body.indicators.append(Indicator(level1, level2, cell=cell, scope=table.scope, extra=extra, **own))
    lost = list(missing(parts, table))
    if len(lost) == 1 and any(part in VALUE_OF and not is_additional(part) for part in parts):
        place = body.placed[f"indicators.{number}.{lost[0]}"].cell
        facts = {"which": NAMES[lost[0]], "name": name or "", "found": "、".join(t.text for t in tokens)}
        body.observations.append(Observation(Observed.VALUE_LOST, place, facts))


def _answers(
    body: Body, parts: Mapping[str, Token], texts: Mapping[str, str], table: FormTable
) -> Iterator[tuple[str, str]]:
    """Yields the answers in own columns; notes what is nothing of its kind."""
    for part, own in table.own.items():
        if part not in texts:
            continue
        answer = parsed_answer(texts[part], own, table.units.get(part, table.unit))
        if answer is not None:
            yield part, answer
        else:
            facts = {"found": parts[part].text[:40], "by": "kind", "field": own.name}
            body.observations.append(Observation(Observed.AMBIGUOUS, parts[part].address, facts))


def _is_no_weight(text: str) -> bool:
    """Whether a weight's cell contains part of a value, typed one column off."""
    return not is_nothing(text) and (is_operator(text) or is_unit(text))
