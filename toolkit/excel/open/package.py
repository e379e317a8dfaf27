"""The package inside an .xlsx: its parts by relationship, and links to the outside."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from toolkit.excel.limits import Damaged, Limits, refuse_above
from toolkit.excel.open.attributes import local
from toolkit.excel.open.guard import Container, check_unread, parse
from toolkit.model.remember import Remember

TYPES = "[Content_Types].xml"
CACHED = 64 * 1024


class Relationship(NamedTuple):
    """A relationship from one part to another.

    Attributes:
        type: last word of the relationship's type (worksheet, styles), the same in both OOXML dialects.
        target: name of the other part; the address as written where it is external.
        external: whether the target lies outside the package.
    """

    type: str
    target: str
    external: bool = False


class Package:
    """The parts of a workbook, found by relationship."""

    def __init__(self, container: Container, limits: Limits) -> None:
        self.container = container
        self.limits = limits
        self._read = {TYPES.lower()}
        self._related: dict[str, Mapping[str, Relationship]] = {}
        self._declared: Mapping[str, str] | None = None

    def part(self, name: str) -> bytes:
        """Returns a part's bytes. Raises as `Container.read`."""
        self._read.add(name.lower())
        return self.container.read(name)

    def optional(self, name: str | None) -> bytes | None:
        """Returns a part's bytes; None if it is missing or unnamed."""
        return self.part(name) if name and name in self.container else None

    def side_part(self, name: str | None) -> etree._Element | None:
        """Returns the root of a side part; None if it cannot be read.

        No value depends on a side part.

        Raises Refused where it is no part to be read safely.
        """
        try:
            data = self.optional(name)
            return None if data is None else parse(data, self.limits)
        except Damaged:
            return None

    def related(self, source: str) -> Mapping[str, Relationship]:
        """Returns the relationships of a part by id; "" is the package itself."""
        if source not in self._related:
            self._related[source] = self._relate(source)
        return self._related[source]

    def main(self) -> str:
        """Returns the name of the main part. Raises Damaged without one."""
        for relationship in self.related("").values():
            if relationship.type == "officeDocument":
                return relationship.target
        raise Damaged("缺少主部件", "the package has no main part")

    def type_of(self, name: str) -> str:
        """Returns the content type of a part; empty without one."""
        if self._declared is None:
            self._declared = self._types() if TYPES in self.container else {}
        declared, name = self._declared, name.lower()
        return declared.get("/" + name) or declared.get(name.rpartition(".")[2], "")

    def _types(self) -> Mapping[str, str]:
        types = self.part(TYPES)
        return _remembered_types(types) if len(types) < CACHED else _types(types, self.limits)

    def check_unread(self) -> None:
        """Checks the unread XML parts. Raises Refused for a declaration in one."""
        check_unread(self.container, frozenset(self._read))

    def _relate(self, source: str) -> Mapping[str, Relationship]:
        folder, name = posixpath.split(source)
        rels = self.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels is None:
            return {}
        found = _remembered(rels, folder) if len(rels) < CACHED else _relationships(rels, folder, self.limits)
        return {key: self._present(relationship) for key, relationship in found.items()}

    def _present(self, relationship: Relationship) -> Relationship:
        """Returns a target as the container spells it.

        Some programs percent-encode names and others do not.
        """
        if "%" not in relationship.target or relationship.external or relationship.target in self.container:
            return relationship
        from urllib.parse import unquote  # rarely needed, and not light

        return relationship._replace(target=unquote(relationship.target))


def first(related: Mapping[str, Relationship], kind: str) -> str | None:
    """Returns the target of the first relationship of a type, else None."""
    return next((one.target for one in related.values() if one.type == kind and not one.external), None)


def _relationships(data: bytes, folder: str, limits: Limits) -> dict[str, Relationship]:
    found = {}
    root = parse(data, limits)
    refuse_above(len(root), limits.ranges, "部件关系数", "relationships of a part")
    for node in root:
        target = node.get("Target") or ""
        external = node.get("TargetMode") == "External"
        if not external:
            path = posixpath.join("/", folder, target.replace("\\", "/"))
            target = posixpath.normpath(path).lstrip("/")
        found[node.get("Id") or ""] = Relationship((node.get("Type") or "").rpartition("/")[2], target, external)
    return found


def _types(data: bytes, limits: Limits) -> dict[str, str]:
    """Returns content types by `/part/name` or extension, in lower case."""
    root = parse(data, limits)
    refuse_above(len(root), limits.ranges, "部件类型数", "content types")
    return {
        (node.get("PartName") or node.get("Extension") or "").lower(): node.get("ContentType") or "" for node in root
    }


# Workbooks of one template share these parts byte for byte; they are parsed once. The limits of small parts
# need no asking: `CACHED` bytes stay far below any of them.
@Remember(500_000).together
def _remembered(data: bytes, folder: str) -> dict[str, Relationship]:
    return _relationships(data, folder, Limits())


@Remember(500_000)
def _remembered_types(data: bytes) -> dict[str, str]:
    return _types(data, Limits())


def external_links(package: Package, related: Mapping[str, Relationship]) -> tuple[str, ...]:
    """Returns the targets of a workbook's links, each once.

    Raises Damaged or Refused.
    """
    return tuple(dict.fromkeys(_targets(package, related)))


def _targets(package: Package, related: Mapping[str, Relationship]) -> Iterator[str]:
    for relationship in related.values():
        if relationship.external:
            yield relationship.target
        elif relationship.type == "externalLink":
            yield from _link(package, relationship.target)
        elif relationship.type == "connections":
            yield from _connections(package, relationship.target)


def _link(package: Package, part: str) -> Iterator[str]:
    outside = [one.target for one in package.related(part).values() if one.external]
    if outside:
        yield from outside
        return
    root = package.side_part(part)
    if root is None:
        yield part  # where it led is lost with it
        return
    for node in root:
        if local(node) == "ddeLink":
            yield f"{node.get('ddeService') or ''}|{node.get('ddeTopic') or ''}"
        else:
            yield local(node)


def _connections(package: Package, part: str) -> Iterator[str]:
    root = package.side_part(part)
    if root is None:
        yield part
        return
    for node in root:
        web = [child.get("url") or "" for child in node if local(child) == "webPr"]
        yield next((url for url in web if url), node.get("name") or "")
