"""One worksheet part: styles of its cells, its conditional formats, its drawing of comments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN, OFFICE, PackageEdit, main_root, put_in_order
from toolkit.excel.limits import Damaged
from toolkit.excel.open.attributes import PLACES, measure, number, odd_range, true
from toolkit.model.cell import TALLEST_ROW, CellRange, CellRef

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_LATER = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_LATER_RANGES = "{http://schemas.microsoft.com/office/excel/2006/main}sqref"
_ROW, _CELL = f"{MAIN}row", f"{MAIN}c"
_FORMAT, _RULE = f"{MAIN}conditionalFormatting", f"{MAIN}cfRule"
#: Kinds of rules that draw into a cell and leave its background.
_DRAWN = frozenset({"dataBar", "iconSet"})
#: Pixels of a character of column width, of a cell's borders, of a point.
_CHARACTER, _BORDER, _POINT = 7, 5, 4 / 3
_WIDTH, _HEIGHT = 8.43, 15.0
#: Groups of columns whose widths are looked at; a form has fewer.
_SEVERAL = 300

#: Makes rules for the cells that a range has of those asked about.
Rules = Callable[[Sequence[CellRef]], list[etree._Element]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of a sheet's columns and rows in pixels.

    They are asked for by numbers from 0; hidden ones have none.
    """

    width: Callable[[int], int]
    height: Callable[[int], int]


class SheetEdit:
    """A worksheet part, to be changed.

    Args:
        package: the workbook.
        part: the name of the sheet's part.

    Raises:
        NotEditable, Damaged, Refused: the part cannot be edited.
    """

    def __init__(self, package: PackageEdit, part: str) -> None:
        self.part = part
        self.root = main_root(package, part, "worksheet")
        data = self.root.find(f"{MAIN}sheetData")
        if data is None:
            raise Damaged("工作表没有数据区", "a sheet has no data")
        self._data = data
        self._rows: dict[int, etree._Element] | None = None
        self._cells: dict[int, dict[int, list[etree._Element]]] = {}

    def set_style(self, ref: CellRef, like: Callable[[str | None], str | None]) -> None:
        """Gives a cell another style; a cell that is missing is made.

        Args:
            ref: the cell.
            like: returns the new style for the one that it has, or would have by its row and column.
        """
        for node in self._nodes(ref):
            style = like(node.get("s"))
            if style is not None:
                node.set("s", style)

    def restyle(self, like: Callable[[str | None], str | None]) -> None:
        """Gives every cell that is there another style."""
        for node in self._data.iter(_CELL):
            style = like(node.get("s"))
            if style is not None:
                node.set("s", style)

    def _nodes(self, ref: CellRef) -> list[etree._Element]:
        row = self._row(ref.row)
        if ref.row not in self._cells:
            cells: dict[int, list[etree._Element]] = {}
            for col, node in _numbered(row, _CELL, lambda name: PLACES[name][1]):
                cells.setdefault(col, []).append(node)
            self._cells[ref.row] = cells
        nodes = self._cells[ref.row]
        if ref.col not in nodes:
            node = etree.Element(_CELL, r=str(ref))
            style = self._usual_style(row, ref.col)
            if style is not None:
                node.set("s", style)
            _insert(row, node, ref.col, {col: found[0] for col, found in nodes.items()})
            row.attrib.pop("spans", "")  # a hint to readers that may no longer be true
            nodes[ref.col] = [node]
        return nodes[ref.col]

    def _row(self, row: int) -> etree._Element:
        rows = self._by_number()
        if row not in rows:
            node = etree.Element(_ROW, r=str(row + 1))
            _insert(self._data, node, row, rows)
            rows[row] = node
        return rows[row]

    def _usual_style(self, row: etree._Element, col: int) -> str | None:
        """Returns the style that a missing cell has by its row or column."""
        if true(row.get("customFormat")):
            return row.get("s")
        found = (one for one in self._columns() if number(one.get("min")) <= col + 1 <= number(one.get("max")))
        return next((one.get("style") for one in found), None)

    def _columns(self) -> Iterator[etree._Element]:
        for columns in self.root.iterchildren(f"{MAIN}cols"):
            yield from columns

    def formats(self) -> int:
        """Returns the number of the sheet's conditional formats."""
        return sum(1 for _ in self.root.iterchildren(_FORMAT)) + sum(1 for _ in self._later())

    def put_rules_before(self, cells: Sequence[CellRef], rules: Rules) -> None:
        """Puts rules before those of each conditional format that has some of these cells.

        They share the range of the format that they precede: LibreOffice ranks rules within a range only.
        """
        ours: list[etree._Element] = []
        for node in list(self.root.iterchildren(_FORMAT)):
            inside = _inside(cells, node.get("sqref") or "")
            first = rules(inside) if inside else []
            node[:0] = first
            ours += first
        later = [ref for node in self._later() for ref in _inside(cells, node.findtext(_LATER_RANGES) or "")]
        if later:
            node = etree.Element(_FORMAT, sqref=" ".join(map(str, dict.fromkeys(later))))
            node[:] = rules(later)
            put_in_order(self.root, node, _ORDER)
            ours += node
        new = set(ours)
        for rule in self.root.iter(_RULE, f"{_LATER}cfRule"):
            if rule not in new and (priority := number(rule.get("priority"))):
                rule.set("priority", str(priority + len(ours)))
        for place, rule in enumerate(ours, 1):
            rule.set("priority", str(place))

    def _later(self) -> Iterator[etree._Element]:
        """Yields the conditional formats of Excel's later dialect that have a background."""
        for node in self.root.iter(f"{_LATER}conditionalFormatting"):
            if any(rule.get("type") not in _DRAWN for rule in node.iterchildren(f"{_LATER}cfRule")):
                yield node

    def drop_rules(self, beginning: str) -> None:
        """Drops the rules whose formula has this beginning."""
        for node in list(self.root.iterchildren(_FORMAT)):
            for rule in [rule for rule in node if (rule.findtext(f"{MAIN}formula") or "").startswith(beginning)]:
                node.remove(rule)
            if not len(node):
                self.root.remove(node)

    def drawing(self) -> str | None:
        """Returns the id of the relationship to the drawing of comments; None without one."""
        node = self.root.find(f"{MAIN}legacyDrawing")
        return None if node is None else node.get(f"{{{OFFICE}}}id")

    def set_drawing(self, key: str | None) -> None:
        """Points to another drawing of comments, or to none."""
        for node in self.root.findall(f"{MAIN}legacyDrawing"):
            self.root.remove(node)
        if key is not None:
            node = etree.Element(f"{MAIN}legacyDrawing", nsmap={"r": OFFICE})
            node.set(f"{{{OFFICE}}}id", key)
            put_in_order(self.root, node, _ORDER)

    def sizes(self) -> Sizes:
        """Returns the sizes of columns and rows."""
        usual = self.root.find(f"{MAIN}sheetFormatPr")
        usual_width = _pixels(_size(usual, "defaultColWidth", _WIDTH))
        usual_height = round(_size(usual, "defaultRowHeight", _HEIGHT) * _POINT)
        widths = [
            (number(one.get("min")), number(one.get("max")), _shown(one, _pixels(_size(one, "width", _WIDTH))))
            for one in islice(self._columns(), _SEVERAL)
        ]
        rows = self._by_number()

        def width(col: int) -> int:
            return next((pixels for least, most, pixels in widths if least <= col + 1 <= most), usual_width)

        def height(row: int) -> int:
            node = rows.get(row)
            if node is None or node.get("ht") is None:
                return usual_height if node is None else _shown(node, usual_height)
            return _shown(node, round(_size(node, "ht", _HEIGHT) * _POINT))

        return Sizes(width, height)

    def _by_number(self) -> dict[int, etree._Element]:
        """Returns the rows by their numbers."""
        if self._rows is None:
            self._rows = dict(_numbered(self._data, _ROW, lambda name: number(name, 1) - 1))
        return self._rows


