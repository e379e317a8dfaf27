"""Formulas: what they say, whether they were calculated, and how they compare."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from tests.support.ooxml import at, by_hand, first_sheet
from tests.support.workbooks import saved
from toolkit.excel import CellKind, Damaged
from toolkit.excel.open.formulas import moved, normal_formula


def row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def test_a_formula_with_its_result_gives_both() -> None:
    found = at(first_sheet(by_hand(row('<c r="A1"><f>SUM(B1:C1)</f><v>3</v></c>'))), "A1")
    assert (found.text, found.formula, found.computed) == ("3", "SUM(B1:C1)", True)


@pytest.mark.parametrize("inner", ["<f>1+1</f>", "<f>1+1</f><v/>", "<f>1+1</f><v></v>"])
def test_a_formula_that_was_never_calculated_says_so(inner: str) -> None:
    found = at(first_sheet(by_hand(row(f'<c r="A1">{inner}</c>'))), "A1")
    assert (found.text, found.formula, found.computed, found.kind) == ("", "1+1", False, CellKind.EMPTY)


def test_an_empty_text_is_a_result() -> None:
    found = at(first_sheet(by_hand(row('<c r="A1" t="str"><f>""</f><v></v></c>'))), "A1")
    assert (found.text, found.formula, found.computed) == ("", '""', True)


def test_a_formula_with_an_error_gives_the_error() -> None:
    found = at(first_sheet(by_hand(row('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'))), "A1")
    assert (found.text, found.kind, found.formula) == ("#DIV/0!", CellKind.ERROR, "1/0")


def test_a_typed_truth_that_libreoffice_saved_as_a_formula_is_a_value() -> None:
    found = at(first_sheet(by_hand(row('<c r="A1" t="b"><f aca="false">TRUE()</f><v>1</v></c>'))), "A1")
    assert (found.text, found.kind, found.formula) == ("TRUE", CellKind.BOOLEAN, None)


def test_openpyxl_writes_formulas_without_a_result() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "=SUM(1,2)"
    assert at(first_sheet(saved(book)), "A1")[4:6] == ("SUM(1,2)", False)


def test_a_shared_formula_is_written_out_for_each_of_its_cells() -> None:
    cells = row(
        '<c r="A1"><f t="shared" ref="A1:C1" si="0">A2+$A$2+SUM(A2:A$9)</f><v>1</v></c>',
        '<c r="B1"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="C1"><f t="shared" si="9"/><v>1</v></c>',
    )
    grid = first_sheet(by_hand(cells))
    assert at(grid, "B1").formula == "B2+$A$2+SUM(B2:B$9)"
    assert at(grid, "C1").formula == "SHARED(9)"


def test_the_results_of_an_array_formula_are_marked_in_all_its_cells() -> None:
    cells = row('<c r="A1"><f t="array" ref="A1:B1">D1:E1*2</f><v>1</v></c>', '<c r="B1"><v>2</v></c>', '<c r="C1"/>')
    grid = first_sheet(by_hand(cells))
    assert [at(grid, ref).formula for ref in ("A1", "B1", "C1")] == ["D1:E1*2", "D1:E1*2", None]
    wide = first_sheet(by_hand(cells.replace("A1:B1", "A1:B1048576")))
    assert at(wide, "B1").formula == "D1:E1*2"


def test_a_formula_longer_than_any_formula_is_damage() -> None:
    with pytest.raises(Damaged):
        first_sheet(by_hand(row(f'<c r="A1"><f>{"1+" * 20_000}1</f></c>')))


@pytest.mark.parametrize("odd", ["[" * 8000, "{" * 8000, "'" * 8001, '"' * 8001, "A" * 8000, "A1:" * 2600, "((" * 4000])
def test_odd_formulas_take_no_longer_than_others(odd: str) -> None:
    assert isinstance(normal_formula(odd), str)
    assert isinstance(moved(odd * 3, 1, 1), str)


def test_a_data_table_is_a_formula_too() -> None:
    cells = row('<c r="A1"><f t="dataTable" ref="A1:B1" r1="C1" r2="D1"/><v>1</v></c>', '<c r="B1"><v>2</v></c>')
    assert at(first_sheet(by_hand(cells)), "B1").formula == "TABLE(C1,D1)"


@pytest.mark.parametrize(
    "formula",
    [
        "A1+$A1+A$1+$A$1",
        "SUM(A1:B2,$C:$C,3:4,D:E)",
        'IF(A1="A1",LOG10(B2),"x""A1")',
        "'A1 表'!A1+Sheet1!B2+基础信息!C3",
        "AB12!A1",
        "Tab_1[A1]+TAX_A1+A1_x",
        "ROUND(A1*1E5,2)",
        "[1]Sheet1!A1",
        "年A1+A1",
    ],
)
def test_a_formula_moves_as_openpyxl_moves_it(formula: str) -> None:
    expected = Translator(f"={formula}", "B5").translate_formula("D8")[1:]
    assert moved(formula, 3, 2) == expected


def test_moving_by_nothing_changes_nothing() -> None:
    formula = "SUM($A$1:B2)+'甲 乙'!C3&\"D4\""
    assert moved(formula, 0, 0) == formula


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("=SUM(A1)", "SUM(A1)"),
        ("'_meta'!$A$1:$A$3", "_meta!$A$1:$A$3"),
        ("'基础信息'!A1", "基础信息!A1"),
        ("100000000.0", "100000000"),
        ("1E+08", "100000000"),
        (".5", "0.50"),
        ("sum(a1;b2)", "SUM(A1,B2)"),
        ("TRUE()", "true"),
        ("_xlfn.IFS(A1>0,1)", "IFS(A1>0,1)"),
        ("_xlfn._xlws.FILTER(A1:A2,B1:B2)", "FILTER(A1:A2,B1:B2)"),
        ("AND( LEN(A1) > 0 ,\n A1<>0 )", "AND(LEN(A1)>0,A1<>0)"),
        ("IF(A1>=10.0,1,0)", "IF(A1>=10,1,0)"),
    ],
)
def test_what_programs_rewrite_by_themselves_is_the_same_formula(one: str, other: str) -> None:
    assert normal_formula(one) == normal_formula(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$A$1", "A1"),
        ("A1", "A2"),
        ("A1", "A10"),
        ('"a,b"', '"a;b"'),
        ('"A B"', '"AB"'),
        ('"true"', '"TRUE"'),
        ("'A B'!A1", "AB!A1"),
        ("{1,2;3,4}", "{1,2,3,4}"),
        ("1:1", "10:10"),
        ("SUM(A1)", "SUM(A1,1)"),
        ("1.5", "15"),
    ],
)
def test_what_means_something_else_stays_different(one: str, other: str) -> None:
    assert normal_formula(one) != normal_formula(other)


@given(st.text(alphabet="AB12$'!\"(),;. :xlfn_TRUE{}[]&<>=汉", max_size=40))
def test_a_normal_formula_is_normal(text: str) -> None:
    once = normal_formula(text)
    assert normal_formula(once) == once
