"""XML from strangers: no document types, no entities, no exotic encodings, not more nodes than memory bears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from toolkit.intake.limits import Damaged, Limits, Refused, refuse_above
from toolkit.intake.opening.guard import Container

# ASCII reads as itself in all of these, so that a declaration cannot hide from the search for it.
_ENCODINGS = frozenset(
    b"utf-8 utf8 utf-16 utf-16le utf-16be us-ascii ascii iso-8859-1 latin1 windows-1252 gb2312 gbk gb18030".split()
)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"'>]*)")
_START = re.compile(rb"[\xef\xbb\xbf\xff\xfe \t\r\n]*<")
_ELEMENT = re.compile(rb"<[^?!]")
_HEAD = 1024
_CHUNK = 256 * 1024
_NODES = ("单个部件的节点数", "nodes of one part")
_SUFFIXES = (".xml", ".rels", ".vml")
_PARSER = etree.XMLParser(
    remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
)


def parse(data: bytes, limits: Limits) -> etree._Element:
    """The root element of a part.

    Raises:
        Refused: it declares a document type or entities, or has too many nodes.
        Damaged: it is no well-formed XML, or in an encoding that no spreadsheet uses.
    """
    check(data, limits)
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as fault:
        raise _broken(fault) from fault


def parse_slowly(data: bytes, limits: Limits, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Elements of the given tags as they end, each dropped again once the next is asked for; the root last.

    For parts of many megabytes, whose whole tree would take many times their size. The limit of nodes holds for
    what is in memory at once. Raises as `parse`.
    """
    check(data, limits, whole=False)
    parser = etree.XMLPullParser(
        ("end",), tag=tags, remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True
    )
    held = 0
    try:
        for start in range(0, len(data), _CHUNK):
            chunk = data[start : start + _CHUNK]
            held += _nodes(chunk)
            refuse_above(held, limits.nodes, *_NODES)
            parser.feed(chunk)
            for _, element in parser.read_events():
                if isinstance(element, etree._Element):  # nothing else was asked for
                    held = 0
                    yield element
                    _drop(element)
        yield parser.close()
    except etree.XMLSyntaxError as fault:
        raise _broken(fault) from fault


def check(data: bytes, limits: Limits, *, whole: bool = True) -> None:
    """What can be judged before parsing, the number of nodes only where all are parsed at once. Raises as `parse`."""
    plain = _plain(data)
    if not _START.match(plain):
        raise Damaged("XML 部件无法解析", "a part is not XML")
    declared = _ENCODING.search(plain[:_HEAD])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Damaged("XML 编码不受支持", "an XML part is in an encoding that no spreadsheet uses")
    _refuse_declarations(plain)
    if whole and len(plain) > limits.nodes:  # a node takes more than a byte
        refuse_above(_nodes(plain), limits.nodes, *_NODES)


def check_unread(container: Container, read: frozenset[str]) -> None:
    """Look for declarations in the XML parts that nobody here reads; another program may.

    Only their beginning is inflated, since a document type can stand nowhere else.

    Args:
        container: the workbook.
        read: names of the parts that were parsed, in lower case.
    """
    for info in container.infos:
        name = info.filename.lower()
        if name not in read and name.endswith(_SUFFIXES):
            head = _plain(container.head(info, _HEAD))
            if len(head) >= _HEAD and not _ELEMENT.search(head):
                head = _plain(container.inflate(info))
            _refuse_declarations(head)


def check_every(container: Container) -> None:
    """Inflate all parts for their true sizes and look for declarations: before another program reads the file.

    The manifest of an OpenDocument file has a document type in files of old programs; nobody reads it here.
    """
    for info in container.infos:
        content = container.inflate(info)
        name = info.filename.lower()
        if name.endswith(_SUFFIXES) and not name.startswith("meta-inf/"):
            _refuse_declarations(_plain(content))


def _nodes(data: bytes) -> int:
    """About how many elements and attributes there are; never fewer than half."""
    return data.count(b"<") + data.count(b"=")


def _drop(element: etree._Element) -> None:
    """Free an element that has been read, and the emptied ones before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _plain(data: bytes) -> bytes:
    """UTF-16 as the ASCII in it, anything else as it is."""
    return data.replace(b"\0", b"") if b"\0" in data[:4] else data


def _refuse_declarations(plain: bytes) -> None:
    if b"<!DOCTYPE" in plain:  # entities can be declared nowhere else
        raise Refused("XML 中含 DTD 或实体声明", "an XML part declares a document type or entities")


def _broken(fault: etree.XMLSyntaxError) -> Damaged:
    return Damaged("XML 部件无法解析", f"a part is not well-formed XML: {fault.msg}")
