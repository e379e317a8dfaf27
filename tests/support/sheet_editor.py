"""An editor of one sheet's XML that leaves the rest of the workbook alone.

openpyxl drops results of formulas and formats of covered cells on saving; here the sheet's own XML is edited.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from toolkit.model import CellRange, CellRef

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Element = etree._Element
Place = CellRef | str


def tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def ref(place: Place) -> CellRef:
    return CellRef.parse(place) if isinstance(place, str) else place


def area(place: CellRange | str) -> CellRange:
    return CellRange.parse(place) if isinstance(place, str) else place


def squares(place: CellRange) -> Iterator[CellRef]:
    """The cells of a range."""
    for row in range(place.first.row, place.last.row + 1):
        for col in range(place.first.col, place.last.col + 1):
            yield CellRef(row, col)


class Sheet:
    """A worksheet part.

    Attributes:
        root: its XML, without rows and merges while it is open.
        cells: its cells.
        rows: attributes of its rows.
        merges: its merged ranges.
    """

    def __init__(self, data: bytes, texts: list[str]) -> None:
        self.root = etree.fromstring(data)
        self._texts = texts
        self._data = self._only("sheetData")
        self.rows: dict[int, dict[str, str]] = {}
        self.cells: dict[CellRef, Element] = {}
        for row in self._data:
            self.rows[int(str(row.get("r"))) - 1] = {str(key): str(value) for key, value in row.attrib.items()}
            for cell in row:
                self.cells[CellRef.parse(str(cell.get("r")))] = cell
        found = self.root.find(tag("mergeCells"))
        self._merged = found
        self.merges = [CellRange.parse(str(one.get("ref"))) for one in found] if found is not None else []

    def saved(self) -> bytes:
        """The part as it is now."""
        for row in list(self._data):
            self._data.remove(row)
        rows: dict[int, Element] = {}
        for number in sorted({*self.rows, *(place.row for place in self.cells)}):
            node = etree.SubElement(self._data, tag("row"), self.rows.get(number, {}))
            node.attrib.pop("spans", "")
            node.set("r", str(number + 1))
            rows[number] = node
        for place in sorted(self.cells):
            self.cells[place].set("r", str(place))
            rows[place.row].append(self.cells[place])
        self._save_merges()
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _save_merges(self) -> None:
        if self._merged is None:
            self._merged = etree.Element(tag("mergeCells"))
            after = self.root.find(tag("sheetProtection"))
            (self._data if after is None else after).addnext(self._merged)
        for one in list(self._merged):
            self._merged.remove(one)
        for merge in self.merges:
            etree.SubElement(self._merged, tag("mergeCell"), {"ref": str(merge)})
        self._merged.set("count", str(len(self.merges)))
        if not self.merges:
            self.root.remove(self._merged)

    def _only(self, name: str) -> Element:
        node = self.root.find(tag(name))
        assert node is not None
        return node

    # what stands in it

    def text(self, place: Place) -> str:
        """Returns the text of a cell."""
        cell = self.cells.get(ref(place))
        if cell is None:
            return ""
        value = cell.find(tag("v"))
        if cell.get("t") == "s" and value is not None:
            return self._texts[int(value.text or "0")]
        if cell.get("t") == "inlineStr":
            return "".join(str(part.text or "") for part in cell.iter(tag("t")))
        return "" if value is None else value.text or ""

    def formulas(self) -> Iterator[tuple[CellRef, Element]]:
        """The cells with formulas and their `f` elements."""
        for place, cell in self.cells.items():
            node = cell.find(tag("f"))
            if node is not None:
                yield place, node

    # changes of contents

    def cell(self, place: Place) -> Element:
        """A cell's element; it is made where it is missing."""
        place = ref(place)
        if place not in self.cells:
            self.cells[place] = etree.Element(tag("c"), {"r": str(place)})
        return self.cells[place]

    def clear(self, place: Place) -> None:
        """Delete a cell's content, as the key Delete does."""
        cell = self.cells.get(ref(place))
        if cell is not None:
            for child in list(cell):
                cell.remove(child)
            cell.attrib.pop("t", "")

    def put(self, place: Place, text: str) -> None:
        """Type a text."""
        self.clear(place)
        cell = self.cell(place)
        cell.set("t", "inlineStr")
        node = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        node.text = text

    def number(self, place: Place, value: float | str, style: int | None = None) -> None:
        """Type a number."""
        self.clear(place)
        cell = self.cell(place)
        etree.SubElement(cell, tag("v")).text = str(value)
        if style is not None:
            cell.set("s", str(style))

    def formula(self, place: Place, formula: str, result: str | None, kind: str = "n") -> None:
        """Types a formula with a result: kind n, str or e."""
        self.clear(place)
        cell = self.cell(place)
        etree.SubElement(cell, tag("f")).text = formula
        if result is not None:
            etree.SubElement(cell, tag("v")).text = result
            cell.set("t", kind)

    def copy(self, source: Place, to: Place) -> None:
        """Copy a cell's content to another cell, whose format stays."""
        self.put(to, self.text(source)) if self.text(source) else self.clear(to)

    # changes of the sheet

    def unprotect(self) -> None:
        """Take the protection off."""
        node = self.root.find(tag("sheetProtection"))
        if node is not None:
            self.root.remove(node)

    def merge(self, place: CellRange | str) -> None:
        """Merge a range: merges inside it go, and all contents but the first."""
        place = area(place)
        self.unmerge(place)
        filled = [one for one in squares(place) if self.text(one)]
        if filled:
            self.copy(filled[0], place.first) if filled[0] != place.first else None
        for one in squares(place):
            if one != place.first:
                self.clear(one)
        self.merges.append(place)

    def unmerge(self, place: CellRange | str) -> None:
        """Take apart the merges that touch a range."""
        place = area(place)
        self.merges = [one for one in self.merges if not overlap(one, place)]

    def validations(self) -> list[Element]:
        """The elements of data validations."""
        node = self.root.find(tag("dataValidations"))
        return [] if node is None else list(node)

    def hide_row(self, row: int) -> None:
        """Hide a row, counted from 0."""
        self.rows.setdefault(row, {})["hidden"] = "1"

    def hide_column(self, col: int) -> None:
        """Hide a column, counted from 0."""
        columns = self._only("cols")
        for node in columns:
            low, high = int(str(node.get("min"))) - 1, int(str(node.get("max"))) - 1
            if low <= col <= high:
                node.set("hidden", "1")
                return


