"""Names of the streams in an OLE2 file, enough to tell its kind.

OLE2 files are .xls, .et, .doc and encrypted .xlsx.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA  # sector numbers from here on mean "no more"
_FILEPASS = 0x2F
_HEADER_DIFAT = 109


def streams(data: bytes) -> dict[str, bytes]:
    """Returns the streams and storages by name, each with its beginning.

    The beginning is one sector, or nothing.

    Damaged files give what can still be found; this never raises.
    """
    if len(data) < 512 or not data.startswith(MAGIC):
        return {}
    shift = struct.unpack_from("<H", data, 30)[0]
    size = 1 << (shift if shift in (9, 12) else 9)
    found = {}
    for sector in _directory(data, size):
        for start in range(0, len(sector) - _ENTRY + 1, _ENTRY):
            entry = sector[start : start + _ENTRY]
            length, first = struct.unpack_from("<H", entry, 64)[0], struct.unpack_from("<I", entry, 116)[0]
            if 2 < length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace")
                found[name] = _sector(data, first, size)
    return found


def has_password(workbook: bytes) -> bool:
    """Whether a Workbook stream says at its beginning that it is encrypted."""
    at = 0
    while at + 4 <= len(workbook):
        record, length = struct.unpack_from("<HH", workbook, at)
        if record == _FILEPASS:
            return True
        at += 4 + length
    return False


def _directory(data: bytes, size: int) -> Iterator[bytes]:
    """Yields the sectors of the directory, each once at most.

    They follow the allocation table.
    """
    tables = list(_tables(data, size))
    number: int = struct.unpack_from("<I", data, 48)[0]
    seen = set()
    while number < _LAST and number not in seen:
        seen.add(number)
        sector = _sector(data, number, size)
        if not sector:
            return
        yield sector
        table, place = divmod(number, size // 4)
        following = _sector(data, tables[table], size) if table < len(tables) else b""
        if len(following) < size:
            return
        number = struct.unpack_from("<I", following, place * 4)[0]


def _tables(data: bytes, size: int) -> Iterator[int]:
    """Yields the numbers of the sectors of the allocation table.

    109 of them are in the header, the others are chained.
    """
    yield from struct.unpack_from(f"<{_HEADER_DIFAT}I", data, 76)
    number: int = struct.unpack_from("<I", data, 68)[0]
    for _ in range(len(data) // size):
        sector = _sector(data, number, size)
        if number >= _LAST or len(sector) < size:
            return
        *entries, number = struct.unpack(f"<{size // 4}I", sector)
        yield from entries


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[(number + 1) * size : (number + 2) * size] if number < _LAST else b""
