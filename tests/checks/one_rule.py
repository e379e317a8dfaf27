"""Findings of a single rule in projects that are built by hand."""

from __future__ import annotations

from tests.checks.seed_files import findings
from tests.support.read_records import file, read
from tests.support.records import indicator, project
from toolkit.checks import Settings
from toolkit.forms import CheckSettings
from toolkit.model import Finding, Indicator, Project, ReadRecord

GOAL = "健全社区治安防控力量，守护辖区和园区平安稳定，提升居民安全感。"


def found(code: str, *records: ReadRecord | Project, settings: Settings | None = None) -> list[Finding]:
    """Returns the findings of a rule; each project has its own sheet."""
    reads = (
        one if isinstance(one, ReadRecord) else read(one, sheet=str(place)) for place, one in enumerate(records, 1)
    )
    return [one for one in findings(file(*reads), settings=settings or Settings()) if one.code == code]


def switched_on(code: str, **options: str) -> Settings:
    return Settings({code: CheckSettings("info", options)})


def counted(name: str, value: str, level2: str = "数量指标") -> Indicator:
    return indicator(level2, name, value, value)


def goal_against(goal: str, *indicators: Indicator) -> Project:
    return project(period_goal=GOAL, annual_goal=goal, indicators=indicators)
