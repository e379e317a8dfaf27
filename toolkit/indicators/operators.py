"""Comparison words and signs around a number: ≥, 不少于, 及以上, 约.

以上, 以下 and 以内 include the number itself (民法典 art. 1259), so 90%以上 is ≥90%.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import NamedTuple

from toolkit.model.signs import SPELLINGS


class Operator(StrEnum):
    """The comparison of a value, written with its standard sign."""

    GE = "≥"
    LE = "≤"
    GT = ">"
    LT = "<"
    EQ = "="
    APPROX = "约"
    NONE = ""


class Spelling(StrEnum):
    """The way an operator was written.

    STANDARD: with its own sign. VARIANT: with another sign (≧, >=). WORD: in words before the number
    (大于等于). SUFFIX: in words after it (及以上). ABSENT: not at all.
    """

    STANDARD = auto()
    VARIANT = auto()
    WORD = auto()
    SUFFIX = auto()
    ABSENT = auto()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison that a value makes with its number.

    Two comparisons are equal when they mean the same, however they were written.

    Attributes:
        op: the operator; APPROX where nothing but an approximate word is written.
        approximate: whether a word makes the number approximate (约100人, and 约100人以上 too).
        spelling: how the operator was written.
        written: the words or signs themselves, folded; `约…以上` where they stand on both sides.
    """

    op: Operator = Operator.NONE
    approximate: bool = False
    spelling: Spelling = field(default=Spelling.ABSENT, compare=False)
    written: str = field(default="", compare=False)

    @property
    def sign(self) -> str:
        """Standard spelling before a number."""
        if self.op in (Operator.NONE, Operator.APPROX):
            return str(self.op)
        return ("约" if self.approximate else "") + self.op


class _Mark(NamedTuple):
    op: Operator
    spelling: Spelling
    written: str


#: Signs, the standard one and its other spellings.
_SIGNS = {Operator(sign): spellings for sign, spellings in SPELLINGS.items()} | {Operator.APPROX: ("≈",)}
_WORDS = {
    Operator.GE: "大于等于 大于或等于 大于= 不低于 不少于 不小于 不得低于 不得少于 至少 最少 最低",
    Operator.LE: "小于等于 小于或等于 小于= 不超过 不高于 不多于 不大于 不得超过 不得高于 至多 最多 最高 控制在",
    Operator.GT: "大于 超过 高于 多于 超",
    Operator.LT: "小于 低于 少于 不足 不到",
    Operator.EQ: "等于",
    Operator.APPROX: "大约 约为 近",
}
_SUFFIXES = {"以上": Operator.GE, "以下": Operator.LE, "左右": Operator.APPROX, "上下": Operator.APPROX}
_STRICT = {Operator.GE: Operator.GT, Operator.LE: Operator.LT}
#: Words that only end like an operator: 节约5万元 is no approximate amount.
_INNOCENT = {"约": "节签合预制契条邀集公", "近": "附最临邻", "超": "高赶反"}

_SPELLINGS = {word: (op, Spelling.WORD) for op, words in _WORDS.items() for word in words.split()}
_SPELLINGS |= {sign: (op, Spelling.VARIANT) for op, signs in _SIGNS.items() for sign in signs}
_SPELLINGS |= {str(op): (op, Spelling.STANDARD) for op in Operator if op}
_GUARDED = {word: f"(?<![{before}]){word}" for word, before in _INNOCENT.items()}
_WORD = "|".join(_GUARDED.get(word, re.escape(word)) for word in sorted(_SPELLINGS, key=len, reverse=True))
_BEFORE = re.compile(rf"(?:{_WORD})\Z")
_INCLUDING = r"(?:\((?P<{}>不?含)(?:本数)?\))?"
_AFTER = re.compile(
    rf"{_INCLUDING.format('a')}[及或]?(?P<word>以上|以下|以内|之内|左右|上下|(?<=[天日周月年度时钟秒%元])内)"
    rf"{_INCLUDING.format('b')}\Z"
)
#: An operator written before a number, for patterns that need one.
PREFIX = rf"(?:{_WORD})"
#: Signs that belong to no word; those that no clerk's form offers have no reading at all.
SIGNS = frozenset("≥≧⩾≤≦⩽≮≯≈<>=±≱≰≫≪≳≲≽≼⪰⪯≠")


def continues(text: str) -> bool:
    """Whether words continue a number without being its unit: 以上老人, 前完成."""
    return text.startswith((*_SUFFIXES, "以内", "之内", "及以", "或以", "之前", "以前", "前", "底", "末"))


def take_prefix(text: str) -> tuple[str, list[_Mark]]:
    """Returns the words before a number without the operators that end them.

    The operators come second, in the order in which they stand.
    """
    marks: list[_Mark] = []
    while match := _BEFORE.search(text):
        op, spelling = _SPELLINGS[match[0]]
        marks.append(_Mark(op, spelling, match[0]))
        text = text[: match.start()]
    return text, marks[::-1]


def take_suffix(text: str) -> tuple[str, list[_Mark]]:
    """Returns the words after a number without the operators that end them.

    The operators come second, in the order in which they stand.
    """
    marks: list[_Mark] = []
    while match := _AFTER.search(text):
        op = _SUFFIXES.get(match["word"], Operator.LE)
        if "不含" in (match["a"], match["b"]):
            op = _STRICT.get(op, op)
        marks.append(_Mark(op, Spelling.SUFFIX, match[0]))
        text = text[: match.start()]
    return text, marks[::-1]


def compare(before: list[_Mark], after: list[_Mark]) -> Comparison | None:
    """Returns one comparison from all operators around a number; None where they contradict."""
    marks = before + after
    firm = [mark for mark in marks if mark.op is not Operator.APPROX]
    if len({mark.op for mark in firm}) > 1:
        return None
    if not marks:
        return Comparison()
    deciding = (firm or marks)[0]
    written = "…".join("".join(mark.written for mark in side) for side in (before, after) if side)
    return Comparison(deciding.op, len(firm) < len(marks), deciding.spelling, written)
