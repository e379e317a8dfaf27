"""A whole .xlsx or .xlsm as a Book.

Only the parts that it names are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from lxml import etree

from toolkit.excel.grid import Book, Grid, GridCell
from toolkit.excel.limits import Damaged, Limits, refuse_above
from toolkit.excel.open.attributes import all_text, local, number, true
from toolkit.excel.open.cell_rows import SharedParts
from toolkit.excel.open.formulas import normal_formula
from toolkit.excel.open.guard import Container, parse
from toolkit.excel.open.package import Package, Relationship, external_links, first
from toolkit.excel.open.sheet import read_content
from toolkit.excel.open.sniff import FileKind, kind_of_zip
from toolkit.excel.open.stored_values import shared_texts, unescape
from toolkit.excel.open.style_sheet import read_styles
from toolkit.forms.stamp import LISTS, REBUILT, REVIEW_NOTE


def defined_names(node: etree._Element | None, sheets: list[str], limits: Limits) -> dict[str, str]:
    """Returns defined names and their references, spelled as by `normal_formula`.

    A name that is known on one sheet only is given as `sheet!name`. Raises Damaged or Refused.
    """
    if node is None:
        return {}
    refuse_above(len(node), limits.ranges, "名称数", "defined names")
    names = {}
    for entry in node:
        name = entry.get("name") or ""
        scope = entry.get("localSheetId")
        if scope is not None and number(scope, len(sheets)) < len(sheets):
            name = f"{sheets[number(scope)]}!{name}"
        names[name] = normal_formula(entry.text or "")
    return names


def custom_properties(root: etree._Element | None, limits: Limits) -> dict[str, str]:
    """Returns custom document properties as texts by name. Raises Refused."""
    if root is None:
        return {}
    refuse_above(len(root), limits.ranges, "自定义属性数", "custom properties")
    return {node.get("name") or "": unescape(all_text(node).strip()) for node in root}


def core_keywords(root: etree._Element | None) -> str:
    """Returns the core property `keywords`; empty without it."""
    # Some programs put each keyword into an element of its own.
    return "".join(all_text(node) for node in root if local(node) == "keywords").strip() if root is not None else ""


#: Parts with what people remark, and what a remark is called in them.
_COMMENTS = {"comments": "comment", "threadedComment": "threadedComment"}
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


class SheetEntry(NamedTuple):
    """A sheet as the workbook part lists it.

    Attributes:
        name: what its tab says.
        visible: False for hidden and very hidden ones.
        relationship: where it is and of which kind.
    """

    name: str
    visible: bool
    relationship: Relationship


def read_book(data: bytes, limits: Limits) -> Book:
    """Returns the workbook of a file.

    Raises:
        Damaged: it is not whole, or no .xlsx.
        Refused: it passes a limit.
        EncryptedMember: a part is encrypted as zip programs do it.
    """
    package = Package(Container(data, limits), limits)
    return read_package(package, kind_of_zip(package))


def read_package(package: Package, kind: FileKind) -> Book:
    """Returns the workbook of an opened container. Raises as `read_book`."""
    if kind not in (FileKind.XLSX, FileKind.XLSM):
        raise Damaged("不是 .xlsx 工作簿", f"not an .xlsx workbook but {kind.words.en}")
    main = package.main()
    root = parse(package.part(main), package.limits)
    parts: dict[str, etree._Element] = {local(node): node for node in root}
    related = package.related(main)
    entries = _entries(parts, related, package.limits)
    shared = _shared(package, parts, related)
    in_cells = any(one.type == "cellImage" for one in related.values())
    sheets = tuple(_grid(package, entry, index, shared, in_cells) for index, entry in enumerate(entries))
    top = package.related("")
    structure = parts.get("workbookProtection")
    named = first(top, "custom-properties") or first(top, "customProperties")  # the strict dialect
    properties = custom_properties(package.side_part(named), package.limits)
    book = Book(
        format=str(kind),
        sheets=sheets,
        names=defined_names(parts.get("definedNames"), [grid.name for grid in sheets], package.limits),
        properties=properties,
        keywords=core_keywords(package.side_part(first(top, "core-properties"))),
        structure_locked=structure is not None and true(structure.get("lockStructure")),
        has_macros=_has_macros(related),
        external_links=external_links(package, related),
        structure_readable=REBUILT not in properties,
    )
    package.check_unread()
    return book


def _entries(parts: dict[str, etree._Element], related: Mapping[str, Relationship], limits: Limits) -> list[SheetEntry]:
    listed = parts.get("sheets")
    if listed is None or not len(listed):
        raise Damaged("工作簿没有工作表", "the workbook has no sheets")
    refuse_above(len(listed), limits.sheets, "工作表数", "number of sheets")
    entries = []
    for node in listed:
        number = next((value for key, value in node.attrib.items() if str(key).endswith("}id")), "")
        if str(number) not in related:
            raise Damaged("工作表部件缺失", f"the part of sheet {node.get('name')!r} is missing")
        visible = node.get("state", "visible") == "visible"
        entries.append(SheetEntry(node.get("name") or "", visible, related[str(number)]))
    return entries


def _shared(package: Package, parts: dict[str, etree._Element], related: Mapping[str, Relationship]) -> SharedParts:
    texts = shared_texts(package.optional(first(related, "sharedStrings")), package.limits)
    styles = read_styles(package.optional(first(related, "styles")), package.limits)
    properties = parts.get("workbookPr")
    since_1904 = properties is not None and true(properties.get("date1904"))
    return SharedParts(texts, styles, since_1904, package.limits)


def _grid(package: Package, entry: SheetEntry, index: int, shared: SharedParts, in_cells: bool) -> Grid:
    """Returns a sheet.

    `in_cells` says that the workbook has pictures of WPS, which formulas place in cells.
    """
    if entry.name == LISTS:  # what the drop-downs offer; nothing there is anybody's answer
        return Grid(entry.name, index, entry.visible, {})
    if entry.relationship.type == "chartsheet":  # a sheet that is one drawing
        return Grid(entry.name, index, entry.visible, {}, has_drawings=True)
    try:
        content = read_content(package.part(entry.relationship.target), shared)
    except Damaged as fault:
        fault.sheet = entry.name
        raise
    frame = content.frame
    related = tuple(package.related(entry.relationship.target).values())
    return Grid(
        name=entry.name,
        index=index,
        visible=entry.visible,
        cells=content.cells,
        merges=frame.merges,
        hidden_rows=content.hidden_rows,
        row_heights=content.row_heights,
        hidden_cols=frame.hidden_cols,
        validations=frame.validations,
        protected=frame.protected,
        has_comments=any(one.type in _COMMENTS and _is_a_persons(package, one) for one in related),
        has_drawings=bool(frame.drawn - {"drawing"})
        or ("drawing" in frame.drawn and any(map(partial(_is_drawn, package), related)))
        or (in_cells and any(map(_is_picture, content.cells.values()))),
        has_conditional_formats=frame.has_conditional_formats,
    )


def _is_drawn(package: Package, related: Relationship) -> bool:
    """Whether a part is a drawing with more than an empty frame."""
    root = package.side_part(related.target) if related.type == "drawing" else None
    return root is not None and any(True for _ in root.iterdescendants())


def _is_a_persons(package: Package, related: Relationship) -> bool:
    """Whether a part has comments that no marked copy of ours added."""
    root = package.side_part(related.target)
    if root is None:
        return False
    own = [all_text(node).strip() for node in root.iterdescendants() if local(node) == _COMMENTS[related.type]]
    return any(not text.startswith(REVIEW_NOTE) for text in own)


def _is_picture(cell: GridCell) -> bool:
    return cell.formula is not None and "DISPIMG(" in cell.formula


def _has_macros(related: Mapping[str, Relationship]) -> bool:
    kinds = {one.type for one in related.values()}
    return "vbaProject" in kinds or bool(kinds & _MACRO_SHEETS)
