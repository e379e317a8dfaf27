"""The sentence about inserted rows names the row and one language."""

from __future__ import annotations

import pytest

from tests.support import shift
from tests.support.records import without_source
from tests.support.returned_forms import OFFICE, filled, read
from tests.support.sheet_editor import Opened, editing
from toolkit.checks import fix, run, sentence


@pytest.mark.parametrize(("row", "count"), [(17, 2), (22, 1), (9, 3)])
def test_inserted_rows_are_named_where_they_are(row: int, count: int) -> None:
    form = filled(OFFICE)
    book = Opened(form.data)
    with editing(book) as sheet:
        shift.insert_rows(sheet, row, count)
    file = read(book.saved())
    assert without_source(file.records[0].record) == without_source(form.truth[0])
    (one,) = (one for one in run([file]) if one.code == "S15")
    assert sentence(one) == f"行或单元格有增删、移动，已重新对齐：第{row + 1}行处插入了{count}行"
    english = f"{count} inserted at row {row + 1}"
    assert sentence(one, "en") == f"Rows or cells were inserted, deleted or moved; re-aligned: {english}"
    assert f"（第{row + 1}行处插入了{count}行）" in fix(one)
    assert f"({english})" in fix(one, "en")


def test_an_inserted_column_is_named_in_one_language() -> None:
    form = filled(OFFICE)
    book = Opened(form.data)
    with editing(book) as sheet:
        shift.insert_columns(sheet, 5)
    (one,) = (one for one in run([read(book.saved())]) if one.code == "S16")
    assert sentence(one).endswith("F列处插入了1列")
    assert sentence(one, "en").endswith("1 inserted at column F")


def test_shifted_cells_are_reported_without_a_word_of_rows_put_in() -> None:
    book = Opened(filled(OFFICE).data)
    with editing(book) as sheet:
        shift.cut(sheet, "E16:E17", "E22")
    found = [one for one in run([read(book.saved())]) if one.code == "S15"]
    assert any(sentence(one).startswith("行或单元格有增删、移动，对应不上的已留空：") for one in found)
