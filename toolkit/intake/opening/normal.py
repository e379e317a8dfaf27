"""Formulas as they compare: what a program rewrites by itself on saving reads the same before and after.

LibreOffice, WPS and openpyxl write `'_meta'!$A$1` or `_meta!$A$1`, `100000000` or `100000000.0`, `TRUE` or
`TRUE()`, `_xlfn.IFS(` or `IFS(`, `sum(` or `SUM(`, a semicolon or a comma between arguments. A normal formula
is for comparing and for reading, not for calculating.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

_LONGEST = 8192  # what Excel allows; anything longer is left as it is

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*"?)
    |(?P<sheet>'(?:[^']|'')*'(?=!))
    |(?P<quoted>'(?:[^']|'')*'?|\[[^\[\]]*\])
    |(?P<array>\{[^{}]*\})
    |(?P<blank>\s+)
    |(?P<prefix>_xl(?:fn|ws|udf|pm)\.)
    |(?P<flag>\b(?:TRUE|FALSE)\b(?:\s*\(\s*\))?(?!\s*[(!]))
    |(?P<function>[^\W\d][\w.]*(?=\s*\())
    |(?P<ref>(?<![\w.])\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?![\w.(!]))
    |(?P<word>[^\W\d][\w.]*)
    |(?P<number>(?<![\w$.:])(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d{1,3})?(?![\w:!]))
    |(?P<comma>;)""",
    re.VERBOSE | re.IGNORECASE,
)
_BARE_SHEET = re.compile(r"'([\w.]+)'")


def normal_formula(text: str) -> str:
    """A formula in the one spelling that is compared: no equals sign, no blanks outside of texts."""
    return _remembered(text) if len(text) <= _LONGEST else text


@lru_cache(maxsize=2048)
def _remembered(text: str) -> str:
    return _TOKEN.sub(_spelled, text.strip().removeprefix("="))


def _spelled(match: re.Match[str]) -> str:
    found = match[0]
    match match.lastgroup:
        case "sheet":
            bare = _BARE_SHEET.fullmatch(found)
            return bare[1] if bare else found
        case "blank" | "prefix":
            return ""
        case "flag":
            return found.partition("(")[0].strip().upper()
        case "function" | "ref":
            return found.upper()
        case "number":
            return _number(found)
        case "comma":
            return ","
    return found


def _number(text: str) -> str:
    plain = f"{Decimal(text):f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"
