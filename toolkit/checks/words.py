"""Words that rules of content recognise, and suggestions of the form itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.forms.definition import FormDefinition
from toolkit.indicators.quantities import UNITS
from toolkit.model.finding import Severity
from toolkit.model.records import Indicator
from toolkit.model.remember import Remember
from toolkit.model.text import fold


def suggested(context: ProjectContext) -> Iterator[tuple[str, str]]:
    """Yields the suggested indicator names of the form, each with its category.

    Where the project's type is not known, the suggestions of all types count.
    """
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    chosen = form.types.get(context.project.project_type or "")
    for kind in (chosen,) if chosen else form.types.values():
        for level2, names in kind.suggestions.items():
            for name in names:
                yield level2, name


def at_most_info(context: ProjectContext) -> Severity | None:
    """Returns Info for what the form itself offers; None if set explicitly.

    An explicit severity comes from the definition or the settings.
    """
    written = {code for code, _ in context.settings.switched(context.definition)}
    return None if context.rule.code in written else Severity.INFO


OUTPUT, SATISFACTION, COST = "产出指标", "满意度指标", "成本指标"
QUANTITY, QUALITY, TIME = "数量指标", "质量指标", "时效指标"

#: Units of money, and of shares, that stand in brackets behind a name.
_OTHER_UNITS = frozenset({"元", "千元", "万元", "亿元", "%", "‰", "百分比"})
_BRACKET = re.compile(r"\(([^()]*)\)\Z")
# 效率 or 频率 is no share of anything.
_RATE = re.compile(r"(?<![效频功速汇辨积倍])率\Z")
_SATISFIED = re.compile(r"(?:满意|认可|知晓|支持)(?:程度|度|水平)\Z")
_EXECUTION = re.compile(r"预算.{0,2}执行(?:率|情况|进度)?\Z")
_SAVING = re.compile("节约|节省|压减|降低|减少|下降")
_COMPLAINT = re.compile("投诉|上访|信访")
_GROWTH = re.compile(
    "增长|增幅|增加|增速|提高|提升|上升|下降|降低|减少|压减|变化|同比|环比|[比较]上年|收益|回报|利润|超额"
)

#: A price for one of many: 人均投资, 每公里清淤费, 聘用标准.
_PRICE = re.compile(r"[人户亩件次场日月年台套床生]均|平均|单价|每|单位成本|(?:标准|价格|费率)\Z")

#: What a name ends with when it says that something is counted, and begins with when it says that it is done.
_COUNTED = re.compile(r"的?(?:总?数量|总?人次数?|总?人数|总?次数|场次|场数|轮次|频次|户数|份数|个数|天数|总?数)\Z")
_DONE = re.compile(r"^(?:开展|举办|组织|完成|计划|全年)+")
#: Words for the same doing; the left one is compared as the right one.
_SYNONYMS = (("补助", "补贴"), ("资助", "补贴"), ("聘用", "聘请"), ("购买", "购置"), ("采购", "购置"))
#: Pairs of characters that say nothing of what is meant.
_EMPTY = frozenset({"人员", "对象", "工作", "项目", "数量", "标准", "单价", "成本"})
_HAN = re.compile(r"[^\W\d_]+")


#: For what is asked of names and values: the same ones stand on form after form, and several rules ask of each.
remembered: Remember = Remember(500_000)


def is_cost(indicator: Indicator) -> bool:
    """Whether an indicator is about cost, in either framework of levels."""
    return COST in (indicator.level1, indicator.level2)


@remembered
def bare(name: str | None) -> str:
    """Returns a name as compared, without a trailing bracket."""
    return _BRACKET.sub("", fold(name or ""))


@remembered
def is_price(name: str | None) -> bool:
    """Whether a name asks for the price of one: 人均投资, 聘用标准."""
    return _PRICE.search(bare(name)) is not None


@remembered
def unit_in_name(name: str | None) -> str | None:
    """Returns the unit in brackets behind a name, as in 活动轮次(次)."""
    match = _BRACKET.search(fold(name or ""))
    unit = match[1] if match else ""
    return unit if unit.partition("/")[0] in UNITS | _OTHER_UNITS else None


@remembered
def is_rate(name: str | None) -> bool:
    """Whether a name asks for a share: 及时率, 覆盖率（%）, but not 工作效率."""
    return _RATE.search(bare(name)) is not None or unit_in_name(name) == "%"


@remembered
def is_share(name: str | None) -> bool:
    """Whether a name asks for a share, or a degree in percent: 群众满意度."""
    return is_rate(name) or _SATISFIED.search(bare(name)) is not None


@remembered
def is_execution(name: str | None) -> bool:
    """Whether a name is 预算执行率, in any of its spellings."""
    return _EXECUTION.search(bare(name)) is not None


@remembered
def saves(text: str) -> bool:
    """Whether a text is about saved money, where more is better."""
    return _SAVING.search(text) is not None


@remembered
def complains(name: str | None) -> bool:
    """Whether a name is about complaints, and not about satisfaction: 信访人满意度."""
    return _COMPLAINT.search(name or "") is not None and "满意" not in (name or "")


@remembered
def grows(text: str) -> bool:
    """Whether a text is about change, not a share: 增长率, 较上年提高."""
    return _GROWTH.search(text) is not None


def pairs(text: str) -> frozenset[str]:
    """Returns the pairs of neighbouring characters by which texts are compared."""
    text = fold(text)
    for word, meaning in _SYNONYMS:
        text = text.replace(word, meaning)
    runs = _HAN.findall(text)
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1)) - _EMPTY


@remembered
def thing(name: str | None) -> frozenset[str]:
    """Returns the counted or priced thing in a name, as pairs of characters.

    镇财政承担补助奖励人数 is compared without 人数.
    """
    return pairs(_DONE.sub("", _COUNTED.sub("", bare(name))))
