"""Merges, validations, protection, hidden rows and columns of a sheet."""

from __future__ import annotations

import pytest

from tests.support.ooxml import (
    at,
    by_hand,
    first_sheet,
    read,
)
from toolkit.excel import Validation
from toolkit.model import CellRange


def ranges(*texts: str) -> tuple[CellRange, ...]:
    return tuple(map(CellRange.parse, texts))


def validation(inner: str, attributes: str) -> tuple[Validation, ...]:
    after = f"<dataValidations><dataValidation {attributes}>{inner}</dataValidation></dataValidations>"
    return first_sheet(by_hand(after=after)).validations


def test_merges_are_read_whichever_corner_comes_first() -> None:
    grid = first_sheet(by_hand(after='<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="D4:C3"/></mergeCells>'))
    assert grid.merges == ranges("A1:B2", "C3:D4")


_ONE = '<row r="1"><c r="A1"><v>45600</v></c></row>'


@pytest.mark.parametrize(
    ("ref", "read_as"),
    [
        ("", None),
        ("A1:", None),
        ("#REF!", None),
        ("表!A1:B2", None),
        ("ZZZ1:ZZZ2", None),
        ("A0:A3", None),
        ("J", None),
        ("A1:XFE2", "A1:XFD2"),
        ("J2:J1048577", "J2:J1048576"),
        ("J:J", "J1:J1048576"),
        ("$B:$C", "B1:C1048576"),
        ("3:4", "A3:XFD4"),
        ("$A$1:$B$2", "A1:B2"),
        ("b2:a1", "A1:B2"),
    ],
)
def test_an_odd_range_is_read_as_it_is_meant_or_left_aside(ref: str, read_as: str | None) -> None:
    expected = ranges(read_as) if read_as else ()
    rule = f'<dataValidation type="list" sqref="{ref}"><formula1>"是,否"</formula1></dataValidation>'
    grid = first_sheet(by_hand(_ONE, after=f"<dataValidations>{rule}</dataValidations>"))
    assert grid.text(0, 0) == "45600"
    assert tuple(one for validation in grid.validations for one in validation.ranges) == expected
    merged = first_sheet(by_hand(_ONE, after=f'<mergeCells><mergeCell ref="{ref}"/></mergeCells>'))
    assert (merged.text(0, 0), merged.merges) == ("45600", expected)
    array = f'<row r="1"><c r="A1"><f t="array" ref="{ref}">B1</f><v>1</v></c></row>'
    assert at(first_sheet(by_hand(array)), "A1").formula == "B1"


@pytest.mark.parametrize(
    "around",
    [
        '<cols><col min="x" max="-3" width="12,5"/></cols>',
        '<cols><col min="1" max="99999999999" width="wide" hidden="maybe"/></cols>',
    ],
)
def test_odd_columns_cost_nothing(around: str) -> None:
    assert first_sheet(by_hand(_ONE, before=around)).text(0, 0) == "45600"


@pytest.mark.parametrize("height", ["120,5", "high", "", "1.2.3", "-"])
def test_an_odd_height_costs_nothing(height: str) -> None:
    grid = first_sheet(by_hand(_ONE.replace('r="1">', f'r="1" ht="{height}">', 1)))
    assert grid.text(0, 0) == "45600"
    assert not grid.hidden_rows


def test_rows_that_are_hidden_or_of_no_height_are_hidden() -> None:
    rows = '<row r="1" hidden="1"/><row r="2" ht="0" customHeight="1"/><row r="3" ht="15" hidden="false"/><row r="4"/>'
    assert first_sheet(by_hand(rows)).hidden_rows == {0, 1}


def test_columns_that_are_hidden_or_of_no_width_are_hidden() -> None:
    cols = (
        '<cols><col min="2" max="3" hidden="1"/><col min="4" max="4" width="0"/><col min="5" max="5" width="9"/></cols>'
    )
    assert first_sheet(by_hand(before=cols)).hidden_cols == {1, 2, 3}


