"""What the self-check knows of rows and content: percent signs, years, names, the period."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.forms.definition import BESIDE, MUST
from toolkit.forms.kinds import CellValue
from toolkit.forms.layout import Layout, Slot
from toolkit.model.cell import CellRef

#: What stands in the cells of a form, by the first cell of each.
Contents = Mapping[CellRef, CellValue]


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that the self-check can say, in two tongues that mean the same.

    Attributes:
        condition: when it is said, as a formula.
        holds: the same for contents that are known while the form is drawn.
        words: what is said.
        witness: whether its formula tells on return where the cells of its row are.
    """

    condition: str
    holds: Callable[[Contents], bool]
    words: str
    witness: bool = True


def filled(contents: Contents, cell: CellRef) -> bool:
    """What `LEN(TRIM(cell))>0` says: the spreadsheet's TRIM knows the plain blank only."""
    return str(contents.get(cell, "")).strip(" ") != ""


def must(slot: Slot) -> tuple[CellRef, ...]:
    """The cells that make an indicator complete: its name and the values that may not stay empty."""
    return tuple(cell for part, cell in slot.cells.items() if part in MUST and part not in slot.may_be_empty)


def half_filled(slot: Slot) -> Complaint:
    """An indicator that was begun and is not complete.

    The formula names every cell that belongs together, in the order of the columns, so that it tells on return
    when one of them was moved (`toolkit.intake.form.trust`). A cell that must be filled counts for more than
    all the others together: what is below the sum of these and above 0 was begun.
    """
    count = len(must(slot))
    beside = {part for part in slot.cells if part in BESIDE or part in slot.may_be_empty}
    least = 1 + len(beside)
    worth = {cell: 1 if part in beside else least for part, cell in slot.cells.items() if part in (*MUST, *BESIDE)}
    told = "+".join(f"(LEN(TRIM({cell}))>0)" + (f"*{least}" if points > 1 else "") for cell, points in worth.items())
    whole = count * least
    begun = f"MOD({told},{count})>0" if least == 1 else f"MOD(MIN({told},{whole}),{whole})>0"

    def holds(contents: Contents) -> bool:
        return 0 < sum(points for cell, points in worth.items() if filled(contents, cell)) < whole

    return Complaint(begun, holds, "名称和指标值都要填写")


def category_empty(layout: Layout, slot: Slot) -> Complaint:
    """A category that needs an indicator and has no complete one."""
    rows = [must(other) for other in layout.slots if other.level2 == slot.level2]
    columns = [f"(LEN(TRIM({first}:{last}))>0)" for first, last in zip(rows[0], rows[-1], strict=True)]
    printed = layout.form.indicators.spelling.get(slot.level2, slot.level2)
    return Complaint(
        f"SUMPRODUCT({'*'.join(columns)})=0",
        lambda c: not any(all(filled(c, cell) for cell in row) for row in rows),
        f"至少填写一项{printed}",
    )


def weights(layout: Layout) -> Iterator[Complaint]:
    """Weights that do not add up to what the definition says; text is not counted, in the formula neither."""
    total, slots = layout.form.indicators.weights, layout.slots
    if total is None or not slots or "weight" not in slots[0].cells:
        return
    cells = [slot.cells["weight"] for slot in slots]

    def holds(contents: Contents) -> bool:
        points = (contents.get(cell) for cell in cells)
        return sum(Decimal(str(one)) for one in points if isinstance(one, int | Decimal)) != total

    yield Complaint(f"ROUND(SUM({cells[0]}:{cells[-1]})-{total},6)<>0", holds, f"各项权重相加应为{total}")


_TIME = "时效指标"
_DIGITS = "0123456789０１２３４５６７８９"
_NO_SHARE = "效频功速汇辨积倍"
_DEGREES = ("满意", "认可", "知晓", "支持")
_GROWTH = (
    "增长", "增幅", "增加", "增速", "提高", "提升", "上升", "下降", "降低", "减少", "压减", "变化",
    "同比", "环比", "比上年", "较上年", "收益", "回报", "利润", "超额",
)  # fmt: skip
_SIGNS = "≥≧≤≦>=<"
_NUMBER = re.compile(r" *[0-9]+(?:\.[0-9]+)? *")
_BOUNDS = ("及以上", "以上", "以下")


