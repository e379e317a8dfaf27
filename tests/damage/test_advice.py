"""Following the advice of rules of structure on a real form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.returned_forms import OFFICE, Filled, filled, read
from tests.support.workbooks import saved
from toolkit.checks import fix, run, sentence
from toolkit.model import Finding, Project, ReadFile

Typed = tuple[str | int | float | datetime, str]
_AS_TEXT = "@"


def typed(cells: Mapping[str, Typed]) -> ReadFile:
    """社区办公经费 in 元 with other content and number formats in some cells."""
    form = filled(OFFICE, prefilled=False)
    book = openpyxl.load_workbook(BytesIO(form.data))
    for key, (value, number_format) in cells.items():
        row, col = form.at(key)
        cell = book.worksheets[0].cell(row + 1, col + 1, value)
        cell.number_format = number_format
        if isinstance(value, str):
            cell.data_type = "s"
    return read(saved(book))


def found(file: ReadFile) -> dict[tuple[str, str | None], Finding]:
    return {(one.code, one.where.cell): one for one in run((file,))}


def project(file: ReadFile) -> Project:
    record = file.records[0].record
    assert isinstance(record, Project)
    return record


AMOUNTS = [
    "4.56万", "4.56万元", "4.56 万元", "４．５６万元", "0.000456亿", "0.000456亿元", "45.6千元", "45,600.00",
    "45，600元", "４５，６００元", "45600元整", "人民币4.56万元", "￥45,600", "45 600",
]  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_an_amount_in_another_spelling_is_advised_in_the_unit_of_the_form(text: str) -> None:
    cell = str(filled(OFFICE, prefilled=False).at("total"))
    loose = typed({"total": (text, _AS_TEXT)})
    assert project(loose).funding.total == 45600
    finding = found(loose)["S25", cell]
    assert finding.facts["expected"] == "45600"
    assert f"{text.strip()}→45600" in sentence(finding, "zh")
    followed = typed({"total": ("45600", _AS_TEXT)})
    assert project(followed).funding.total == 45600
    assert not {("S25", cell), ("H04", cell), ("S12", cell)} & set(found(followed))


@pytest.mark.parametrize(("text", "year"), [("2023年", 2023), ("２０２３年度", 2023), ("2023.0", 2023)])
def test_a_year_in_another_spelling_is_advised_as_four_digits(text: str, year: int) -> None:
    loose = typed({"start_year": (text, _AS_TEXT)})
    (finding,) = (one for (code, _), one in found(loose).items() if code == "S25")
    assert (project(loose).start_year, finding.facts["expected"]) == (year, str(year))
    followed = typed({"start_year": (str(year), _AS_TEXT)})
    assert project(followed).start_year == year
    assert not [code for code, _ in found(followed) if code in ("S25", "H06")]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.9, "0%", "90%"),
        (datetime(2024, 12, 1), "yyyy-mm-dd", "2024-12-01"),
        (datetime(2024, 12, 1), "yyyy-mm-dd h:mm:ss", "2024-12-01"),
        (10, '0"次"', "10次"),
        (170001001, "0.00E+00", "170001001"),
    ],
)
def test_a_converted_value_typed_as_text_stays_what_it_means(
    value: float | datetime, number_format: str, expected: str
) -> None:
    key = "slots.0.annual_value"
    cell = str(filled(OFFICE, prefilled=False).at(key))
    finding = found(typed({key: (value, number_format)}))["S12", cell]
    assert finding.facts["expected"] == expected
    assert f"'{expected}" in fix(finding, "zh")
    followed = typed({key: (expected, _AS_TEXT)})  # the apostrophe makes it text and is no part of it
    assert ("S12", cell) not in found(followed)
    assert project(followed).indicators[0].annual_value == expected


@pytest.mark.parametrize("value", [True, 1.70001001170001e17])
def test_where_nobody_knows_what_was_typed_no_value_is_advised(value: float) -> None:
    key = "slots.0.annual_value"
    finding = found(typed({key: (value, "0.00E+00")}))["S12", str(filled(OFFICE, prefilled=False).at(key))]
    assert finding.facts["expected"] == ""
    assert "“" not in fix(finding, "zh")


@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "0%"])
def test_an_amount_that_became_a_date_or_a_share_is_never_advised_as_one(number_format: str) -> None:
    cell = str(filled(OFFICE, prefilled=False).at("total"))
    finding = found(typed({"total": (45600, number_format)}))["S12", cell]
    assert finding.facts["expected"] == ""
    assert "常规" in fix(finding, "zh")
    followed = typed({"total": (45600, "General")})
    assert project(followed).funding.total == 45600
    assert not {("S12", cell), ("H02", cell)} & set(found(followed))


Edit = Callable[[Worksheet, Filled], None]


def edited(*edits: Edit) -> ReadFile:
    """社区办公经费, issued with its head filled in, with edits of its first sheet."""
    form = filled(OFFICE)
    book = openpyxl.load_workbook(BytesIO(form.data))
    for edit in edits:
        edit(book.worksheets[0], form)
    saved = BytesIO()
    book.save(saved)
    return read(saved.getvalue())


def _put(place: str, value: str | int | float | None) -> Edit:
    return lambda sheet, _: sheet.__setitem__(place, value)


def test_a_formula_replaced_by_the_value_that_is_named_is_a_value() -> None:
    cell = str(filled(OFFICE).at("slots.0.annual_value"))
    uncomputed = edited(_put(cell, "=1+1"))
    assert ("S24", cell) in found(uncomputed)
    followed = edited(_put(cell, "≥2人"))
    assert not {("S24", cell), ("S11", cell)} & set(found(followed))


@pytest.mark.parametrize(("key", "wrong"), [("supervising_department", "别的部门"), ("total", 99999)])
def test_a_prefilled_value_that_is_put_back_is_as_issued(key: str, wrong: str | int) -> None:
    cell = str(filled(OFFICE).at(key))
    expected = str(found(edited(_put(cell, wrong)))["S30", cell].facts["expected"])
    followed = edited(_put(cell, float(expected) if key == "total" else expected))
    assert ("S30", cell) not in found(followed)


def test_a_locked_text_that_is_put_back_is_as_issued() -> None:
    finding = next(one for (code, _), one in found(edited(_put("A1", "自评表"))).items() if code == "S04")
    followed = edited(_put(str(finding.where.cell), str(finding.facts["expected"])))
    assert "S04" not in {code for code, _ in found(followed)}


def _to_the_right(sheet: Worksheet, form: Filled) -> None:
    row, col = (part + 1 for part in form.at("slots.0.name"))
    for place in (col + 3, col + 2, col + 1):
        sheet.cell(row, place).value = sheet.cell(row, place - 1).value
    sheet.cell(row, col).value = None


def _copied_back(sheet: Worksheet, form: Filled) -> None:
    row, col = (part + 1 for part in form.at("slots.0.name"))
    for place in (col, col + 1, col + 2):
        sheet.cell(row, place).value = sheet.cell(row, place + 1).value
    sheet.cell(row, col + 3).value = None


def test_content_that_is_copied_back_is_in_its_place_and_no_cell_is_cut() -> None:
    finding = next(one for (code, _), one in found(edited(_to_the_right)).items() if code == "S06")
    assert "复制到 B15、C15、D15、E15、F15，清空多出的单元格（不要剪切）" in fix(finding, "zh")
    assert "do not cut" in fix(finding, "en")
    followed = edited(_to_the_right, _copied_back)
    assert not {"S06", "S09", "S15", "V02"} & {code for code, _ in found(followed)}
    assert project(followed).indicators == project(edited()).indicators


def test_a_split_merge_is_to_be_merged_again() -> None:
    finding = found(edited(lambda sheet, _: sheet.unmerge_cells("C3:F3")))["S21", "C3:F3"]
    assert "被拆开的重新合并" in fix(finding, "zh")
    assert "S21" not in {code for code, _ in found(edited())}
