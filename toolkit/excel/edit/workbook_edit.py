"""The list of a workbook's sheets, with one put first or taken out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN, OFFICE, NotEditable, PackageEdit, in_order, main_root
from toolkit.excel.open.attributes import number

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr",
    "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
#: Relationships of what a marked workbook cannot keep: macros, seals over the bytes, the order of calculation.
_UNKEPT = ("vbaProject", "calcChain")
_SEALS = ("origin",)
#: Kinds of sheets that a workbook without macros cannot have.
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
#: Parts that belong to one sheet and go with it.
_OF_SHEET = frozenset({"comments", "vmlDrawing", "threadedComment", "printerSettings"})


class ListedSheet(NamedTuple):
    """A sheet in the workbook's list.

    Attributes:
        name: what its tab says.
        part: the name of its part.
        kind: last word of its relationship's type: worksheet, chartsheet.
        key: the id of its relationship.
    """

    name: str
    part: str
    kind: str
    key: str


class WorkbookEdit:
    """The main part of a workbook.

    Args:
        package: the workbook. It loses its macros, its digital signatures and the list of its formulas, which
            programs make anew.

    Raises:
        NotEditable, Damaged, Refused: its main part cannot be edited.
    """

    def __init__(self, package: PackageEdit) -> None:
        self._package = package
        self.main = package.main()
        self._root = main_root(package, self.main, "workbook")
        self._sheets = in_order(self._root, "sheets", _ORDER)
        package.set_type(self.main, f"{_TYPES}sheet.main+xml")
        if any(sheet.kind in _MACRO_SHEETS for sheet in self._listed()):
            raise NotEditable("macro sheets")
        self._drop(self.main, _UNKEPT)
        self._drop("", _SEALS)

    def sheets(self) -> list[ListedSheet]:
        """Returns the sheets in their order."""
        return list(self._listed())

    def remove(self, sheet: ListedSheet) -> None:
        """Takes a sheet out.

        Names of that sheet alone go with it, and parts that nobody else uses.
        """
        place = [one.key for one in self._listed()].index(sheet.key)
        self._sheets.remove(self._sheets[place])
        for node in self._names():
            scope = node.get("localSheetId")
            if scope is not None and number(scope) == place:
                self._drop_name(node)
            elif scope is not None and number(scope) > place:
                node.set("localSheetId", str(number(scope) - 1))
        for related in self._package.related(sheet.part).values():
            if related.type in _OF_SHEET and not related.external:
                self._package.drop(related.target)
        self._package.drop(sheet.part)
        self._package.unrelate(self.main, [sheet.key])

    def put_first(self, name: str, content: bytes, title_row: int) -> None:
        """Adds a sheet as the first one and the one that is shown.

        Args:
            name: of the sheet, which no other has.
            content: its part.
            title_row: the row that is printed on each page, from 1.
        """
        folder = self.main.rpartition("/")[0]
        part = self._package.free_name(f"{folder}/worksheets/sheet{{}}.xml".lstrip("/"))
        self._package.add(part, content, f"{_TYPES}worksheet+xml")
        ids = [number(node.get("sheetId")) for node in self._sheets]
        node = etree.Element(f"{MAIN}sheet", nsmap={"r": OFFICE})
        node.set("name", name)
        node.set("sheetId", str(max(ids, default=0) + 1))
        node.set(f"{{{OFFICE}}}id", self._package.relate(self.main, "worksheet", part))
        self._sheets.insert(0, node)
        for defined in self._names():
            if (scope := defined.get("localSheetId")) is not None:
                defined.set("localSheetId", str(number(scope) + 1))
        names = in_order(self._root, "definedNames", _ORDER)
        titles = etree.Element(f"{MAIN}definedName", name="_xlnm.Print_Titles", localSheetId="0")
        titles.text = f"'{name}'!${title_row}:${title_row}"
        names.insert(0, titles)
        self._show_first()

    def selected(self) -> Iterator[ListedSheet]:
        """Yields the sheets that say that they are selected."""
        for sheet in self._listed():
            if self._package.has(sheet.part) and b"tabSelected" in self._package.bytes_of(sheet.part):
                yield sheet

    def deselect(self, sheets: Collection[ListedSheet]) -> None:
        """Deselects sheets: what is typed into one of several selected sheets goes into all."""
        for sheet in sheets:
            for node in self._package.tree(sheet.part).iter(f"{MAIN}sheetView"):
                node.attrib.pop("tabSelected", "")

    def _show_first(self) -> None:
        views = in_order(self._root, "bookViews", _ORDER)
        if not len(views):
            etree.SubElement(views, f"{MAIN}workbookView")
        for view in views:
            view.set("activeTab", "0")
            view.attrib.pop("firstSheet", "")

    def _listed(self) -> Iterator[ListedSheet]:
        related = self._package.related(self.main)
        for node in self._sheets:
            key = str(next((value for name, value in node.attrib.items() if str(name).endswith("}id")), ""))
            if key in related:  # the reader has refused a workbook where it is not
                yield ListedSheet(node.get("name") or "", related[key].target, related[key].type, key)

    def _names(self) -> list[etree._Element]:
        found = self._root.find(f"{MAIN}definedNames")
        return [] if found is None else list(found)

    def _drop_name(self, node: etree._Element) -> None:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
        if not len(parent):
            self._root.remove(parent)

    def _drop(self, source: str, kinds: Collection[str]) -> None:
        """Drops the parts that a part is related to by some types.

        Parts behind them go too.
        """
        found = {key: one for key, one in self._package.related(source).items() if one.type in kinds}
        for one in found.values():
            if not one.external:
                for behind in self._package.related(one.target).values():
                    if not behind.external:
                        self._package.drop(behind.target)
                self._package.drop(one.target)
        if found:
            self._package.unrelate(source, list(found))
