"""A workbook's zip container, copied member by member as compressed; only the parts that differ are packed anew.

The standard library cannot copy a compressed member, so the container's few fixed records are written here.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # of the zip format: 2.0 knows deflate
_UNIX = 3
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # the first day that the format knows
_RIGHTS = 0o600 << 16


class Packed(NamedTuple):
    """One member as it lies in a container: its checksum, its size, its compressed bytes."""

    crc: int
    size: int
    data: bytes


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
    pieces: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, member in members.items():
        encoded = name.encode("ascii")
        shared = (ZIP_DEFLATED, 0, _DATE, member.crc, len(member.data), member.size, len(encoded), 0)
        local = _LOCAL.pack(b"PK\x03\x04", _VERSION, 0, *shared)
        pieces += (local, encoded, member.data)
        versions = (_UNIX << 8 | _VERSION, _VERSION, 0)
        directory += (_CENTRAL.pack(b"PK\x01\x02", *versions, *shared, 0, 0, 0, _RIGHTS, at), encoded)
        at += len(local) + len(encoded) + len(member.data)
    return b"".join((*pieces, *directory, _end(len(members), directory, at)))


def _end(count: int, directory: Iterable[bytes], at: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, count, count, sum(map(len, directory)), at, 0)
