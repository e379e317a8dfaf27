"""Faults of a definition are reported with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import TemplateError
from toolkit.forms import load_form, shipped
from toolkit.forms.loader import find_definitions

FORM13 = (shipped("templates") / "form13.yaml").read_text("utf-8")


def own(folder: Path, old: str, new: str) -> Path:
    """A copy of form13 with one thing changed."""
    assert old in FORM13
    (folder / "own.yaml").write_text(FORM13.replace(old, new, 1), "utf-8")
    return folder


def line_of(text: str) -> int:
    """Returns the line of form13 that has a text."""
    return FORM13[: FORM13.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("orientation: portrait", "orientation: tall", "page.orientation"),
        ("title: 项目绩效目标表\n", "titel: 项目绩效目标表\n", "titel"),
        ("{level2: 时效指标, rows: 4, required: true}", "{level2: 时效, rows: 4}", "时效"),
        ("{field: spending_unit, span: 4}", "{field: spending, span: 4}", "spending"),
        ("start_year: {kind: year,", "start_year: {kind: years,", "years"),
        ("prefilled: [project_name,", "prefilled: [name,", "name"),
    ],
)
def test_a_fault_is_named_with_file_line_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(TemplateError) as error:
        load_form("own", own(tmp_path, old, new))
    assert "own.yaml:" in str(error.value)
    assert key in str(error.value)


def test_the_line_is_that_of_the_fault(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=rf"own\.yaml:{line_of('  orientation: portrait')}: page\.orientation"):
        load_form("own", own(tmp_path, "orientation: portrait", "orientation: tall"))


def test_broken_yaml_is_called_broken_yaml(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text("kind: form\n  id: [", "utf-8")
    with pytest.raises(TemplateError, match=r"own\.yaml:2"):
        load_form("own", tmp_path)


def test_a_users_own_definition_comes_before_the_one_that_ships(tmp_path: Path) -> None:
    own(tmp_path, 'version: "2024.1"', 'version: "2099.9"')
    assert load_form("form13", tmp_path).version == "2099.9"
    assert load_form("combined", tmp_path).version == "2023.1"


def test_an_unknown_form_is_refused_with_the_known_ones() -> None:
    with pytest.raises(TemplateError, match="form13"):
        load_form("form99")


def test_a_broken_file_costs_its_own_form_alone(tmp_path: Path) -> None:
    own(tmp_path, "id: form13", "id: shuiwu").joinpath("own.yaml").rename(tmp_path / "shuiwu.yaml")
    (tmp_path / "plan.yaml").write_text("kind: form\nid: plan\nname：表\n", "utf-8")
    shelved = find_definitions(tmp_path)
    assert [broken.path.name for broken in shelved.broken] == ["plan.yaml"]
    assert {"shuiwu", "form13", "combined"} <= set(shelved.definitions)
    assert "plan" not in shelved.definitions, "the shipped form must not be taken for the one that was meant"
    with pytest.raises(TemplateError, match=r"plan\.yaml:3: 用了全角冒号"):
        load_form("plan", tmp_path)
