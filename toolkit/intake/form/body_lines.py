"""The lines below the heading of the indicator table, from first to last.

A table may have two sides, continue after a page break, and end at a signature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from toolkit.forms.definition import column_field
from toolkit.indicators.value import looks_like_value
from toolkit.intake.form.body import Body, Levels, read_line
from toolkit.intake.form.column_headings import TableHeading, headings
from toolkit.intake.form.table import VALUES, FormTable, read_row
from toolkit.intake.form.table_end import is_footer, is_level, is_mark, last_labelled, signs, valued
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money_units import unit_in
from toolkit.model.records import Scope
from toolkit.model.text import fold


@dataclass
class _Side:
    """The table, or one of two sides with names and values each.

    Attributes:
        table: its columns.
        levels: the levels in force.
        shared: the parts that all sides have in common.
        alone: whether the table has no other side.
    """

    table: FormTable
    alone: bool
    shared: frozenset[str] = frozenset({"level1"})
    levels: Levels = (None, None)

    @classmethod
    def of(cls, heading: TableHeading, columns: Mapping[str, int], number: int, words: Vocabulary, unit: str) -> _Side:
        """Returns the side of a heading that has some columns."""
        scope = heading.scopes[number] if number < len(heading.scopes) else None
        units = {key.rpartition(".")[2]: found for key, found in heading.units.items()}
        return cls(form_table(words, heading.table, scope, columns, unit, units), len(heading.sides) < 2)

    def held(self, cells: tuple[Token, ...]) -> tuple[Token, ...]:
        """Returns the cells of a row that belong to the side.

        Empty where it has nothing but the label of the first level.
        """
        if self.alone:
            return cells
        held = tuple(token for token in cells if token.col in self.table.parts)
        own = any(self.table.parts[token.col] not in self.shared for token in held)
        return held if own else ()


def form_table(
    words: Vocabulary,
    number: int,
    scope: Scope | None,
    columns: Mapping[str, int],
    unit: str,
    units: Mapping[str, str] | None = None,
) -> FormTable:
    """Returns one side of a form's table on a sheet.

    Args:
        words: the form's words.
        number: of the table.
        scope: the side, None where the form does not tell sides apart.
        columns: where its columns are, by part.
        unit: the unit of amounts.
        units: other units, by part, that the headings of own columns name.
    """
    table = words.tables[number].table
    own = {part: column_field(one) for part, one in table.side_columns(scope).items() if one.is_own}
    named = {part: found for part, field in own.items() if (found := unit_in(field.name))}
    return FormTable(columns, words.framework, words.usual, own, scope, unit, {**named, **(units or {})})


def read_body(
    body: Body,
    lines: Lines,
    words: Vocabulary,
    heading: TableHeading,
    unit: str,
    covered: AbstractSet[int] = frozenset(),
) -> None:
    """Reads the rows below a heading.

    A heading repeated after a page break is followed.

    Args:
        body: takes what is found.
        lines: the rows.
        words: the form's words.
        heading: the table's heading.
        unit: the unit of the sheet's amounts.
        covered: rows that belong to the table whatever stands in them.
    """
    body.strange(heading.unknown.values())
    sides = _sides(heading, words, unit)
    repeated = {row: found for found in headings(lines, words) for row in found.rows}
    labelled, last, ended = last_labelled(lines, words.framework, covered), -1, False
    for row, tokens in lines.items():
        if row in repeated:
            if heading is not repeated[row]:
                heading, ended = repeated[row], False
                body.strange(heading.unknown.values())
                sides = _sides(heading, words, unit)
            last = row
            continue
        spoken = [(token, words.spoken(token.text)) for token in tokens]
        if row <= labelled:
            spoken = [(t, one._replace(word=one.word and not _is_name(t, tokens, sides))) for t, one in spoken]
        body.left.extend(token for token, line in spoken if line.word)
        cells = body.keep_apart([token for token, line in spoken if not line.word and not line.idle], heading, words)
        if not cells or (heading.skipped and all(token.col in heading.skipped for token in cells)):
            continue
        if row > labelled:
            ended = _below_labels(body, cells, sides, ended=ended, gap=-1 < last < row - 1)
        elif is_footer(cells[0].text) or (row not in covered and _no_indicator(cells, words)):
            body.left.extend(cells)
        else:
            _read_sides(body, cells, sides)
        last = row


def _sides(heading: TableHeading, words: Vocabulary, unit: str) -> list[_Side]:
    columns = heading.sides or (heading.columns,)
    sides = [_Side.of(heading, side, number, words, unit) for number, side in enumerate(columns)]
    if any(heading.scopes):
        shared = frozenset.intersection(*(frozenset(side.table.columns) for side in sides))
        for side in sides:
            side.shared = shared
    return sides


def _is_name(token: Token, tokens: Sequence[Token], sides: Sequence[_Side]) -> bool:
    """Whether a cell names an indicator, though the form has the same words elsewhere.

    It stands under the names, with a value in its place: 完成时间 | 2024年11月底.
    """
    return any(
        side.table.columns.get("name") == token.col
        and any(looks_like_value(one.text) for one in tokens if side.table.parts.get(one.col) in VALUES)
        for side in sides
    )


def _no_indicator(cells: Sequence[Token], words: Vocabulary) -> bool:
    """Whether a row between labels is a signature, a note or a stray sign."""
    return not any(is_level(token, words.framework) for token in cells) and (signs(cells) or is_mark(cells))


def _below_labels(body: Body, cells: tuple[Token, ...], sides: list[_Side], *, ended: bool, gap: bool) -> bool:
    """Reads a row below the table's last label; whether the table has ended.

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
    """Reads one row on every side of the table.

    The same name on two sides is one indicator.
    """
    if len(sides) > 1 and not sides[0].table.scope and (joint := _joint(cells, sides)):
        tokens, table = joint
        sides[0].levels = read_line(body, tokens, table, sides[0].levels)
        for side in sides[1:]:
            side.levels = sides[0].levels
        return
    for side in sides:
        if held := side.held(cells):
            side.levels = read_line(body, held, side.table, side.levels)


def _joint(cells: Sequence[Token], sides: Sequence[_Side]) -> tuple[tuple[Token, ...], FormTable] | None:
    """Returns the sides of a row as one row where only values differ.

    None where they differ in more.
    """
    texts = []
    for side in sides:
        texts.append({part: fold(t.text) for t in cells if (part := side.table.parts.get(t.col)) in ("name", "level2")})
    if "name" not in texts[0] or any(one != texts[0] for one in texts[1:]):
        return None
    values = {part: col for side in sides[1:] for part, col in side.table.columns.items() if part in VALUES}
    columns = {**sides[0].table.columns, **values}
    return tuple(token for token in cells if token.col in columns.values()), replace(sides[0].table, columns=columns)
