"""The base of all shapes of value, and values in words: 达标, 长期."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.indicators.operators import Comparison, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A value that somebody wrote.

    Attributes:
        raw: the text of its cell.
    """

    raw: str = field(compare=False)

    def spell(self) -> str:
        """Returns the standard spelling in half-width signs, which reads back the same."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Written):
    """A value whose number something is compared with.

    Attributes:
        comparison: how the measured thing must compare, and how that was written.
        lead: words before the number that belong to no operator: 培训 in 培训2次, 良好等级 in 良好等级：500元/人.
        trailing: words behind it: 电脑 in 2台电脑, 满意 in ≥90%满意.
    """

    comparison: Comparison = field(default_factory=Comparison)
    lead: str = ""
    trailing: str = ""

    @property
    def op(self) -> Operator:
        """The operator."""
        return self.comparison.op

    @property
    def approximate(self) -> bool:
        """Whether a word makes the number approximate."""
        return self.comparison.approximate

    def spell(self) -> str:
        """Returns leading words, operator, then number, unit and the words behind."""
        lead = f"{self.lead}:" if self.lead else ""
        return f"{lead}{self.comparison.sign}{self.measured()}"

    def measured(self) -> str:
        """Returns number, unit and the words behind them."""
        raise NotImplementedError


class ShapeKind(StrEnum):
    """The kinds of words that values consist of.

    ACHIEVED: a state that is reached or kept (良好, 有效保障). IMPROVE: a direction (有效提升).
    DURATION: how long an effect lasts (长期, 全年). ZERO: that nothing bad happens (零事故).
    COMPLIANCE: a rule or standard is met (合规, 达标). TIMELY: in time, no date (及时).
    RELATIVE: better or less than an earlier year (比往年下降). UNASSESSABLE: no measure at all (一批,
    按实际整改数). PLACEHOLDER: left over from a template (≥**个). AIM: a phrase that states an aim
    (构建和谐社区); only this one can also be an indicator's name.
    """

    ACHIEVED = "achieved"
    IMPROVE = "improve"
    DURATION = "duration"
    ZERO = "zero"
    COMPLIANCE = "compliance"
    TIMELY = "timely"
    RELATIVE = "relative"
    UNASSESSABLE = "unassessable"
    PLACEHOLDER = "placeholder"
    AIM = "aim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualitative(Written):
    """A value in words.

    Attributes:
        term: the words, folded.
        kind: what sort of word it is.
    """

    term: str
    kind: ShapeKind

    def spell(self) -> str:
        """Returns the term."""
        return self.term


_BETTER = "提升|提高|改善|改进|加强|增强|增加|增长|促进|推动|推进|减轻|减少|降低|下降|优化|完善|强化|扩大|好转|健全"
_KEPT = "保障|维护|维持|保持|营造|引导|提供|满足|落实|发挥|实现|控制|解决|完成|遏制|防范|执行"
_HOW = "有效|有所|合理|充分|明显|显著|逐步|不断|持续|进一步|稳步|大幅|切实|全面|得到|较大|基本|积极|继续"
_LASTING = "中?长期|短期|长久|永久"
_BAD = "重大|安全|责任|有效|群体性|事故|投诉|上访|信访|案件|差错|违规|违纪|违法|伤亡|事件|失误|火灾|逾期|拖欠|舆情"
_EARLIER = "往年|历年|去年|上一?年度?|[去上]年同期"
_WORD = r"[^\W\d_]"
_PATTERNS = {
    ShapeKind.PLACEHOLDER: (r"\W{0,2}(?:\*{2,}|[Xx]{2,}|×{2,}|_{2,}|□+)[^0-9]{0,6}",),
    ShapeKind.UNASSESSABLE: (
        rf"一批|若干{_WORD}{{0,2}}|[多数大][次个项批人量]|适量|不限|按需|据实|视(?:实际)?情况",
        rf"按照?实际{_WORD}{{0,8}}",
    ),
    ShapeKind.ZERO: (rf"(?:零|无|未发生|不发生|杜绝)(?:发生|(?:{_BAD}){{1,4}}(?:发生)?)(?:或{_WORD}{{1,10}})?",),
    ShapeKind.DURATION: (
        r"可持续性?|持续性|全年|常年|常态化|长效",
        rf"(?:{_LASTING})[性内]?(?:可?持续(?:性|{_BETTER}|{_KEPT})?|{_BETTER}|{_KEPT}|使用|有效)?",
    ),
    ShapeKind.RELATIVE: (rf"(?:[同环]比|[比较与](?:{_EARLIER})(?:相比)?)(?:{_HOW})?(?:{_BETTER})",),
    ShapeKind.TIMELY: (
        "及时|按时|按期|准时|如期",
        "(?:及时|按时|按期|如期|按计划|按进度)(?:足额)?(?:完成|发放|支付|拨付|到位)",
    ),
    ShapeKind.COMPLIANCE: (
        "合规|合格|达标|相符|合法|合法合规|规范|符合(?:要求|规定|标准)?",
        "按(?:预算|规定|标准|要求|合同|政策)(?:执行|落实|支出|发放)?",
    ),
    ShapeKind.ACHIEVED: (
        "良好|较好|优秀|优良|优|良|好|正常|稳定|满意|高|较高|明显|显著|有效|已?完成|全覆盖",
        rf"(?:{_HOW}){{1,2}}(?:{_KEPT})",
    ),
    ShapeKind.IMPROVE: (rf"(?:{_HOW}){{0,2}}(?:{_BETTER})",),
}
_TERMS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _PATTERNS.items())
_AIM = re.compile(rf"(?:{_HOW})?(?:{_BETTER}|{_KEPT}|构建|创建|建立)[^\d,;。:]{{1,30}}")


def read_term(text: str, raw: str) -> Qualitative | None:
    """Returns a folded text as a known term; None where it is none."""
    for kind, pattern in _TERMS:
        if pattern.fullmatch(text):
            return Qualitative(raw=raw, term=text, kind=kind)
    return None


def read_aim(text: str, raw: str) -> Qualitative | None:
    """Returns a folded text as an aim that begins with an action: 促进长效建设."""
    return Qualitative(raw=raw, term=text, kind=ShapeKind.AIM) if _AIM.fullmatch(text) else None
