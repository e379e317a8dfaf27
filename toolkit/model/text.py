"""Texts as people type them: folded for comparison, cleaned, counted, put in natural order."""

from __future__ import annotations

import re
import unicodedata

from toolkit.model.remember import Remember

#: Characters without a glyph, as ranges of an expression: format characters (Unicode category Cf), variation selectors,
#: tags, fillers, joiners. Control characters are listed separately; line breaks and tabs are white space.
INVISIBLE = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U000110bd\U000110cd"
    "\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_HIDDEN = re.compile(f"[{_CONTROLS}{INVISIBLE}]")
#: Excel writes a control character that XML cannot hold as its number.
_ESCAPED = re.compile("_x00[01][0-9A-Fa-f]_")
_BREAK = re.compile(r"[\r\n]+")
_BLANKS = " \t\u3000\u00a0"
_WHITE = re.compile(r"\s+")
_HALVES = tuple(zip("，（）：；！？％／＋－［］｛｝", ",():;!?%/+-[]{}", strict=True))


@Remember(600_000)  # the same labels and names come form after form; a full cell finds room too
def fold(text: str) -> str:
    """Returns a text for comparison: no white space, half-width, one kind of brackets."""
    text = "".join((_HIDDEN.sub("", text) if _HIDDEN.search(text) else text).split())
    if text.isascii():
        return text
    text = text.replace("【", "[").replace("】", "]")
    if unicodedata.is_normalized("NFKC", text):
        return text
    for wide, half in _HALVES:  # mostly these and nothing else are of full width, and normalizing is slow
        text = text.replace(wide, half)
    return text if unicodedata.is_normalized("NFKC", text) else "".join(unicodedata.normalize("NFKC", text).split())


def is_blank(text: str | None) -> bool:
    """Whether a cell looks empty: white space and invisible characters do not count."""
    if not text:
        return True
    if text[0].isalnum():  # what most cells begin with
        return False
    return not _HIDDEN.sub("", text).strip()


def unwrap(text: str) -> str:
    """Returns a short text without line breaks and outer blanks.

    Wrapping puts these in; inner blanks stay.
    """
    if text.isprintable():  # no line breaks and nothing invisible
        return text.strip()
    return "".join(line.strip(_BLANKS) for line in _BREAK.split(_HIDDEN.sub("", text))).strip()


def counted(count: int, noun: str) -> str:
    """Returns a count with its English noun: 1 project, 2 projects."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def clean_name(text: str) -> str:
    """Returns a name without line breaks and without blanks next to brackets.

    `预算执行率 （%）` and `预算执行率（%）` are the same name; `人大代表 进社区活动次数` keeps its blank.
    """
    text = unwrap(text)
    return text if text.isprintable() and " " not in text else _WHITE.sub(_beside_bracket, text)


def _beside_bracket(blanks: re.Match[str]) -> str:
    """Returns nothing for blanks next to a bracket, other blanks as they are."""
    text, start, end = blanks.string, blanks.start(), blanks.end()
    near_bracket = text[end : end + 1] in ("（", "(") or text[max(start - 1, 0) : start] in ("）", ")")
    return "" if near_bracket else blanks[0]


def cell_text(text: str) -> str:
    """Returns a text as a cell holds it, without control characters."""
    if text.isprintable() and "_x00" not in text:  # nearly all are
        return text
    return strip_invisible(text.replace("\r\n", "\n").replace("\r", "\n"))


def drop_invisible(text: str) -> str:
    """Returns a text without characters that take no room on paper."""
    return _HIDDEN.sub("", text)


def strip_invisible(text: str) -> str:
    """Returns a text without control and invisible characters; line breaks and tabs stay."""
    return _ESCAPED.sub("", drop_invisible(text)) if has_invisible(text) else text


def has_invisible(text: str) -> bool:
    """Whether a text has control characters or characters without a glyph."""
    if text.isascii() and text.isprintable() and "_x" not in text:
        return False
    return _HIDDEN.search(text) is not None or _ESCAPED.search(text) is not None


_APART = re.compile(r"\d\s+\d")
#: A number whose thousands a blank sets apart: 45 600.
_BY_THOUSANDS = re.compile(r"(?<![\d.,，．])\d{1,3}(?:[^\S\t-\r]\d{3})+(?!\d)")


def digits_apart(text: str) -> bool:
    """Whether white space parts digits, as where two numbers share a cell.

    A blank before each thousand (45 600) parts none.
    """
    if text.isascii() and text.isprintable() and " " not in text:
        return False
    plain = drop_invisible(text)
    return bool(_APART.search(plain)) and bool(_APART.search(_BY_THOUSANDS.sub("0", plain)))


_DIGITS = re.compile(r"([0-9]+)")
#: The first of the signs that encode lengths. Any would do: only numbers are compared with numbers.
_LENGTHS = 0x100


def natural(text: str | None) -> str:
    """Returns a sort key that puts 第2组 before 第10组.

    Where two texts differ in the spelling of a number only (02, 2), the text itself decides.

    The key is a text: each number follows its length, and each piece ends with a sign that sorts first.
    """
    pieces = _DIGITS.split(text or "")
    return "".join(_number(piece) if place % 2 else f"{piece}\0" for place, piece in enumerate(pieces))


def _number(digits: str) -> str:
    value = digits.lstrip("0")
    return f"{chr(_LENGTHS + min(len(value), _LENGTHS))}{value}\0{digits}\0"


#: A text that begins so would be a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """Returns a text that no spreadsheet takes for a formula.

    Numbers stay as they are; another text gets an apostrophe before it.
    """
    is_number = text[:1] in ("+", "-") and text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
