"""Faults of a definition are reported with file, line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import TemplateError
from toolkit.forms import find_definitions, load_form, shipped
from toolkit.intake import load_library

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


@pytest.mark.parametrize("name", ["form99", "zzzz"])
def test_an_unknown_form_is_refused_with_the_known_ones_listed_once(name: str) -> None:
    with pytest.raises(TemplateError) as error:
        load_form(name)
    for lang in ("zh", "en"):
        sentence = error.value.message(lang)
        assert sentence.count("costfirst") == sentence.count("combined") == 1


def test_a_broken_file_costs_its_own_form_alone(tmp_path: Path) -> None:
    own(tmp_path, "id: form13", "id: shuiwu").joinpath("own.yaml").rename(tmp_path / "shuiwu.yaml")
    (tmp_path / "plan.yaml").write_text("kind: form\nid: plan\nname：表\n", "utf-8")
    shelved = find_definitions(tmp_path)
    assert [broken.path.name for broken in shelved.broken] == ["plan.yaml"]
    assert {"shuiwu", "form13", "combined"} <= set(shelved.definitions)
    assert "plan" not in shelved.definitions, "the shipped form must not be taken for the one that was meant"
    with pytest.raises(TemplateError, match=r"plan\.yaml:3: 用了全角冒号"):
        load_form("plan", tmp_path)


#: A framework with `packd` for `packed` in line 7.
MISSPELT = """\
id: classic
title: 三级体系
levels:
  - code: "1"
    name: 产出指标
    levels:
      - {code: "11", name: 数量指标, packd: 数量指标}
"""


def with_framework(folder: Path, name: str) -> Path:
    """A folder of definitions with a framework that has a typing error."""
    (folder / "frameworks").mkdir()
    (folder / "frameworks" / name).write_text(MISSPELT.replace("classic", Path(name).stem), "utf-8")
    return folder


@pytest.mark.parametrize("name", ["mine.yaml", "mine.yml"])
def test_a_broken_framework_that_no_form_uses_is_named_and_costs_nothing(tmp_path: Path, name: str) -> None:
    found = find_definitions(with_framework(own(tmp_path, "id: form13", "id: own"), name))
    assert {"own", "form13", "combined", "costfirst"} <= set(found.definitions)
    ((path, forms, error),) = found.broken
    assert (path.name, forms) == (name, ())
    assert f"{name}:7: levels.0.levels.0.packd: " in str(error)
    assert "packed" in str(error)


def test_a_broken_framework_costs_only_the_forms_that_use_it(tmp_path: Path) -> None:
    found = find_definitions(with_framework(own(tmp_path, "id: form13", "id: own"), "classic.yaml"))
    assert list(found.definitions) == ["costfirst"]
    ((path, forms, _),) = found.broken
    assert path.name == "classic.yaml", "the fault is the framework's, not that of the form"
    assert set(forms) == {"own", "form13", "plan", "department", "combined", "flat"}
    for form in forms:
        with pytest.raises(TemplateError, match=r"classic\.yaml:7: levels\.0\.levels\.0\.packd"):
            load_form(form, tmp_path)
    assert set(load_library(tmp_path).definitions) == {"costfirst"}, "the others are still read"


def test_a_forms_own_fault_is_named_as_well_as_that_of_its_framework(tmp_path: Path) -> None:
    own(tmp_path, "id: form13", "id: own")
    text = (tmp_path / "own.yaml").read_text("utf-8").replace("orientation: portrait", "orientation: tall")
    (tmp_path / "own.yaml").write_text(text, "utf-8")
    found = find_definitions(with_framework(tmp_path, "classic.yaml"))
    assert {one.path.name: one.ids[0] for one in found.broken} == {"own.yaml": "own", "classic.yaml": "combined"}
