"""The comments of a worksheet and the drawing that shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from toolkit.excel.edit.package_edit import MAIN, PackageEdit, main_root
from toolkit.excel.edit.sheet_edit import SheetEdit, Sizes
from toolkit.excel.open.attributes import COLUMNS, ROWS, local, number
from toolkit.excel.open.package import first
from toolkit.model.cell import CellRef

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML, _OFFICE = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_NAMESPACES = f'xmlns:v="{_VML}" xmlns:o="{_OFFICE}" xmlns:x="{_EXCEL}"'
_BOX = "_x0000_t202"
#: The kind of shape of which every comment is one.
_BOX_KIND = (
    f'<v:shapetype {_NAMESPACES} id="{_BOX}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    f'<v:shape {_NAMESPACES} id="{{id}}" type="#{_BOX}" style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;'
    'width:{width}px;height:{height}px;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SHAPE_ID = re.compile(r"_x0000_s(\d{1,9})")
#: Numbers of shapes that belong to the first sheet's drawing.
_FIRST_ID = 1024
#: Pixels between a comment and its cell; the most rows or columns that a comment covers.
_GAP, _FAR = 12, 200
#: How the author of a threaded comment begins; programs show the thread and hide the comment's own text.
_THREADED = "tc="
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Box(NamedTuple):
    """The size of a comment in pixels, and the cell at its left."""

    width: int
    height: int
    right_of: CellRef


class CommentEdit:
    """The comments of a worksheet.

    Args:
        package: the workbook.
        sheet: the worksheet.

    Raises:
        NotEditable, Damaged, Refused: its comments cannot be edited.
    """

    def __init__(self, package: PackageEdit, sheet: SheetEdit) -> None:
        self._package = package
        self._sheet = sheet
        related = package.related(sheet.part)
        self._part = first(related, "comments")
        self._root: etree._Element | None = None
        if self._part is not None and package.has(self._part):
            self._root = main_root(package, self._part, "comments")
        self._threads = first(related, "threadedComment")
        drawing = related.get(sheet.drawing() or "")
        self._drawing = package.tree(drawing.target) if drawing is not None else None
        self._boxes: dict[CellRef, Box] = {}

    def append(self, ref: CellRef, text: str, author: str, box: Callable[[str], Box]) -> None:
        """Writes a text into a cell's comment, below what is there.

        Args:
            ref: the cell.
            text: what is written.
            author: of the comment where there is none yet.
            box: returns the size for the text of the comment as it is then.
        """
        node = next((one for place, one in self._comments() if place == ref), None)
        if node is None:
            node = etree.SubElement(self._list(), f"{MAIN}comment", ref=str(ref), authorId=self._author(author))
            etree.SubElement(node, f"{MAIN}text")
        elif self._author_of(node).startswith(_THREADED):
            self._drop_thread(ref)
            node.set("authorId", self._author(author))
        body = node.find(f"{MAIN}text")
        if body is None:
            body = etree.SubElement(node, f"{MAIN}text")
        old = _text_of(body)
        _append(body, f"\n\n{text}" if old else text)
        self._boxes[ref] = box(_text_of(body))

    def cut(self, beginning: str) -> None:
        """Cuts off some words in every comment, and all that follows them.

        Comments that are empty then are dropped.
        """
        for ref, node in list(self._comments()):
            body = node.find(f"{MAIN}text")
            text = "" if body is None else _text_of(body)
            if body is None or beginning not in text:
                continue
            own = text.partition(beginning)[0].rstrip("\n")
            if own:
                _cut(body, len(own))
            else:
                self._list().remove(node)
                self._drop_shape(ref)

    def finish(self) -> None:
        """Draws the comments that were written, and sorts all by their cells."""
        if self._root is None:
            return
        if self._boxes:
            self._draw_all()
        comments = self._list()
        comments[:] = [node for _, node in sorted(self._comments(), key=lambda one: one[0])]
        if not len(comments):
            self._drop_all()

    def _comments(self) -> Iterator[tuple[CellRef, etree._Element]]:
        for node in () if self._root is None else self._list():
            try:
                yield CellRef.parse(node.get("ref") or ""), node
            except ValueError:
                continue

    def _list(self) -> etree._Element:
        if self._root is None:
            self._part = self._package.free_name("xl/comments{}.xml")
            self._root = etree.fromstring(f'<comments xmlns="{MAIN[1:-1]}"/>')
            self._package.add(self._part, self._root, _TYPE)
            self._package.relate(self._sheet.part, "comments", self._part)
        return _child(self._root, "commentList")

    def _author(self, name: str) -> str:
        """Returns the number of an author, who is entered where needed."""
        self._list()
        assert self._root is not None
        authors = self._root.find(f"{MAIN}authors")
        if authors is None:
            authors = etree.Element(f"{MAIN}authors")
            self._root.insert(0, authors)
        names = [node.text for node in authors]
        if name not in names:
            etree.SubElement(authors, f"{MAIN}author").text = name
            names.append(name)
        return str(names.index(name))

    def _author_of(self, comment: etree._Element) -> str:
        authors = [] if self._root is None else list(self._root.iterfind(f"{MAIN}authors/{MAIN}author"))
        place = number(comment.get("authorId"))
        return (authors[place].text or "") if place < len(authors) else ""

    def _drop_thread(self, ref: CellRef) -> None:
        """Drops the thread of a cell.

        The words stay in the comment, which programs show then.
        """
        if self._threads is None or not self._package.has(self._threads):
            return
        root = self._package.tree(self._threads)
        for node in [node for node in root if node.get("ref") == str(ref)]:
            root.remove(node)

    def _draw_all(self) -> None:
        """Draws the comments that were written, each anew."""
        for ref in self._boxes:
            self._drop_shape(ref)
        root, sizes = self._drawn(), self._sheet.sizes()
        if not any(node.get("id") == _BOX for node in root):
            root.append(etree.fromstring(_BOX_KIND))
        ids = (_SHAPE_ID.fullmatch(node.get("id") or "") for node in root)
        last = max((int(found[1]) for found in ids if found), default=_FIRST_ID)
        for number_of_shape, (ref, box) in enumerate(self._boxes.items(), last + 1):
            shape = _SHAPE.format(
                id=f"_x0000_s{number_of_shape}",
                width=box.width,
                height=box.height,
                anchor=_anchor(ref, box, sizes),
                row=ref.row,
                column=ref.col,
            )
            root.append(etree.fromstring(shape))

    def _drawn(self) -> etree._Element:
        if self._drawing is None:
            part = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
            self._drawing = etree.fromstring(f"<xml {_NAMESPACES}/>")
            self._package.add(part, self._drawing, _DRAWING_TYPE, by_ending=True)
            self._sheet.set_drawing(self._package.relate(self._sheet.part, "vmlDrawing", part))
        return self._drawing

    def _drop_shape(self, ref: CellRef) -> None:
        if self._drawing is None:
            return
        for shape in list(self._drawing.iter(f"{{{_VML}}}shape")):
            data: Mapping[str, str] = {}
            for node in shape.iterchildren(f"{{{_EXCEL}}}ClientData"):
                if node.get("ObjectType") == "Note":
                    data = {local(child): (child.text or "").strip() for child in node}
            parent = shape.getparent()
            if parent is not None and (data.get("Row"), data.get("Column")) == (str(ref.row), str(ref.col)):
                parent.remove(shape)

    def _drop_all(self) -> None:
        """Drops a part that has no comment left.

        The drawing goes too where it shows nothing else.
        """
        kinds = {"comments"}
        if self._drawing is not None and not any(local(node) == "shape" for node in self._drawing):
            kinds.add("vmlDrawing")
        for key, one in self._package.related(self._sheet.part).items():
            drawn = one.type == "vmlDrawing" and key == self._sheet.drawing()
            if one.type in kinds and (drawn or one.type == "comments"):
                self._package.drop(one.target)
                self._package.unrelate(self._sheet.part, [key])
                if drawn:
                    self._sheet.set_drawing(None)


def _child(parent: etree._Element, tag: str) -> etree._Element:
    found = parent.find(MAIN + tag)
    return etree.SubElement(parent, MAIN + tag) if found is None else found


def _pieces(body: etree._Element) -> list[etree._Element]:
    """Returns the elements with a comment's text; readings of its signs are none."""
    return [
        node
        for part in body
        for node in ([part] if part.tag == f"{MAIN}t" else part.findall(f"{MAIN}t"))
        if local(part) in ("t", "r")
    ]