def suspicions(layout: Layout, slot: Slot) -> Iterator[Complaint]:
    """What is said of one row of the table beside its being complete."""
    name, values = slot.cells.get("name"), [cell for part, cell in slot.cells.items() if part in _VALUES]
    if name is None or not values:
        return
    yield _no_percent_sign(name, values)
    yield _above_all(name, values)
    if layout.year:
        yield _wrong_year(layout, slot, name)
    yield _repeated(layout, slot, name)


_VALUES = ("period_value", "annual_value")


def period(layout: Layout, key: str, cell: CellRef) -> Iterator[Complaint]:
    """A period that ends before it starts or leaves out the budget year; said beside the year of its end."""
    start = layout.inputs.get("start_year")
    if key != "end_year" or start is None or not layout.year or start.range.first.row != cell.row:
        return
    first, year = start.range.first, layout.year

    def holds(contents: Contents) -> bool:
        one, other = contents.get(first), contents.get(cell)
        if isinstance(one, str) or isinstance(other, str) or one is None or other is None:
            return False
        return not 2000 <= one <= year <= other <= 2099

    said = (
        f"AND(ISNUMBER({first}),ISNUMBER({cell}),OR(N({first})<2000,N({first})>{year},N({cell})<{year},N({cell})>2099))"
    )
    yield _extra(said, holds, f"实施周期应包含{year}年")


def _extra(condition: str, holds: Callable[[Contents], bool], words: str) -> Complaint:
    return Complaint(condition, holds, words, witness=False)


def _text(contents: Contents, cell: CellRef) -> str:
    return str(contents.get(cell, ""))


def _array(texts: str | tuple[str, ...]) -> str:
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


def _is_share(text: str) -> bool:
    text = text.strip(" ")
    rate = text.endswith("率") and text[-2:-1] not in tuple(_NO_SHARE)
    degree = text.endswith(("度", "平")) and any(word in text for word in _DEGREES)
    return rate or degree or text.endswith(("（%）", "(%)"))


def _no_percent_sign(name: CellRef, values: list[CellRef]) -> Complaint:
    trimmed = f"TRIM({name})"
    share = (
        f'OR(AND(RIGHT({trimmed})="率",ISERROR(FIND(LEFT(RIGHT({trimmed},2)),"{_NO_SHARE}"))),'
        f'RIGHT({trimmed},3)="（%）",RIGHT({trimmed},3)="(%)",'
        f'AND(OR(RIGHT({trimmed})="度",RIGHT({trimmed})="平"),'
        f"SUMPRODUCT(ISNUMBER(FIND({_array(_DEGREES)},{name}))*1)>0))"
    )
    bare = [_ends_in_digit(cell) for cell in values]

    def holds(contents: Contents) -> bool:
        return _is_share(_text(contents, name)) and any(_is_bare(_text(contents, cell)) for cell in values)

    return _extra(f"AND({share},OR({','.join(bare)}))", holds, "比率、满意度请写百分号")


def _ends_in_digit(cell: CellRef) -> str:
    text = f"TRIM({cell})"
    for bound in _BOUNDS:
        text = f'SUBSTITUTE({text},"{bound}","")'
    return (
        f"AND(SUMPRODUCT((RIGHT({text})={_array(_DIGITS)})*1)>0,"
        f'SUMPRODUCT(ISNUMBER(FIND({{"%","％","‰","百分"}},{cell}))*1)=0)'
    )


def _is_bare(text: str) -> bool:
    rest = text.strip(" ")
    for bound in _BOUNDS:
        rest = rest.replace(bound, "")
    return rest[-1:] in tuple(_DIGITS) and not any(sign in text for sign in ("%", "％", "‰", "百分"))


