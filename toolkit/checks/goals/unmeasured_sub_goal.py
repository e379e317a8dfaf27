"""A sub-goal of the department without a measurable indicator.

查什么：部门整体绩效目标里的一个分项目标，没有写绩效指标，或者指标里没有一个可以衡量的数、比率、期限。

为什么：分项目标是对全年工作的承诺；没有可衡量的指标，年底无法评价做到了没有。

例子：“党风廉政建设情况占总体工作的比率”只有比率的名称，没有值；“提高居民的整体满意度”没有写提高到多少。

怎么改：给每个分项目标至少写一个有数的指标，如“居民满意度≥90%”“宣传活动不少于4场”。

What it finds: a sub-goal of a department's overall target without an indicator, or with one that has no number,
share or date that could be measured.

Why it matters: a sub-goal is a promise for the year; without a measure nobody can tell whether it was kept.

Example: the share of clean-government work in all work is named and has no value; the residents' satisfaction is to
rise, and nobody says to what.

How to fix it: give each sub-goal at least one indicator with a number, such as 居民满意度≥90%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import DepartmentContext
from toolkit.checks.counts import counts
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Bilingual, Finding, Severity
from toolkit.model.text import fold

#: Numbers that measure nothing: numbers of lists and documents, titles, a year that is no deadline.
_NO_MEASURE = re.compile(
    r"《[^《》]*》|[〔\[【(]\d{4}[〕\]】)]第?\d+号|20\d\d年度?(?![底末\d])|(?:^|(?<=[。;\n]))\(?\d{1,2}[).、](?!\d)"
)
#: Measures without a figure: shares in words, and that something does not happen at all.
_IN_WORDS = re.compile(
    r"百分之[一二三四五六七八九十百]|零(?:事故|投诉|上访|发生|差错|死亡|伤亡|案件|违规)|不(?:发生|出现)|[年月]底前"
)


@rule(
    "G10",
    Severity.WARNING,
    Scope.DEPARTMENT,
    message=("分项目标缺少可衡量的指标：{name}", "Sub-goal without a measurable indicator: {name}"),
    fix=(
        "请在 {cell} 为“{name}”写明至少一个有数的指标，如“居民满意度≥90%”。",
        "Give “{name}” in {cell} at least one indicator with a number, such as 居民满意度≥90%.",
    ),
    since="0.1",
)
def check(context: DepartmentContext) -> Iterator[Finding]:
    """Yields each sub-goal whose indicators have no measure."""
    for number, sub in enumerate(context.target.sub_goals, 1):
        text = sub.indicators_text or ""
        if not _measured(text):
            key = f"sub_goals.{number}.indicators_text"
            where = context.where(key if context.asks_for(key) else f"sub_goals.{number}.title")
            yield context.finding(
                where, about=key, name=sub.title or Bilingual(f"第{number}项", f"item {number}"), found=text
            )


def _measured(text: str) -> bool:
    left = _NO_MEASURE.sub("", fold(text))
    return re.search(r"\d", left) is not None or _IN_WORDS.search(left) is not None or any(counts(left))
