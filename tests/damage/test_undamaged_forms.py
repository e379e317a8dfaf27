"""Undamaged forms raise nothing above an info, whoever filled and saved them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.damage.verdict import FAMILIES
from tests.support.definitions import form_definition
from tests.support.records import SEEDS, sample, without_source
from tests.support.returned_forms import Filled, distinct, fill, issued, read
from tests.support.sheet_editor import Opened, editing
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.model import Finding, Project, ReadFile, Severity

#: Two forms of a seed lost a value before they came here; that is their content's fault.
CONTENT = {("S07", "绩效奖励发放合规率"), ("S07", "扫黑宣传制品质量达标率")}
Office = Callable[..., list[Path]]


def units(plain: bool = True) -> dict[str, Filled]:
    """A workbook a unit with all its projects, as the seeds have them."""
    books = {}
    for seed in SEEDS:
        by_name = {project.project_name: project for project in sample(seed)}
        projects = tuple(by_name.values())
        books[seed] = fill(projects if plain else tuple(map(distinct, projects)))
    return books


def alarms(file: ReadFile) -> list[tuple[str, str, str]]:
    """The findings above an info that the content does not cause."""
    return [
        (one.code, str(one.where), str(dict(one.facts)))
        for one in run([file], families=FAMILIES)
        if one.severity is not Severity.INFO and not _from_content(one)
    ]


def _from_content(finding: Finding) -> bool:
    return (finding.code, finding.facts.get("name")) in CONTENT


def records(file: ReadFile) -> list[Project]:
    return [without_source(one.record) for one in file.records if isinstance(one.record, Project)]


def check(data: bytes, form: Filled, name: str = "交回.xlsx") -> None:
    file = read(data, name)
    assert alarms(file) == []
    assert records(file) == list(form.truth)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_of_a_seed_filled_by_its_unit(seed: str) -> None:
    form = units()[seed]
    check(form.data, form)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_form_of_a_seed_as_a_workbook_of_its_own(seed: str) -> None:
    for project in sample(seed):
        form = fill((project,))
        check(form.data, form)


def test_a_form_that_the_unit_fills_without_a_roster() -> None:
    form = fill(sample("000-junda")[:3], prefilled=False)
    check(form.data, form)


@pytest.mark.parametrize("kind", sorted(form_definition().types))
def test_every_type_of_project(kind: str) -> None:
    form = fill(tuple(replace(project, project_type=kind) for project in sample("001-dangjian")[:2]))
    check(form.data, form)


def test_a_form_that_nobody_filled() -> None:
    from tests.support.returned_forms import issued

    for prefilled in (True, False):
        data, _ = issued(sample("000-junda")[:2], prefilled=prefilled)
        file = read(data)
        assert alarms(file) == []
        assert len(file.records) == 2


def test_a_form_that_is_half_filled() -> None:
    project = sample("000-junda")[5]
    first, *rest = project.indicators
    half = replace(
        project, period_goal=None, indicators=(replace(first, period_value=None, annual_value=None), *rest[4:9])
    )
    form = fill((half,), prefilled=False)
    check(form.data, form)


def test_long_goals_and_long_names() -> None:
    project = sample("000-junda")[5]
    long = "一是保障社区日常办公，二是提高办事效率；三是改善服务环境。\n" * 40
    first, *rest = project.indicators
    named = replace(first, name="指导开展安全应急演练和消防知识宣传培训活动及后续隐患排查整改工作的次数")
    form = fill((replace(project, period_goal=long.strip(), annual_goal=long.strip(), indicators=(named, *rest)),))
    check(form.data, form)


def test_rows_made_higher_which_the_protection_allows() -> None:
    form = fill(sample("000-junda")[:1])
    book = Opened(form.data)
    with editing(book) as sheet:
        for number in range(14, 20):
            sheet.rows.setdefault(number, {}).update(ht="45", customHeight="1")
    check(book.saved(), form)


def test_a_key_that_is_not_at_hand_is_an_info() -> None:
    form = fill(sample("000-junda")[:1])
    for key in (None, b"another key"):
        found = run([read(form.data, key=key)], families=FAMILIES)
        assert [(one.code, one.severity) for one in found] == [("S28", Severity.INFO)]


def test_saved_again_with_openpyxl() -> None:
    for form in units().values():
        check(saved(load_workbook(io.BytesIO(form.data))), form)


@pytest.mark.libreoffice
def test_saved_again_with_libreoffice(office: Office, tmp_path: Path) -> None:
    books = units() | {f"{seed} 各值不同": form for seed, form in units(plain=False).items()}
    single = {project.project_name or "": fill((project,)) for project in sample("000-junda")}
    paths = []
    for name, form in (books | single).items():
        paths.append(tmp_path / f"{name}.xlsx")
        paths[-1].write_bytes(form.data)
    for kind in ("xlsx", "xls", "ods"):
        for path, form in zip(office(paths, kind), (books | single).values(), strict=True):
            check(path.read_bytes(), form, path.name)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_form_in_an_old_format_whose_self_check_was_not_calculated(kind: str, office: Office, tmp_path: Path) -> None:
    path = tmp_path / "下发.xlsx"
    path.write_bytes(issued(sample("000-junda")[:2])[0])  # as it was drawn: LibreOffice does not calculate it again
    assert alarms(read(office([path], kind)[0].read_bytes(), f"交回.{kind}")) == []
