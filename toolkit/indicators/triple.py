"""A value in three cells (operator, number, unit) and back to one text.

Joining reads as it was written, and splitting a value and joining it gives the same text. A value without such parts
goes completely into the cell of the number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.indicators.operators import Operator, take_prefix, take_suffix
from toolkit.indicators.quantities import UNIT, UNITS, powers_in_words
from toolkit.indicators.value import Compared, Unparsed, parse_value
from toolkit.model.signs import unified
from toolkit.model.text import fold

#: The operator of what is no number.
WORDED = "定性"
#: The signs that a drop-down of operators offers.
SIGNS = "≥≤=><"
LONGEST_UNIT = 20
#: What people write into a cell to say that it stays empty.
_NOTHING = frozenset(("", "/", "-", "—", "*", "无"))
_NUMERAL = re.compile(r"[0-9〇零一二两三四五六七八九十百千万半]")
#: A unit is a known one or a short word, or some of them: 元/人/年, 人·天, 件(套).
_UNIT = re.compile(rf"{UNIT}|[^\W\d_]{{1,4}}|\W{{1,2}}")
_BETWEEN = re.compile(r"[/·*×]")
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS = re.compile(rf"(?P<operator>[{SIGNS}]?)(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>[^\s0-9{SIGNS}]*)")


class Triple(NamedTuple):
    """A value in its parts; a missing part is None."""

    operator: str | None
    number: str | None
    unit: str | None


def taken_apart(text: str, *, operator: bool = True, unit: bool = True) -> Triple:
    """Returns the parts of a value.

    Args:
        text: the value, as written.
        operator: whether the form has a cell for it; else it stays with the number.
        unit: the same for the unit.
    """
    value, match = parse_value(text), _PARTS.fullmatch(text)
    if not isinstance(value, Compared):
        return Triple(WORDED if operator else None, text, None)
    if match is None or value.trailing or take_suffix(fold(match["unit"]))[1] or not is_unit(match["unit"]):
        return Triple(None, text, None)
    sign, number, measure = match["operator"], match["number"], match["unit"]
    apart = Triple(
        (sign or None) if operator else None,
        ("" if operator else sign) + number + ("" if unit else measure),
        (measure or None) if unit else None,
    )
    return apart if together(apart) == text else Triple(None, text, None)


def together(parts: Triple) -> str | None:
    """Returns the value that three cells make; None where the number is missing.

    An operator or unit in the number's cell is not repeated: a person may have written the complete value there.
    """
    number = parts.number
    if not number:
        return None
    sign = "" if _says_nothing(parts.operator) or _says_too(number, parts.operator or "") else parts.operator
    measure = "" if is_nothing(parts.unit) or number.endswith(parts.unit or "") else parts.unit
    return f"{sign}{number}{measure}"


def _says_too(number: str, operator: str) -> bool:
    """Whether the number's cell begins with the operator already, in any spelling."""
    return number.startswith(operator) or unified(fold(number)).startswith(unified(f"{fold(operator)}1")[:-1])


def contradictory(parts: Triple) -> bool:
    """Whether the cells contradict each other: ≤ next to ≥8, 及时 with a unit."""
    if parts.number and not _NUMERAL.search(fold(parts.number)) and not is_nothing(parts.unit):
        return True
    value = parse_value(parts.number or "")
    if _says_nothing(parts.operator) or not isinstance(value, Compared) or value.op in (Operator.NONE, Operator.APPROX):
        return False
    return value.op not in {mark.op for mark in take_prefix(fold(parts.operator or ""))[1]}


def has_another_unit(number: str, unit: str) -> bool:
    """Whether a value has a unit other than the one beside it: 28.8万元, %."""
    if is_nothing(unit) or number.endswith(unit):
        return False
    own = taken_apart(number).unit
    return own is not None and fold(own) != fold(unit)


def is_operator(text: str) -> bool:
    """Whether a cell has an operator and nothing else; 定性 is one."""
    folded = fold(text)
    return folded == WORDED or (folded != "" and take_prefix(folded)[0] == "")


def is_number(text: str) -> bool:
    """Whether a cell may be the number's: it is no operator and no unit.

    A value in words may take the number's place.
    """
    return not is_operator(text) and fold(text) not in UNITS


def is_unit(text: str) -> bool:
    """Whether a cell may be the unit's: no operator, number or worded value."""
    folded = powers_in_words(fold(text))
    if folded in UNITS:
        return True
    if is_operator(text) or len(folded) > LONGEST_UNIT or any(sign.isdigit() for sign in folded):
        return False
    pieces = _BETWEEN.split(_BRACKETS.sub("", folded))
    return all(map(_UNIT.fullmatch, pieces)) and isinstance(parse_value(text), Unparsed)


def is_nothing(text: str | None) -> bool:
    """Whether a cell is empty or says that it is (/, 无)."""
    return text is None or fold(text) in _NOTHING


def _says_nothing(operator: str | None) -> bool:
    """Whether an operator adds nothing: it is missing, or only says 定性."""
    return is_nothing(operator) or fold(operator or "") == WORDED
