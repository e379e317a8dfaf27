"""Texts with several values, texts with none, and the name for all shapes together."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.indicators.shapes.base import Written
from toolkit.indicators.shapes.dated import Deadline, Period
from toolkit.indicators.shapes.measured import Measured, Tolerance
from toolkit.indicators.shapes.worded import Qualitative


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite(Written):
    """Several values in one text: 6名站长，36名队员.

    Attributes:
        parts: the values in order; some may be `Unparsed`, at least one has a number or a date.
    """

    parts: tuple[Value, ...]

    def spell(self) -> str:
        """The parts, between semicolons."""
        return ";".join(part.spell() for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unparsed(Written):
    """A text without a shape.

    Attributes:
        text: the text, folded.
    """

    text: str

    def spell(self) -> str:
        """The text itself."""
        return self.text


Value = Measured | Tolerance | Deadline | Period | Qualitative | Composite | Unparsed
