"""The values that a table has in parts: operator, number and unit of one row put together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.forms.parts import BLOCKS
from toolkit.indicators.triple import Triple, contradictory, together
from toolkit.intake.aligning.table import Table
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRef


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


def blocks(row: int, parts: Mapping[str, Token], said: Mapping[str, str], table: Table) -> Iterator[Block]:
    """The values of a row that stand in parts.

    Args:
        row: of the sheet.
        parts: its cells.
        said: what these say.
        table: the table's columns.
    """
    for value, names in BLOCKS.items():
        if names[1] not in table.columns:
            continue
        operator, number, unit = (said.get(name) for name in names)
        triple = Triple(operator, number, unit)
        held = tuple(parts[name] for name in names if name in parts)
        place = joined(held) if number else str(CellRef(row, table.columns[names[1]]))
        written = "".join(token.text for token in held) if number else ""
        if contradictory(triple):
            seen = Observation(Seen.AMBIGUOUS, place, {"found": "、".join(token.text[:12] for token in held)})
            yield Block(value, None, Placed(place, written), (seen,))
        else:
            yield Block(value, together(triple), Placed(place, written), ())


def missing(parts: Mapping[str, Token], table: Table) -> Iterator[str]:
    """The values that a table asks for, whole or in parts, and that a row does not have."""
    for value, (_, number, _) in BLOCKS.items():
        asked = {value, number} & table.columns.keys()
        if asked and not asked & parts.keys():
            yield value
