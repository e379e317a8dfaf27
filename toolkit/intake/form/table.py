"""One row of the indicator table: which cell is the level, name or value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import combinations

from toolkit.forms.definition import Field
from toolkit.forms.table_definition import BLOCKS, LEVELS, PARTS, SKIP
from toolkit.indicators.framework import Framework, Level1, Level2, plain_level
from toolkit.indicators.triple import (
    WORDED,
    Triple,
    contradictory,
    is_nothing,
    is_number,
    is_operator,
    is_unit,
)
from toolkit.indicators.value import looks_like_value
from toolkit.intake.tokens import Token
from toolkit.model.records import Scope
from toolkit.model.schema import INDICATOR_CELLS, keys
from toolkit.model.text import fold

#: Weights. A level's word outweighs any position; a value in the name's place outweighs one matching column.
LEVEL, NAME, VALUE = 10, 3, 2
WRONG_WORD = -8
FORM_WORD = -32
IN_PLACE = 3
SHIFTED = -1
STRAY = -9
NAMELESS = -8
#: With more cells too many than this, a row is read by position alone and the rest is stray.
MOST_STRAY = 3
VALUES = ("period_value", "annual_value", "period_number", "number")
#: Parts that may say anything: their words fit no column better than another.
FREE_TEXTS = frozenset(keys(INDICATOR_CELLS, carried=True, kind="text"))
#: A table with more columns has too many readings to weigh: a row of it stands off as a whole or in one piece, by one
#: or two columns, or is ambiguous.
WIDEST = 7
SHIFTS = (0, -1, 1, -2, 2)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as it was understood.

    Attributes:
        parts: by part (level1, level2, name, period_value, …), the cell that holds it.
        stray: cells that are none of them.
        shift: columns by which the row as a whole stands off, negative to the left.
        moved: whether a cell stands elsewhere than under its heading.
        ambiguous: whether another reading is just as good.
    """

    parts: Mapping[str, Token]
    stray: tuple[Token, ...] = ()
    shift: int = 0
    moved: bool = False
    ambiguous: bool = False


@dataclass(frozen=True)
class FormTable:
    """The columns of a form's table on this sheet.

    Attributes:
        columns: by part, the column of its heading; in the order of the columns.
        framework: the framework of levels.
        usual: folded spellings of second levels that are no local alias on this form.
        own: the fields of the form's own columns, by part.
        scope: the side whose indicators it holds, None where the form does not tell sides apart.
        unit: the unit of the amounts in own columns.
        units: the same by part, where the heading names another one.
    """

    columns: Mapping[str, int]
    framework: Framework
    usual: frozenset[str] = frozenset()
    own: Mapping[str, Field] = field(default_factory=dict)
    scope: Scope | None = None
    unit: str = ""
    units: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def is_leveled(self) -> bool:
        """Whether it has columns of levels."""
        return any(part in self.columns for part in LEVELS)

    @cached_property
    def parts(self) -> Mapping[int, str]:
        """Returns the parts by their columns."""
        return {col: part for part, col in self.columns.items()}

    def level1(self, text: str) -> Level1 | None:
        """Returns the first level that a cell names."""
        return self.framework.first(text) if len(text) <= 30 else None

    def level2(self, text: str) -> tuple[Level1, Level2] | None:
        """Returns the second level that a cell names, with its first level."""
        return self.framework.second(text) if len(text) <= 30 else None


def read_row(tokens: Sequence[Token], table: FormTable) -> RowReading:
    """Returns the most plausible reading of one row."""
    direct = _in_place(tokens, table)
    if direct is not None:
        return direct
    if len(table.columns) > WIDEST:
        return _as_a_whole(tokens, table)
    if len(tokens) > len(table.columns) + MOST_STRAY:
        return _only_in_place(tokens, table)
    parts = list(table.columns)
    weighed = sorted(
        ((_weigh(tokens, chosen, table, shift), -abs(shift), chosen, shift)
         for chosen in _assignments(len(tokens), tuple(parts))
         for shift in SHIFTS),
        key=lambda item: item[:2],
        reverse=True,
    )  # fmt: skip
    weight, _, chosen, shift = weighed[0]
    reading = _reading(tokens, chosen, table, shift)
    rival = next((c for w, _, c, _ in weighed[1:] if w == weight and c != chosen), None)
    if rival is None and not _out_of_line(reading, table):
        return reading
    return RowReading(reading.parts, reading.stray, shift, True, ambiguous=True)


