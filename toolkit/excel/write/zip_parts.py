"""A workbook's zip, copied as compressed or growing piece by piece."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from toolkit.files import put_aside

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20  # of the zip format: 2.0 knows deflate
_UNIX = 3
_DATE = (1980 - 1980) << 9 | 1 << 5 | 1  # the first day that the format knows
_RIGHTS = 0o600 << 16
_UTF8 = 0x800  # the flag of a name that is not ASCII
#: Sheets are very repetitive: more effort takes twice the time and saves a tenth of the bytes.
_LEVEL = 3
#: Bytes that are copied at a time.
_CHUNK = 1 << 20
#: Bytes of a container or of one part, with which the format's fields can still count.
MOST = 0xFFFF_FFFF


class PackedPart(NamedTuple):
    """A compressed member of a container: checksum, size, bytes."""

    crc: int
    size: int
    data: bytes


class Stored(NamedTuple):
    """A member whose compressed bytes lie in several places, too many for memory.

    Attributes:
        crc: checksum of the whole.
        size: of the whole, before it was compressed.
        pieces: the compressed bytes, one after the other.
    """

    crc: int
    size: int
    pieces: tuple[bytes | IO[bytes], ...]


def pack(part: bytes) -> PackedPart:
    """Returns a part compressed."""
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return PackedPart(zlib.crc32(part), len(part), squeeze.compress(part) + squeeze.flush())


def unpack(archive: bytes) -> dict[str, bytes]:
    """Returns the parts of a container, in its order."""
    with ZipFile(BytesIO(archive)) as file:
        return {name: file.read(name) for name in file.namelist()}


def join(members: Mapping[str, PackedPart]) -> bytes:
    """Returns a container of these members in their order.

    The same members give the same bytes.
    """
    out = BytesIO()
    write(members, out)
    return out.getvalue()


def write(members: Mapping[str, PackedPart | Stored], out: IO[bytes]) -> None:
    """Writes a container as `join` makes it, without ever holding all of it.

    Raises OverflowError beyond 4 GB.
    """
    directory: list[bytes] = []
    at = 0
    for name, member in members.items():
        encoded = name.encode()
        flags = 0 if name.isascii() else _UTF8
        length = sum(map(_length, _pieces(member)))
        if max(at + length, member.size) > MOST:
            raise OverflowError(f"{name}: a container holds no more than 4 GB")
        shared = (ZIP_DEFLATED, 0, _DATE, member.crc, length, member.size, len(encoded), 0)
        out.write(_LOCAL.pack(b"PK\x03\x04", _VERSION, flags, *shared) + encoded)
        for chunk in (chunk for piece in _pieces(member) for chunk in _chunks(piece)):
            out.write(chunk)
        versions = (_UNIX << 8 | _VERSION, _VERSION, flags)
        directory += (_CENTRAL.pack(b"PK\x01\x02", *versions, *shared, 0, 0, 0, _RIGHTS, at), encoded)
        at += _LOCAL.size + len(encoded) + length
    out.write(b"".join(directory))
    out.write(_END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), sum(map(len, directory)), at, 0))


def _pieces(member: PackedPart | Stored) -> tuple[bytes | IO[bytes], ...]:
    return (member.data,) if isinstance(member, PackedPart) else member.pieces


def _length(piece: bytes | IO[bytes]) -> int:
    return len(piece) if isinstance(piece, bytes) else piece.seek(0, 2)


def _chunks(piece: bytes | IO[bytes]) -> Iterator[bytes]:
    if isinstance(piece, bytes):
        yield piece
        return
    piece.seek(0)
    while chunk := piece.read(_CHUNK):
        yield chunk


#: Characters that are put together before they are compressed.
_TOGETHER = 1 << 16
#: What ends a compressed part: an empty last block.
_LAST_BLOCK = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
_POLYNOMIAL = 0xEDB8_8320
_ONE = 1 << 31


class ZipPiece:
    """Text that is compressed as it is written.

    Attributes:
        size: bytes so far.
        crc: their checksum so far.
    """

    def __init__(self) -> None:
        self._file = put_aside(self)
        self._squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._waiting: list[str] = []
        self._characters = 0
        self.size: int = 0
        self.crc: int = 0

    def write(self, text: str) -> None:
        """Adds some text."""
        self._waiting.append(text)
        self._characters += len(text)
        if self._characters > _TOGETHER:
            self._put()

    def _put(self) -> None:
        data = "".join(self._waiting).encode()
        self._waiting, self._characters = [], 0
        self.size += len(data)
        self.crc = zlib.crc32(data, self.crc)
        self._file.write(self._squeeze.compress(data))

    def close(self) -> IO[bytes]:
        """Returns the compressed bytes, to be followed by other pieces; ends writing."""
        self._put()
        self._file.write(self._squeeze.flush(zlib.Z_FULL_FLUSH))
        return self._file


def put_together(*parts: bytes | ZipPiece) -> Stored:
    """Returns a part of a workbook made of pieces."""
    crc = size = 0
    data: list[bytes | IO[bytes]] = []
    for part in parts:
        data.append(part.close() if isinstance(part, ZipPiece) else _squeezed(part))
        length, own = (part.size, part.crc) if isinstance(part, ZipPiece) else (len(part), zlib.crc32(part))
        crc, size = joined(crc, own, length), size + length
    return Stored(crc, size, (*data, _LAST_BLOCK))


def _squeezed(data: bytes) -> bytes:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(data) + squeeze.flush(zlib.Z_FULL_FLUSH)


def joined(first: int, second: int, length: int) -> int:
    """Returns the checksum of two texts in sequence, by their checksums."""
    return _times(_shift(length), first) ^ second


def _times(a: int, b: int) -> int:
    """Returns the product of two polynomials modulo that of the checksum.

    Their highest bit is the constant.
    """
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = a << 1 & 0xFFFF_FFFF
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product


def _shift(length: int) -> int:
    """Returns the polynomial that moves a checksum past so many bytes."""
    shift, square = _ONE, _ONE >> 8  # x^0; x^8, the step of one byte
    while length:
        if length & 1:
            shift = _times(square, shift)
        square = _times(square, square)
        length >>= 1
    return shift
