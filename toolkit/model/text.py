"""How texts are compared and cleaned. Free text is never changed silently: folding is for comparing only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Characters that take no room on paper: zero width, direction marks, soft hyphen, byte order mark.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_INVISIBLE = str.maketrans("", "", INVISIBLE)
_WRAP = re.compile(r"[ \t\u3000\u00a0]*[\r\n]+[ \t\u3000\u00a0]*")
_BESIDE_BRACKET = re.compile(r"\s+(?=[（(])|(?<=[）)])\s+")
_HALVES = tuple(zip("，（）：；！？％／＋－［］｛｝", ",():;!?%/+-[]{}", strict=True))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|_x00[01][0-9A-Fa-f]_")


@lru_cache(maxsize=16_384)  # the same labels and names are compared again and again, form after form
def fold(text: str) -> str:
    """A label as it is compared: no white space, half-width forms, one kind of brackets."""
    if text.isascii():
        return "".join(text.split())
    text = "".join((text.translate(_INVISIBLE) if _HIDDEN.search(text) else text).split())
    text = text.replace("【", "[").replace("】", "]")
    if unicodedata.is_normalized("NFKC", text):
        return text
    for wide, half in _HALVES:  # mostly these and nothing else are of full width, and normalizing is slow
        text = text.replace(wide, half)
    return text if unicodedata.is_normalized("NFKC", text) else "".join(unicodedata.normalize("NFKC", text).split())


def is_blank(text: str | None) -> bool:
    """Whether a cell looks empty: nothing, white space of any kind, zero-width characters."""
    if not text:
        return True
    if text[0].isalnum():  # what most cells begin with
        return False
    return not text.translate(_INVISIBLE).strip()


def unwrap(text: str) -> str:
    """A short text without the line breaks and border blanks that wrapping put in; inner blanks stay."""
    if text.isprintable():  # no line breaks and nothing invisible
        return text.strip()
    return _WRAP.sub("", text).translate(_INVISIBLE).strip()


def counted(count: int, noun: str) -> str:
    """How many of something, in English: 1 project, 2 projects."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clean_name(text: str) -> str:
    """An indicator's or project's name: line breaks from wrapping and blanks beside brackets removed.

    `预算执行率 （%）` and `预算执行率（%）` are the same name; `人大代表 进社区活动次数` keeps its blank.
    """
    text = unwrap(text)
    return text if text.isprintable() and " " not in text else _BESIDE_BRACKET.sub("", text)


def strip_control(text: str) -> str:
    """Text without control characters (line break and tab stay)."""
    return _CONTROL.sub("", text) if has_control(text) else text


def has_control(text: str) -> bool:
    """Whether a text holds control characters."""
    clean = text.isprintable() and "_x" not in text  # what nearly every text is
    return not clean and _CONTROL.search(text) is not None