def test_columns_listed_again_and_again_are_not_followed() -> None:
    cols = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20000 + "</cols>"
    assert len(first_sheet(by_hand(before=cols)).hidden_cols) == 16384


def test_a_list_is_the_same_with_and_without_what_libreoffice_adds() -> None:
    plain = validation("<formula1>'_meta'!$A$1:$A$3</formula1>", 'type="list" sqref="A1 B2:C3"')
    added = validation(
        "<formula1>_meta!$A$1:$A$3</formula1><formula2>0</formula2>", 'type="list" operator="between" sqref="A1 B2:C3"'
    )
    assert plain == added == (Validation(ranges("A1", "B2:C3"), "list", "_meta!$A$1:$A$3"),)


def test_a_limit_keeps_its_operator_and_only_the_formulas_that_mean_something() -> None:
    both = "<formula1>0.0</formula1><formula2>100.0</formula2>"
    assert validation(both, 'type="decimal" sqref="A1"')[0][2:] == ("0", "100", "between")
    assert validation(both, 'type="whole" operator="lessThan" sqref="A1"')[0][2:] == ("0", "", "lessThan")


def test_a_hint_without_a_limit_is_no_validation() -> None:
    assert validation("", 'sqref="A1" prompt="请填写"') == ()
    assert validation("", 'type="none" sqref="A1"') == ()


def test_the_validations_of_later_excel_are_read_too() -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    after = (
        f'<extLst><ext xmlns:x14="{x14}"><x14:dataValidations xmlns:xm="{xm}"><x14:dataValidation type="list">'
        "<x14:formula1><xm:f>'名单'!$A$1:$A$9</xm:f></x14:formula1><xm:sqref>C3 D4:D5</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    assert first_sheet(by_hand(after=after)).validations == (
        Validation(ranges("C3", "D4:D5"), "list", "名单!$A$1:$A$9"),
    )


@pytest.mark.parametrize(
    ("xf", "named", "locked"),
    [
        ("<xf/>", "<xf/>", True),
        ('<xf><protection locked="0"/></xf>', "<xf/>", False),
        ('<xf><protection locked="false"/></xf>', "<xf/>", False),
        ('<xf><protection hidden="1"/></xf>', '<xf><protection locked="0"/></xf>', True),
        ('<xf xfId="0"/>', '<xf><protection locked="0"/></xf>', False),
        ('<xf xfId="0" applyProtection="1"/>', '<xf><protection locked="0"/></xf>', True),
        ('<xf xfId="9"/>', '<xf><protection locked="0"/></xf>', True),
    ],
)
def test_a_cell_is_locked_unless_its_style_or_the_named_style_behind_it_says_otherwise(
    xf: str, named: str, locked: bool
) -> None:
    styles = f"<cellStyleXfs>{named}</cellStyleXfs><cellXfs>{xf}</cellXfs>"
    grid = first_sheet(by_hand('<row r="1"><c r="A1" s="0"><v>1</v></c></row>', styles=styles))
    assert at(grid, "A1").locked is locked


def test_protection_of_sheet_and_workbook_is_seen() -> None:
    book = read(by_hand(after='<sheetProtection sheet="1"/>', names='<workbookProtection lockStructure="1"/>'))
    assert book.structure_locked
    assert book.sheets[0].protected
    open_book = read(by_hand(after='<sheetProtection sheet="0"/>', names='<workbookProtection lockStructure="0"/>'))
    assert not open_book.structure_locked
    assert not open_book.sheets[0].protected


def test_conditional_formats_of_either_dialect_are_seen() -> None:
    assert first_sheet(by_hand(after='<conditionalFormatting sqref="A1"/>')).has_conditional_formats
    later = "<extLst><ext><conditionalFormattings/></ext></extLst>"
    assert first_sheet(by_hand(after=later)).has_conditional_formats
    assert not first_sheet(by_hand()).has_conditional_formats
