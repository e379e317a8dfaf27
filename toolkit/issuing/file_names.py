"""Names of files and sheets that people can read and every program accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from toolkit.model.paths import is_device

#: Longest name of a file or folder (without its ending), in UTF-16 units: 240 bytes of Chinese.
FILE = 76
#: Longest name of a sheet.
SHEET = 31
_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*]')
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
#: What a sheet may not be called, whatever the language: Excel keeps it for itself.
_HISTORY = "history"


def file_name(text: str, otherwise: str = "未命名") -> str:
    """Returns a name for a file or folder, made from any text."""
    name = _short(_NOT_IN_FILES.sub("_", _line(text)), FILE).rstrip(" .").lstrip(" .~") or otherwise
    return f"_{name}" if is_device(name) else name


def sheet_name(text: str, otherwise: str = "项目") -> str:
    """Returns a name for a sheet, made from any text."""
    name = _short(_NOT_IN_SHEETS.sub("_", _line(text)), SHEET).strip(" '") or otherwise
    return f"{name}_" if name.casefold() == _HISTORY else name


def distinct(names: Iterable[str], longest: int, taken: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns the names in their order, repeated ones numbered: 综合经费（2）.

    Args:
        names: clean names; letters that differ in case only count as the same.
        longest: what may not be exceeded, the number included.
        taken: names that are already in use.
    """
    used = {_same(name) for name in taken}
    found = []
    for name in names:
        number, candidate = 1, name
        while _same(candidate) in used:
            number += 1
            ending = f"（{number}）"
            candidate = _short(name, longest - len(ending)).rstrip(" .'") + ending
        used.add(_same(candidate))
        found.append(candidate)
    return tuple(found)


def _line(text: str) -> str:
    """Returns the text on one line, without invisible characters."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join("".join(sign for sign in line if not unicodedata.category(sign).startswith("C")).split())


def _short(text: str, longest: int) -> str:
    """Returns a text cut to so many UTF-16 units, as Excel and Windows count."""
    while len(text.encode("utf-16-le")) // 2 > longest:
        text = text[:-1]
    return text


def _same(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
