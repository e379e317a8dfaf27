"""Sums, amounts among words, a period in one cell, a footer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.intake.test_own_fields import fill
from tests.support.own_forms import MONEY, check, folder_with, form_in, homemade, issued, read
from toolkit.api import prove
from toolkit.forms import Amount, compile_layout, load_framework
from toolkit.forms.kinds import kinds

ANSWERS: dict[str, Any] = {
    "project_name": "雾炮车降尘抑尘服务",
    "period": "2023.07-2024.01",
    "total": "854万（其中上级400万，本级54万）",
    "fiscal": 454,
    "superior": "400",
    "local": 54,
    "raised": 400,
    "annual_goal": "全市空气质量达到优良。",
    "opinion": "同意。",
    "filler": "李四",
    "filled_on": "2025/3/5",
    "slots.0.name": "配备车辆数",
    "slots.0.annual_value": "10辆",
    "slots.2.name": "空气质量",
    "slots.2.annual_value": "优良",
}
EXTRA = {
    "total_remark": "其中上级400万，本级54万",
    "superior": "4000000.00",
    "local": "540000.00",
    "raised": "4000000.00",
    "filler": "李四",
    "filled_on": "2025-03-05",
    "opinion": "同意。",
}


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, MONEY)


def test_the_definition_is_proven(templates: Path) -> None:
    assert prove("money", templates) is None


@pytest.mark.libreoffice
def test_the_issued_form_saved_by_libreoffice_gives_every_answer(
    templates: Path, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = issued(templates, tmp_path, "money")
    fill(path, templates, ANSWERS, "money")
    for saved in (path, *office([path], "xlsx"), *office([path], "ods")):
        [project] = read(templates, saved).projects
        assert dict(project.extra) == EXTRA
        assert (project.funding.total, project.funding.fiscal) == (Decimal(8540000), Decimal(4540000))
        assert (project.start_year, project.start_month) == (2023, 7)
        assert (project.end_year, project.end_month, project.period_text) == (2024, 1, "2023.07-2024.01")
        assert [one.name for one in project.indicators] == ["配备车辆数", "空气质量"]
        found = check(templates, saved)
        assert not {"H03", "H14", "S04", "S13", "S16"} & set(found), found


def test_a_home_made_sheet_gives_the_same(templates: Path, tmp_path: Path) -> None:
    [project] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "money")).projects
    assert dict(project.extra) == EXTRA
    assert [one.name for one in project.indicators] == ["配备车辆数", "空气质量"]


def test_each_declared_sum_is_checked(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "local": 55, "raised": 399}, "money")
    assert check(templates, path)["H03"] == [
        "资金构成合计与总额不符：853万元≠854万元",
        "资金构成合计与财政拨款不符：455万元≠454万元",
    ]


@pytest.mark.parametrize(("local", "complaint"), [(54, False), (55, True)])
def test_the_panel_checks_the_sums_too(templates: Path, tmp_path: Path, local: int, complaint: bool) -> None:
    from toolkit.forms import panel_results, self_check

    layout = compile_layout(form_in(templates, "money"), load_framework("classic"), 2025)
    values = {"total": 854, "fiscal": 454, "raised": 400, "superior": 400, "local": local}
    contents = {layout.inputs[key].range.first: value for key, value in values.items()}
    assert any("各项之和与财政拨款不符" in text for text in panel_results(self_check(layout), contents)) is complaint


@pytest.mark.parametrize(
    ("behind", "total", "words"),
    [
        ("中央衔接推进乡村振兴补助资金50", Decimal(500000), "中央衔接推进乡村振兴补助资金"),
        ("中央补助资金", Decimal(500000), "中央补助资金"),
        ("中央衔接推进乡村振兴补助资金60", None, None),
    ],
)
def test_an_amount_in_the_cell_of_its_label_is_read_with_the_words_behind(
    templates: Path, tmp_path: Path, behind: str, total: Decimal | None, words: str | None
) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "total": behind}, "money")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A4"] = "年度资金总额:50万"
    book.save(path)
    outcome = read(templates, path)
    [project] = outcome.projects
    assert (project.funding.total, project.extra.get("total_remark")) == (total, words)
    assert (total is None) == any(str(one.severity) == "error" for one in outcome.findings)


@pytest.mark.parametrize("text", ["50-60万", "约50万", "100万（调整为80万）", "50万 60万", "100万/年", "2023年预算50"])
def test_an_amount_with_two_readings_is_none(text: str) -> None:
    assert kinds()["amount"].parse(text, "万元") is None


@pytest.mark.parametrize(
    ("text", "yuan", "words"),
    [
        ("854万（其中财政400万，自筹454万）", 8540000, "其中财政400万，自筹454万"),
        ("50（万元）", 500000, ""),
        ("中央补助资金(少数民族发展任务)50", 500000, "中央补助资金(少数民族发展任务)"),
        ("100万元\n其中：省级60万", 1000000, "其中：省级60万"),
        ("50万（其中中央30万，其余自筹）", 500000, "其中中央30万，其余自筹"),
    ],
)
def test_an_amount_among_words_is_read_with_them_and_written_back(text: str, yuan: int, words: str) -> None:
    kind = kinds()["amount"]
    found = kind.parse(text, "万元")
    assert isinstance(found, Amount)
    assert (found.yuan, found.words) == (Decimal(yuan), words)
    assert kind.parse(str(kind.show(found, "万元")), "万元") == found


@pytest.mark.parametrize(
    ("text", "years", "months"),
    [
        ("202001-202012", (2020, 2020), (1, 12)),
        ("1年", (None, None), (None, None)),
        ("长期", (None, None), (None, None)),
        ("2021年度", (2021, 2021), (None, None)),
        ("2021年1月至12月", (2021, 2021), (1, 12)),
        ("2021.1.1-12.31", (2021, 2021), (1, 12)),
        ("3年（2021-2023年）", (2021, 2023), (None, None)),
        ("2021年7月起", (2021, None), (7, None)),
        ("2021-12", (2021, None), (12, None)),
        ("2021.1", (2021, None), (None, None)),
    ],
)
def test_a_period_in_one_cell_gives_what_is_certain(
    text: str, years: tuple[int | None, ...], months: tuple[int | None, ...]
) -> None:
    found = kinds()["period"].parse(text, "")
    assert found is not None
    assert found[0] == text  # type: ignore[index]
    assert found[1:] == (*years, *months)  # type: ignore[index]


def test_a_period_that_ends_before_it_begins_is_an_error(templates: Path, tmp_path: Path) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", {**ANSWERS, "period": "2025.12-2025.01"}, "money")
    assert check(templates, path)["H06"] == ["实施周期有误：2025.12-2025.01"]


@pytest.mark.parametrize("label", ["年度目标（2023-2025年）", "年度目标2023—2025年度", "2025年年度目标", "年度目标"])
def test_a_label_may_name_years(templates: Path, tmp_path: Path, label: str) -> None:
    path = homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "money")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    next(cell for row in sheet.iter_rows() for cell in row if cell.value == "年度目标").value = label
    book.save(path)
    [project] = read(templates, path).projects
    assert project.annual_goal == "全市空气质量达到优良。"


def test_a_note_that_was_changed_is_seen_and_one_left_alone_is_no_content(templates: Path, tmp_path: Path) -> None:
    path = issued(templates, tmp_path, "money")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    note = next(cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("注："))
    note.value = "注：随便填"
    book.save(path)
    assert "S04" in check(templates, path)
