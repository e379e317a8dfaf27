"""Words that do not belong to the project.

查什么：指标里说到的人或事，项目名称、目标、用款单位和其他指标都没有提到，如社区的表里出现“师生”。词表之外的不查。

为什么：多半是套用别的项目的表没有改干净。

例子：骏达社区“社区办公经费”的满意度写“师生认可度”；“老干部支部党建工作经费”没有培训却考核培训计划按期完成率。

怎么改：改成本项目的人和事，或删去这一项。

What it finds: an indicator mentions people or things that neither the project's name, its goals, its unit nor any
other indicator mentions, such as teachers and pupils in a community. Only words of a short list count.

Why it matters: mostly the form of another project was copied and not changed everywhere.

Example: 社区办公经费 of a community asks for 师生认可度; 老干部支部党建工作经费 plans no training and assesses
its timeliness.

How to fix it: name the people and things of this project, or delete the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import QUALITY, QUANTITY, SATISFACTION, TIME
from toolkit.model.finding import Finding, Severity

#: Words; the categories in which they count (all but quantity where none is named); what else shows that they belong.
_WORDS = tuple(
    (re.compile(words), frozenset(levels), re.compile(akin))
    for words, levels, akin in (
        ("师生|学生|教师|家长|课堂", (), "师生|学生|教师|家长|课堂|学校|校园|教育|教学|幼儿园|中学|小学"),
        ("患者|病人|就诊|床位", (), "患者|病人|就诊|床位|医|卫生|健康|疾病|救治|障碍"),
        ("游客|景区", (), "游客|景区|旅游|文旅|景点"),
        ("农户|农田|亩产", (), "农|田|粮|种植|村"),
        ("受训|培训", (QUALITY, TIME, SATISFACTION), "受训|培训|学习|教育|业务能力"),
        ("演练|体检|竞赛", (QUALITY, TIME, SATISFACTION), "演练|体检|竞赛|比赛|应急|健康"),
        ("宣传对象", (SATISFACTION,), "宣传|宣讲|宣教|普法|科普"),
        ("正常办公", (), "办公|公用|综合|行政|运转|后勤|设备"),
    )
)
_ANY = re.compile("|".join(words.pattern for words, _, _ in _WORDS))


@rule(
    "I13",
    Severity.INFO,
    Scope.PROJECT,
    message=("疑似套用模板：{name}", "Looks copied from another project: {name}"),
    fix=(
        "请确认“{found}”与本项目有关，否则改写或删去“{name}”。",
        "Check whether “{found}” has to do with this project; if not, rewrite or delete “{name}”.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each indicator with a word that fits nothing else in the project."""
    project = context.project
    own = [project.project_name, project.spending_unit, project.period_goal, project.annual_goal, project.funds_text]
    for number, one, where in context.indicators():
        if not _ANY.search(one.name or ""):
            continue
        others = [other.name for at, other in enumerate(project.indicators) if at != number]
        for words, levels, akin in _WORDS:
            found = words.search(one.name or "")
            counts = one.level2 != QUANTITY if not levels else bool(levels & {one.level1, one.level2})
            if found and counts and not any(akin.search(text or "") for text in (*own, *others)):
                yield context.finding(where, about=f"indicators.{number}", name=one.name or "", found=found[0])
                break
