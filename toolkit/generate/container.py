"""A workbook's zip container, copied member by member as compressed; only the parts that differ are packed anew.

The standard library cannot copy a compressed member, so the container's few fixed records are written here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # of the zip format: 2.0 knows deflate
_UNIX = 3
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # the first day that the format knows
_RIGHTS = 0o600 << 16
#: Bytes that are copied at a time.
_CHUNK = 1 << 20
#: Bytes of a container or of one part, with which the format's fields can still count.
MOST = 0xFFFF_FFFF


class Packed(NamedTuple):
    """One member as it lies in a container: its checksum, its size, its compressed bytes."""

    crc: int
    size: int
    data: bytes


class Stored(NamedTuple):
    """A member whose compressed bytes lie in several places, too many to be held in memory.

    Attributes:
        crc: checksum of the whole.
        size: of the whole, before it was compressed.
        pieces: the compressed bytes, one after the other.
    """

    crc: int
    size: int
    pieces: tuple[bytes | IO[bytes], ...]


def pack(part: bytes) -> Packed:
    """Compress a part."""
    squeeze = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(zlib.crc32(part), len(part), squeeze.compress(part) + squeeze.flush())


def unpack(archive: bytes) -> dict[str, bytes]:
    """The parts of a container, in its order."""
    with ZipFile(BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def join(members: Mapping[str, Packed]) -> bytes:
    """A container of these members in their order. The same members give the same bytes."""
    out = BytesIO()
    write(members, out)
    return out.getvalue()


def write(members: Mapping[str, Packed | Stored], out: IO[bytes]) -> None:
    """Write a container as `join` makes it, without ever holding all of it. Raises OverflowError beyond 4 GB."""
    directory: list[bytes] = []
    at = 0
    for name, member in members.items():
        encoded = name.encode("ascii")
        length = sum(map(_length, _pieces(member)))
        if max(at + length, member.size) > MOST:
            raise OverflowError(f"{name}: a container holds no more than 4 GB")
        shared = (ZIP_DEFLATED, 0, _DATE, member.crc, length, member.size, len(encoded), 0)
        out.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, 0, *shared) + encoded)
        for chunk in (chunk for piece in _pieces(member) for chunk in _chunks(piece)):
            out.write(chunk)
        versions = (_UNIX << 8 | _VERSION, _VERSION, 0)
        directory += (_CENTRAL.pack(b"PK\x01\x02", *versions, *shared, 0, 0, 0, _RIGHTS, at), encoded)
        at += _LOCAL.size + len(encoded) + length
    out.write(b"".join(directory))
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), sum(map(len, directory)), at, 0))


def _pieces(member: Packed | Stored) -> tuple[bytes | IO[bytes], ...]:
    return (member.data,) if isinstance(member, Packed) else member.pieces


def _length(piece: bytes | IO[bytes]) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.seek(0, 2)


def _chunks(piece: bytes | IO[bytes]) -> Iterator[bytes]:
    if isinstance(piece, bytes):
        yield piece
        return
    piece.seek(0)
    while chunk := piece.read(_CHUNK):
        yield chunk