def _inside(cells: Iterable[CellRef], ranges: str) -> list[CellRef]:
    found: list[CellRange] = [one for one in map(odd_range, ranges.split()) if one is not None]
    return [ref for ref in cells if any(one.holds(*ref) for one in found)]


def _numbered(parent: etree._Element, tag: str, place: Callable[[str], int]) -> Iterator[tuple[int, etree._Element]]:
    """Yields rows or cells with their numbers.

    An element without a number follows the one before it.
    """
    at = -1
    for node in parent.iterchildren(tag):
        name = node.get("r")
        at = at + 1 if name is None else place(name)
        yield at, node


def _insert(parent: etree._Element, node: etree._Element, place: int, others: dict[int, etree._Element]) -> None:
    """Inserts a row or cell before the first one with a higher number."""
    if not others or max(others) < place:
        parent.append(node)
    else:
        others[min(other for other in others if other > place)].addprevious(node)


def _shown(node: etree._Element, pixels: int) -> int:
    return 0 if true(node.get("hidden")) else pixels


def _size(node: etree._Element | None, name: str, usual: float) -> float:
    """Returns a width or height, in the unit of the attribute."""
    size = None if node is None else measure(node.get(name))
    return size if size is not None and 0 <= size <= TALLEST_ROW else usual


def _pixels(characters: float) -> int:
    return round(characters * _CHARACTER) + _BORDER
