"""Issuing blank forms, a roster's forms and last year's records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.issued_forms import KEY, NOW, PASSWORD, TYPE
from toolkit.errors import FileError, InputError
from toolkit.forms import Amount, FormDefinition, Stamp, compile_layout, decode_stamp, verify_stamp
from toolkit.indicators import Framework
from toolkit.issuing import Destination, IssueContent, RosterRow, Seal, generate
from toolkit.model import Project

Issue = Callable[..., tuple[Path, ...]]


@pytest.fixture
def issue(form: FormDefinition, framework: Framework, tmp_path: Path) -> Issue:
    def call(**options: Any) -> tuple[Path, ...]:
        given: dict[str, Any] = {"out": tmp_path / "下发", "key": KEY, "password": PASSWORD, "now": NOW, **options}
        content, seal, destination = (
            kind(**{field.name: given.pop(field.name) for field in fields(kind) if field.name in given})
            for kind in (IssueContent, Seal, Destination)
        )
        assert not given
        forms = generate(form, framework, content, seal, destination)  # type: ignore[arg-type]
        return tuple(dict.fromkeys(one.path for one in forms))

    return call


def row(unit: str, name: str, number: int = 2, **more: object) -> RosterRow:
    values = {
        "spending_unit": unit,
        "supervising_department": unit,
        "project_name": name,
        "project_type": TYPE,
        "start_year": 2022,
        "end_year": 2024,
        "total": Amount(Decimal(36300), "元"),
    }
    return RosterRow(number, {**values, **more}, 2024)  # type: ignore[dict-item]


def stamps(path: Path) -> dict[str, Stamp]:
    book = openpyxl.load_workbook(path)
    found = {}
    for name, _, text in list(book["_jixiao"].values)[1:]:
        assert verify_stamp(str(text), KEY)
        stamp = decode_stamp(str(text))
        assert stamp is not None
        found[str(name)] = stamp
    return found


def texts(sheet: Worksheet) -> list[object]:
    return [cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None]


def test_blank_forms_are_made_for_every_type_of_the_definition(issue: Issue, form: FormDefinition) -> None:
    paths = issue()
    assert [path.name for path in paths] == [f"2024年项目绩效目标表-{kind}.xlsx" for kind in form.types]
    for path, kind in zip(paths, form.types, strict=True):
        [stamp] = stamps(path).values()
        assert (stamp.project_type, stamp.year, stamp.prefilled) == (kind, 2024, {"project_type": kind})


def test_a_blank_form_of_one_type_offers_its_rows_and_has_its_type_fixed(
    issue: Issue, form: FormDefinition, framework: Framework
) -> None:
    kind = "其他事业发展性支出"
    [path] = issue(project_type=kind, year=2025)
    sheet = openpyxl.load_workbook(path)["项目绩效目标表"]
    layout = compile_layout(form, framework, 2025, kind)
    place = layout.inputs["project_type"].range.first
    cell = sheet.cell(place.row + 1, place.col + 1)
    assert (cell.value, cell.protection.locked) == (kind, True)
    assert "2025年预算金额（元）" in texts(sheet)
    assert layout.rows[0] == 8


def test_an_unknown_type_is_refused(issue: Issue) -> None:
    with pytest.raises(InputError, match="专项"):
        issue(project_type="专项")


def test_a_roster_gives_a_folder_a_unit_and_a_workbook_a_project(issue: Issue, tmp_path: Path) -> None:
    paths = issue(roster=[row("骏达社区", "治安经费（常）"), row("党建办", "综合经费"), row("骏达社区", "后勤/经费")])
    assert [str(path.relative_to(tmp_path)).replace("\\", "/") for path in paths] == [
        "下发/骏达社区/治安经费（常）.xlsx",
        "下发/骏达社区/后勤_经费.xlsx",
        "下发/党建办/综合经费.xlsx",
    ]


def test_a_roster_gives_a_workbook_a_unit_with_a_sheet_a_project(issue: Issue) -> None:
    paths = issue(
        roster=[row("骏达社区", "治安经费（常）"), row("党建办", "综合经费"), row("骏达社区", "后勤经费")], per="unit"
    )
    assert [path.name for path in paths] == ["骏达社区.xlsx", "党建办.xlsx"]
    assert list(stamps(paths[0])) == ["治安经费（常）", "后勤经费"]
    assert len({stamp.id for path in paths for stamp in stamps(path).values()}) == 3


def test_the_roster_s_facts_are_filled_in_locked_and_stamped(
    issue: Issue, form: FormDefinition, framework: Framework
) -> None:
    [path] = issue(roster=[row("骏达社区", "治安经费（常）")])
    sheet = openpyxl.load_workbook(path)["治安经费（常）"]
    layout = compile_layout(form, framework, 2024, TYPE)
    shown = {}
    for key, cell in layout.inputs.items():
        opened = not sheet.cell(cell.range.first.row + 1, cell.range.first.col + 1).protection.locked
        if not opened:
            shown[key] = str(sheet.cell(cell.range.first.row + 1, cell.range.first.col + 1).value)
    assert shown == {
        "project_name": "治安经费（常）",
        "project_type": TYPE,
        "supervising_department": "骏达社区",
        "spending_unit": "骏达社区",
        "start_year": "2022",
        "end_year": "2024",
        "total": "36300",
    }
    assert stamps(path)["治安经费（常）"].prefilled == shown


def test_records_are_filled_in_and_stay_open(issue: Issue, records: Callable[[str], tuple[Project, ...]]) -> None:
    paths = issue(records=records("001-dangjian"))
    assert len(paths) == 22
    assert any(path.stem.endswith("（2）") for path in paths), "a project that was handed in twice gets two files"
    for path in paths:
        [stamp] = stamps(path).values()
        assert stamp.prefilled == {}


def test_a_record_on_the_roster_is_filled_in_and_what_the_roster_says_is_locked(
    issue: Issue, records: Callable[[str], tuple[Project, ...]]
) -> None:
    record = records("000-junda")[0]
    listed = row(str(record.spending_unit), str(record.project_name), total=Amount(Decimal(40000), "元"))
    [path] = issue(roster=[listed], records=[record])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert {40000, record.annual_goal, "采购保安服装"} <= set(texts(sheet))
    [stamp] = stamps(path).values()
    assert stamp.prefilled["total"] == "40000"


def test_the_year_is_the_one_given_else_the_record_s_else_the_current_one(
    issue: Issue, records: Callable[[str], tuple[Project, ...]]
) -> None:
    record = records("000-junda")[0]

    def year(**options: object) -> int:
        [path] = issue(**options, force=True)
        return next(iter(stamps(path).values())).year

    assert year(records=[record], year=2026) == 2026
    assert year(records=[record]) == 2024
    assert year(records=[replace(record, budget_year=None)], now=NOW + 365 * 86400) == 2025


def test_a_year_outside_the_roster_s_period_is_refused_before_anything_is_written(issue: Issue, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不在2022—2024之内"):
        issue(roster=[row("甲", "一"), row("甲", "二", 3)], year=2030)
    assert not (tmp_path / "下发").exists()


def test_a_file_that_is_there_stops_everything_before_it_is_written(issue: Issue, tmp_path: Path) -> None:
    existing = tmp_path / "下发" / "骏达社区" / "二.xlsx"
    existing.parent.mkdir(parents=True)
    existing.write_bytes(b"precious")
    with pytest.raises(FileError, match=r"二\.xlsx"):
        issue(roster=[row("骏达社区", "一"), row("骏达社区", "二")])
    assert [path.name for path in existing.parent.iterdir()] == ["二.xlsx"]
    assert existing.read_bytes() == b"precious"
    assert len(issue(roster=[row("骏达社区", "一"), row("骏达社区", "二")], force=True)) == 2


def test_nothing_to_issue_is_refused(issue: Issue) -> None:
    with pytest.raises(InputError, match="没有可下发的项目"):
        issue(records=[])


def test_the_same_call_gives_the_same_bytes(issue: Issue, tmp_path: Path) -> None:
    first = issue(roster=[row("甲", "一")], out=tmp_path / "a")
    second = issue(roster=[row("甲", "一")], out=tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_project_may_be_called_like_one_of_the_hidden_sheets(issue: Issue) -> None:
    [path] = issue(roster=[row("甲", "_lists"), row("甲", "_jixiao")], per="unit")
    assert openpyxl.load_workbook(path).sheetnames == ["_lists（2）", "_jixiao（2）", "_lists", "_jixiao"]
