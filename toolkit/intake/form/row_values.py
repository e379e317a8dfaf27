"""The values of a row that are divided into sign, number and unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.forms.table_definition import BLOCKS
from toolkit.indicators.triple import (
    Triple,
    contradictory,
    has_another_unit,
    is_nothing,
    is_operator,
    is_unit,
    together,
)
from toolkit.intake.form.table import FormTable
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed, Placed


class Block(NamedTuple):
    """One value of one row.

    Attributes:
        part: which value.
        text: the value; None where its number is missing, or its operator contradicts it.
        placed: where it stood.
        observations: what is to be said of it.
    """

    part: str
    text: str | None
    placed: Placed
    observations: tuple[Observation, ...]


def blocks(row: int, parts: Mapping[str, Token], texts: Mapping[str, str], table: FormTable) -> Iterator[Block]:
    """Yields the values of a row that are divided into parts.

    Args:
        row: of the sheet.
        parts: its cells.
        texts: the texts of these cells.
        table: the table's columns.
    """
    for value, names in BLOCKS.items():
        if names[1] not in table.columns:
            continue
        operator, number, unit = (texts.get(name) for name in names)
        triple = Triple(operator, number, unit)
        held = tuple(parts[name] for name in names if name in parts)
        if number and unit and _unit_apart(operator, number, unit, names[0] in table.columns):
            place = joined(held)
            facts = {"found": number, "unit": unit, "by": "unit"}
            yield Block(value, number, Placed(place, number), (Observation(Observed.AMBIGUOUS, place, facts),))
            continue
        place = joined(held) if number else str(CellRef(row, table.columns[names[1]]))
        written = "".join(token.text for token in held) if number else ""
        if contradictory(triple) or (not number and _misfits(triple)):
            place = joined(held)
            seen = Observation(Observed.AMBIGUOUS, place, {"found": "、".join(token.text[:12] for token in held)})
            yield Block(value, None, Placed(place, written), (seen,))
        else:
            yield Block(value, together(triple), Placed(place, written), ())


def _unit_apart(operator: str | None, number: str, unit: str, signed: bool) -> bool:
    """Whether a unit does not fit a value that is clear without it.

    Words need no unit; on a form with a column of signs they may have slipped there.
    """
    if operator is not None or is_nothing(unit) or not is_unit(unit):
        return False
    return has_another_unit(number, unit) or not (signed or any(map(str.isdigit, number)))


def _misfits(triple: Triple) -> bool:
    """Whether a value without number has a wrong operator or unit.

    It was typed one column off.
    """
    operator, _, unit = triple
    return not (is_nothing(operator) or is_operator(operator or "")) or not (is_nothing(unit) or is_unit(unit or ""))


def missing(parts: Mapping[str, Token], table: FormTable) -> Iterator[str]:
    """Yields the values that the table has columns for and the row lacks."""
    for value, (_, number, _) in BLOCKS.items():
        asked = {value, number} & table.columns.keys()
        if asked and not asked & parts.keys():
            yield value