def _as_a_whole(tokens: Sequence[Token], table: FormTable) -> RowReading:
    """Returns the row shifted to where every word agrees with its column.

    Ambiguous where there is no such place.
    """
    for shift in SHIFTS[1:]:
        columns = {part: col + shift for part, col in table.columns.items()}
        found = _in_place(tokens, replace(table, columns=columns))
        if found is not None and (found.parts.keys() & set(VALUES) or found.parts.keys() <= set(LEVELS)):
            return replace(found, shift=shift, moved=True)
    return _in_pieces(tokens, table) or _only_in_place(tokens, table)


def _in_pieces(tokens: Sequence[Token], table: FormTable) -> RowReading | None:
    """Returns the row with some neighbouring cells shifted so that every word fits.

    None where no shift fits, or where two shifts fit and give different readings.
    """
    found: dict[tuple[str, ...], RowReading] = {}
    for first, last in combinations(range(len(tokens) + 1), 2):
        for shift in SHIFTS[1:]:
            home = [token.col - shift * (first <= at < last) for at, token in enumerate(tokens)]
            chosen = [table.parts[col] for col in home if col in table.parts]
            if len(chosen) == len(tokens) and home == sorted(set(home)):
                parts = dict(zip(chosen, tokens, strict=True))
                if _fits(parts, table):
                    found[tuple(chosen)] = RowReading(parts, (), shift, moved=True)
    return found.popitem()[1] if len(found) == 1 else None


def _fits(parts: Mapping[str, Token], table: FormTable) -> bool:
    """Whether every word of a row agrees with its column.

    The cells of each value must make one value.
    """
    if "name" not in parts or any(_word(token, part, table) < 0 for part, token in parts.items()):
        return False
    for block in BLOCKS.values():
        operator, number, unit = (parts[part].text if part in parts else None for part in block)
        if number is None and (operator or unit):
            return False
        worded = is_nothing(operator) or fold(operator or "") == WORDED
        if number and not looks_like_value(number) and not (worded and is_nothing(unit)):
            return False
        if contradictory(Triple(operator, number, unit)):
            return False
    return True


def _in_place(tokens: Sequence[Token], table: FormTable) -> RowReading | None:
    """Returns the row read by position alone, None where a word disagrees."""
    parts: dict[str, Token] = {}
    for token in tokens:
        part = table.parts.get(token.col)
        if part is None or (_word(token, part, table) < 0 and not _worded_name(token, part, tokens, table)):
            return None
        parts[part] = token
    if "name" in parts and _level_word(parts["name"], table) and "level2" not in parts:
        return None
    if "name" not in parts and not all(part in LEVELS or part not in PARTS for part in parts):
        return None
    return RowReading(parts)


def _worded_name(token: Token, part: str, tokens: Sequence[Token], table: FormTable) -> bool:
    """Whether words that may be a value (按时发放) are a name.

    They are where a clear value with figures is in its place."""
    if part != "name" or _level_word(token, table) or any(char.isdigit() for char in token.text):
        return False
    values = [one.text for one in tokens if table.parts.get(one.col) in VALUES]
    return bool(values) and all(looks_like_value(text) and any(map(str.isdigit, text)) for text in values)


def _out_of_line(reading: RowReading, table: FormTable) -> bool:
    """Whether a row's only cell beside its levels is doubtful.

    It is not in the column of names that the levels show, or a value was read as the name.
    """
    levels = [token.col - table.columns[part] for part, token in reading.parts.items() if part in LEVELS]
    if not levels or reading.parts.keys() - set(LEVELS) != {"name"}:
        return _swapped(reading, table)
    return reading.parts["name"].col - table.columns["name"] not in levels


