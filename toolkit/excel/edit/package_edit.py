"""A workbook's package of which some parts are changed, added or dropped.

What nobody touches keeps its very bytes, compressed as they came.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from itertools import count

from lxml import etree

from toolkit.excel.limits import Damaged, Limits
from toolkit.excel.open.attributes import local
from toolkit.excel.open.guard import Container, parse
from toolkit.excel.open.package import TYPES, Package, Relationship
from toolkit.excel.write.zip_parts import PackedPart, join, pack

#: The namespaces of the usual dialect, which alone is edited.
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_RELATED = f"{{{_PACKAGE}relationships}}"
_TYPED = f"{{{_PACKAGE}content-types}}"
#: Excel writes this into drawings of its own dialect, which is no XML.
_OPEN_BREAK = re.compile(rb"<br\s*(?=>)")


class NotEditable(Exception):  # noqa: N818 - reads as what the file is
    """The workbook is spelled in a way that cannot be edited with certainty."""


class PackageEdit:
    """The parts of a workbook, to be changed and packed anew.

    Args:
        data: the workbook.
        limits: of what it may hold.

    Raises:
        Damaged, Refused: it cannot be read safely.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._container = Container(data, limits)
        self._container.check()
        self._package = Package(self._container, limits)
        self._trees: dict[str, etree._Element] = {}
        self._added: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    def main(self) -> str:
        """Returns the name of the main part. Raises Damaged without one."""
        return self._package.main()

    def related(self, source: str) -> dict[str, Relationship]:
        """Returns the relationships of a part by id, as they are now."""
        found = self._package.related(source)
        name = _relationships_of(source)
        if name not in self._trees:
            return dict(found)
        ids = [node.get("Id") or "" for node in self._trees[name]]
        folder = posixpath.dirname(source)
        return {
            key: found.get(key) or _relationship(node, folder) for key, node in zip(ids, self._trees[name], strict=True)
        }

    def bytes_of(self, name: str) -> bytes:
        """Returns a part as it came. Raises Damaged or Refused."""
        return self._container.read(name)

    def tree(self, name: str) -> etree._Element:
        """Returns the root of a part; what is changed in it will be packed.

        Raises Damaged or Refused.
        """
        key = _key(name)
        if key not in self._trees:
            self._trees[key] = self._parsed(self._container.read(name))
        return self._trees[key]

    def _parsed(self, data: bytes) -> etree._Element:
        try:
            return parse(data, self._limits)
        except Damaged:
            return parse(_OPEN_BREAK.sub(b"<br/", data), self._limits)

    def has(self, name: str) -> bool:
        """Whether the package has a part of this name, as it is now."""
        key = _key(name)
        return key in self._trees or key in self._added or (name in self._container and key not in self._dropped)

    def free_name(self, pattern: str) -> str:
        """Returns the first free name of a pattern such as `xl/comments{}.xml`."""
        return next(name for number in count(1) if not self.has(name := pattern.format(number)))

    def add(self, name: str, content: bytes | etree._Element, content_type: str, *, by_ending: bool = False) -> None:
        """Adds a part.

        Args:
            name: of the part, which no other has.
            content: its bytes, or its root, which may still change.
            content_type: of the part.
            by_ending: whether the type is declared for all parts with this ending, where none is.
        """
        key = _key(name)
        self._dropped.discard(key)
        if isinstance(content, bytes):
            self._added[name] = content
        else:
            self._added[name] = b""
            self._trees[key] = content
        if by_ending:
            self._type_ending(name.rpartition(".")[2], content_type)
        else:
            self.set_type(name, content_type)

    def drop(self, name: str) -> None:
        """Drops a part with its relationships.

        Relationships to it are dropped with `unrelate`.
        """
        for part in (name, _relationships_of(name)):
            self._dropped.add(_key(part))
            self._trees.pop(_key(part), None)
        types = self.tree(TYPES)
        for node in [node for node in types if _key(node.get("PartName") or "") == _key(name)]:
            types.remove(node)

    def set_type(self, name: str, content_type: str) -> None:
        """Declares the content type of one part."""
        types = self.tree(TYPES)
        declared = [node for node in types if _key(node.get("PartName") or "") == _key(name)]
        node = declared[0] if declared else etree.SubElement(types, f"{_TYPED}Override", PartName=f"/{name}")
        node.set("ContentType", content_type)

    def _type_ending(self, ending: str, content_type: str) -> None:
        types = self.tree(TYPES)
        if not any((node.get("Extension") or "").lower() == ending for node in types):
            types.insert(0, etree.Element(f"{_TYPED}Default", Extension=ending, ContentType=content_type))

    def relate(self, source: str, kind: str, target: str) -> str:
        """Adds a relationship to a part, and returns its id.

        Args:
            source: the part that points.
            kind: last word of the relationship's type.
            target: the part that it points to.
        """
        name = _relationships_of(source)
        if not self.has(name):
            self._added[name] = b""
            self._trees[_key(name)] = etree.fromstring(f'<Relationships xmlns="{_PACKAGE}relationships"/>')
        root = self.tree(name)
        ids = {node.get("Id") for node in root}
        free = next(key for number in count(len(ids) + 1) if (key := f"rId{number}") not in ids)
        etree.SubElement(root, f"{_RELATED}Relationship", Id=free, Type=f"{OFFICE}/{kind}", Target=f"/{target}")
        return free

    def unrelate(self, source: str, ids: Sequence[str]) -> None:
        """Removes relationships of a part."""
        root = self.tree(_relationships_of(source))
        for node in [node for node in root if node.get("Id") in ids]:
            root.remove(node)

    def data(self) -> bytes:
        """Returns the workbook as it is now."""
        members: dict[str, PackedPart] = {}
        for info in self._container.infos:
            name = info.orig_filename.replace("\\", "/")
            if _key(name) not in self._dropped:
                members[name] = self._packed(name, info)
        for name, content in self._added.items():
            if _key(name) not in self._dropped:
                root = self._trees.get(_key(name))
                members[name] = pack(content if root is None else _written(root, name))
        return join(members)

    def _packed(self, name: str, info: zipfile.ZipInfo) -> PackedPart:
        root = self._trees.get(_key(name))
        if root is not None:
            return pack(_written(root, name))
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return pack(self._container.inflate(info))
        return PackedPart(info.CRC, info.file_size, self._container.packed(info))


