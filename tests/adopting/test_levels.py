"""The levels of an adopted table, of a framework or of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adopting.conftest import Adopting
from tests.support.county_sketches import OWN_LEVELS, SHARED_LEVELS, SKETCHED, TEXTS
from tests.support.other_offices import OfficeForm, workbook
from tests.support.sketched_forms import levels
from toolkit import adopt, api
from toolkit.errors import FileError
from toolkit.model import DepartmentTarget, Project


@pytest.mark.parametrize("office", SKETCHED, ids=lambda one: one.name)
def test_every_indicator_gets_the_levels_that_are_printed_in_its_row(
    office: OfficeForm, adopted: Adopting, tmp_path: Path
) -> None:
    done = adopted(workbook(office, filled=False))
    path = tmp_path / "报回.xlsx"
    path.write_bytes(workbook(office))
    outcome = api.read(path, templates=done.path.parent)
    records: list[Project | DepartmentTarget] = [*outcome.projects, *outcome.departments]
    [record] = records
    found = {one.name: (one.level1, one.level2) for one in record.indicators}
    for number, (first, second) in enumerate(levels(TEXTS[office.name])):
        level1, level2 = found[office.facts()[f"indicators.{number}.name"]]
        assert first.removesuffix("指标") in level1 or second.removesuffix("指标") in level2
        assert second.removesuffix("指标") in level2


def test_levels_that_no_framework_knows_make_one_near_the_definition(adopted: Adopting) -> None:
    done = adopted(workbook(OWN_LEVELS, filled=False))
    written = done.path.parent / "frameworks" / "own.yaml"
    assert done.faults is None
    assert done.levels == written.read_text("utf-8")
    assert {"投入管理指标", "履职目标实现"} <= set(done.levels.replace("name: ", "\n").replace(",", "\n").split("\n"))
    assert any("frameworks/own.yaml" in note.en for note in done.notes)


def test_a_framework_that_exists_is_not_overwritten(adopted: Adopting, tmp_path: Path) -> None:
    path = tmp_path / "我的 模板" / "frameworks" / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: own", "utf-8")
    with pytest.raises(FileError):
        adopted(workbook(OWN_LEVELS, filled=False))
    assert path.read_text("utf-8") == "id: own"
    assert not (path.parent.parent / "own.yaml").exists()


def test_a_form_of_usual_levels_needs_no_framework_of_its_own(adopted: Adopting) -> None:
    done = adopted(workbook(SHARED_LEVELS, filled=False))
    assert done.levels is None
    assert not (done.path.parent / "frameworks").exists()


def test_a_definition_written_to_an_open_file_keeps_to_the_frameworks_at_hand(tmp_path: Path) -> None:
    from io import BytesIO

    stream = BytesIO()
    done = adopt((f"{OWN_LEVELS.name}.xlsx", workbook(OWN_LEVELS, filled=False)), output=stream)
    assert done.levels is None
    assert "framework: classic" in stream.getvalue().decode()