def _swapped(reading: RowReading, table: FormTable) -> bool:
    """Whether a value was read as name or remark, and words as value."""
    values = [reading.parts[part] for part in VALUES if part in reading.parts]
    name = reading.parts.get("name")
    if name is not None and looks_like_value(name.text) and values:
        return True
    if not reading.moved or not values or any(looks_like_value(token.text) for token in values):
        return False
    others = (token for part, token in reading.parts.items() if part in FREE_TEXTS or part in table.own)
    return any(looks_like_value(token.text) for token in others)


def _only_in_place(tokens: Sequence[Token], table: FormTable) -> RowReading:
    parts = {table.parts[token.col]: token for token in tokens if token.col in table.parts}
    return RowReading(parts, tuple(token for token in tokens if token.col not in table.parts), ambiguous=True)


def _level_word(token: Token, table: FormTable) -> bool:
    return table.is_leveled and _is_level(token, table)


def _is_level(token: Token, table: FormTable) -> bool:
    return table.level2(token.text) is not None or table.level1(token.text) is not None


def _word(token: Token, part: str, table: FormTable) -> int:
    """Returns how well a cell's words fit a part."""
    text = token.text
    match part:
        case "level1":
            return LEVEL if table.level1(text) else WRONG_WORD * 2
        case "level2":
            return LEVEL if table.level2(text) else WRONG_WORD * 2
        case "name":
            # 满意度 may be a name, 满意度指标 is none
            named = _level_word(token, table) and plain_level(fold(text)).endswith("指标")
            return FORM_WORD if named else WRONG_WORD if looks_like_value(text) else NAME
        case "period_value" | "annual_value":
            return FORM_WORD if _level_word(token, table) else VALUE if looks_like_value(text) else 0
        case _ if part in FREE_TEXTS or part.startswith(SKIP):
            return 0
        case _ if part in table.own:
            return VALUE if fold(text) in map(fold, table.own[part].choices) else 0
        case _:
            return FORM_WORD if _level_word(token, table) else _word_in_parts(text, part)


def _word_in_parts(text: str, part: str) -> int:
    """Returns the same for a weight and for parts of a value."""
    match part:
        case "period_number" | "number":
            return VALUE if looks_like_value(text) else 0 if is_number(text) else WRONG_WORD
        case _ if is_nothing(text):
            return 0
        case "period_operator" | "operator":
            return VALUE if is_operator(text) else WRONG_WORD
        case "period_unit" | "unit":
            return VALUE if is_unit(text) else WRONG_WORD
        case _:
            return VALUE if text[:1].isdigit() else WRONG_WORD


@cache
def _assignments(count: int, parts: tuple[str, ...]) -> tuple[tuple[str | None, ...], ...]:
    """Returns every way to give cells to parts in their order.

    A cell may be stray (None).
    """
    found: list[tuple[str | None, ...]] = []
    for kept in range(min(count, len(parts)), -1, -1):
        for cells in combinations(range(count), kept):
            for chosen in combinations(parts, kept):
                row: list[str | None] = [None] * count
                for cell, part in zip(cells, chosen, strict=True):
                    row[cell] = part
                found.append(tuple(row))
    return tuple(found)


def _weigh(tokens: Sequence[Token], chosen: Sequence[str | None], table: FormTable, shift: int) -> int:
    weight = SHIFTED * abs(shift)
    if "name" not in chosen and not set(chosen) <= {"level1", "level2", None}:
        weight += NAMELESS
    for token, part in zip(tokens, chosen, strict=True):
        if part is None:
            weight += STRAY
        else:
            weight += _word(token, part, table) + IN_PLACE * (token.col == table.columns[part] + shift)
    return weight


def _reading(tokens: Sequence[Token], chosen: Sequence[str | None], table: FormTable, shift: int) -> RowReading:
    parts = {part: token for token, part in zip(tokens, chosen, strict=True) if part is not None}
    stray = tuple(token for token, part in zip(tokens, chosen, strict=True) if part is None)
    moved = any(token.col != table.columns[part] for part, token in parts.items())
    return RowReading(parts, stray, shift, moved)
