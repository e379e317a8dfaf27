"""Forms that were issued before something was added to their definition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.own_forms import OWN, TABLES, check, folder_with, form_in, issued, read
from toolkit.api import made_record
from toolkit.forms import load_framework
from toolkit.model import Project, same_record

LINE = "  - cells: [{label: 文号}, {field: number, span: 2}, {label: 立项依据}, {field: reason, span: 2}]\n"
HALF_LINE = "  - cells: [{label: 立项依据}, {field: reason, span: 5}]\n"
NUMBER = "  number: {kind: code, name: 文号}\n"
REASON = "  reason: {kind: long_text, name: 立项依据}\n"
REQUIRED = "  number: {kind: code, name: 文号, required: true}\n"
REMARK = "    - {part: basis, label: 备注}\n"
BEGAN = "      - {key: began, label: 开始日期, kind: date, span: 2}\n"
SOURCES = TABLES[TABLES.index("  sources:\n") : TABLES.index("indicators:")]


def without(text: str, *changes: str | tuple[str, str]) -> str:
    """Returns a definition before these lines were added."""
    for change in changes:
        old, new = change if isinstance(change, tuple) else (change, "")
        assert old in text
        text = text.replace(old, new)
    return text


def newer(text: str, *changes: tuple[str, str]) -> str:
    return without(text, ('version: "1"', 'version: "2"\nolder: ["1"]'), *changes)


def newer_folder(tmp_path: Path, text: str) -> Path:
    """Returns a folder for the new version.

    A process keeps the definitions that it read from a folder.
    """
    (tmp_path / "新").mkdir()
    return folder_with(tmp_path / "新", text)


NARROW = ("{part: annual_value, label: 指标值, span: 2}", "{part: annual_value, label: 指标值, span: 3}")
CASES = {
    "a line": (without(OWN, NUMBER, REASON, LINE), newer(OWN), "“文号”“立项依据”"),
    "a field of a line": (without(OWN, NUMBER, (LINE, HALF_LINE)), newer(OWN), "“文号”"),
    "a required field": (without(OWN, NUMBER, (LINE, HALF_LINE)), newer(OWN, (NUMBER, REQUIRED)), "“文号”"),
    "a column of the indicators": (without(OWN, REMARK, NARROW), newer(OWN), "“备注”"),
    "a category": (without(OWN, "    - {level2: 社会效益指标, rows: 1}\n"), newer(OWN), "“社会效益指标”"),
    "a column of a table": (
        without(TABLES, BEGAN, ("{key: item, label: 名称}", "{key: item, label: 名称, span: 3}")),
        newer(TABLES),
        "“成本构成：开始日期”",
    ),
    "a whole table": (without(TABLES, SOURCES, "footer:\n  - table: sources\n"), newer(TABLES), "“资金来源”"),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Project, str, Path]:
    """A filled older form, its record, what it lacks, and the new version's folder."""
    old, new, lacks = CASES[request.param]
    templates = folder_with(tmp_path, old)
    name = "tables" if "id: tables" in old else "own"
    form = form_in(templates, name)
    record = made_record(form, load_framework(form.framework, templates), None)
    path = issued(templates, tmp_path, name, records=[record])
    assert isinstance(record, Project)
    return path, record, lacks, newer_folder(tmp_path, new)


@pytest.mark.libreoffice
def test_an_older_form_reads_without_an_error_and_says_once_what_it_lacks(
    case: tuple[Path, Project, str, Path], office: Callable[..., list[Path]]
) -> None:
    path, record, lacks, templates = case
    for saved in (path, *office([path], "xlsx"), *office([path], "ods")):
        found = check(templates, saved)
        assert found["S05"] == [f"模板版本不符：1，表上没有{lacks}"]
        assert not [code for code in found if code[0] in "SH" and code != "S05"]
        [project] = read(templates, saved).projects
        assert same_record(project, record)


def test_a_label_deleted_from_an_older_form_without_protection_is_an_error(tmp_path: Path) -> None:
    old, new, _ = CASES["a line"]
    templates = folder_with(tmp_path, old)
    path = issued(templates, tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.protection.disable()
    for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == "联系电话"):
        cell.value = None
    book.save(path)
    found = check(newer_folder(tmp_path, new), path)
    assert "缺少栏目：联系电话" in found["S03"]
    assert found["S05"] == ["模板版本不符：1"]
    assert "S19" in found


def test_what_was_filled_in_before_an_older_form_was_sent_is_still_compared(tmp_path: Path) -> None:
    old, new, _ = CASES["a line"]
    templates = folder_with(tmp_path, old)
    roster = tmp_path / "名册.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(("项目名称", "实施单位", "联系电话"))
    book.worksheets[0].append(("村道硬化", "城建办", "0769-22001234"))
    book.save(roster)
    path = issued(templates, tmp_path, roster=roster)
    edited = openpyxl.load_workbook(path)
    for cell in (cell for row in edited.worksheets[0].iter_rows() for cell in row if cell.value == "0769-22001234"):
        cell.value = "0769-22009999"
    edited.save(path)
    assert any("0769-22009999" in one for one in check(newer_folder(tmp_path, new), path)["S30"])
