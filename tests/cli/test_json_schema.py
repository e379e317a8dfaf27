"""docs/schema.json is made from the records' fields, and real documents fit it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.support.own_forms import MONEY, TABLES, folder_with, homemade
from tests.support.programs import Run
from toolkit.forms import shipped
from toolkit.model.json_schema import json_schema

PAGE = shipped("templates").parent / "docs" / "schema.json"


def test_the_page_is_current() -> None:
    assert json.loads(PAGE.read_text("utf-8")) == json_schema(), "run: make docs"


def test_a_form_with_everything_fits(tmp_path: Path, run: Run) -> None:
    templates = folder_with(tmp_path, MONEY, TABLES)
    money = {"project_name": "雾炮车", "period": "2023.07-2024.01", "total": "854万（其中上级400万）", "superior": 400}
    cost = {"project_name": "村道", "total": 5, "tables.cost.1.item": "人工", "tables.cost.1.amount": 2}
    homemade(templates, tmp_path / "甲.xlsx", {**money, "slots.0.name": "车辆", "slots.0.annual_value": "1辆"}, "money")
    homemade(templates, tmp_path / "乙.xlsx", {**cost, "slots.0.name": "车辆", "slots.0.annual_value": "1辆"}, "tables")
    validator = Draft202012Validator(json_schema())
    for command in (["read", "--json"], ["check", "--format", "json"]):
        done = run(*command, str(tmp_path / "甲.xlsx"), str(tmp_path / "乙.xlsx"), "--templates", str(templates))
        document = json.loads(done.out)
        assert [error.message for error in validator.iter_errors(document)] == []
    assert len(json.loads(run("read", "--json", str(tmp_path), "--templates", str(templates)).out)["projects"]) == 2


@pytest.mark.parametrize("spoil", ["total", "scope", "surplus"])
def test_a_document_of_another_shape_does_not_fit(spoil: str, tmp_path: Path, run: Run) -> None:
    templates = folder_with(tmp_path, MONEY)
    homemade(templates, tmp_path / "甲.xlsx", {"project_name": "雾炮车", "total": 854}, "money")
    done = run("read", "--json", str(tmp_path / "甲.xlsx"), "--templates", str(templates))
    document = json.loads(done.out)
    project = document["projects"][0]
    if spoil == "total":
        project["funding"]["total"] = 854
    elif spoil == "scope":
        project["start_month"] = 13
    else:
        project["surplus"] = "1"
    assert not Draft202012Validator(json_schema()).is_valid(document)
