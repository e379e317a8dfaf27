"""An indicator's value (指标值): from written text to meaning and back.

Reading never fails and never guesses: a text that has no clear shape is `Unparsed`. Every value keeps the text
as `raw`. Money is a shape of its own, `Money` or with 元/人 `UnitPrice`, exact in 元, so that it can be held
against a budget; all other counted things are `Quantity`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from toolkit.indicators.operators import Comparison, Operator, Spelling
from toolkit.indicators.quantities import UNITS, powers_in_words
from toolkit.indicators.shapes.dated import Deadline, Period, Precision, Relation, read_deadline, read_period
from toolkit.indicators.shapes.measured import (
    Frequency,
    Measured,
    Money,
    MoneyAmount,
    Percentage,
    Quantity,
    Range,
    Tolerance,
    UnitPrice,
)
from toolkit.indicators.shapes.numbers import EDGES, Composite, Unparsed, Value, read_measured, read_tolerance
from toolkit.indicators.shapes.worded import Compared, Qualitative, ShapeKind, read_aim, read_term
from toolkit.model.remember import Remember
from toolkit.model.text import fold

__all__ = [
    "Compared",
    "Comparison",
    "Composite",
    "Deadline",
    "Frequency",
    "Measured",
    "Money",
    "MoneyAmount",
    "Operator",
    "Percentage",
    "Period",
    "Precision",
    "Qualitative",
    "Quantity",
    "Range",
    "Relation",
    "ShapeKind",
    "Spelling",
    "Tolerance",
    "UnitPrice",
    "Unparsed",
    "Value",
    "canonical",
    "looks_like_value",
    "parse_value",
    "same_meaning",
]

#: No value is longer; a text that is gets no shape, whatever it holds.
_LONGEST = 1000
#: Between the parts of a list; a comma between digits is part of a number, if a misplaced one.
_BETWEEN = re.compile(r"[;。]|,(?![0-9])|(?<![0-9]),")
_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")
#: How names end that begin with a number: 4次活动参与率.
_NAME_ENDS = re.compile(r"(?:率|数量?|情况|程度|满意度|知晓度|水平|标准|成本|费用?|时间|能力)\Z")


@Remember(1_000_000)  # the same values recur on form after form, and several rules ask for each
def parse_value(text: str) -> Value:
    """Returns the meaning of a text as an indicator's value."""
    folded = _settled(text)
    unparsed = Unparsed(raw=text, text=folded)
    if len(folded) > _LONGEST:
        return unparsed
    return _read_one(folded, text) or _read_list(folded, text) or read_aim(folded, text) or unparsed


def canonical(value: Value) -> str:
    """Returns the standard spelling of a value.

    It has signs for operators before the number, digits, and full-width punctuation in words.

    It reads back as a value of the same meaning. An amount keeps the unit it was written in, 万元 or 元.
    """
    return value.spell().translate(_FULL_WIDTH)


def same_meaning(one: Value, other: Value) -> bool:
    """Whether two values mean the same in any spelling: 90%及以上 and ≧ 90%."""
    return one == other


@Remember(500_000)  # asked for every cell of every row
def looks_like_value(text: str) -> bool:
    """Whether a text is clearly an indicator's value and not its name.

    True for what starts with an operator or a number and is measured, for times, and for the known terms. A
    number with a longer word behind it may be a name (60岁以上老人补贴人数): that is no clear value.
    """
    return _clear(parse_value(text))


def _settled(text: str) -> str:
    """Returns a text folded until folding changes nothing more.

    Normal forms may bring up new signs to fold.
    """
    while (folded := fold(text)) != text:
        text = folded
    return powers_in_words(text).strip(EDGES)


def _read_one(folded: str, raw: str) -> Value | None:
    if value := read_term(folded, raw) or _read_dated(folded, raw) or read_tolerance(folded, raw):
        return value
    measured = read_measured(folded, raw)
    # 2,024.11 would be a month without its comma: what has two readings has none.
    return None if measured is None or _read_dated(measured.spell(), raw) else measured


def _read_dated(folded: str, raw: str) -> Deadline | Period | None:
    return read_deadline(folded, raw) or read_period(folded, raw)


def _read_list(folded: str, raw: str) -> Composite | None:
    texts = [part for text in _BETWEEN.split(folded) if (part := text.strip(EDGES))]
    if len(texts) < 2:
        return None
    parts = tuple(parse_value(text) for text in texts)
    if not any(isinstance(part, Compared | Deadline | Period | Tolerance) for part in parts):
        return None
    return Composite(raw=raw, parts=parts)


def _clear(value: Value) -> bool:
    match value:
        case Composite(parts=parts):
            return all(isinstance(part, Compared) and _counts(part) for part in parts)
        case Compared():
            return not value.lead and _counts(value)
        case Deadline():
            return not value.raw.lstrip().startswith(("在", "于", "截"))
        case Qualitative():
            return value.kind is not ShapeKind.AIM
        case Period() | Tolerance():
            return True
        case Unparsed():
            return False


def _counts(value: Measured) -> bool:
    """Whether a value with a number is no name that contains a number."""
    text = fold(value.raw)
    match value:
        case Percentage():
            return True
        case Frequency() if text.startswith("一"):  # 一户一档 may well be a name
            return False
        case Quantity(unit=unit) | Frequency(unit=unit) if value.op is Operator.NONE and unit:
            is_unit = unit.partition("(")[0] in UNITS
        case _:
            is_unit = True
    return is_unit and not _NAME_ENDS.search(text)


class Typed(NamedTuple):
    """A value in columns; empty where it has no clear shape.

    Attributes:
        operator: ≥, ≤, =, 约 and the like; ± for a tolerance; empty where none is written.
        number: the number, of a range the lower one; of 90% it is 90, of money it is in 元.
        upper: the higher number of a range.
        unit: %, 次, 元/人.
    """

    operator: str = ""
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""


def typed(text: str | None) -> Typed:
    """Returns a value as written, in columns."""
    value = parse_value(text or "")
    sign = value.comparison.sign if isinstance(value, Compared) else ""
    match value:
        case Percentage(number=number):
            return Typed(sign, number, None, "%")
        case UnitPrice(amount=amount, per=per):
            return Typed(sign, amount, None, "/".join(("元", *per)))
        case MoneyAmount(amount=amount):
            return Typed(sign, amount, None, "元")
        case Quantity(number=number, unit=unit):
            return Typed(sign, number, None, unit)
        case Frequency(count=number, unit=unit, per=per):
            return Typed(sign, number, None, "/".join((unit, *per)))
        case Range(lo=lower, hi=upper, unit=unit):
            return Typed(sign, lower, upper, unit)
        case Tolerance(number=number, unit=unit, centre=None):
            return Typed("±", number, None, unit)
    return Typed()
