"""Records of the published documents, and projects built by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from toolkit.forms import load_framework, shipped
from toolkit.model import Funding, Indicator, Project, projects_from

#: The three documents whose projects are forms 表13.
SEEDS = ("000-junda", "001-dangjian", "004-zongzhi")


def sample(name: str) -> tuple[Project, ...]:
    """The records of one seed."""
    return projects_from(json.loads((shipped("samples") / "records" / f"{name}.json").read_text("utf-8")))


def as_found(seed: str) -> list[list[str]]:
    """Returns the rows of a document as printed."""
    text = (shipped("samples") / "as_found" / f"{seed}.tsv").read_text("utf-8")
    return [[cell.replace("⏎", "\n") for cell in line.split("\t")] for line in text.splitlines()]


UNIT = "东莞市东坑镇骏达社区居民委员会"


def indicator(level2: str, name: str | None, period: str | None, annual: str | None, level1: str = "") -> Indicator:
    """An indicator of the classic framework."""
    found = load_framework("classic").second(level2)
    assert found is not None
    return Indicator(level1 or found[0].name, found[1].name, name, period, annual)


CLEAN = Project(
    form="form13",
    form_version="2024.1",
    project_name="治安经费（常）",
    project_type="其他特定目标类（部门职能类）",
    project_level="二级项目",
    supervising_department="东莞市东坑镇人民政府",
    spending_unit=UNIT,
    start_year=2022,
    end_year=2024,
    budget_year=2024,
    funding=Funding(total=Decimal(36300), unit_as_written="元"),
    period_goal="健全社区治安防控力量，维护园区平安稳定。",
    annual_goal="计划采购保安服装8套，按时完成巡逻车维修。",
    indicators=(
        indicator("数量指标", "采购保安服装", "≥8套", "≥8套"),
        indicator("质量指标", "采购验收合格率", "≥90%", "≥90%"),
        indicator("时效指标", "事故发生响应时间", "≤24小时", "≤24小时"),
        indicator("成本指标", "保安服装标准", "≤4500元/套", "≤4500元/套"),
        indicator("社会效益指标", "提升社区治安安全", "有所提升", "有所提升"),
        indicator("服务对象满意度指标", "群众满意度", "≥90%", "≥90%"),
    ),
)


def project(**changes: Any) -> Project:
    """The clean project with changes; `total` is short for its funding."""
    if "total" in changes:
        changes["funding"] = replace(CLEAN.funding, total=changes.pop("total"))
    return replace(CLEAN, **changes)


def row(**changes: Any) -> Project:
    """A clean row of the summary with changes."""
    base = replace(
        CLEAN,
        form="combined",
        form_version="2023.1",
        project_type=None,
        project_level=None,
        start_year=None,
        end_year=None,
        period_goal=None,
        funding=Funding(total=Decimal(200000), fiscal=Decimal(200000), unit_as_written="万元"),
    )
    return replace(base, **changes)


def without_source(record: object) -> Project:
    """Returns a project without its sources, for comparison."""
    assert isinstance(record, Project)
    return replace(record, source=None, indicators=tuple(replace(one, cell=None) for one in record.indicators))
