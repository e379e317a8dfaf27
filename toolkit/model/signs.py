"""Comparison signs (≥, ≤, …) and all their spellings on a keyboard.

The grammar of values, the comparison of records and the printed summary all take their signs from here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

#: A sign, and its other spellings in half-width forms. ≮ says “not less than”, ≯ “not more than”.
SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "≥": ("≧", "⩾", ">=", "=>", "≮"),
    "≤": ("≦", "⩽", "<=", "=<", "≯"),
    ">": (),
    "<": (),
    "=": ("==",),
}
_WIDE = {">": ">＞﹥", "<": "<＜﹤", "=": "=＝﹦"}
#: What must follow strokes that are an operator: an arrow between words is none.
_NUMBER = r"(?=\s*[\d一二两三四五六七八九十百千万半])"
_STROKES = frozenset("".join(_WIDE.values()))


def _pattern(sign: str, spellings: tuple[str, ...]) -> re.Pattern[str]:
    """Returns a pattern for the other spellings of a sign.

    Signs made of strokes (>=) count only before a number.
    """
    single = "".join(one for one in spellings if len(one) == 1)
    strokes = [r"\s?".join(f"[{_WIDE[stroke]}]" for stroke in one) for one in spellings if len(one) > 1]
    if sign in _WIDE:
        strokes.append(f"[{_WIDE[sign].replace(sign, '')}]")
    before = f"(?<![{''.join(sorted(_STROKES))}\\d])(?:{'|'.join(strokes)}){_NUMBER}"
    return re.compile(f"[{single}]|{before}" if single else before)


_UNIFIED = tuple((_pattern(sign, spellings), sign) for sign, spellings in SPELLINGS.items())


def unified(text: str) -> str:
    """Returns a value with one sign for one meaning (≥ for ≧ and >=).

    All else stays as written.
    """
    if text.isalnum():
        return text
    for spellings, sign in _UNIFIED:
        text = spellings.sub(sign, text)
    return text
