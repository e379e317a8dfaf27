"""The look of an OpenDocument sheet: merges, widths, heights, borders, page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

from lxml import etree

from toolkit.adopting.sheet_look import CellLook, SheetLook
from toolkit.model.cell import CellRange, CellRef

_NAMES = {
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
}
#: Points, and millimetres, of a unit of length.
_POINTS: Mapping[str, float] = {"pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4}
#: Points of a character's width.
_CHARACTER = 7.0
_LENGTH = re.compile(r"([\d.]+)(pt|in|cm|mm)")
#: What a sheet repeats more often is empty space.
_REPEATED = 200


@dataclass(frozen=True)
class _Styles:
    """The properties of the named styles of a document, by name."""

    widths: Mapping[str, float]
    heights: Mapping[str, float]
    cells: Mapping[str, CellLook]
    landscape: bool | None


def ods_look(data: bytes, sheet: str) -> tuple[SheetLook, tuple[CellRange, ...]]:
    """Returns the look and the merged ranges of a sheet, if readable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with ZipFile(BytesIO(data)) as archive:
            content = etree.fromstring(archive.read("content.xml"), parser)
            named = etree.fromstring(archive.read("styles.xml"), parser)
    except (BadZipFile, KeyError, etree.XMLSyntaxError, OSError):
        return SheetLook(), ()
    styles = _styles(content, named)
    for table in content.iter(_tag("table", "table")):
        if table.get(_tag("table", "name")) == sheet:
            return _of_table(table, styles)
    return SheetLook(), ()


def _tag(prefix: str, name: str) -> str:
    return f"{{{_NAMES[prefix]}}}{name}"


def _points(written: str | None) -> float | None:
    match = _LENGTH.fullmatch(written or "")
    return float(match[1]) * _POINTS[match[2]] if match else None


def _styles(content: etree._Element, named: etree._Element) -> _Styles:
    widths: dict[str, float] = {}
    heights: dict[str, float] = {}
    cells: dict[str, CellLook] = {}
    for root in (named, content):
        for style in root.iter(_tag("style", "style")):
            name = style.get(_tag("style", "name")) or ""
            for part in style:
                if width := _points(part.get(_tag("style", "column-width"))):
                    widths[name] = width / _CHARACTER
                if height := _points(part.get(_tag("style", "row-height"))):
                    heights[name] = height
                if part.tag == _tag("style", "table-cell-properties"):
                    edges = [part.get(_tag("fo", f"border{side}")) for side in ("", "-left", "-right", "-top")]
                    framed = any(edge not in (None, "none") for edge in edges)
                    cells[name] = CellLook(framed=framed)
    pages = [one.get(_tag("style", "print-orientation")) for one in named.iter(_tag("style", "page-layout-properties"))]
    named_ones = [one == "landscape" for one in pages if one]
    return _Styles(widths, heights, cells, named_ones[0] if named_ones else None)


def _repeats(element: etree._Element, what: str) -> int:
    return min(int(element.get(_tag("table", f"number-{what}-repeated")) or 1), _REPEATED)


def _of_table(table: etree._Element, styles: _Styles) -> tuple[SheetLook, tuple[CellRange, ...]]:
    widths: dict[int, float] = {}
    col = 0
    for column in table.iter(_tag("table", "table-column")):
        width = styles.widths.get(column.get(_tag("table", "style-name")) or "")
        for _ in range(_repeats(column, "columns")):
            if width is not None:
                widths[col] = round(width, 2)
            col += 1
    heights: dict[int, float] = {}
    cells: dict[tuple[int, int], CellLook] = {}
    merges: list[CellRange] = []
    row = 0
    for line in table.iter(_tag("table", "table-row")):
        height = styles.heights.get(line.get(_tag("table", "style-name")) or "")
        times = _repeats(line, "rows")
        for at in range(row, row + times):
            if height is not None:
                heights[at] = round(height, 2)
            for place, look, merge in _of_row(line, at, styles):
                if look.framed:
                    cells[place] = look
                if merge is not None:
                    merges.append(merge)
        row += times
    orientation: Literal["portrait", "landscape"] | None = None
    if styles.landscape is not None:
        orientation = "landscape" if styles.landscape else "portrait"
    return SheetLook(widths, heights, cells, orientation, None, seen=True), tuple(merges)


def _of_row(
    line: etree._Element, row: int, styles: _Styles
) -> Iterator[tuple[tuple[int, int], CellLook, CellRange | None]]:
    """Yields the cells of a row with look and merged range."""
    col = 0
    for cell in line:
        look = styles.cells.get(cell.get(_tag("table", "style-name")) or "", CellLook())
        across = int(cell.get(_tag("table", "number-columns-spanned")) or 1)
        down = int(cell.get(_tag("table", "number-rows-spanned")) or 1)
        for at in range(col, col + _repeats(cell, "columns")):
            merge = None
            if across > 1 or down > 1:
                merge = CellRange(CellRef(row, at), CellRef(row + down - 1, at + across - 1))
            yield (row, at), look, merge
        col += _repeats(cell, "columns")
