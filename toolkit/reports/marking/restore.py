"""What openpyxl does not write is put back into a sheet: results of formulas, and what merged cells hide."""

from __future__ import annotations

from lxml import etree

from toolkit.intake.grid import CellKind, Grid, GridCell
from toolkit.model.cell import CellRef
from toolkit.reports.marking.target import Merges

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: How a cell says what its stored value is.
_TYPES = {CellKind.TEXT: "str", CellKind.BOOLEAN: "b", CellKind.ERROR: "e"}


def put_back(part: bytes, grid: Grid) -> bytes:
    """Complete the part of a sheet with what the sheet held when it came back."""
    merges = Merges(grid.merges)
    results = {place: cell for place, cell in grid.cells.items() if cell.formula is not None and cell.computed}
    hidden = {place: cell for place, cell in grid.cells.items() if cell.text and merges.hides(CellRef(*place))}
    if not results and not hidden:
        return part
    root = etree.fromstring(part)
    rows = {row.get("r"): row for row in root.iter(f"{_NS}row")}
    nodes = {node.get("r"): node for node in root.iter(f"{_NS}c")}
    for place, cell in results.items():
        node = nodes.get(str(CellRef(*place)))
        if node is not None and node.find(f"{_NS}f") is not None:
            _put_result(node, cell)
    for place, cell in hidden.items():
        ref = CellRef(*place)
        node, row = nodes.get(str(ref)), rows.get(str(ref.row + 1))
        if node is None and row is not None:
            node = _new(row, ref)
        if node is not None and not len(node):
            _put_hidden(node, cell)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _new(row: etree._Element, ref: CellRef) -> etree._Element:
    """A cell in its place in its row."""
    node = etree.Element(f"{_NS}c", r=str(ref))
    row.insert(sum(CellRef.parse(other.get("r", "A1")) < ref for other in row), node)
    return node


def _put_result(node: etree._Element, cell: GridCell) -> None:
    """Store a formula's result as the original did."""
    kind = _TYPES.get(cell.kind, "str" if not cell.text else None)
    if kind is not None:
        node.set("t", kind)
    value = node.find(f"{_NS}v")
    if value is None:
        value = etree.SubElement(node, f"{_NS}v")
    value.text = cell.raw or cell.text


def _put_hidden(node: etree._Element, cell: GridCell) -> None:
    """Store what stands in a cell that is merged away."""
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
