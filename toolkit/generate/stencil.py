"""Draw once, stamp for a thousand recipients: a drawn workbook of which only what differs is written again.

What comes out holds the same as drawing afresh (`toolkit.generate.draw`, the reference); only the order of the
table of texts is another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from toolkit.forms.kinds import CellValue
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import CODE_LABEL, results, self_check, stamp_cell
from toolkit.forms.stamp import short_code
from toolkit.generate.container import Packed, join, pack, unpack
from toolkit.generate.draw import Issue, contents, draw, written
from toolkit.generate.heights import row_heights
from toolkit.generate.identity import keywords
from toolkit.generate.markup import CellTag, Part, RowTag, Strings, cut, escape, shared, shared_texts
from toolkit.generate.xlsx import quoted_sheet
from toolkit.model.cell import CellRef

_STRINGS = "xl/sharedStrings.xml"
#: Parts that name the sheets or carry the printed codes.
_NAMING = ("xl/workbook.xml", "docProps/app.xml", "docProps/core.xml", "docProps/custom.xml")
_SHEET = "xl/worksheets/sheet{}.xml"

#: What workbooks that can share a stencil have in common: for each sheet its layout and what is locked on it.
Shape = tuple[tuple[object, ...], ...]


def shape(issues: Iterable[Issue]) -> Shape:
    """What a stencil is made for; workbooks of the same shape can be stamped with the same one."""
    return tuple((issue.layout.fingerprint, issue.layout.form.id, issue.prefilled, issue.layout.choosing) for issue in issues)


class Stencil:
    """A workbook that was drawn empty, cut into what stays and what differs."""

    def __init__(self, issues: Sequence[Issue], password: str) -> None:
        self._names = tuple(f"Stencil_{number}" for number in range(len(issues)))
        empty = [replace(issue, values={}, sheet=name) for issue, name in zip(issues, self._names, strict=True)]
        parts = {name: part.decode() for name, part in unpack(draw(empty, password)).items()}
        self._codes = tuple(short_code(issue.stamp) for issue in issues)
        self._naming = {name: parts[name] for name in _NAMING}
        texts, fixed = shared_texts(parts[_STRINGS]), Strings({})
        identity = _SHEET.format(len(issues) + 2)  # behind the forms and their lists
        self._sheets = {_SHEET.format(n): cut(parts[_SHEET.format(n)], _open(issue.layout), texts, fixed) for n, issue in enumerate(issues, 1)}
        ...
