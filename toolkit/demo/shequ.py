"""The department that its document does not name: the plan form, and its overall target as pasted text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toolkit.demo.folder import Desk
from toolkit.demo.samples import pasted, projects, target, unwritten
from toolkit.demo.steps import fill, issue, merge, part, review
from toolkit.files import write_atomically
from toolkit.forms.repeat import chinese
from toolkit.model.records import DepartmentTarget, Funding
from toolkit.model.text import counted

RECORDS = "002-shequ"
NAMELESS = "（原件未写部门名称）"


def go_round(desk: Desk) -> Iterator[str]:
    """Issue both forms, return the projects' filled and the department's as text, check, merge, split."""
    records, goal = projects(RECORDS), target(RECORDS)
    forms = issue(desk, "plan", records=[replace(unwritten(project), funding=Funding()) for project in records])
    issue(desk, "department", year=goal.budget_year)
    yield desk.sentence(
        f"1 下发 {len(forms)} 张项目表、1 张部门整体目标表：{desk.issued}",
        f"1 issued {counted(len(forms), 'project form')} and the department's: {desk.issued}",
    )
    fill(desk, forms, records)
    write_atomically(desk.returned / "部门整体绩效目标（粘贴的文字）.xlsx", pasted(list(paragraphs(goal))))
    yield desk.sentence(
        f"2 报回 {len(forms)} 个项目；部门整体目标没有用表，是粘贴的文字：{desk.returned}",
        f"2 returned {counted(len(forms), 'project')}; the department's target as pasted text: {desk.returned}",
    )
    yield review(desk)
    yield from merge(desk, department=NAMELESS)
    yield part(desk)


def paragraphs(goal: DepartmentTarget) -> Iterator[str]:
    """A department's target as its document prints it, paragraph by paragraph."""
    yield f"{goal.budget_year}年部门整体绩效目标"
    yield "一、总体绩效目标"
    yield goal.overall_goal or ""
    yield "二、分项绩效目标"
    for number, sub in enumerate(goal.sub_goals, 1):
        yield f"（{chinese(number)}）{sub.title}"
        yield f"绩效目标：{sub.goal}"
        yield f"绩效指标：{sub.indicators_text}"
    yield "三、目标规划及保障措施"
    for number, measure in enumerate(goal.measures, 1):
        yield f"（{chinese(number)}）{measure}"
