"""The style of a cell, for every sheet that is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The typeface with which Chinese programs begin.
SONG = "宋体"


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The style of a cell; None leaves a property to the program.

    Attributes:
        size: of the font, in points.
        color: of the font, #RRGGBB.
        fill: of the background, #RRGGBB.
        align: left, center, right, or fill (repeated, cut at the border).
        valign: top or vcenter.
        border: whether the cell has a thin border.
        border_color: of the border, #RRGGBB.
        number_format: `@` for text.
        locked: whether the cell is closed once the sheet is protected.
    """

    font: str | None = None
    size: float | None = None
    bold: bool = False
    underline: bool = False
    color: str | None = None
    fill: str | None = None
    align: str | None = None
    valign: Literal["top", "vcenter"] = "vcenter"
    wrap: bool = False
    indent: int = 0
    border: bool = False
    border_color: str | None = None
    number_format: str | None = None
    locked: bool = True

    @property
    def visible(self) -> bool:
        """Whether an empty cell of this style can be seen or typed into."""
        return self.border or self.fill is not None or not self.locked

    def properties(self) -> dict[str, object]:
        """Returns the style in the words of XlsxWriter."""
        properties = {
            "font_name": self.font,
            "font_scheme": "none" if self.font else None,
            "font_size": self.size,
            "bold": self.bold or None,
            "underline": self.underline or None,
            "font_color": self.color,
            "bg_color": self.fill,
            "align": self.align,
            "valign": self.valign if self.font else None,
            "text_wrap": self.wrap or None,
            "indent": self.indent or None,
            "border": 1 if self.border else None,
            "border_color": self.border_color,
            "num_format": self.number_format,
            "locked": None if self.locked else False,
        }
        return {name: value for name, value in properties.items() if value is not None}
