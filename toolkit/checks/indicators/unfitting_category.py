"""An indicator in the wrong category.

查什么：指标名称里的词说明它该放在别的类别，如经济效益里写安全事故、生态效益里写预算控制。只看明确的词。

为什么：放错类别，汇总和评价就算错了账。

例子：元岗街道“安全生产事故 零事故”填在经济效益；“社区工作经费”在生态效益填“按照预算指标完成”。

怎么改：填到合适的类别，再从原处删去；某类没有内容就空着。

What it finds: words in an indicator's name that belong to another category, such as accidents under economic or
budget control under ecological benefit. Only clear words count.

Why it matters: in the wrong category an indicator is added up and assessed as something else.

Example: 安全生产事故 零事故 under 经济效益; 按照预算指标完成 under 生态效益.

How to fix it: enter it under the category that fits and delete it here; leave a category empty if it has nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import remembered
from toolkit.model.finding import Finding, Severity

_BENEFITS = "经济效益指标 社会效益指标 生态效益指标 可持续影响指标"
_OUTPUTS = "数量指标 质量指标 时效指标"
#: Categories, words that do not belong there, the category that they belong to.
_WORDS = tuple(
    (frozenset(levels.split()), re.compile(words), better)
    for levels, words, better in (
        (_BENEFITS, "预算指标|控制预算|预算执行", "成本指标"),
        (_OUTPUTS, "预算执行率|单价|造价", "成本指标"),
        (_BENEFITS, "专款专用|(?:合规|准确|到位|验收合格)率", "质量指标"),
        ("可持续影响指标", "(?:合格|达标)率", "质量指标"),
        (f"{_BENEFITS} 数量指标 质量指标", "及时率|及时性|完成时[间限]|(?:按期|按时|如期)完成", "时效指标"),
        (f"{_BENEFITS} {_OUTPUTS}", "满意[度率]", "服务对象满意度指标"),
        ("经济效益指标 生态效益指标", "安全生产|事故|治安|信访|投诉|社会稳定|社会和谐", "社会效益指标"),
        ("经济效益指标 社会效益指标 生态效益指标", "长期使用|使用[年期]限|可持续性", "可持续影响指标"),
        ("经济效益指标 社会效益指标 可持续影响指标", "环境应急|污染物|排污|空气质量", "生态效益指标"),
    )
)
_BOUGHT = re.compile("^(?:购买|购置|采购|租用|聘请|招聘|发放).*")
_COUNT = re.compile(r"\d\s?[^\d\s%％]")


@rule(
    "I09",
    Severity.WARNING,
    Scope.PROJECT,
    message=("指标类别与内容不符：{name}（{level}）", "Category does not fit: {name} ({level})"),
    fix=(
        "请把“{name}”填到{expected}，再从{level}中删去。",
        "Enter “{name}” under {expected} and delete it from {level}.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each indicator with a clear word of another category."""
    for number, indicator, where in context.indicators():
        better = _better(
            indicator.level2, indicator.name or "", indicator.period_value or "", indicator.annual_value or ""
        )
        if better:
            about, name = f"indicators.{number}", indicator.name or ""
            yield context.finding(where, about=about, name=name, level=indicator.level2, expected=better)


@remembered.together
def _better(level2: str, name: str, *values: str | None) -> str | None:
    """Returns the category that an indicator's words belong to; None if it fits."""
    if level2 in _BENEFITS.split() and _BOUGHT.match(name) and any(map(_COUNT.search, filter(None, values))):
        return "数量指标"
    fitting = (better for levels, words, better in _WORDS if level2 in levels and words.search(name))
    return next(fitting, None)
