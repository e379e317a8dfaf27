"""Units of measure (计量单位) and the goods that people write behind them: 2台电脑 is 2 台 of 电脑."""

from __future__ import annotations

import re

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
    """A folded text with its square and cubic metres in words."""
    return _POWER.sub(lambda power: _POWERS[power[0]], text)


def split_unit(text: str) -> tuple[str, str] | None:
    """Split what follows a number into its unit and the words behind it.

    A short word that is no known unit counts as one; longer text without a known unit is none.
    """
    if bracketed := _BRACKETED.fullmatch(text):
        return bracketed[1], ""
    if known := _STARTS.match(text):
        return known[0], text[known.end() :]
    if not text or _UNKNOWN.fullmatch(text):
        return text, ""
    return None
