"""The way back: projects find the form they are written on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from tests.support.definitions import combined, form13
from tests.support.records import sample
from tests.support.summaries import placed, plain_indicator, read_back, unit_project, written
from toolkit import api
from toolkit.cli import cli
from toolkit.forms import Definition, shipped
from toolkit.merging.split import split
from toolkit.model import Project

DEFINITIONS: dict[str, Definition] = {"form13": form13(), "combined": combined(), "own": replace(form13(), id="own")}


def folders(*forms: str, units: str = "") -> list[tuple[str, str]]:
    """Returns the folders of projects, by unit, with their projects."""
    records = [
        unit_project(f"{number}", form=form, spending_unit=unit)
        for number, (form, unit) in enumerate(zip(forms, units or "甲" * len(forms), strict=True), 1)
    ]
    shares = split(records, form13(), DEFINITIONS)
    return [(share.folder, "".join(str(getattr(one, "project_name", "")) for one in share.records)) for share in shares]


def test_projects_go_back_on_their_form() -> None:
    assert folders("form13", "form13") == [("", "12")]
    assert folders("form13", "own", "own") == [("form13", "1"), ("own", "23")]


def test_folders_keep_the_order_of_projects_on_several_forms() -> None:
    assert folders("own", "form13", "own") == [("1 own", "1"), ("2 form13", "2"), ("3 own", "3")]
    assert folders("own", "form13", "form13", "own", units="甲甲乙乙") == [
        ("1 own", "1"),
        ("2 form13", "23"),
        ("3 own", "4"),
    ]
    # a unit's first project stands behind that of the unit before it, and units share folders where they can
    assert folders("form13", "own", "form13", "own", units="甲甲乙乙") == [("form13", "13"), ("own", "24")]
    assert folders("own", "form13", units="甲乙") == [("1 own", "1"), ("2 form13", "2")]


@pytest.mark.parametrize("per", ["project", "unit"])
def test_a_summary_of_projects_on_several_forms_is_the_same_after_split_and_merge(
    per: Literal["project", "unit"], tmp_path: Path
) -> None:
    key = tmp_path / "key"
    key.write_text("the department's key")
    templates = tmp_path / "模板"
    templates.mkdir()
    definition = (shipped("templates") / "form13.yaml").read_text("utf-8")
    (templates / "own.yaml").write_text(definition.replace("id: form13", "id: own"), "utf-8")
    how: dict[str, Any] = {"key": key, "templates": templates}
    a, b, c, d, e, *_ = sample("000-junda")
    own = [replace(one, form="own") for one in (b, d)]
    for number, one in enumerate((a, own[0], c, own[1], replace(e, spending_unit="甲社区"))):
        api.generate(one.form, output=tmp_path / f"报回/{number}", records=[one], password="x", **how)
    first = api.merge(tmp_path / "报回", output=tmp_path / "1.xlsx", **how)
    api.split(tmp_path / "1.xlsx", output=tmp_path / "拆", per=per, password="x", **how)
    second = api.merge(tmp_path / "拆", output=tmp_path / "2.xlsx", **how)
    orders = [[one.project_name for one in merged.summary.top.projects()] for merged in (first, second)]
    assert orders[0] == [one.project_name for one in (a, b, c, d, e)]
    assert orders[1] == orders[0]
    texts = [
        [
            [cell.value for cell in row]
            for row in load_workbook(tmp_path / f"{number}.xlsx").worksheets[0].iter_rows(max_col=8)
        ]
        for number in (1, 2)
    ]
    assert texts[0] == texts[1]


def test_projects_of_a_typed_summary_or_an_unknown_form_go_on_the_given_one() -> None:
    records = [unit_project("甲", form="combined"), unit_project("乙", form="gone")]
    ((form, projects, _),) = split(records, form13(), DEFINITIONS)
    assert form.id == "form13"
    assert len(projects) == 2


def test_nothing_gives_nothing() -> None:
    assert split([], form13(), DEFINITIONS) == ()


def test_what_merge_wrote_is_split_into_the_same_records() -> None:
    records = placed([unit_project("甲"), unit_project("乙", period_goal="周期目标。")])
    read = [one.record for one in read_back(written(records)).records if isinstance(one.record, Project)]
    ((_, projects, _),) = split(read, form13(), DEFINITIONS)
    kept = [one for one in projects if isinstance(one, Project)]
    assert [(one.project_name, one.period_goal, one.indicators[0].name) for one in kept] == [
        ("甲", None, "活动次数"),
        ("乙", "周期目标。", "活动次数"),
    ]


def test_forms_that_a_summary_cannot_fill_are_listed_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    common: dict[str, Any] = {
        "project_type": "其他特定目标类（部门职能类）",
        "project_level": "二级项目",
        "period_goal": "周期目标。",
    }
    common |= {"start_year": 2024, "end_year": 2024, "budget_year": 2024}
    kinds = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标")
    full = tuple(plain_indicator(kind, "≥4次", kind) for kind in kinds)
    half = (replace(full[0], period_value=None), *full[1:])
    both = [
        unit_project("齐全", indicators=full, **common),
        unit_project("缺值", indicators=half, **common),
    ]
    Path("汇总.xlsx").write_bytes(written(placed(both)))
    done = CliRunner().invoke(cli, ["split", "汇总.xlsx", "-o", "拆分", "--lang", "zh"])
    assert "1 个项目的表还没有填全" in done.stderr.replace("\n", "")
    assert "缺值" in done.stderr
    assert "齐全" not in done.stderr
    outcome = api.check("拆分")
    assert {one.where.project for one in outcome.findings if one.code == "S07"} == {"缺值"}


def test_a_summary_without_a_year_is_split_only_into_forms_of_a_year_that_a_person_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("汇总.xlsx").write_bytes(written(placed([unit_project("甲"), unit_project("乙", budget_year=None)])))
    refused = CliRunner().invoke(cli, ["split", "汇总.xlsx", "-o", "拆分", "--lang", "zh"])
    assert refused.exit_code == 2
    assert "有 1 项没有写明预算年度，请用 --year 写明" in refused.stderr.replace("\n", "")
    assert not Path("拆分").exists()
    assert CliRunner().invoke(cli, ["split", "汇总.xlsx", "-o", "拆分", "--year", "2023"]).exit_code == 0
    assert {one.project_name: one.budget_year for one in api.read("拆分").projects} == {"甲": 2024, "乙": 2023}
