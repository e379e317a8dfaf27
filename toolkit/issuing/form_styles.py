"""The styles of a form: official 宋体, tints where something is to be done."""

from __future__ import annotations

from dataclasses import replace

from toolkit.excel.write.cell_style import SONG, CellStyle
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
    Role.NOTE: replace(_PLAIN, align="left"),
    Role.CODE: CellStyle(SONG, 8, color="#8C8C8C", align="right"),
}

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
