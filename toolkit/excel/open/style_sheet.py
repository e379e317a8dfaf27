"""A workbook's styles: the number format of a cell, and whether it is locked."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from toolkit.excel.grid import CellKind, GridCell
from toolkit.excel.limits import Limits, refuse_above
from toolkit.excel.open.attributes import local, number, true
from toolkit.excel.open.guard import parse
from toolkit.excel.open.number_formats import BUILTIN, GENERAL, Show, show
from toolkit.excel.open.package import CACHED
from toolkit.model.remember import Remember

_MOST = 65_490  # what Excel allows
_LONGEST = 255  # what Excel allows; a longer one is none


class Style(NamedTuple):
    """The style of a cell, as far as the reader needs it.

    Attributes:
        format: code of the number format.
        show: what that makes of a number.
        locked: whether the cell is locked once the sheet is protected.
        empty: the cell of this style that holds nothing; one for all of them.
    """

    format: str
    show: Show
    locked: bool
    empty: GridCell


class Styles(dict[str | None, Style]):
    """Styles by the number in a cell's `s` attribute; None without one.

    A number that the workbook does not have means the first style, as other programs take it.

    Attributes:
        longest: characters of the longest words that a format puts round a number.
    """

    longest = 0

    def __missing__(self, key: str | None) -> Style:
        return self[None]


def read_styles(data: bytes | None, limits: Limits) -> Styles:
    """Returns the styles; None without any. Raises Damaged or Refused."""
    if data is None:
        return Styles({None: _style(GENERAL, locked=True)})
    return _remembered(data) if len(data) < CACHED else _styles(data, limits)


@Remember(1_000_000)
def _remembered(data: bytes) -> Styles:
    # Workbooks of one template share their styles byte for byte.
    return _styles(data, Limits())


def _styles(data: bytes, limits: Limits) -> Styles:
    parts = {local(node): node for node in parse(data, limits)}
    refuse_above(max(map(len, parts.values()), default=0), _MOST, "单元格格式数", "number of styles")
    codes = dict(BUILTIN)
    for node in parts.get("numFmts", ()):
        code = node.get("formatCode") or GENERAL
        codes[number(node.get("numFmtId"))] = code if len(code) <= _LONGEST else GENERAL
    named = [_unlocked(node) for node in parts.get("cellStyleXfs", ())]
    styles = Styles()
    for index, node in enumerate(parts.get("cellXfs", ())):
        code = codes.get(number(node.get("numFmtId")), GENERAL)
        styles[str(index)] = _style(code, locked=not _is_unlocked(node, named))
    styles[None] = styles.get("0") or _style(GENERAL, locked=True)
    styles.longest = max(len(style.show.before) + len(style.show.after) for style in styles.values())
    return styles


def _is_unlocked(node: etree._Element, named: list[bool | None]) -> bool:
    """Whether a style unlocks its cells, itself or by its named style."""
    own = _unlocked(node)
    if own is not None or true(node.get("applyProtection")):
        return bool(own)
    base = number(node.get("xfId"))
    return base < len(named) and bool(named[base])


def _unlocked(node: etree._Element) -> bool | None:
    for child in node:
        if local(child) == "protection":
            return not true(child.get("locked"), default=True)
    return None


def _style(code: str, *, locked: bool) -> Style:
    return Style(code, show(code), locked, GridCell("", CellKind.EMPTY, "", code, None, True, locked))
