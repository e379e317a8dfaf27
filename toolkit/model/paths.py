"""Paths as they are shown, and their part inside an archive.

A path on disk may hold what no text can: bytes that are no UTF-8, line breaks, what controls a terminal. It is shown
otherwise then, the same way everywhere, and kept as it is only where the file is opened.
"""

from __future__ import annotations

import os
import re

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LINE_BREAKS = {0x2028: "\u2424", 0x2029: "\u2424"}


def shown_path(path: str) -> str:
    """Returns a path with everything replaced that cannot be shown.

    Control characters become pictures of themselves; a name whose bytes are Chinese in GB 18030 is decoded.
    """
    if _UNSHOWN.search(path) is None:
        return path
    return "/".join(map(_shown_name, path.split("/")))


def _shown_name(name: str) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in name):  # as a plain unzip leaves Chinese names on Linux
        try:
            name = os.fsencode(name).decode("gb18030")
        except UnicodeError:
            name = name.encode("utf-8", "backslashreplace").decode()
    return _UNSHOWN.sub(_picture, name)


def _picture(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else _LINE_BREAKS.get(code, f"\\x{code:02x}")


def inside(path: str, outer: str | None) -> str:
    """Returns the part of a shown path inside an archive; empty for other files.

    Args:
        path: as it is shown, `archive.zip!inner.xlsx`.
        outer: the file on disk that was opened; None where it is the path itself.
    """
    return "" if outer is None else path.removeprefix(shown_path(outer)).removeprefix("!")


_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?=\.|$)", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name for a device, whatever its ending."""
    return _DEVICE.match(name) is not None
