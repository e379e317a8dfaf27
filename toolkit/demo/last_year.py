"""A summary of last year for the demo to compare with, made of this year's records: its figures are made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from toolkit.forms.definition import SummaryDefinition
from toolkit.forms.loader import load_form, load_framework
from toolkit.merge.files import write_files
from toolkit.merge.summary import summarise
from toolkit.model.project import Project

DEPARTMENT = "东莞市东坑镇"
NAME = "上年汇总表（演示用，数字为虚构）.xlsx"
#: Projects that are new this year.
NEW = ("社区党群服务中心设备购置", "人才专项工作经费")
#: What this year's project was called, so that one is gone and one is new.
RENAMED = {"维稳专项经费（常）": "维稳工作经费（演示）"}
#: What projects had last year, in 元.
AMOUNTS = {"社区办公经费": Decimal(210_000), "基层党建经费（常）": Decimal(400_000), "信访事项经费": Decimal(150_000)}


def write_last_year(folder: Path, projects: Iterable[Project]) -> Path:
    """Write the summary and return its path."""
    definition = load_form("combined")
    assert isinstance(definition, SummaryDefinition)
    framework = load_framework(definition.framework)
    summary = summarise(_a_year_ago(projects), definition=definition, framework=framework, department=DEPARTMENT)
    write_files({folder / NAME: summary}, None, (), force=False)
    return folder / NAME


def _a_year_ago(projects: Iterable[Project]) -> Iterator[Project]:
    for project in dict.fromkeys(projects):  # once, what the documents print twice
        name = project.project_name or ""
        if name in NEW or project.budget_year is None:
            continue
        yield replace(
            project,
            project_name=RENAMED.get(name, name),
            budget_year=project.budget_year - 1,
            funding=replace(project.funding, total=AMOUNTS.get(name, project.funding.total)),
        )
