"""A stored number as a person reads it: 0.9 as 90%, 45293 as 2024-01-02, 1.70001E+08 as 170001001."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal

from toolkit.intake.grid import CellKind
from toolkit.intake.opening.styles_format import PLAIN, Show

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
    """A stored number as text, and what it is.

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
    if show.day or show.clock or show.elapsed:
        moment = _moment(float(raw), show, since_1904)
        return (moment, _DATE_KIND) if moment else (plain(raw), _NUMBER_KIND)
    text = percent(raw) if show.percent else plain(raw)
    if not text.startswith("-"):  # the sign would stand before the words: rare, and not worth a guess
        text = f"{show.before}{text}{show.after}"
    return text, _NUMBER_KIND


def plain(raw: str) -> str:
    """A number in full, without exponent, with the 15 significant digits that spreadsheet programs show."""
    return _in_full(_decimal(raw))


def percent(raw: str) -> str:
    """A share as a percentage, exact: 0.955 is 95.5%."""
    return _in_full(_decimal(raw) * 100) + "%"


def _decimal(raw: str) -> Decimal:
    """The number that is meant: files hold 0.95499999999999996 for 0.955, and 0.30000000000000004 for 0.3."""
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
    """A day, a time or both in ISO 8601; None where the calendar has no such day."""
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
