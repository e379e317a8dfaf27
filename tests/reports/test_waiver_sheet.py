"""A workbook of findings: ticks on its sheet 放行 become waivers."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.batches import SECURITY, UNIT, at, batch, finding, read_file
from tests.support.programs import convert
from toolkit.errors import TemplateError
from toolkit.model import Finding
from toolkit.reports import Report, apply_waivers, load_waivers
from toolkit.reports.formats.xlsx import render
from toolkit.reports.waiver_sheet import COLUMNS, WAIVER_SHEET

TODAY = date(2024, 6, 1)
FINDINGS = (
    at("S04", "A7", found="甲", expected="乙"),
    at("V05", "E25,F25", found="100", name="及时率"),
    at("V07", "E15", found="≧", expected="≥"),
    finding("F03", "returned/坏.xlsx"),
    finding("A03", "", unit="党建工作办公室", expected="党建工作办公室"),
)


def _ticked(folder: Path, row: int, **typed: object) -> Path:
    """The workbook as a person saves it, with one row filled in."""
    book = load_workbook(BytesIO(render(Report(batch(), FINDINGS))))
    sheet = book[WAIVER_SHEET]
    for name, value in typed.items():
        sheet.cell(row, list(COLUMNS).index(name) + 1).value = value  # type: ignore[assignment]
    path = folder / "意见.xlsx"
    book.save(path)
    return path


def _waived(path: Path) -> list[Finding]:
    return [one.finding for one in apply_waivers(FINDINGS, load_waivers(path), batch(), TODAY).waived]


def test_the_workbook_lists_every_finding_and_offers_ticks() -> None:
    book = load_workbook(BytesIO(render(Report(batch(), FINDINGS))))
    found, waivers = book["审核意见"], book[WAIVER_SHEET]
    assert [row[9] for row in found.iter_rows(values_only=True)] == ["编号", "S04", "V05", "V07", "F03", "A03"]
    assert found.auto_filter.ref == "A1:J6"
    assert waivers.auto_filter.ref == "A2:L6"
    (offered,) = waivers.data_validations.dataValidation
    assert (offered.formula1, str(offered.sqref)) == ('"√,是"', "A3:A6")


@pytest.mark.parametrize("tick", ["√", "是", "✓", "Y"])
@pytest.mark.parametrize("number", [0, 1, 3, 4])
def test_what_is_ticked_is_waived_and_nothing_else(tmp_path: Path, number: int, tick: str) -> None:
    row = {0: 3, 1: 4, 3: 5, 4: 6}[number]
    path = _ticked(tmp_path, row, 放行=tick, 理由="已核实", 姓名="张三", 日期="2024年3月1日")
    assert _waived(path) == [FINDINGS[number]]


def test_a_date_that_the_program_made_one_is_read(tmp_path: Path) -> None:
    path = _ticked(tmp_path, 3, 放行="√", 理由="已核实", 姓名="张三", 日期=datetime(2024, 3, 1))
    (waiver,) = load_waivers(path)
    assert (waiver.date, waiver.reason, waiver.name, waiver.unit) == (date(2024, 3, 1), "已核实", "张三", UNIT)


@pytest.mark.parametrize("no", ["否", "×", "不同意", "x", ""])
def test_nothing_ticked_nothing_waived(tmp_path: Path, no: str) -> None:
    assert load_waivers(_ticked(tmp_path, 3, 放行=no)) == ()


def test_a_cross_with_a_reason_may_be_meant_either_way_and_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="放行!A3：放行的打“√”，不放行的留空"):
        load_waivers(_ticked(tmp_path, 3, 放行="x", 理由="已核实", 姓名="张三", 日期="2024-03-01"))


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("tick", "day"),
    [("√", datetime(2026, 11, 27)), ("是", "2026年11月27日"), (" 同意 ", "2026.11.27"), ("✓", date(2026, 11, 27))],
)
def test_what_a_person_ticked_and_saved_in_libreoffice_is_waived(tmp_path: Path, tick: str, day: object) -> None:
    path = _ticked(tmp_path, 4, 放行=tick, 理由="已核实\n附说明", 姓名="张三", 日期=day)
    (saved,) = convert([path], "xlsx", tmp_path)
    (waiver,) = load_waivers(saved)
    assert (waiver.name, waiver.date) == ("张三", date(2026, 11, 27))
    assert _waived(saved) == [FINDINGS[1]]


def test_rows_are_as_tall_as_what_wraps_in_them_and_every_page_has_the_head() -> None:
    long = at("V05", "E14", found="9" * 90, name="及时率")
    book = load_workbook(BytesIO(render(Report(batch(), (long, *FINDINGS)))))
    for sheet, head in ((book["审核意见"], 1), (book[WAIVER_SHEET], 2)):
        tall, usual = (sheet.row_dimensions[head + row].height for row in (1, 2))
        assert tall > usual > 0
        assert sheet.print_title_rows == f"${head}:${head}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sum(one.width for one in sheet.column_dimensions.values()) < 190


def test_a_file_is_named_from_the_returned_folder_and_waived_in_that_folder_only(tmp_path: Path) -> None:
    paths = ("/home/张三/桌面/报回/骏达.xlsx", "/home/张三/桌面/报回/第一次/骏达.xlsx")
    files = tuple(read_file(path, "000-junda", 1) for path in paths)
    findings = tuple(finding("S04", path, SECURITY, "A7", SECURITY, found="甲", expected="乙") for path in paths)
    path = tmp_path / "意见.xlsx"
    book = load_workbook(BytesIO(render(Report(files, findings))))
    sheet = book[WAIVER_SHEET]
    assert [row[-1].value for row in sheet.iter_rows(min_row=3)] == ["报回/骏达.xlsx", "报回/第一次/骏达.xlsx"]
    for name, value in {"放行": "√", "理由": "已核实", "姓名": "张三", "日期": "2024-03-01"}.items():
        sheet.cell(3, list(COLUMNS).index(name) + 1).value = value
    book.save(path)
    assert [one.finding for one in apply_waivers(findings, load_waivers(path), files, TODAY).waived] == [findings[0]]


@pytest.mark.parametrize(
    ("left", "cell", "zh", "en"),
    [
        ("理由", "F3", "请在这里写明理由", "write the reason here"),
        ("姓名", "G3", "请在这里写放行人的姓名", "write who waives it here"),
        ("日期", "H3", "请在这里写日期", "write the date here"),
    ],
)
def test_a_tick_without_reason_name_or_date_is_reported_with_its_cell(
    tmp_path: Path, left: str, cell: str, zh: str, en: str
) -> None:
    typed = {"放行": "√", "理由": "已核实", "姓名": "张三", "日期": "2024-03-01", left: None}
    with pytest.raises(TemplateError) as error:
        load_waivers(_ticked(tmp_path, 3, **typed))
    assert f"意见.xlsx 放行!{cell}：" in error.value.message("zh")
    assert zh in error.value.message("zh")
    assert f"意见.xlsx 放行!{cell}: " in error.value.message("en")
    assert en in error.value.message("en")


def test_another_word_than_a_tick_is_reported(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="放行!A4：放行的打“√”"):
        load_waivers(_ticked(tmp_path, 4, 放行="待定"))


def test_a_finding_that_says_something_else_now_is_not_waived(tmp_path: Path) -> None:
    path = _ticked(tmp_path, 4, 放行="√", 理由="已核实", 姓名="张三", 日期="2024-03-01")
    changed = at("V05", "E25,F25", found="200", name="及时率")
    assert not apply_waivers((changed,), load_waivers(path), batch(), TODAY).waived


def test_a_workbook_without_the_sheet_and_what_is_no_workbook_are_reported(tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    Workbook().save(other)
    with pytest.raises(TemplateError, match="没有工作表“放行”"):
        load_waivers(other)
    other.write_bytes(b"no workbook")
    with pytest.raises(TemplateError, match="不是能打开的 Excel 工作簿"):
        load_waivers(other)


def test_the_same_report_gives_the_same_workbook() -> None:
    report = Report(batch(), FINDINGS, day=date(2024, 3, 8))
    assert render(report) == render(report)
