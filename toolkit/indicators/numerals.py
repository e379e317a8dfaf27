"""Numbers as people write them: 1,200, ２４, 十二, 六万. Exact Decimals; what is not surely a number is none.

Everything here takes text that `toolkit.model.text.fold` has folded, so digits and commas are ASCII.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: A number in digits. Twelve places are enough for any budget and keep every product exact.
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)(?![0-9])"
LIMIT = Decimal(10) ** 12
#: A number in Chinese numerals. 万 alone starts none: 万户 counts nothing.
CHINESE = r"[〇零一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿]{0,15}"

_DIGITS = {"〇": 0, "零": 0, "两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_SCALE = re.compile(r"万亿|[百千]?[万亿]|千(?![克米瓦])")
_SCALES = {**_TENS, **_MYRIADS}
_ONE = "[一二两三四五六七八九]"
_SECTION = f"(?:{_ONE}千)?(?:零?{_ONE}百)?(?:零?{_ONE}?十)?(?:[零〇]?{_ONE})?"
_REGULAR = re.compile(f"[零〇]|(?:{_SECTION}亿)?(?:零?{_SECTION}万)?{_SECTION}")
_CLIPPED = re.compile(r"[百千万亿][一二三四五六七八九](?![十百千])")


def decimal(text: str) -> Decimal:
    """The number that a match of `NUMBER` spells."""
    return Decimal(text.replace(",", ""))


def number_text(number: Decimal) -> str:
    """A number in plain digits, no separators, no trailing zeros, no exponent."""
    return f"{number.normalize():f}"


def scaled(number: Decimal, rest: str) -> tuple[Decimal, str] | None:
    """A number together with the 万 or 亿 that follows it: 6 before 万人 is 60000 before 人.

    Returns:
        The number and what is left of the text; None where scales are piled up (5万万) or it grows too large.
    """
    match = _SCALE.match(rest)
    if match:
        for character in match[0]:
            number *= _SCALES[character]
        rest = rest[match.end() :]
        if _SCALE.match(rest):
            return None
    return (number, rest) if number < LIMIT else None


def chinese_number(text: str) -> int | None:
    """Read Chinese numerals: 十二, 一百零五, 六万.

    None where they name no one number: 三五 is three to five, 一百二 is 120 to the ear and 102 to the eye.
    """
    if not text or not _REGULAR.fullmatch(text) or _CLIPPED.search(text):
        return None
    total = section = digit = 0
    for character in text:
        if character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        elif character in _MYRIADS:
            total += (section + digit) * _MYRIADS[character]
            section = digit = 0
        else:
            digit = _DIGITS[character]
    number = total + section + digit
    return number if number or text in "〇零" else None
