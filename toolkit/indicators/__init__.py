"""Levels of indicators, the grammar of their values, and packed texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Compared",
    "Comparison",
    "Composite",
    "Deadline",
    "Framework",
    "Frequency",
    "Level1",
    "Level2",
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
    "pack",
    "parse_value",
    "same_meaning",
    "taken_apart",
    "unpack",
]

if TYPE_CHECKING:
    from toolkit.indicators.framework import Framework, Level1, Level2
    from toolkit.indicators.packed import pack, unpack
    from toolkit.indicators.triple import taken_apart
    from toolkit.indicators.value import (
        Compared,
        Comparison,
        Composite,
        Deadline,
        Frequency,
        Measured,
        Money,
        MoneyAmount,
        Operator,
        Percentage,
        Period,
        Precision,
        Qualitative,
        Quantity,
        Range,
        Relation,
        ShapeKind,
        Spelling,
        Tolerance,
        UnitPrice,
        Unparsed,
        Value,
        canonical,
        looks_like_value,
        parse_value,
        same_meaning,
    )
else:
    _HOMES = {"framework": "Framework Level1 Level2", "packed": "pack unpack", "triple": "taken_apart"}
    _ELSEWHERE = " ".join(_HOMES.values()).split()
    _VALUES = " ".join(name for name in __all__ if name not in _ELSEWHERE)
    __getattr__ = lazy_front(__name__, {**_HOMES, "value": _VALUES})
