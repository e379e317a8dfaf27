"""A period in one cell: 2023.07-2024.01, 2021年1月至12月, 2021年度, 3年, 长期.

The text stays as it was written. Years and months are read only where they are certain: 3年 and 长期 name none, a
single month names a beginning and no end.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.forms.definition import Field
from toolkit.forms.kinds import CellValue, FieldKind, Limit, Parsed, PeriodText
from toolkit.model.text import fold, unwrap

_MOST = 60
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
#: A point in time: 202307, 20230701, 2023年7月1日, 2023.07, 2023年度.
_POINT = re.compile(
    rf"(?P<year>{_YEAR})"
    rf"(?:(?P<packed>0[1-9]|1[0-2])(?P<packed_day>{_DAY})?|(?P<sign>[-./])(?P<month>{_MONTH})(?:(?P=sign){_DAY}日?)?月?"
    rf"|年(?:度?|(?P<named>{_MONTH})月?(?:(?:份|[初中末底]|[上中下]旬)|{_DAY}日)?))?"
)
#: The end of a period without a year of its own: 12月31日, 12.31, 12.
_REST = re.compile(rf"(?P<month>{_MONTH})(?:月份?底?|月{_DAY}日|[-./]{_DAY})?")
_TO = re.compile(r"至|到|~|～|—+|–|-{1,2}|－")
_ENDLESS = re.compile(r"(?:长期|永久|今|现在|以后|无固定期限|持续)?")
_BRACKET = re.compile(r"\(([^()]*)\)$")
_LENGTH = re.compile(r"(?:共|为期|为)?[\d一二三四五六七八九十两半]{1,3}(?:年|个?月|周年)")
_ALL_YEAR = re.compile(r"(?:全年|全年度|当年)$")
#: A number that a program may have shortened: 2021.10 becomes 2021.1.
_TENTH = re.compile(rf"{_YEAR}\.1")
_BEGINNING = re.compile(r"(?:起|开始|以后|后)$")


class _Point(NamedTuple):
    """A point in time: its year, and its month where it names one."""

    year: int
    month: int | None


def _limit(field: Field) -> Limit | None:
    most = field.most or _MOST
    return Limit(
        "textLength",
        f"请填写{field.name}，如 2024年1月至2025年12月、2024年度、长期。",
        f"{field.name}不能超过{most}字。",
        low=1,
        high=most,
    )


def _point(text: str) -> _Point | None:
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    month = match["packed"] or match["month"] or match["named"]
    return _Point(int(match["year"]), int(month) if month else None)


def _end(text: str, start: _Point) -> _Point | None:
    """Returns the end of a period, which may leave its year to the start."""
    found = _point(text)
    if found is not None:
        return found
    match = _REST.fullmatch(text)
    if match is None or start.month is None or int(match["month"]) < start.month:
        return None
    return _Point(start.year, int(match["month"]))


def _between(text: str) -> tuple[_Point, _Point | None] | None:
    """Returns start and end of a period, None where it has several readings."""
    found: set[tuple[_Point, _Point | None]] = set()
    for match in _TO.finditer(text):
        start = _point(text[: match.start()])
        if start is None:
            continue
        rest = text[match.end() :]
        if _ENDLESS.fullmatch(rest):
            found.add((start, None))
        elif (end := _end(rest, start)) is not None:
            found.add((start, end))
    alone = _point(text)
    if alone is not None and found:  # 2021-12 is a month, and no period from 2021 to nothing
        found = set()
    return found.pop() if len(found) == 1 else None


def _read(folded: str) -> tuple[int | None, int | None, int | None, int | None]:
    """Returns first and last year, first and last month."""
    folded = _ALL_YEAR.sub("", folded)
    between = _between(folded)
    if between is not None:
        start, end = between
        return (start.year, end.year if end else None, start.month, end.month if end else None)
    if begun := _BEGINNING.search(folded):
        point = _point(folded[: begun.start()])
        return (point.year, None, point.month, None) if point else _NOTHING
    point = _point(folded)
    if point is None:
        return _NOTHING
    if point.month is None:
        return point.year, point.year, None, None
    if _TENTH.fullmatch(folded):
        return point.year, None, None, None
    return point.year, None, point.month, None


_NOTHING = (None, None, None, None)


def _parse(text: str, unit: str) -> PeriodText | None:
    shown = unwrap(text)
    folded = fold(text)
    if not folded:
        return None
    match = _BRACKET.search(folded)
    if match:
        outside, inside = folded[: match.start()], match[1]
        folded = outside if _LENGTH.fullmatch(inside) else inside if _LENGTH.fullmatch(outside) else folded
    return PeriodText(shown, *_read(folded))


def _show(value: Parsed, unit: str) -> CellValue:
    return value.text if isinstance(value, PeriodText) else str(value)


KIND = FieldKind("period", "@", False, _parse, _show, _limit)
