"""A zip in memory, and untrusted XML, within the limits."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from toolkit.excel.limits import Damaged, Limits, Refused, refuse_above

_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_TRICK = re.compile(r"^[/\\]|^[A-Za-z]:|[/\\][A-Za-z]:[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)")
_ENCRYPTED = 0x1
# Where an entry of the directory says that its name is UTF-8, how long the name is, and where it stands.
_FLAGS, _UTF8, _NAME_LENGTH, _NAME = 9, 0x08, 28, 46
# What zipfile raises for a directory that makes no sense.
_FAULTS = (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError, EOFError)


class EncryptedMember(Exception):  # noqa: N818 - reads as what it is
    """A member can only be read with a password."""


class Container:
    """The members of a zip; their declared sizes are checked.

    Names are found without regard to case and with either slash, as OPC asks and as programs write them.

    Attributes:
        infos: the members that are files.
        left: how many bytes may still come out.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Reads the directory. Raises Damaged or Refused.

        Damaged: it makes no sense. Refused: it is too long.
        """
        refuse_above(len(data), limits.file_size, "文件大小（字节）", "file size in bytes")
        # zipfile makes an object of every entry before it can be asked how many there are.
        refuse_above(data.count(_ENTRY), limits.members * 100, "压缩包成员数", "number of members")
        try:
            with zipfile.ZipFile(io.BytesIO(_with_readable_names(data))) as archive:
                infos = archive.infolist()
        except _FAULTS as fault:
            raise Damaged("压缩结构不完整", "the zip structure is incomplete") from fault
        self._data = data
        self._limits = limits
        self.left: int = limits.unzipped
        self.infos: list[zipfile.ZipInfo] = [info for info in infos if not info.filename.endswith("/")]
        refuse_above(len(self.infos), limits.members, "压缩包成员数", "number of members")
        self._by_name = {_key(info.orig_filename): info for info in self.infos}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._by_name

    def check(self) -> None:
        """Checks the declared content of a workbook's container.

        Raises Refused for two members have the same name, a name that points elsewhere, or too much inside.
        """
        if len(self._by_name) < len(self.infos):
            raise Refused("成员名称重复", "two members have the same name")
        for info in self.infos:
            refuse_path_trick(info)
        declared = sum(info.file_size for info in self.infos)
        refuse_above(declared, self._limits.unzipped, "解压后大小（字节）", "unzipped size in bytes")

    def read(self, name: str) -> bytes:
        """Returns a member, inflated. Raises Damaged, Refused or EncryptedMember.

        A missing member raises Damaged.
        """
        info = self._by_name.get(_key(name))
        if info is None:
            raise Damaged(f"缺少部件 {name}", f"part missing: {name}")
        return self.inflate(info)

    def inflate(self, info: zipfile.ZipInfo) -> bytes:
        """Returns the bytes of a member, counted against the total.

        Raises Damaged, Refused or EncryptedMember.
        """
        limits = self._limits
        room = min(limits.part_size, self.left)
        refuse_above(info.file_size, room, "解压后大小（字节）", "unzipped size in bytes")
        packed = self.packed(info)
        if info.file_size > max(limits.ratio_from, len(packed) * limits.ratio):
            raise Refused(f"压缩比超过 {limits.ratio}", f"compression ratio above {limits.ratio}")
        # One byte more than declared tells a member that is larger than it says.
        content = packed if info.compress_type == zipfile.ZIP_STORED else _inflate(packed, info.file_size + 1)
        if len(content) > info.file_size:
            raise Refused("部件的实际大小超过其声明的大小", "a part is larger than it declares")
        if len(content) < info.file_size or zlib.crc32(content) != info.CRC:
            raise Damaged(f"校验和不符：{info.filename}", f"checksum differs: {info.filename}")
        self.left -= len(content)
        return content

    def head(self, info: zipfile.ZipInfo, size: int) -> bytes:
        """Returns the first bytes of a member. Raises Damaged or EncryptedMember."""
        packed = self.packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            return packed[:size]
        try:
            return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
        except zlib.error as fault:
            raise Damaged("压缩数据损坏", "compressed data is corrupt") from fault

    def packed(self, info: zipfile.ZipInfo) -> bytes:
        """Returns a member as it is packed. Raises Damaged or EncryptedMember."""
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedMember(info.filename)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Damaged("压缩方式不受支持", f"compression method {info.compress_type} is not supported")
        start = info.header_offset
        header = self._data[start : start + 30]
        if start < 0 or len(header) < 30 or not header.startswith(_LOCAL):
            raise Damaged("压缩结构不完整", "the zip structure is incomplete")
        start += 30 + sum(struct.unpack("<HH", header[26:]))
        packed = self._data[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise Damaged("文件被截断", "the file is truncated")
        return packed


def refuse_path_trick(info: zipfile.ZipInfo) -> None:
    """Raises Refused for a name that points outside the archive.

    Also for an absolute name and one with a NUL.
    """
    if "\0" in info.orig_filename:
        raise Refused("成员名称含有空字符（NUL）", "a member's name contains a NUL character")
    if _TRICK.search(info.orig_filename):
        raise Refused("成员路径指向压缩包之外", "a member's path points outside the archive")


def _with_readable_names(data: bytes) -> bytes:
    """Returns a zip's bytes with readable names.

    A name that is wrongly marked as UTF-8 would cost all members.

    Only the directory is read from it; whatever else looks like an entry does not matter.
    """
    changed: bytearray | None = None
    at = data.find(_ENTRY)
    while at >= 0:
        if len(data) > at + _FLAGS and data[at + _FLAGS] & _UTF8:
            (length,) = struct.unpack_from("<H", data[at + _NAME_LENGTH : at + _NAME_LENGTH + 2].ljust(2, b"\0"))
            try:
                data[at + _NAME : at + _NAME + length].decode()
            except UnicodeDecodeError:
                changed = changed or bytearray(data)
                changed[at + _FLAGS] &= ~_UTF8 & 0xFF
        at = data.find(_ENTRY, at + 4)
    return data if changed is None else bytes(changed)


def _key(name: str) -> str:
    # Names that are not ASCII may be in another encoding, where lowering would join two of them.
    return name.replace("\\", "/").lower() if name.isascii() else name


def _inflate(packed: bytes, most: int) -> bytes:
    """Returns a deflated stream up to a number of bytes. Raises Damaged."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = engine.decompress(packed, most)
    except zlib.error as fault:
        raise Damaged("压缩数据损坏", "compressed data is corrupt") from fault
    if not engine.eof and len(content) < most:
        raise Damaged("文件被截断", "the file is truncated")
    return content


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
    """Returns the root element of a part.

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
    """Yields elements of the given tags as they end; the root last.

    Each is dropped once the next is asked for.

    For parts of many megabytes, whose whole tree would take many times their size. The limit of nodes holds for
    what is in memory at once. Raises as `parse`.
    """
    check(data, limits, complete=False)
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


def check(data: bytes, limits: Limits, *, complete: bool = True) -> None:
    """Checks a part before parsing. Raises as `parse`.

    The number of nodes counts only if all are parsed at once.
    """
    plain = _plain(data)
    if not _START.match(plain):
        raise Damaged("XML 部件无法解析", "a part is not XML")
    declared = _ENCODING.search(plain[:_HEAD])
    if declared and declared[1].lower() not in _ENCODINGS:
        raise Damaged("XML 编码不受支持", "an XML part has an unsupported encoding")
    _refuse_declarations(plain)
    if complete and len(plain) > limits.nodes:  # a node takes more than a byte
        refuse_above(_nodes(plain), limits.nodes, *_NODES)


def check_unread(container: Container, read: frozenset[str]) -> None:
    """Looks for declarations in the XML parts that nobody reads here.

    Another program may read them.

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
    """Checks the true sizes and declarations of all parts.

    This comes before another program reads the file.

    The manifest of an OpenDocument file has a document type in files of old programs; nobody reads it here.
    """
    for info in container.infos:
        content = container.inflate(info)
        name = info.filename.lower()
        if name.endswith(_SUFFIXES) and not name.startswith("meta-inf/"):
            _refuse_declarations(_plain(content))


def _nodes(data: bytes) -> int:
    """Returns an estimate of elements and attributes, at least half their number."""
    return data.count(b"<") + data.count(b"=")


def _drop(element: etree._Element) -> None:
    """Frees an element that has been read, and the empty ones before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and parent[0] is not element:
        del parent[0]


def _plain(data: bytes) -> bytes:
    """Returns UTF-16 as the ASCII in it, anything else as it is."""
    return data.replace(b"\0", b"") if b"\0" in data[:4] else data


def _refuse_declarations(plain: bytes) -> None:
    if b"<!DOCTYPE" in plain:  # entities can be declared nowhere else
        raise Refused("XML 中含 DTD 或实体声明", "an XML part declares a document type or entities")


def _broken(fault: etree.XMLSyntaxError) -> Damaged:
    return Damaged("XML 部件无法解析", f"a part is not well-formed XML: {fault.msg}")
