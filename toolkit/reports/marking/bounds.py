"""What may be opened to be marked: openpyxl spreads ranges out cell by cell, and a kilobyte can name them all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from toolkit.intake.grid import Book
from toolkit.model.cell import CellRange

#: Cells of all sheets together, cells of all ranges that openpyxl spreads out, bytes of a part.
CELLS, SPREAD, PART = 200_000, 200_000, 16 * 1024 * 1024
#: Elements whose `ref` it spreads out.
_SPREAD_OUT = ("{*}hyperlink", "{*}comment", "{*}table")


def within_bounds(data: bytes, book: Book) -> bool:
    """Whether openpyxl can open a workbook in bounded time and memory; it has passed the guard before."""
    cells = sum(len(grid.cells) for grid in book.sheets)
    merged = sum(area.area for grid in book.sheets for area in grid.merges)
    if cells > CELLS or merged > SPREAD:
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            if any(part.file_size > PART for part in archive.infolist()):
                return False
            return sum(area for name in archive.namelist() for area in _spread(archive, name)) <= SPREAD
    except (BadZipFile, NotImplementedError):
        return False


def _spread(archive: ZipFile, name: str) -> Iterator[int]:
    """The areas of the ranges of one part that are spread out, whatever the part is called."""
    with archive.open(name) as part, suppress(etree.XMLSyntaxError):  # what is no XML, openpyxl cannot read either
        for _, node in etree.iterparse(part, tag=_SPREAD_OUT, resolve_entities=False, no_network=True):
            yield _area(node.get("ref"))


def _area(ref: str | None) -> int:
    """The cells of a range; one that cannot be read counts as too large."""
    try:
        return CellRange.parse(ref).area if ref else 1
    except ValueError:
        return SPREAD + 1
