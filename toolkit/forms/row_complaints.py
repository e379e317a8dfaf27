"""Complaints about what a row of indicators says: percent signs, years, names.

Each condition has its twin in Python (`toolkit.forms.complaint`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.forms.complaint import (
    BLANKS,
    FIXED_BLANK,
    LINE_BREAK,
    Complaint,
    Contents,
    array,
    contains_any,
    contains_none,
    content_complaint,
    left_out,
    narrow,
    text_in,
    without,
)
from toolkit.forms.incomplete_rows import must
from toolkit.forms.layout import Layout
from toolkit.forms.table_definition import BLOCKS
from toolkit.forms.table_layout import IndicatorRow
from toolkit.model.cell import CellRef, column_letters
from toolkit.model.remember import Remember

_TIME = "时效指标"
_DIGITS = "0123456789"
_SIGNS = "≥≧≤≦<>="
_DEGREES = ("满意", "认可", "知晓", "支持")
#: What a name ends with that asks for a share, and what only looks like it: 工作效率.
_SHARES = ("率", *(word + ending for word in _DEGREES for ending in ("度", "程度", "水平")))
_NO_SHARES = tuple(f"{word}率" for word in "效频功速汇辨积倍")
#: What may stand behind a number that is a number alone: 95（含）以上。
_BEHIND = ("以上", "以下", "以内", "左右", "上下", "及", "或", "含", "(", ")", ";", ",", " ", FIXED_BLANK, LINE_BREAK)
_GROWTH = (
    "增长", "增幅", "增加", "增速", "提高", "提升", "上升", "下降", "降低", "减少", "压减", "变化",
    "同比", "环比", "比上年", "较上年", "收益", "回报", "利润", "超额",
)  # fmt: skip
#: What is more than 100 %, and what is not although it reads like it.
_MORE = tuple(f"{word}100%" for word in (">", "大于", "超过", "高于", "多于"))
_NOT_MORE = ("不大于", "不超过", "不高于", "不多于")
_TO = ("~", "～")
_BELOW_NOTHING = tuple(f"|-{digit}" for digit in _DIGITS)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_WIDTH, _PIECES, _TAIL = 250, 4, 7
#: What the text of a summary keeps for itself.
_RESERVED = ("指标值:", "指标值：", ";,")
#: Names and values recur from form to form.
_REMEMBERED = Remember(500_000)


def row_complaints(layout: Layout, slot: IndicatorRow) -> Iterator[Complaint]:
    """Yields the complaints about the content of a row of indicators."""
    name, values = slot.cells.get("name"), _values(slot)
    yield _blanks_only(slot)
    if name is None or not values:
        return
    yield _no_percent_sign(name, values)
    yield _out_of_range(name, values)
    if layout.year:
        yield _wrong_year(layout, slot, name)
    if "level2" not in slot.cells:  # names of different levels may be alike
        yield _repeated(layout, slot, name)
    yield _value_as_name(name, values)
    yield _reserved(name, values)


Values = tuple[tuple[CellRef, ...], ...]


def _values(slot: IndicatorRow) -> Values:
    """Returns the cells of each value of a row: one, or up to three."""
    found = []
    for value, block in BLOCKS.items():
        parts = (value,) if value in slot.cells else tuple(part for part in block if part in slot.cells)
        if parts:
            found.append(tuple(slot.cells[part] for part in parts))
    return tuple(found)


def _here(cell: CellRef) -> str:
    """Returns a formula for this column's cell on the formula's row."""
    letters = column_letters(cell.col)
    return f"INDEX(${letters}:${letters},ROW())"


def _joined(values: Values) -> str:
    return "&".join("&".join(map(_here, cells)) + '&"|"' for cells in values)


def _written(contents: Contents, values: Values) -> str:
    return "".join("".join(text_in(contents, cell) for cell in cells) + "|" for cells in values)


def _blanks_only(slot: IndicatorRow) -> Complaint:
    cells = must(slot)
    blank = "+".join(f"(LEN(TRIM({_here(cell)}))>0)*(LEN({without(_here(cell), BLANKS)})=0)" for cell in cells)

    def holds(contents: Contents) -> bool:
        texts = [text_in(contents, cell) for cell in cells]
        return any(text.strip(" ") and not left_out(text, BLANKS) for text in texts)

    return content_complaint(f"{blank}>0", holds, "单元格里只有空格")


def _no_percent_sign(name: CellRef, values: Values) -> Complaint:
    compared = without(f"ASC({_here(name)})", (" ", FIXED_BLANK))
    # 出勤率（含请假） asks for a share, 投诉率（件） for a number.
    inner = f'IF(RIGHT({compared})=")",LEFT({compared},FIND("(",{compared}&"(")-1),{compared})'
    one = f'ISERROR(FIND("(",RIGHT({compared},3)))'
    share = f'OR(RIGHT({compared},3)="(%)",AND({one},{_asks_for_share(inner)}))'
    text = without(f"ASC({without(_joined(values), '。、')})", _BEHIND)
    bare = contains_any([f"{digit}|" for digit in _DIGITS], text)
    condition = f'AND({share},{bare},ISERROR(FIND("百分",{_joined(values)})))'
    return content_complaint(
        condition,
        lambda c: _is_share(text_in(c, name)) and _is_bare(_written(c, values)),
        "比率、满意度请写百分号",
    )


def _asks_for_share(text: str) -> str:
    words = (*_SHARES, *_NO_SHARES)
    lengths = ",".join(str(len(word)) for word in words)
    points = ",".join("-1" if word in _NO_SHARES else "1" for word in words)
    return f"SUMPRODUCT((RIGHT({text},{{{lengths}}})={array(words)})*{{{points}}})>0"


@_REMEMBERED
def _is_share(name: str) -> bool:
    name = left_out(narrow(name), (" ", FIXED_BLANK))
    inner = name.partition("(")[0] if name.endswith(")") else name
    share = inner.endswith(_SHARES) and not inner.endswith(_NO_SHARES)
    return name.endswith("(%)") or ("(" not in name[-3:] and share)


@_REMEMBERED
def _is_bare(written: str) -> bool:
    text = left_out(narrow(left_out(written, "。、")), _BEHIND)
    return "百分" not in written and any(f"{digit}|" in text for digit in _DIGITS)


def _out_of_range(name: CellRef, values: Values) -> Complaint:
    joined = _joined(values)
    text = f'SUBSTITUTE({without(f"ASC({joined})", (" ", ","))},"百分比","%")'
    padded = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"-","|"),"/","|"),"%",REPT(" ",{_WIDTH}))'
    starts = ";".join(str(1 + _WIDTH * number) for number in range(_PIECES))
    tails = ",".join(map(str, range(1, _TAIL + 1)))
    above = f"VALUE(RIGHT(TRIM(MID({padded},{{{starts}}},{_WIDTH})),{{{tails}}}))>100"
    above = f"SUMPRODUCT(ISNUMBER(1/({above}))*1)>0"
    begun = f'"|"&{text}'
    # A range around 0 (-5%~5%) is a deviation, which may be negative.
    below = f'AND(ISNUMBER(FIND("%",{text})),{contains_none(_TO, joined)},{contains_any(_BELOW_NOTHING, begun)})'
    stays = contains_none(_GROWTH, f"{_here(name)}&{joined}")
    condition = f"AND(OR({above},{contains_any(_MORE, without(text, _NOT_MORE))},{below}),{stays})"
    return content_complaint(
        condition,
        lambda c: _is_out(_written(c, values)) and not _grows(text_in(c, name) + _written(c, values)),
        "占比应在0到100%之间",
    )


@_REMEMBERED
def _grows(text: str) -> bool:
    return any(word in text for word in _GROWTH)


@_REMEMBERED
def _is_out(written: str) -> bool:
    text = left_out(narrow(written), (" ", ",")).replace("百分比", "%")
    parts = text.replace("-", "|").replace("/", "|").replace("%", " " * _WIDTH)
    pieces = [parts[_WIDTH * number :][:_WIDTH].strip(" ") for number in range(_PIECES)]
    tails = [piece[-length:] for piece in pieces for length in range(1, _TAIL + 1)]
    if any(_NUMBER.fullmatch(tail) and float(tail) > 100 for tail in tails):
        return True
    below = (
        "%" in text and not any(sign in written for sign in _TO) and any(word in f"|{text}" for word in _BELOW_NOTHING)
    )
    return below or any(word in left_out(text, _NOT_MORE) for word in _MORE)


def _wrong_year(layout: Layout, slot: IndicatorRow, name: CellRef) -> Complaint:
    year = layout.year
    inputs = (layout.inputs.get("start_year"), layout.inputs.get("end_year"))
    start, end = (one.range.first if one else None for one in inputs)
    low = f"MIN({start}:{start},{year})" if start else str(year)
    high = f"MAX({end}:{end},{year})" if end else str(year)
    spans = {"period_value": (low, high), "annual_value": (str(year), str(year))}
    places = {value: cell for value in spans if (cell := _main_cell(slot, value))}
    conditions = [_year_outside(_dated(_here(cell)), *spans[value]) for value, cell in places.items()]
    if slot.level2 == _TIME:
        date = _dated(f'MID({_here(name)},FIND("年",{_here(name)})-4,12)')
        conditions.append(f'AND(ISNUMBER(FIND("月",{_here(name)})),{_year_outside(date, low, high)})')

    def holds(contents: Contents) -> bool:
        numbers = [contents.get(cell) if cell else None for cell in (start, end)]
        first, last = (one if isinstance(one, int) else year for one in numbers)
        period = min(first, year), max(last, year)
        allowed = {"period_value": period, "annual_value": (year, year)}
        if any(_is_outside(_date(text_in(contents, cell)), *allowed[value]) for value, cell in places.items()):
            return True
        text = text_in(contents, name)
        at = text.find("年")
        return slot.level2 == _TIME and "月" in text and at >= 4 and _is_outside(_date(text[at - 4 : at + 8]), *period)

    return content_complaint(f"OR({','.join(conditions)})", holds, f"完成时间应在{year}年或实施周期内")


def _main_cell(slot: IndicatorRow, value: str) -> CellRef | None:
    """Returns the cell of a value, or of its number; None where neither exists."""
    return slot.cells.get(value) or slot.cells.get(BLOCKS[value][1])


_BEFORE_DATE = (" ", "在", "截至")
_IN_JANUARY = ("月", "1日", "之", "以")


def _dated(text: str) -> str:
    """Returns a formula whose text begins with the year where it is a date.

    What ends with 前 has a point in its place.
    """
    return f'SUBSTITUTE({without(f"ASC({text})", _BEFORE_DATE)},"前",".")'


def _date(text: str) -> str:
    return left_out(narrow(text), _BEFORE_DATE).replace("前", ".")


def _year_outside(text: str, low: str, high: str) -> str:
    """Returns a condition: the year of a date lies outside these years.

    Before January of the next year is still this year's end.
    """
    year = f"VALUE(LEFT({text},4))"
    month = without(f'SUBSTITUTE(MID({text},6,7),"01","1")', _IN_JANUARY)
    dated = f'OR(MID({text},5,1)="年",(MID({text},5,1)=".")*ISNUMBER(FIND(".",MID({text},7,2))))'
    return f'IFERROR(AND({dated},MEDIAN({year},{low},{high}+(LEFT({month},2)="1."))<>{year}),1=0)'


def _is_outside(text: str, low: int, high: int) -> bool:
    dated = text[4:5] == "年" or (text[4:5] == "." and "." in text[6:8])
    if not dated or not (text[:4].isascii() and text[:4].isdigit()):
        return False
    month = left_out(text[5:12].replace("01", "1"), _IN_JANUARY)
    return not low <= int(text[:4]) <= high + month.startswith("1.")


_SPELLED = ((" ", ""), (FIXED_BLANK, ""), ("（", "("), ("）", ")"))


def _repeated(layout: Layout, slot: IndicatorRow, name: CellRef) -> Complaint:
    cells = [other.cells["name"] for other in layout.slots if other.category == slot.category]
    every, here = f"{cells[0]}:{cells[-1]}", _here(name)
    for old, new in _SPELLED:
        every, here = (f'SUBSTITUTE({text},"{old}","{new}")' for text in (every, here))

    def holds(contents: Contents) -> bool:
        text = text_in(contents, name)
        if not text.strip(" "):
            return False
        own = _spelled(text)
        return sum(_spelled(text_in(contents, cell)) == own for cell in cells) > 1

    condition = f"AND(LEN(TRIM({_here(name)}))>0,SUMPRODUCT(EXACT({every},{here})*1)>1)"
    return content_complaint(condition, holds, "同类指标名称重复")


@_REMEMBERED
def _spelled(name: str) -> str:
    for old, new in _SPELLED:
        name = name.replace(old, new)
    return name


def _value_as_name(name: CellRef, values: Values) -> Complaint:
    """Returns the complaint about a name that looks like a value.

    It begins with a sign, or is short and begins with a digit, while values have no number.
    """
    text = f"ASC(TRIM({_here(name)}))"
    first = f'LEFT({text}&"x")'
    short = f'AND(LEN({text})<5,ISNUMBER(FIND({first},"{_DIGITS}")))'
    wordy = [contains_none(_DIGITS, f"ASC({_joined((cells,))})") for cells in values]
    condition = f'OR(AND({",".join(wordy)},{short}),AND(OR({",".join(wordy)}),ISNUMBER(FIND({first},"{_SIGNS}"))))'

    def holds(contents: Contents) -> bool:
        text = narrow(text_in(contents, name).strip(" "))
        sign, digit = text[:1] in tuple(_SIGNS), text[:1] in tuple(_DIGITS)
        if not (sign or (digit and len(text) < 5)):
            return False
        words = [_has_no_digit(_written(contents, (cells,))) for cells in values]
        return any(words) if sign else all(words)

    return content_complaint(condition, holds, "名称里写的像是指标值")


@_REMEMBERED
def _has_no_digit(written: str) -> bool:
    text = narrow(written)
    return not any(digit in text for digit in _DIGITS)


def _reserved(name: CellRef, values: Values) -> Complaint:
    """Returns the complaint about text that would end an item in a summary."""
    text = f"{_here(name)}&{_joined(values)}"
    return content_complaint(
        contains_any(_RESERVED, text),
        lambda c: _has_reserved(text_in(c, name) + _written(c, values)),
        "名称和值里不能有“;,”或“指标值:”",
    )


@_REMEMBERED
def _has_reserved(text: str) -> bool:
    return any(word in text for word in _RESERVED)
