"""New styles in a workbook's table of styles, derived from those that are there."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN, NotEditable, PackageEdit, in_order, main_root
from toolkit.excel.open.attributes import number
from toolkit.excel.open.package import first
from toolkit.excel.write.cell_style import SONG, CellStyle

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors",
    "extLst",
)  # fmt: skip
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
#: The table of styles of a workbook that has none.
_LEAST = f'<styleSheet xmlns="{MAIN[1:-1]}"/>'
#: Its name, where readers look that do not follow relationships.
_USUAL_NAME = "xl/styles.xml"
#: The first entries of each table, which cells have that say nothing: their places no other can take.
_FIRST = {
    "fonts": ('<font><sz val="11"/><name val="宋体"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}


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
            name = _USUAL_NAME
            if package.has(name):
                raise NotEditable(name)
            package.add(name, etree.fromstring(_LEAST.encode()), _TYPE)
            package.relate(main, "styles", name)
        self._root = main_root(package, name, "styleSheet")
        self._styles = self._table("cellXfs")
        self._fills = self._table("fills")
        for table, entries in _FIRST.items():
            for entry in entries[len(self._table(table)) :]:
                self._table(table).append(_element(entry))
        self._filled: dict[tuple[int, str], str] = {}
        self._look_of: dict[CellStyle, str] = {}
        self._entries: dict[tuple[str, str], str] = {}
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
        return self._entry("dxfs", f"<dxf>{_solid(color)}</dxf>")

    def look(self, style: CellStyle) -> str:
        """Returns a new style."""
        if style not in self._look_of:
            self._look_of[style] = self._new(style)
        return self._look_of[style]

    def _new(self, style: CellStyle) -> str:
        node = etree.SubElement(self._styles, f"{MAIN}xf", numFmtId="0", fontId=self._font(style))
        node.set("fillId", self._fill(style.fill) if style.fill else "0")
        node.set("borderId", self._border(style.border_color) if style.border else "0")
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
        parts = [f"<{tag}/>" for tag, wanted in (("b", style.bold), ("u", style.underline)) if wanted]
        parts.append(f'<sz val="{style.size or 11:g}"/>')
        if style.color:
            parts.append(f'<color rgb="{_rgb(style.color)}"/>')
        return self._entry("fonts", f'<font>{"".join(parts)}<name val="{style.font or SONG}"/></font>')

    def _border(self, color: str | None) -> str:
        line = f'style="thin"><color rgb="{_rgb(color or "#000000")}"/>'
        sides = "".join(f"<{side} {line}</{side}>" for side in ("left", "right", "top", "bottom"))
        return self._entry("borders", f"<border>{sides}<diagonal/></border>")

    def _entry(self, table: str, markup: str) -> str:
        """Returns the number of a new entry of a table.

        The same markup is entered once.
        """
        if (table, markup) not in self._entries:
            entries = self._table(table)
            entries.append(_element(markup))
            self._entries[table, markup] = _last(entries)
        return self._entries[table, markup]

    def _fill(self, color: str) -> str:
        return self._entry("fills", _solid(color))

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


def _element(markup: str) -> etree._Element:
    return etree.fromstring(f'<x xmlns="{MAIN[1:-1]}">{markup}</x>')[0]


def _solid(color: str) -> str:
    grounds = "".join(f'<{ground} rgb="{_rgb(color)}"/>' for ground in ("fgColor", "bgColor"))
    return f'<fill><patternFill patternType="solid">{grounds}</patternFill></fill>'


def _color(fill: etree._Element) -> str:
    """Returns the foreground of a fill as #RRGGBB; empty for another kind of colour."""
    ground = fill.find(f"{MAIN}patternFill/{MAIN}fgColor")
    rgb = "" if ground is None else ground.get("rgb") or ""
    return f"#{rgb[-6:].upper()}" if len(rgb) >= 6 else ""


def _rgb(color: str) -> str:
    return f"FF{color[1:]}"
