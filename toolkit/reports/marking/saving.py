"""The repair of what openpyxl changes when it opens and saves a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from toolkit.excel.grid import CellKind, Grid, GridCell
from toolkit.model.cell import CellRef
from toolkit.reports.marking.targets import Merges

_STRICT = b"http://purl.oclc.org/ooxml/"
_PARTS = (".xml", ".rels", ".vml")
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
#: Names that the usual dialect spells differently.
_SPELLED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_URI = re.compile(re.escape(_STRICT) + rb"(\w+)/(relationships/)?([\w/]*)")
#: Within these bytes the main part of a workbook names its namespace.
_START = 4096


def transitional(data: bytes) -> bytes:
    """Returns a workbook in the usual namespaces.

    One that has them already is returned as it is. Raises what zipfile raises.
    """
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(_PARTS)]
        if not any(_strict(archive, name) for name in names if name.lower().endswith("workbook.xml")):
            return data
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for info in archive.infolist():
                part = archive.read(info)
                packed.writestr(info.filename, _URI.sub(_usual, part) if info.filename in names else part)
    return out.getvalue()


def _strict(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return _STRICT in part.read(_START)


def _usual(match: re.Match[bytes]) -> bytes:
    family, related, name = match[1], match[2] or b"", match[3]
    if family == b"officeDocument":
        return _OFFICE + related + _SPELLED.get(name, name)
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name


_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: The type of a cell's stored value, as XML spells it.
_TYPES = {CellKind.TEXT: "str", CellKind.BOOLEAN: "b", CellKind.ERROR: "e"}


def put_back(part: bytes, grid: Grid) -> bytes:
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
_PACKED = (1980, 1, 1, 0, 0, 0)

Repair = Callable[[bytes], bytes]


def pack(saved: bytes, repairs: Mapping[str, Repair], modified: datetime) -> bytes:
    """Returns the saved workbook with its parts repaired.

    Args:
        saved: as openpyxl wrote it.
        repairs: functions that repair a part, by its name.
        modified: the time of the last change that the copy shall state.
    """
    out = BytesIO()
    with ZipFile(BytesIO(saved)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            part = archive.read(name)
            if name in repairs:
                part = repairs[name](part)
            elif name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + f"{modified:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", part)
            info = ZipInfo(name, _PACKED)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            packed.writestr(info, part)
    return out.getvalue()