def _above_all(name: CellRef, values: list[CellRef]) -> Complaint:
    def above(cell: CellRef) -> str:
        text = f'SUBSTITUTE({cell},"％","%")'
        text = f'LEFT({text},FIND("%",{text})-1)'
        for sign in _SIGNS:
            text = f'SUBSTITUTE({text},"{sign}","")'
        text = f'SUBSTITUTE(SUBSTITUTE({text},"-","x"),"/","x")'  # 1-2 would be a date
        grows = f"SUMPRODUCT(ISNUMBER(FIND({_array(_GROWTH)},{name}&{cell}))*1)=0"
        first, second = f"LEFT(TRIM({cell}))", f"MID(TRIM({cell}),2,1)"
        more = f'(({first}=">")+({first}="＞"))*({second}<>"=")'  # more than 100% is above it too
        return f"AND(IFERROR(VALUE({text}),0)+0.0001*{more}>100,{grows})"

    def holds(contents: Contents) -> bool:
        return any(_is_above(_text(contents, name), _text(contents, cell)) for cell in values)

    return _extra(f"OR({','.join(map(above, values))})", holds, "占比不能超过100%")


def _is_above(name: str, value: str) -> bool:
    number, percent, _ = value.replace("％", "%").partition("%")
    number = number.translate(dict.fromkeys(map(ord, _SIGNS)))
    grows = any(word in name + value for word in _GROWTH)
    more = 0.0001 if value.strip(" ")[:1] in (">", "＞") and value.strip(" ")[1:2] != "=" else 0
    return bool(percent) and _NUMBER.fullmatch(number) is not None and float(number) + more > 100 and not grows


def _wrong_year(layout: Layout, slot: Slot, name: CellRef) -> Complaint:
    year = layout.year
    inputs = (layout.inputs.get("start_year"), layout.inputs.get("end_year"))
    start, end = (one.range.first if one else None for one in inputs)
    low = f"MIN({start}:{start},{year})" if start else str(year)
    high = f"MAX({end}:{end},{year})" if end else str(year)
    places = [(cell, low, high) for part, cell in slot.cells.items() if part == "period_value"]
    places += [(cell, str(year), str(year)) for part, cell in slot.cells.items() if part == "annual_value"]
    said = [_year_outside(f"{cell}", low, high) for cell, low, high in places]
    if slot.level2 == _TIME:
        at = f'FIND("年",{name})'
        said.append(f'AND(ISNUMBER(FIND("月",{name})),{_year_outside(f"MID({name},{at}-4,9)", low, high)})')

    def holds(contents: Contents) -> bool:
        numbers = [contents.get(cell) if cell else None for cell in (start, end)]
        first, last = (one if isinstance(one, int) else year for one in numbers)
        period = min(first, year), max(last, year)
        spans = {"period_value": period, "annual_value": (year, year)}
        if any(
            _is_outside(_text(contents, slot.cells[part]), *span) for part, span in spans.items() if part in slot.cells
        ):
            return True
        text = _text(contents, name)
        at = text.find("年")
        return slot.level2 == _TIME and "月" in text and at >= 4 and _is_outside(text[at - 4 : at + 5], *period)

    return _extra(f"OR({','.join(said)})", holds, f"完成时间应在{year}年或实施周期内")


def _year_outside(text: str, low: str, high: str) -> str:
    """A text that begins with a year outside these; January of the next one is still the year's end."""
    number = f'IF(MID({text},5,1)="年",VALUE(LEFT({text},4)),0)'
    january = f'OR(MID({text},6,2)="1月",MID({text},6,3)="01月")'
    return f"IFERROR(AND({number}>=1900,OR({number}<{low},{number}-{january}>{high})),1=0)"


def _is_outside(text: str, low: int, high: int) -> bool:
    if text[4:5] != "年" or not (text[:4].isascii() and text[:4].isdigit()):
        return False
    written, january = int(text[:4]), text[5:].startswith(("1月", "01月"))
    return written >= 1900 and (written < low or written - january > high)


def _repeated(layout: Layout, slot: Slot, name: CellRef) -> Complaint:
    cells = [other.cells["name"] for other in layout.slots if other.level2 == slot.level2]
    same = f"(TRIM({cells[0]}:{cells[-1]})=TRIM({name}))"

    def holds(contents: Contents) -> bool:
        text = _text(contents, name).strip(" ")
        return filled(contents, name) and sum(_text(contents, cell).strip(" ") == text for cell in cells) > 1

    return _extra(f"AND(LEN(TRIM({name}))>0,SUMPRODUCT({same}*1)>1)", holds, "同类指标名称重复")
