"""What openpyxl does not write is put back into a sheet: results, stored numbers, what merged cells hide."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from toolkit.intake.grid import CellKind, Grid, GridCell
from toolkit.model.cell import CellRef
from toolkit.reports.marking.target import Merges

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: How a cell says what its stored value is.
_TYPES = {CellKind.TEXT: "str", CellKind.BOOLEAN: "b", CellKind.ERROR: "e"}


def put_back(part: bytes, grid: Grid) -> bytes:
    """Complete the part of a sheet with what the sheet held when it came back."""
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
    """Rows of no height are hidden too, and openpyxl writes no such height."""
    for row in root.iter(f"{_NS}row"):
        if int(row.get("r", "0")) - 1 in grid.hidden_rows:
            row.set("hidden", "1")


def _put_hidden_row(row: etree._Element, number: int, cells: Sequence[tuple[int, GridCell]]) -> None:
    """Put what is merged away into a row, its cells in their order."""
    nodes = {CellRef.parse(node.get("r", "A1")).col: node for node in row}
    for col, cell in cells:
        if col not in nodes:
            nodes[col] = etree.Element(f"{_NS}c", r=str(CellRef(number, col)))
        if not len(nodes[col]):
            _put_hidden(nodes[col], cell)
    row[:] = [node for _, node in sorted(nodes.items(), key=lambda one: one[0])]


def _put_number(node: etree._Element, cell: GridCell) -> None:
    """Store a number as it was spelled: 1.7E8 is no code."""
    value = node.find(f"{_NS}v")
    if value is not None and node.get("t", "n") == "n":
        value.text = cell.raw or cell.text


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
