"""Columns of forms' own fields that somebody deleted in a summary are named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.departments.test_department_money import ANSWERS, DEPARTMENT
from tests.support.own_forms import OWN, check, folder_with, form_in, homemade, issued, read
from toolkit import merge
from toolkit.api import made_record
from toolkit.forms import load_framework

TYPED = OWN.replace(
    "    - {part: basis, label: 备注}\n", "    - {part: nature, label: 性质, kind: choice, choices: [定量, 定性]}\n"
)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return folder_with(tmp_path, TYPED, DEPARTMENT)


@pytest.fixture
def summary(templates: Path, tmp_path: Path) -> Path:
    form = form_in(templates)
    record = made_record(form, load_framework(form.framework, templates), None)
    [target] = read(templates, homemade(templates, tmp_path / "自制.xlsx", ANSWERS, "bumen")).departments
    forms = [issued(templates, tmp_path, one.form, records=[one]) for one in (record, target)]
    key = templates.parent / "key"
    return merge(*forms, output=tmp_path / "汇总.xlsx", department="某镇", templates=templates, key=key).path


def without_column(summary: Path, sheet: str, heading: str) -> Path:
    book = openpyxl.load_workbook(summary)
    [cell] = [one for row in book[sheet].iter_rows() for one in row if one.value == heading]
    for merge_range in list(book[sheet].merged_cells.ranges):
        book[sheet].unmerge_cells(str(merge_range))
    book[sheet].delete_cols(cell.column)
    book.save(summary)
    return summary


@pytest.mark.libreoffice
def test_nothing_is_named_in_a_whole_summary(summary: Path, templates: Path, office: Callable[..., list[Path]]) -> None:
    for path in (summary, *office([summary], "xlsx"), *office([summary], "ods")):
        assert not check(templates, path).keys() & {"A10", "A11"}


@pytest.mark.parametrize(
    ("sheet", "heading", "label"),
    [
        ("项目", "联系电话［phone］", "项目：联系电话［phone］（个）"),
        ("明细", "性质［nature］", "明细：性质［nature］（个）"),
        ("部门整体目标", "拟投入资金（元）［amount］", "部门整体目标：资金、指标等栏目（个）"),
    ],
)
def test_a_deleted_column_is_named(sheet: str, heading: str, label: str, summary: Path, templates: Path) -> None:
    assert check(templates, without_column(summary, sheet, heading))["A11"] == [f"对账不符：{label}"]


def test_a_single_answer_that_was_emptied_is_named(summary: Path, templates: Path) -> None:
    book = openpyxl.load_workbook(summary)
    [heading] = [one for row in book["项目"].iter_rows() for one in row if one.value == "联系电话［phone］"]
    book["项目"].cell(heading.row + 1, heading.column).value = None
    book.save(summary)
    assert check(templates, summary)["A11"] == ["对账不符：项目：联系电话［phone］（个）"]
