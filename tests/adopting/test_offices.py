"""Forms of other offices, adopted blank and filled, read their facts without an edit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.adopting.conftest import Adopting
from tests.support.county_forms import FIRST_HALF, SPECIAL_FUND, THREE_YEARS
from tests.support.county_forms_last import LAST, RESIDUES
from tests.support.county_forms_more import FURTHER, WHOLE_DEPARTMENT
from tests.support.county_forms_stacked import STACKED
from tests.support.county_sketches import SKETCHED
from tests.support.office_facts import score
from tests.support.office_forms import FOG_CANNON, OVERALL, SIDE_BY_SIDE, TWO_BLOCKS
from tests.support.office_forms_more import GAMES, MEDIA_CENTRE, SELF_EVALUATION, TENNIS
from tests.support.office_forms_plain import CITY_DEPARTMENT, ESTATES, FLAT_LIST, SHEEPFOLD
from tests.support.other_offices import OfficeForm, workbook
from toolkit import api
from toolkit.model import DepartmentTarget, Project

PARTS = ("level1", "level2", "name", "operator", "number", "unit", "weight", "指标方向性")
OFFICES = [
    ESTATES,
    FOG_CANNON,
    OVERALL,
    TWO_BLOCKS,
    SIDE_BY_SIDE,
    TENNIS,
    GAMES,
    MEDIA_CENTRE,
    SHEEPFOLD,
    SELF_EVALUATION,
    CITY_DEPARTMENT,
    *FIRST_HALF,
    *FURTHER,
    *LAST,
    *STACKED,
    *SKETCHED,
]


def read_by(templates: Path, tmp_path: Path, *forms: OfficeForm) -> list[Project | DepartmentTarget]:
    path = tmp_path / "报 回.xlsx"
    path.write_bytes(workbook(*forms))
    outcome = api.read(path, templates=templates)
    return [*outcome.projects, *outcome.departments]


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
@pytest.mark.parametrize("office", OFFICES, ids=lambda one: one.name)
def test_nine_tenths_of_the_facts_come_back_and_none_is_wrong(
    office: OfficeForm, filled: bool, adopted: Adopting, tmp_path: Path
) -> None:
    done = adopted(workbook(office, filled=filled))
    assert done.faults is None
    assert done.filled == filled
    [record] = read_by(done.path.parent, tmp_path, office)
    assert record.form == done.form
    found = score(office, record)
    assert found.wrong == ()
    assert found.share >= 0.9, found.lost
    if filled:
        assert done.outcome is not None
        at_once: list[Project | DepartmentTarget] = [*done.outcome.projects, *done.outcome.departments]
        assert [score(office, one) for one in at_once] == [found]
    else:
        assert done.outcome is None


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_a_list_of_many_projects_is_adopted_as_one(filled: bool, adopted: Adopting, tmp_path: Path) -> None:
    done = adopted(workbook(FLAT_LIST, filled=filled))
    assert (done.faults, done.filled) == (None, filled)
    found = [one for one in read_by(done.path.parent, tmp_path, FLAT_LIST) if isinstance(one, Project)]
    facts = FLAT_LIST.facts()
    assert [one.form for one in found] == [done.form, done.form]
    for number, project in enumerate(found):
        assert project.project_name == facts[f"{number}.project_name"]
        assert project.spending_unit == facts[f"{number}.spending_unit"]
        assert project.annual_goal == facts[f"{number}.annual_goal"]
        assert project.funding.total == Decimal(facts[f"{number}.total"].replace(",", ""))
        for place, row in enumerate(project.indicators):
            of_row = {part: facts.get(f"{number}.indicators.{place}.{part}", "") for part in PARTS}
            value = (of_row["operator"] + of_row["number"] + of_row["unit"]).replace("＝", "=")
            got = [row.level1, row.level2, row.name, (row.annual_value or "").replace("＝", "="), row.weight]
            assert got == [of_row["level1"], of_row["level2"], of_row["name"], value, of_row["weight"]]
            assert (row.extra.get("direction") or "") == of_row["指标方向性"]
    assert [len(one.indicators) for one in found] == [8, 5]


@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_values_of_a_filled_form_become_no_labels(filled: bool, adopted: Adopting) -> None:
    done = adopted(workbook(ESTATES, filled=filled))
    form = api.load_form(done.form, templates=done.path.parent)
    labels = [cell.label for line in form.layout for cell in line.cells if cell.label]  # type: ignore[union-attr]
    assert labels == [
        "项目名称",
        "主管部门",
        "实施单位",
        "项目资金\n（万元）",
        "年度资金总额：",
        "其中：财政拨款",
        "其他资金",
        "年度目标",
    ]


def test_the_drawn_form_has_the_widths_heights_and_page_of_the_original(adopted: Adopting) -> None:
    office = SIDE_BY_SIDE
    done = adopted(workbook(office))
    form = api.load_form(done.form, templates=done.path.parent)
    assert form.page.columns == office.widths  # type: ignore[union-attr]
    assert form.page.orientation == office.orientation  # type: ignore[union-attr]
    above = [line.height for line in office.lines[: len(form.layout)]]  # type: ignore[union-attr]
    assert [line.height for line in form.layout] == above  # type: ignore[union-attr]


def test_of_several_equal_forms_on_a_sheet_the_first_is_the_draft(adopted: Adopting, tmp_path: Path) -> None:
    done = adopted(workbook(TENNIS, GAMES))
    assert done.faults is None
    assert any("2 张同样的表" in note.zh for note in done.notes)
    records = read_by(done.path.parent, tmp_path, TENNIS, GAMES)
    assert [score(form, one).wrong for form, one in zip((TENNIS, GAMES), records, strict=True)] == [(), ()]
    assert [one.project_name for one in records if isinstance(one, Project)] == [
        "2025金安国际网球公开赛(国际系列赛事)",
        "安徽省常规赛费用",
    ]


def test_typefaces_and_lines_without_frames_are_adopted(adopted: Adopting, tmp_path: Path) -> None:
    done = adopted(workbook(THREE_YEARS, filled=False))
    issued = api.generate(
        done.form, output=tmp_path / "下发", year=2024, password="x", templates=done.path.parent
    ).paths[0]
    sheet = load_workbook(issued).worksheets[0]
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("宋体", 18)
    assert {sheet[cell].font.name for cell in ("A2", "A3", "B3", "A11")} == {"仿宋"}
    framed = {cell: sheet[cell].border.left.style for cell in ("A2", "A3", "B3")}
    assert framed == {"A2": None, "A3": "thin", "B3": "thin"}


COUNTIES = (THREE_YEARS, SPECIAL_FUND, WHOLE_DEPARTMENT, RESIDUES)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_counties_forms_are_adopted_from_other_formats(kind: str, adopted: Adopting, tmp_path: Path, office) -> None:  # type: ignore[no-untyped-def]
    paths = [tmp_path / f"{form.name}.xlsx" for form in COUNTIES]
    for form, path in zip(COUNTIES, paths, strict=True):
        path.write_bytes(workbook(form, filled=False))
    for form, saved in zip(COUNTIES, office(paths, kind), strict=True):
        done = adopted(saved, form.name)
        assert done.faults is None
        folder = tmp_path / form.name
        folder.mkdir()
        done.path.rename(folder / done.path.name)
        [record] = read_by(folder, tmp_path, form)
        found = score(form, record)
        assert (form.name, found.lost, found.wrong) == (form.name, (), ())


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("filled", [False, True], ids=["blank", "filled"])
def test_other_formats_are_adopted_too(kind: str, filled: bool, adopted: Adopting, tmp_path: Path, office) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "原表.xlsx"
    path.write_bytes(workbook(ESTATES, filled=filled))
    [saved] = office([path], kind)
    done = adopted(saved)
    assert done.faults is None
    [record] = read_by(done.path.parent, tmp_path, ESTATES)
    found = score(ESTATES, record)
    assert (found.lost, found.wrong) == ((), ())
