"""A workbook is known again by marks in several places that fail independently."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from tests.support.issued_forms import KEY, PASSWORD, Drawn, issue
from toolkit.forms import CODE_LABEL, Layout, decode_short, decode_stamp, short_code, verify_stamp
from toolkit.issuing import draw


def test_all_marks_of_a_workbook_agree(layout: Layout) -> None:
    one = issue(layout, {"total": 36300}, frozenset({"total"}))
    book = openpyxl.load_workbook(BytesIO(draw([one], PASSWORD)))
    code = short_code(one.stamp)
    row, col = layout.code_cell
    assert book["项目"].cell(row + 1, col + 1).value == f"{CODE_LABEL}{code}"
    assert book.custom_doc_props["jixiao"].value == code  # type: ignore[attr-defined]
    assert book.properties.keywords == code
    assert book.defined_names["_jixiao"].attr_text == f'"{code}"'
    assert list(book["_jixiao"].values) == [
        ("工作表", "表样编号", "下发标识"),
        ("项目", code, one.stamp),
    ]


def test_the_printed_code_is_inside_the_print_area_small_grey_and_at_the_right(layout: Layout, drawn: Drawn) -> None:
    cell = drawn()["项目"].cell(layout.code_cell.row + 1, layout.code_cell.col + 1)
    assert layout.area.holds(*layout.code_cell)
    assert cell.font.size <= 8
    assert cell.alignment.horizontal == "right"
    assert decode_short(str(cell.value)) is not None


def test_the_stamp_verifies_and_tells_what_was_filled_in(layout: Layout) -> None:
    one = issue(layout, {"total": 36300, "start_year": 2024}, frozenset({"total"}))
    stamp = decode_stamp(one.stamp)
    assert stamp is not None
    assert verify_stamp(one.stamp, KEY) is True
    assert (stamp.prefilled, stamp.fingerprint) == ({"total": "36300"}, layout.fingerprint)


def test_a_workbook_of_many_forms_says_the_first_code_and_how_many_more(layout: Layout) -> None:
    book = openpyxl.load_workbook(
        BytesIO(draw([issue(layout, {}, sheet=f"项目{number}") for number in range(12)], PASSWORD))
    )
    value = book.custom_doc_props["jixiao"].value  # type: ignore[attr-defined]
    assert len(value) <= 255
    assert value.endswith(" +11")
    assert book["_jixiao"].max_row == 13
