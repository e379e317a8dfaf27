"""Names of files in an archive, as the person who packed it saw them, and which of them are nobody's work."""

from __future__ import annotations

import struct
import zipfile
import zlib

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_PREFIXES = ("~$", ".~", "._")
_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def readable_name(info: zipfile.ZipInfo) -> str:
    """A member's path with forward slashes.

    Zips made in China without the flag for UTF-8 hold GBK, which Python takes for cp437; some from macOS hold
    UTF-8 all the same. An extra field with the name in Unicode is believed where it belongs to the name.
    """
    if info.flag_bits & _UTF8_FLAG or info.orig_filename.isascii():
        name = info.orig_filename
    else:
        stored = info.orig_filename.encode("cp437")
        name = _unicode_path(info.extra, stored) or _decoded(stored)
    return name.replace("\\", "/")


def is_lock_file(path: str) -> bool:
    """Whether a path is a lock file, a program's temporary file or something a system leaves in its folders."""
    *folders, name = path.replace("\\", "/").lower().split("/")
    return "__macosx" in folders or name.startswith(_PREFIXES) or name in _NAMES or name.endswith(".tmp")


def _decoded(stored: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored.decode("cp437")


def _unicode_path(extra: bytes, stored: bytes) -> str | None:
    """The name in the Info-ZIP extra field, None where there is none or where it belongs to another name."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(stored):
            return field[5:].decode("utf-8", "replace")
    return None
