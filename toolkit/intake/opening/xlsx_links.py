"""Where a workbook takes data from outside: other workbooks, DDE, databases, web queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.intake.opening.opc import Package, Relationship
from toolkit.intake.opening.xlsx_attributes import local


def external_links(package: Package, related: Mapping[str, Relationship]) -> tuple[str, ...]:
    """The targets of a workbook's links, each once, in the workbook's order. Raises Damaged or Refused."""
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
