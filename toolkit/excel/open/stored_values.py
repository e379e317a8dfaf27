"""Numbers and texts as a file stores them and as people read them."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal

from lxml import etree

from toolkit.excel.grid import CellKind
from toolkit.excel.limits import Limits
from toolkit.excel.open.attributes import refuse_foreign
from toolkit.excel.open.guard import parse
from toolkit.excel.open.number_formats import COMPARE, PLAIN, Show
from toolkit.excel.open.plain_parts import split_texts

_NUMBER_KIND, _DATE_KIND = CellKind.NUMBER, CellKind.DATE  # looking them up in their class is slow
_NUMBER = re.compile(r"[+-]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][+-]?\d{1,3})?", re.ASCII)
# Most numbers stand in the file as they are shown.
_AS_SHOWN = re.compile(r"0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?)", re.ASCII)
_DIGITS = 15
_DAY = 86_400
_EPOCH_1900 = date(1899, 12, 30).toordinal()
_DAYS_TO_1904 = 1462
_LAST_DAY = date.max.toordinal() - _EPOCH_1900  # 9999-12-31
_NO_LEAP_DAY = 60  # Excel counts a 29 February 1900; days before it are one off


def shown(raw: str, show: Show, *, since_1904: bool) -> tuple[str, CellKind]:
    """Returns a stored number as text, and its kind.

    What cannot be shown as its format asks (a date before 1900) is given as the number that it is; what is no
    number at all is given as text.

    Args:
        raw: the number as the file has it.
        show: what its format makes of it.
        since_1904: whether the workbook counts its days from 1904.
    """
    if show is PLAIN and len(raw) <= _DIGITS and _AS_SHOWN.fullmatch(raw):
        return raw, _NUMBER_KIND
    if not _NUMBER.fullmatch(raw.strip()):
        return raw, CellKind.TEXT
    if show.cases:
        show = _case(raw, show)
    if show.scale:
        number = _shifted(_decimal(raw), show.scale)
        sign, text = ("-", _in_full(-number)) if number < 0 else ("", _in_full(number))
        return f"{sign}{show.before}{text}{show.after}", _NUMBER_KIND
    if show.day or show.clock or show.elapsed:
        moment = _moment(float(raw), show, since_1904)
        return (moment, _DATE_KIND) if moment else (plain(raw), _NUMBER_KIND)
    text = percent(raw) if show.percent else plain(raw)
    if not text.startswith("-"):  # the sign would stand before the words: rare, and not worth a guess
        text = f"{show.before}{text}{show.after}"
    return text, _NUMBER_KIND


def plain(raw: str) -> str:
    """Returns a number without exponent, with 15 significant digits.

    Spreadsheet programs show as many.
    """
    return _in_full(_decimal(raw))


def percent(raw: str) -> str:
    """Returns a share as a percentage, exact: 0.955 is 95.5%."""
    return _in_full(_shifted(_decimal(raw), 2)) + "%"


def _shifted(number: Decimal, by: int) -> Decimal:
    """Returns a number times a power of ten, exactly: no context rounds it."""
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, exponent + by)) if isinstance(exponent, int) else number


def _case(raw: str, show: Show) -> Show:
    """Returns how a format with conditions shows a number."""
    number = float(raw)
    for comparison, limit, other in show.cases:
        if COMPARE[comparison](number, limit):
            return other
    return show


def _decimal(raw: str) -> Decimal:
    """Returns the intended number: 0.95499999999999996 is 0.955.

    And 0.30000000000000004 is 0.3.
    """
    exact = Decimal(raw.strip())
    if "." not in raw and "e" not in raw.lower():
        return exact  # a long identifier that a program wrote: its last digits count
    value = float(raw)
    return Decimal(f"{value:.{_DIGITS}g}") if math.isfinite(value) else exact


def _in_full(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "+0", "") else text


def _moment(serial: float, show: Show, since_1904: bool) -> str | None:
    """Returns an ISO 8601 day or time; None for an impossible day."""
    if not math.isfinite(serial):
        return None
    days = math.floor(serial)
    seconds = round((serial - days) * _DAY)
    if seconds == _DAY:
        days, seconds = days + 1, 0
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if show.elapsed:
        return f"{days * 24 + seconds // 3600}{clock[2:]}" if serial >= 0 else None
    if not show.day and 0 <= days < 1:
        return clock
    day = _day(days + _DAYS_TO_1904 if since_1904 else days, since_1904)
    if day is None or not (seconds or show.clock):
        return day
    return f"{day} {clock}"


def _day(days: int, since_1904: bool) -> str | None:
    if not since_1904 and days <= _NO_LEAP_DAY:
        if days == _NO_LEAP_DAY:
            return "1900-02-29"
        days += 1
        if days < 2:  # day 0 would be 0 January 1900
            return None
    return date.fromordinal(_EPOCH_1900 + days).isoformat() if 0 < days <= _LAST_DAY else None


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Looking a member up in its class costs Python 3.11 more than making a cell.
_TEXT, _EMPTY = CellKind.TEXT, CellKind.EMPTY

#: What a cell shows, what it is, what is stored.
Value = tuple[str, CellKind, str]


class SharedTexts(dict[str, str]):
    """The shared texts by their number as cells write it.

    Attributes:
        longest: length of the longest.
    """

    def __init__(self, texts: list[str]) -> None:
        super().__init__(zip(map(str, range(len(texts))), texts, strict=True))
        self.longest: int = max(map(len, texts), default=0)


def shared_texts(data: bytes | None, limits: Limits) -> SharedTexts:
    """Returns the shared texts; empty without any. Raises Damaged or Refused."""
    if data is None:
        return SharedTexts([])
    texts = split_texts(data) if len(data) < limits.nodes else None  # fewer bytes than that are fewer nodes too
    if texts is not None:
        return SharedTexts([unescape(text) for text in texts] if b"_x" in data else texts)
    root = parse(data, limits)
    item = root.tag[: root.tag.rfind("}") + 1] + "si"
    texts = []
    for node in root:
        if node.tag == item:
            texts.append(text_of(node))
        else:  # an extension list; anything else with a text would leave the numbers of the others in doubt
            refuse_foreign(node, item.replace("}si", "}extLst"), "共享文本表", "the table of shared texts")
    return SharedTexts(texts)


def text_value(raw: str) -> Value:
    """Returns a text cell's value, with each line break as a line feed."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    return text, _TEXT if text else _EMPTY, raw


