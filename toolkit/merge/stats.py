"""The summary in numbers: projects and money by unit and by type, indicators by category, findings by rule. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from toolkit.intake.summary_record import NAMELESS
from toolkit.merge.order import natural, unit_of
from toolkit.merge.remark import Remark
from toolkit.merge.summary import Summary
from toolkit.model.finding import Severity
from toolkit.model.project import Project

TYPELESS = "（未注明类型）"


class Share(NamedTuple):
    """The projects of a unit or of a type, and their part of all money.

    Attributes:
        name: of the unit or type.
        projects: how many.
        indicators: how many in all.
        amount: sum of the totals in 元.
        share: of all money, None where there is none.
    """

    name: str
    projects: int
    indicators: int
    amount: Decimal
    share: Decimal | None


class Category(NamedTuple):
    """A category of indicators (数量指标), how many there are and in how many projects."""

    level1: str
    level2: str
    indicators: int
    projects: int


class RuleCount(NamedTuple):
    """How often a rule found something, and in how many files."""

    code: str
    title: str
    errors: int
    warnings: int
    infos: int
    files: int

    @property
    def found(self) -> int:
        """All findings."""
        return self.errors + self.warnings + self.infos


def by_unit(summary: Summary) -> tuple[Share, ...]:
    """The units, the one with most money first."""
    return _shares(summary, lambda project: unit_of(project) or NAMELESS)


def by_type(summary: Summary) -> tuple[Share, ...]:
    """The types of projects, the one with most money first."""
    return _shares(summary, lambda project: project.project_type or TYPELESS)


def by_category(summary: Summary) -> tuple[Category, ...]:
    """The categories that occur, product before benefit before satisfaction, as the projects bring them."""
    indicators: Counter[tuple[str, str]] = Counter()
    projects: Counter[tuple[str, str]] = Counter()
    for project in summary.top.projects():
        pairs = [(one.level1, one.level2) for one in project.indicators]
        indicators.update(pairs)
        projects.update(set(pairs))
    return tuple(Category(*pair, indicators[pair], projects[pair]) for pair in sorted(indicators, key=_level))


def by_rule(summary: Summary) -> tuple[RuleCount, ...]:
    """The rules that found something, the most frequent first; what was waived does not count."""
    found: dict[str, list[Remark]] = {}
    for remark in summary.remarks:
        if not remark.waived:
            found.setdefault(remark.finding.code, []).append(remark)
    counted = [_rule(code, remarks) for code, remarks in found.items()]
    return tuple(sorted(counted, key=lambda rule: (-rule.found, rule.code)))


def _shares(summary: Summary, name: Callable[[Project], str]) -> tuple[Share, ...]:
    groups: dict[str, list[Project]] = {}
    for project in summary.top.projects():
        groups.setdefault(name(project), []).append(project)
    whole = summary.top.funding.total
    made = [_share(key, projects, whole) for key, projects in groups.items()]
    return tuple(sorted(made, key=lambda share: (-share.amount, natural(share.name))))


def _share(name: str, projects: Sequence[Project], whole: Decimal | None) -> Share:
    amount = sum((project.funding.total or Decimal(0) for project in projects), Decimal(0))
    count = sum(len(project.indicators) for project in projects)
    return Share(name, len(projects), count, amount, amount / whole if whole else None)


#: Characters of a rule's title: what stands before the colon of its sentence.
_TITLE = 40
#: The order of the framework: what is produced, what it does, who is content.
_LEVELS = ("成本", "数量", "质量", "时效", "经济", "社会", "生态", "可持续", "服务对象")


def _level(pair: tuple[str, str]) -> tuple[int, int, str, str]:
    first = next((n for n, word in enumerate(("成本", "产出", "效益", "满意度")) if pair[0].startswith(word)), 9)
    second = next((n for n, word in enumerate(_LEVELS) if pair[1].startswith(word)), 99)
    return first, second, *pair


def _rule(code: str, remarks: Iterable[Remark]) -> RuleCount:
    its = list(remarks)
    told = Counter(remark.finding.severity for remark in its)
    title = (its[0].title or its[0].message.split("：")[0])[:_TITLE]
    files = {remark.finding.where.file for remark in its}
    return RuleCount(code, title, told[Severity.ERROR], told[Severity.WARNING], told[Severity.INFO], len(files))
