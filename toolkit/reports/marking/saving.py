"""The bytes of a rebuilt workbook, with what openpyxl cannot write."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from lxml import etree
from openpyxl import Workbook

from toolkit.excel.grid import Book, CellKind, Grid, GridCell
from toolkit.excel.write.saved_bytes import workbook_bytes
from toolkit.excel.write.zip_parts import join, pack, unpack
from toolkit.model.cell import CellRef
from toolkit.reports.marking.targets import Merges

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: The type of a cell's stored value, as XML spells it.
_TYPES = {CellKind.TEXT: "str", CellKind.BOOLEAN: "b", CellKind.ERROR: "e"}


def _put_back(part: bytes, grid: Grid) -> bytes:
    """Returns a sheet's part with what openpyxl lost."""
    root = etree.fromstring(part)
    nodes = {node.get("r"): node for node in root.iter(f"{_NS}c")}
    merges = Merges.within_bounds(grid.merges)
    hidden: dict[int, list[tuple[int, GridCell]]] = {}
    for place, cell in grid.cells.items():
        node = nodes.get(str(CellRef(*place)))
        if cell.text and merges.hides(CellRef(*place)):
            hidden.setdefault(place[0], []).append((place[1], cell))
        elif node is None:
            continue
        elif cell.formula is not None and cell.computed:
            if node.find(f"{_NS}f") is not None:
                _put_result(node, cell)
        elif cell.kind is CellKind.NUMBER and cell.formula is None:
            _put_number(node, cell)
    _hide(root, grid)
    for row in root.iter(f"{_NS}row"):
        number = int(row.get("r", "0")) - 1
        if number in hidden:
            _put_hidden_row(row, number, hidden[number])
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _hide(root: etree._Element, grid: Grid) -> None:
    """Hides rows of no height, as openpyxl writes no such height."""
    for row in root.iter(f"{_NS}row"):
        if int(row.get("r", "0")) - 1 in grid.hidden_rows:
            row.set("hidden", "1")


def _put_hidden_row(row: etree._Element, number: int, cells: Sequence[tuple[int, GridCell]]) -> None:
    """Puts the cells that are merged away into a row."""
    nodes = {CellRef.parse(node.get("r", "A1")).col: node for node in row}
    for col, cell in cells:
        if col not in nodes:
            nodes[col] = etree.Element(f"{_NS}c", r=str(CellRef(number, col)))
        if not len(nodes[col]):
            _put_hidden(nodes[col], cell)
    row[:] = [node for _, node in sorted(nodes.items(), key=lambda one: one[0])]


def _put_number(node: etree._Element, cell: GridCell) -> None:
    """Stores a number as it was spelled: 1.7E8 is no code."""
    value = node.find(f"{_NS}v")
    if value is not None and node.get("t", "n") == "n":
        value.text = cell.raw or cell.text


def _put_result(node: etree._Element, cell: GridCell) -> None:
    """Stores a formula's result as the original did."""
    kind = _TYPES.get(cell.kind, "str" if not cell.text else None)
    if kind is not None:
        node.set("t", kind)
    value = node.find(f"{_NS}v")
    if value is None:
        value = etree.SubElement(node, f"{_NS}v")
    value.text = cell.raw or cell.text


def _put_hidden(node: etree._Element, cell: GridCell) -> None:
    """Stores the content of a cell that is merged away."""
    kind = _TYPES.get(cell.kind)
    if cell.kind in (CellKind.TEXT, CellKind.DATE):
        node.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(node, f"{_NS}is"), f"{_NS}t")
        text.text = cell.text
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return
    if kind is not None:
        node.set("t", kind)
    elif "t" in node.attrib:
        del node.attrib["t"]
    etree.SubElement(node, f"{_NS}v").text = cell.raw or cell.text


_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
#: A rebuilt copy depends on nothing but its original, so it has no time of its own.
NO_DATE = datetime(2000, 1, 1)


def rebuilt_bytes(workbook: Workbook, book: Book, titles: Mapping[str, str]) -> bytes:
    """Returns a rebuilt workbook as its file.

    Args:
        workbook: as it was rebuilt.
        book: the original.
        titles: the names of the original's sheets in the workbook.
    """
    workbook.properties.created = NO_DATE
    parts = unpack(workbook_bytes(workbook))
    grids = {titles[grid.name]: grid for grid in book.sheets if grid.name in titles}
    for number, sheet in enumerate(workbook.worksheets, 1):
        grid = grids.get(sheet.title)
        if grid is not None:
            name = f"xl/worksheets/sheet{number}.xml"
            parts[name] = _put_back(parts[name], grid)
    time = f"{NO_DATE:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts[_CORE] = _MODIFIED.sub(rb"\g<1>" + time + rb"\g<2>", parts[_CORE])
    return join({name: pack(part) for name, part in parts.items()})
