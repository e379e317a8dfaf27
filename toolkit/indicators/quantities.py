"""Numbers and units of measure as people write them: 1,200, 十二, 六万, 2台电脑."""

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
    """Returns the number that a match of `NUMBER` spells."""
    return Decimal(text.replace(",", ""))


def number_text(number: Decimal) -> str:
    """Returns a number in plain digits: no separators, trailing zeros or exponent."""
    return f"{number.normalize():f}"


def scaled(number: Decimal, rest: str) -> tuple[Decimal, str] | None:
    """Returns a number times the 万 or 亿 that follows it.

    6 before 万人 is 60000 before 人.

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
    """Returns the number that Chinese numerals spell: 十二, 一百零五, 六万.

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


#: What counts things and time; the units of money are `toolkit.model.money`'s.
_KNOWN_UNITS = """
人 名 位 户 家 个 只 件 份 套 台 辆 次 场 期 批 项 宗 起 间 支 本 册 种 条 篇 张 幅 块 所 处 座 栋 幢 片
组 队 班 届 轮 盏 棵 株 头 枚 盒 箱 瓶 袋 桶 车 把 副 部 堂 单 笔 例 则 节 页 床 倍 岁 桌 餐 档 村 社区
人次 人天 人月 人年 人份 家次 户次 节次 场次 班次 车次 批次 台次 件次
年 月 周 天 日 小时 分钟 秒 课时 学时 工作日 个月 个小时 个工作日 个季度 个学期 个百分点 百分点
平方米 平方公里 平方千米 立方米 公里 千米 米 亩 公顷 吨 公斤 千克 克 升 千瓦时 km kg
"""
UNITS = frozenset(_KNOWN_UNITS.split())
_LONGEST_FIRST = "|".join(sorted(UNITS, key=len, reverse=True))
#: A known unit, with another one in brackets where someone left the choice: 份（个）.
UNIT = rf"(?:{_LONGEST_FIRST})(?:\([^\W\d_]{{1,4}}\))?"
#: Square and cubic metres: folding takes ㎡ and m² to m2, whose digit would look like a number.
_POWERS = {"m2": "平方米", "m3": "立方米", "km2": "平方公里"}
_POWER = re.compile(r"(?<![A-Za-z])(?:km2|m[23])(?![0-9])")
_STARTS = re.compile(UNIT)
_UNKNOWN = re.compile(r"[^\W\d_]{1,4}(?:\([^\W\d_]{1,4}\))?")
_BRACKETED = re.compile(rf"\(({UNIT})\)")


def powers_in_words(text: str) -> str:
    """Returns a folded text with its square and cubic metres in words."""
    return _POWER.sub(lambda power: _POWERS[power[0]], text)


def split_unit(text: str) -> tuple[str, str] | None:
    """Returns the unit after a number and the words behind it.

    A short word that is no known unit counts as one; longer text without a known unit is none.
    """
    if bracketed := _BRACKETED.fullmatch(text):
        return bracketed[1], ""
    if match := _STARTS.match(text):
        return match[0], text[match.end() :]
    if not text or _UNKNOWN.fullmatch(text):
        return text, ""
    return None