def text_of(node: etree._Element) -> str:
    """Returns the text of an `si` or `is` element, its runs joined.

    Phonetic hints (rPh) are left out.

    White space is kept whether or not `xml:space` asks for it: nothing that was typed is lost.
    """
    if len(node) == 1 and node[0].tag.endswith("}t"):
        return unescape(node[0].text or "")
    pieces: list[str] = []
    struck = False
    for child in node:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            text, is_struck = _of_run(child)
            if is_struck != struck and text[:1].isdigit() and "".join(pieces)[-1:].isdigit():
                pieces.append(" ")  # a number that is struck out is no part of the next one
            pieces.append(text)
            struck = is_struck
        elif name not in ("rPh", "phoneticPr"):
            refuse_foreign(child, "", "文本", "a text")
    return unescape("".join(pieces))


_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_OFF = ("0", "false", "off")


def _of_run(run: etree._Element) -> tuple[str, bool]:
    """Returns the visible text of a run, and whether it is struck out.

    Raised and lowered figures are no digits of the number beside them: 36300¹ is not 363001.
    """
    text = "".join(part.text or "" for part in run if part.tag.endswith("}t"))
    looks = {mark.tag.rpartition("}")[2]: mark.get("val") for part in run if part.tag.endswith("}rPr") for mark in part}
    raised = {"superscript": _RAISED, "subscript": _LOWERED}.get(looks.get("vertAlign") or "")
    struck = "strike" in looks and (looks["strike"] or "1").lower() not in _OFF
    return text.translate(raised) if raised else text, struck


def unescape(text: str) -> str:
    """Returns a text without escapes such as `_x000B_`.

    They stand for what XML cannot hold; `_x005F_` stands for `_` itself.
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):  # halves of one character come as two escapes; a lone half is nothing
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