def overlap(one: CellRange, other: CellRange) -> bool:
    """Whether two ranges share a cell."""
    return not (
        one.last.row < other.first.row
        or other.last.row < one.first.row
        or one.last.col < other.first.col
        or other.last.col < one.first.col
    )


class Opened:
    """A workbook whose parts can be edited."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def sheet(self, number: int) -> Sheet:
        """One of its sheets, from 1."""
        texts = etree.fromstring(self.parts.get("xl/sharedStrings.xml", b"<sst/>"))
        shared = ["".join(str(part.text or "") for part in item.iter(tag("t"))) for item in texts]
        return Sheet(self.parts[f"xl/worksheets/sheet{number}.xml"], shared)

    def style(self, number_format: int) -> int:
        """Adds a cell style with a number format and returns its number."""
        root = etree.fromstring(self.parts["xl/styles.xml"])
        styles = root.find(tag("cellXfs"))
        assert styles is not None
        etree.SubElement(
            styles,
            tag("xf"),
            {"numFmtId": str(number_format), "fontId": "0", "fillId": "0", "borderId": "0", "applyNumberFormat": "1"},
        )
        styles.set("count", str(len(styles)))
        self.parts["xl/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return len(styles) - 1

    def replace(self, name: str, old: str, new: str) -> None:
        """Change words in a part."""
        text = self.parts[name].decode()
        assert old in text, f"{old} is not in {name}"
        self.parts[name] = text.replace(old, new).encode()

    def saved(self) -> bytes:
        """The workbook."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return out.getvalue()


@contextmanager
def editing(book: Opened, number: int = 1) -> Iterator[Sheet]:
    """Edit one sheet in place."""
    sheet = book.sheet(number)
    yield sheet
    book.parts[f"xl/worksheets/sheet{number}.xml"] = sheet.saved()
