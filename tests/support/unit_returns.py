"""Forms as units return them: complete, saved at a time, in 报回."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.support.ooxml import saved_at
from tests.support.summaries import plain_indicator, unit_project
from toolkit import api
from toolkit.model import Project


def good(name: str = "文化业务经费", yuan: str = "200000", year: int = 2024, unit: str = "某某社区") -> Project:
    """A project with which nothing is wrong."""
    kinds = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标")
    values = ("≥4次", "≥95%", "2024年12月底前", "≤20万元", "≥90%", "≥90%")
    names = ("活动次数", "活动合格率", "完成时间", "活动总成本", "群众参与率", "群众满意度")
    return unit_project(
        name,
        yuan,
        unit,
        budget_year=year,
        start_year=year,
        end_year=year,
        project_type="其他特定目标类（部门职能类）",
        project_level="二级项目",
        period_goal=f"全年做好{name}的安排，按月检查。",
        indicators=tuple(
            plain_indicator(title, value.replace("2024", str(year)), kind)
            for title, value, kind in zip(names, values, kinds, strict=True)
        ),
    )


def returned(path: str, projects: Iterable[Project], saved: str = "2024-03-01T08:00:00Z") -> Path:
    """Returns a filled form that was saved at a time."""
    folder = Path("下发") / Path(path).stem
    (form,) = api.generate("form13", output=folder, records=list(projects), per="unit", password="x").paths
    target = Path("报回") / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(saved_at(form.read_bytes(), saved))
    return target


def names(merged: api.Merged) -> list[tuple[str | None, str]]:
    """Returns each project of a summary with the name of its file."""
    found = merged.summary.top.projects()
    return [(one.project_name, Path(one.source.file).name if one.source else "") for one in found]