def main_root(package: PackageEdit, name: str, tag: str) -> etree._Element:
    """Returns the root of a part of the usual dialect.

    Raises NotEditable where it is another one, Damaged or Refused where it cannot be read.
    """
    root = package.tree(name)
    if root.tag != MAIN + tag:
        raise NotEditable(f"{name}: {root.tag}")
    return root


def in_order(root: etree._Element, tag: str, order: Sequence[str]) -> etree._Element:
    """Returns the child of that name, made at its place where there is none.

    Args:
        root: an element of the usual dialect.
        tag: the child's name.
        order: the names of all children in the order that the dialect prescribes.
    """
    found = root.find(MAIN + tag)
    if found is None:
        found = etree.Element(MAIN + tag)
        put_in_order(root, found, order)
    return found


def put_in_order(root: etree._Element, child: etree._Element, order: Sequence[str]) -> None:
    """Inserts a child behind the last one that precedes it or has its name."""
    before = frozenset(order[: order.index(local(child)) + 1])
    at = max((place for place, node in enumerate(root, 1) if local(node) in before), default=0)
    root.insert(at, child)


def _relationship(node: etree._Element, folder: str) -> Relationship:
    target = posixpath.normpath(posixpath.join("/", folder, node.get("Target") or "")).lstrip("/")
    return Relationship((node.get("Type") or "").rpartition("/")[2], target, node.get("TargetMode") == "External")


def _relationships_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _written(root: etree._Element, name: str) -> bytes:
    if name.lower().endswith(".vml"):
        return etree.tostring(root)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data.replace(b"<v/>", b"<v></v>")  # as programs write an empty result, which is read sooner


_STRICT = b"http://purl.oclc.org/ooxml/"
_PARTS = (".xml", ".rels", ".vml")
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
#: Names that the usual dialect spells differently.
_SPELLED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_URI = re.compile(re.escape(_STRICT) + rb"(\w+)/(relationships/)?([\w/]*)")
#: Within these bytes the main part of a workbook names its namespace.
_START = 4096


def editable(data: bytes, limits: Limits) -> PackageEdit:
    """Returns a workbook to be edited, a strict one in the usual namespaces.

    Raises Damaged, Refused or EncryptedMember.
    """
    package = PackageEdit(data, limits)
    if _STRICT not in package.bytes_of(package.main())[:_START]:
        return package
    container = Container(data, limits)
    parts = {info.filename: container.inflate(info) for info in container.infos}
    usual = {
        name: pack(_URI.sub(_usual, part) if name.lower().endswith(_PARTS) else part) for name, part in parts.items()
    }
    return PackageEdit(join(usual), limits)


def _usual(match: re.Match[bytes]) -> bytes:
    family, related, name = match[1], match[2] or b"", match[3]
    if family == b"officeDocument":
        return _OFFICE + related + _SPELLED.get(name, name)
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name
