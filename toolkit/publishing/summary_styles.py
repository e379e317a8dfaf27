"""How the cells of a summary look: the official table in 宋体, totals shaded, plain sheets for use."""

from __future__ import annotations

from dataclasses import dataclass, replace

SONG = "宋体"
#: Size in points of everything in the table.
BODY = 9.0
AMOUNT = "#,##0.00"
#: The workbook's own font, in whose digits widths are counted: the one that Chinese programs begin with.
NORMAL = {"font_name": SONG, "font_size": 11, "font_scheme": "none"}
#: Pixels of an untouched column in that font.
COLUMN = 72


@dataclass(frozen=True, slots=True)
class SummaryStyle:
    """The look of a cell.

    Attributes:
        size: of the font, in points.
        fill: of the background, #RRGGBB.
        border: colour of a thin border all round, #RRGGBB.
        number_format: `@` where text is meant.
        color: of the font, #RRGGBB.
    """

    size: float = BODY
    bold: bool = False
    fill: str | None = None
    align: str = "left"
    valign: str = "vcenter"
    wrap: bool = False
    indent: int = 0
    border: str | None = None
    number_format: str = "General"
    color: str | None = None

    def properties(self) -> dict[str, object]:
        """The look in the writing library's words."""
        properties: dict[str, object] = {
            "font_name": SONG,
            "font_scheme": "none",
            "font_size": self.size,
            "align": self.align,
            "valign": self.valign,
            "num_format": self.number_format,
        }
        if self.border:
            properties |= {"border": 1, "border_color": self.border}
        if self.fill:
            properties["bg_color"] = self.fill
        properties |= {"font_color": self.color} if self.color else {}
        properties |= {"bold": True} if self.bold else {}
        properties |= {"text_wrap": True} if self.wrap else {}
        properties |= {"indent": self.indent} if self.indent else {}
        return properties


#: Of every border: official tables and sheets for use look alike.
_LINE = "#7F7F7F"

#: Above and below the table.
TITLE = SummaryStyle(size=18, bold=True, align="center")
LINE = SummaryStyle(size=10)
UNIT = replace(LINE, align="right")
NOTE = SummaryStyle(wrap=True, valign="top")

#: The table.
HEADING = SummaryStyle(bold=True, align="center", wrap=True, border=_LINE, fill="#E7ECF2")
TEXT = SummaryStyle(wrap=True, border=_LINE)
MONEY = SummaryStyle(align="right", border=_LINE, number_format=AMOUNT)

#: The sheets for use.
DATA_TITLE = SummaryStyle(size=12, bold=True)
DATA = SummaryStyle(number_format="@", border=_LINE)
DATA_RIGHT = replace(DATA, align="right")
DATA_NUMBER = replace(DATA, align="center", number_format="0")
SENTENCE = replace(DATA, wrap=True)
#: What leads somewhere.
LINK = replace(DATA, color="#1F4E9D")
#: Figures that are counted and compared; a share of the whole.
DATA_AMOUNT = replace(DATA, align="right", indent=1, number_format=AMOUNT)
DATA_COUNT = replace(DATA, align="right", indent=1, number_format="#,##0")
DATA_SHARE = replace(DATA, align="right", indent=1, number_format="0.0%")
#: A number as exact as it was written.
DATA_VALUE = replace(DATA, align="right", indent=1, number_format="General")
#: What is in order, and what somebody has to see to.
_GREEN, _RED = "#E2F0D9", "#FBE0DD"


def fine(look: SummaryStyle) -> SummaryStyle:
    """The same for what is in order."""
    return replace(look, fill=_GREEN)


def wanting(look: SummaryStyle) -> SummaryStyle:
    """The same for what somebody has to see to."""
    return replace(look, fill=_RED)


def total(look: SummaryStyle) -> SummaryStyle:
    """The same in a row of totals."""
    return replace(look, bold=True, fill="#F2F2F2")


def indented(look: SummaryStyle, depth: int) -> SummaryStyle:
    """The same for a name so many levels down."""
    return replace(look, indent=depth)


def sized(look: SummaryStyle, size: float) -> SummaryStyle:
    """The same in another size."""
    return replace(look, size=size)


def from_the_top(look: SummaryStyle) -> SummaryStyle:
    """The same for a line that may go on over the next page."""
    return replace(look, valign="top")