def _text_of(body: etree._Element) -> str:
    return "".join(node.text or "" for node in _pieces(body))


def _append(body: etree._Element, text: str) -> None:
    """Adds a text behind the others.

    Plain text stays one piece, formatted text keeps its format.
    """
    pieces = _pieces(body)
    plain = [node for node in pieces if node.getparent() is body]
    if plain or not pieces:
        node = plain[-1] if plain else etree.SubElement(body, f"{MAIN}t")
    else:
        node = etree.SubElement(etree.SubElement(body, f"{MAIN}r"), f"{MAIN}t")
    node.text = (node.text or "") + text
    node.set(_SPACE, "preserve")


def _cut(body: etree._Element, length: int) -> None:
    """Shortens a text to its first characters."""
    for node in _pieces(body):
        text = node.text or ""
        node.text = text[: max(length, 0)]
        length -= len(text)
    for part in [part for part in body if part.tag == f"{MAIN}r" and not part.findtext(f"{MAIN}t")]:
        body.remove(part)


def _anchor(ref: CellRef, box: Box, sizes: Sizes) -> str:
    """Returns the place of a comment to the right of its cell.

    That is: the columns and rows of its corners, and pixels in them.
    """
    left = min(box.right_of.col + 1, COLUMNS - 1)
    right, across = _walk(left, _GAP + box.width, sizes.width, COLUMNS)
    bottom, down = _walk(ref.row, box.height, sizes.height, ROWS)
    return f"{left}, {_GAP}, {ref.row}, 2, {right}, {across}, {bottom}, {down}"


def _walk(start: int, pixels: int, size: Callable[[int], int], end: int) -> tuple[int, int]:
    """Returns the row or column where a stretch ends, and the pixels in it."""
    at = start
    while at < min(start + _FAR, end - 1) and pixels > size(at):
        pixels -= size(at)
        at += 1
    return at, min(pixels, size(at))
