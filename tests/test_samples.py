"""The samples are the seeds: their totals are those of the published documents."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from toolkit.forms import shipped
from toolkit.model import Project, project_json, projects_from

Records = Callable[[str], tuple[Project, ...]]


@pytest.mark.parametrize(
    ("name", "projects", "yuan", "indicators"),
    [
        ("000-junda", 11, "874700", 124),
        ("001-dangjian", 22, "6366700", 187),
        ("002-shequ", 3, "3150000", 27),
        ("003-yuangang", 38, "24503900.00", 186),
        ("004-zongzhi", 12, "2786800", 132),
    ],
)
def test_a_sample_has_the_totals_of_its_document(
    records: Records, name: str, projects: int, yuan: str, indicators: int
) -> None:
    found = records(name)
    assert len(found) == projects
    assert sum(project.funding.total or 0 for project in found) == Decimal(yuan)
    assert sum(len(project.indicators) for project in found) == indicators


@pytest.mark.parametrize("name", ["000-junda", "001-dangjian", "002-shequ", "003-yuangang", "004-zongzhi"])
def test_a_record_survives_being_written_and_read_as_json(records: Records, name: str) -> None:
    found = records(name)
    assert projects_from({"projects": [project_json(project) for project in found]}) == found


def test_the_roster_lists_every_project_of_the_three_dongkeng_units_once(records: Records) -> None:
    sheet = openpyxl.load_workbook(shipped("samples") / "roster.xlsx").active
    assert sheet is not None
    listed = [(row[0], row[2], row[8]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    wanted = {
        (project.spending_unit, project.project_name, int(project.funding.total or 0))
        for name in ("000-junda", "001-dangjian", "004-zongzhi")
        for project in records(name)
    }
    assert len(listed) == 44
    assert set(listed) == wanted


def test_the_sixth_project_of_the_party_office_repeats_the_fifth(records: Records) -> None:
    found = records("001-dangjian")
    assert found[5] == found[4]
