"""The styles of a form: official 宋体, tints where something is to be done."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.forms.definition import Page
from toolkit.forms.kinds import FieldKind
from toolkit.forms.layout import Role

HEI = "黑体"

_PLAIN = CellStyle(SONG, 11, align="center", wrap=True, border=True)

#: The form.
FIXED = {
    Role.MARK: CellStyle(SONG, 11, align="left"),
    Role.TITLE: CellStyle(HEI, 18, bold=True, align="center"),
    Role.LABEL: _PLAIN,
    Role.HEADING: _PLAIN,
    Role.NOTE: CellStyle(SONG, 10, align="left", wrap=True),
    Role.CODE: CellStyle(SONG, 8, color="#8C8C8C", align="right"),
}


def fixed(role: Role, text: str) -> CellStyle:
    """Returns the style of a fixed text; of a note by what it says."""
    if role is Role.NOTE and len(text) < _SHORT:
        align = "right" if "单位" in text else "center" if _YEAR.search(text) else "left"
        return replace(FIXED[role], align=align)
    return FIXED[role]


def on_page(look: CellStyle, page: Page, role: Role, *, framed: bool) -> CellStyle:
    """Returns a style with a page's typefaces, and its line's borders or none."""
    font, size = (page.title_font, page.title_size) if role is Role.TITLE else (page.font, page.size)
    if not framed:
        look = replace(look, border=False)
    if size and not (role is Role.NOTE and size == _PLAIN.size):
        look = replace(look, size=size)
    return replace(look, font=font) if font else look


_SHORT = 20
_YEAR = re.compile(r"^[（(]?\s*\d{4}\s*年度?\s*[）)]?$")

#: The panel beside it.
HEADING = CellStyle(SONG, 10, color="#595959", align="left")
STATUS = CellStyle(HEI, 16, bold=True, align="left", border=True, indent=1)
COMPLAINT = CellStyle(SONG, 10, color="#C05000", align="left")
NOTE = CellStyle(SONG, 9, color="#808080", align="left")
STAMP = CellStyle(SONG, 6, color="#D9D9D9", align="fill")
HIDDEN = CellStyle(SONG, 10, align="left", number_format="@")

#: What conditional formats add.
TO_FILL = CellStyle(fill="#FFFCE6")
WRONG = CellStyle(color="#C00000", fill="#FDE3E1")
READY = CellStyle(color="#1E6B34", fill="#E3F3E6")
NOT_READY = CellStyle(color="#9A5B00", fill="#FFF3D6")


def to_fill(kind: FieldKind, locked: bool) -> CellStyle:
    """Returns the style of a cell to fill: sentences left, everything else centred."""
    look = replace(_PLAIN, number_format=kind.number_format, locked=locked)
    return replace(look, align="left") if kind.id == "long_text" else look
