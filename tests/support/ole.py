"""Files of the old container format OLE2, put together byte by byte."""

from __future__ import annotations

import struct

from toolkit.excel.open import sniff_ole

BOF = struct.pack("<HH16x", 0x0809, 16)
FILEPASS = struct.pack("<HH6x", 0x2F, 6)


def ole(*streams: str, content: bytes = b"") -> bytes:
    """An OLE2 file of one directory sector; the first stream's content is one sector."""
    header = bytearray(512)
    header[:8] = sniff_ole.MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)  # first directory sector
    struct.pack_into("<I", header, 68, 0xFFFFFFFE)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    directory = b""
    for name in ("Root Entry", *streams):
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        struct.pack_into("<H", entry, 64, len(encoded))
        struct.pack_into("<I", entry, 116, 2)
        directory += bytes(entry)
    return bytes(header) + table + directory.ljust(512, b"\0")[:512] + content.ljust(512, b"\0")
