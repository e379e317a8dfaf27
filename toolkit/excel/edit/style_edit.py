"""New styles in a workbook's table of styles, derived from those that are there."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN, PackageEdit, in_order, main_root
from toolkit.excel.open.attributes import number
from toolkit.excel.open.package import first
from toolkit.excel.write.cell_style import CellStyle

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
#: The table of styles of a workbook that has none.
_LEAST = (
    f'<styleSheet xmlns="{MAIN[1:-1]}"><fonts><font><sz val="11"/><name val="宋体"/></font></fonts>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)
#: The first two fills, whose places no other fill can take.
_RESERVED = ("none", "gray125")


class StyleEdit:
    """The styles of a workbook, to which others are added.

    Colours are #RRGGBB. A style is its number, as in the attribute `s` of a cell.

    Args:
        package: the workbook.

    Raises:
        NotEditable, Damaged, Refused: its table of styles cannot be edited.
    """

    def __init__(self, package: PackageEdit) -> None:
        main = package.main()
        name = first(package.related(main), "styles")
        if name is None or not package.has(name):
            name = package.free_name(f"{main.rpartition('/')[0]}/styles{{}}.xml".lstrip("/"))
            package.add(name, etree.fromstring(_LEAST.encode()), _TYPE)
            package.relate(main, "styles", name)
        self._root = main_root(package, name, "styleSheet")
        self._styles = self._table("cellXfs")
        self._fills = self._table("fills")
        for pattern in _RESERVED[len(self._fills) :]:
            self._fills.append(_pattern(pattern))
        if not len(self._styles):
            etree.SubElement(self._styles, f"{MAIN}xf", numFmtId="0", fontId="0", fillId="0", borderId="0")
        self._filled: dict[tuple[int, str], str] = {}
        self._fill_of: dict[str, str] = {}
        self._tint_of: dict[str, str] = {}
        self._look_of: dict[CellStyle, str] = {}
        self._unfilled: dict[str, str] = {}

    def filled(self, style: str | None, color: str) -> str:
        """Returns a style that is like another one but for its background."""
        base = self._place(style)
        if (base, color) not in self._filled:
            self._filled[base, color] = self._like(base, self._fill(color))
        return self._filled[base, color]

    def without_fill(self, style: str | None, colors: Collection[str]) -> str | None:
        """Returns a style without a background of one of these colours.

        Any other style is returned as it is.
        """
        if style is None:
            return None
        if style not in self._unfilled:
            place = self._place(style)
            fill = number(self._styles[place].get("fillId"))
            ours = fill < len(self._fills) and _color(self._fills[fill]) in colors
            self._unfilled[style] = self._like(place, "0") if ours else style
        return self._unfilled[style]

    def tint(self, color: str) -> str:
        """Returns the number of a differential style with this background, for conditional formats."""
        if color not in self._tint_of:
            tints = self._table("dxfs")
            tint = etree.SubElement(tints, f"{MAIN}dxf")
            tint.append(_solid(color))
            self._tint_of[color] = _last(tints)
        return self._tint_of[color]

    def look(self, style: CellStyle) -> str:
        """Returns a new style."""
        if style not in self._look_of:
            self._look_of[style] = self._new(style)
        return self._look_of[style]

    def _new(self, style: CellStyle) -> str:
        node = etree.SubElement(self._styles, f"{MAIN}xf", numFmtId="0", fontId=self._font(style))
        node.set("fillId", self._fill(style.fill) if style.fill else "0")
        node.set("borderId", self._border(style.border_color) if style.border else "0")
        if len(self._table("cellStyleXfs")):
            node.set("xfId", "0")
        for applied in ("applyFont", "applyFill", "applyBorder", "applyAlignment"):
            node.set(applied, "1")
        alignment = etree.SubElement(node, f"{MAIN}alignment", vertical="center")
        if style.align:
            alignment.set("horizontal", style.align)
        if style.wrap:
            alignment.set("wrapText", "1")
        if style.indent:
            alignment.set("indent", str(style.indent))
        return _last(self._styles)

    def _font(self, style: CellStyle) -> str:
        fonts = self._table("fonts")
        font = etree.SubElement(fonts, f"{MAIN}font")
        if style.bold:
            etree.SubElement(font, f"{MAIN}b")
        if style.underline:
            etree.SubElement(font, f"{MAIN}u")
        etree.SubElement(font, f"{MAIN}sz", val=f"{style.size or 11:g}")
        if style.color:
            etree.SubElement(font, f"{MAIN}color", rgb=_rgb(style.color))
        etree.SubElement(font, f"{MAIN}name", val=style.font or "宋体")
        return _last(fonts)

    def _border(self, color: str | None) -> str:
        borders = self._table("borders")
        border = etree.SubElement(borders, f"{MAIN}border")
        for side in ("left", "right", "top", "bottom"):
            line = etree.SubElement(border, f"{MAIN}{side}", style="thin")
            etree.SubElement(line, f"{MAIN}color", rgb=_rgb(color or "#000000"))
        etree.SubElement(border, f"{MAIN}diagonal")
        return _last(borders)

    def _fill(self, color: str) -> str:
        if color not in self._fill_of:
            self._fills.append(_solid(color))
            self._fill_of[color] = _last(self._fills)
        return self._fill_of[color]

    def _like(self, place: int, fill: str) -> str:
        copy = deepcopy(self._styles[place])
        copy.set("fillId", fill)
        copy.set("applyFill", "1")
        self._styles.append(copy)
        return _last(self._styles)

    def _place(self, style: str | None) -> int:
        """Returns the place of a style.

        For a number that the table lacks it is the first, as programs take it.
        """
        place = number(style)
        return place if place < len(self._styles) else 0

    def _table(self, name: str) -> etree._Element:
        return in_order(self._root, name, _ORDER)


def _last(table: etree._Element) -> str:
    """Returns the number of a table's last entry, and corrects its count."""
    table.set("count", str(len(table)))
    return str(len(table) - 1)


def _pattern(kind: str) -> etree._Element:
    fill = etree.Element(f"{MAIN}fill")
    etree.SubElement(fill, f"{MAIN}patternFill", patternType=kind)
    return fill


def _solid(color: str) -> etree._Element:
    fill = _pattern("solid")
    for ground in ("fgColor", "bgColor"):
        etree.SubElement(fill[0], f"{MAIN}{ground}", rgb=_rgb(color))
    return fill


def _color(fill: etree._Element) -> str:
    """Returns the foreground of a fill as #RRGGBB; empty for another kind of colour."""
    ground = fill.find(f"{MAIN}patternFill/{MAIN}fgColor")
    rgb = "" if ground is None else ground.get("rgb") or ""
    return f"#{rgb[-6:].upper()}" if len(rgb) >= 6 else ""


def _rgb(color: str) -> str:
    return f"FF{color[1:]}"
