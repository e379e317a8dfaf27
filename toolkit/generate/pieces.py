"""A part of a workbook that grows piece by piece and is compressed as it comes: memory stays flat however long it is.

What stands before and behind the long middle is often known last. Deflate allows pieces that were compressed apart
to stand one behind the other; their checksums are put together as zlib itself does it, in a few multiplications of
polynomials.
"""

from __future__ import annotations

import zlib
from typing import IO

from toolkit.aside import put_aside
from toolkit.generate.container import Stored

#: Characters that are put together before they are compressed.
_TOGETHER = 1 << 16
#: Sheets are very repetitive: more effort takes twice the time and saves a tenth of the bytes.
_LEVEL = 3
#: What ends a compressed part: an empty last block.
_END = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
_POLYNOMIAL = 0xEDB8_8320
_ONE = 1 << 31


class Piece:
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
        self.size = self.crc = 0

    def write(self, text: str) -> None:
        """Add some text."""
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
        """What came out, to be followed by other pieces. Nothing can be added then."""
        self._put()
        self._file.write(self._squeeze.flush(zlib.Z_FULL_FLUSH))
        return self._file


def put_together(*parts: bytes | Piece) -> Stored:
    """A part of a workbook made of pieces."""
    crc = size = 0
    data: list[bytes | IO[bytes]] = []
    for part in parts:
        data.append(part.close() if isinstance(part, Piece) else _squeezed(part))
        length, own = (part.size, part.crc) if isinstance(part, Piece) else (len(part), zlib.crc32(part))
        crc, size = joined(crc, own, length), size + length
    return Stored(crc, size, (*data, _END))


def _squeezed(data: bytes) -> bytes:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(data) + squeeze.flush(zlib.Z_FULL_FLUSH)


def joined(first: int, second: int, length: int) -> int:
    """The checksum of two texts, one behind the other, by their own checksums and the length of the second."""
    return _times(_shift(length), first) ^ second


def _times(a: int, b: int) -> int:
    """The product of two polynomials modulo that of the checksum; their highest bit is the constant."""
    product = 0
    while a:
        if a & _ONE:
            product ^= b
        a = a << 1 & 0xFFFF_FFFF
        b = b >> 1 ^ (_POLYNOMIAL if b & 1 else 0)
    return product


def _shift(length: int) -> int:
    """What moves a checksum past so many bytes."""
    shift, square = _ONE, _ONE >> 8  # x^0; x^8, the step of one byte
    while length:
        if length & 1:
            shift = _times(square, shift)
        square = _times(square, square)
        length >>= 1
    return shift
