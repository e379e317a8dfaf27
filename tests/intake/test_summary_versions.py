"""Summaries written before a column was added to their sheets, and after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.definitions import combined
from tests.support.summaries import ReadBack, read_back, sheet_of, three
from tests.support.workbooks import opened, saved
from toolkit.excel import Limits, read_book
from toolkit.intake import read_summary
from toolkit.summary_book import sheets
from toolkit.summary_book.sheets import PROPERTY, SheetColumn

#: The version that the sheets have after the next column; its heading must not be that of a column they have.
NEXT, NOTE = sheets.version() + 1, "试加一栏"
#: The columns that reading needed in the first version of the sheets, in their order.
FIRST = {
    "PROJECTS": (
        "row project_name project_code project_type project_level supervising_department spending_unit "
        "start_year end_year budget_year total fiscal special_account other unit_as_written funds_text "
        "payment_plan period_goal annual_goal form form_version file sheet range sha256"
    ),
    "INDICATORS": (
        "row number project unit level1 level2 name period_value annual_value description basis weight cell"
    ),
    "REMARKS": ("kind code file sheet cell project amount"),
    "RETURNS": ("unit state 纳入 退回更正 被取代 files"),
    "CONTROL": ("label received 纳入 退回更正 被取代 difference result"),
}


@pytest.fixture
def before() -> bytes:
    """A summary that was written before the sheets have another column."""
    return three()


@pytest.fixture
def column_added(before: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Adds a column to every sheet that is read, second from the left."""
    for name in FIRST:
        declared = getattr(sheets, name)
        first, *others = declared.columns
        columns = (first, SheetColumn("note", NOTE, 20, since=NEXT), *others)
        monkeypatch.setattr(sheets, name, replace(declared, columns=columns))


def without(data: bytes, sheet: str, heading: str) -> bytes:
    """Returns a summary after somebody deleted a column of one of its sheets."""
    book = opened(data)
    found = next(cell for row in book[sheet].iter_rows(max_row=3) for cell in row if cell.value == heading)
    book[sheet].delete_cols(found.column)
    return saved(book)


def is_recognised(data: bytes, sheet: str) -> bool:
    """Whether reading takes a sheet for one of the summary."""
    book = read_book(data, Limits())
    number = [grid.name for grid in book.sheets].index(sheet)
    return read_summary(sheet_of(book, number), combined()) is not None


def content(read: ReadBack) -> tuple[object, ...]:
    """Returns what reading gives, and what it saw."""
    return read.projects, read.totals, read.seen


@pytest.mark.parametrize("name", FIRST)
def test_a_later_column_names_its_version(name: str) -> None:
    """Otherwise older summaries would seem to have a deleted column."""
    columns = getattr(sheets, name).columns
    assert [column.key for column in columns if column.read and column.since == 1] == FIRST[name].split()


def test_the_custom_property_names_the_version_of_the_newest_column(column_added: None) -> None:
    properties = {one.name: one.value for one in opened(three()).custom_doc_props.props}  # type: ignore[attr-defined]
    assert properties[PROPERTY].startswith(f"{NEXT} combined ")


@pytest.mark.usefixtures("column_added")
def test_a_summary_written_before_reads_as_it_did(before: bytes) -> None:
    read = read_back(before)
    assert any(one.basis for project in read.projects for one in project.indicators), "the kept records were not read"
    assert "account_broken" not in read.seen
    assert is_recognised(before, "项目")


def test_a_summary_written_before_reads_the_same_as_without_the_column(
    before: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = content(read_back(before))
    declared = sheets.INDICATORS
    columns = (*declared.columns, SheetColumn("note", NOTE, 20, since=NEXT))
    monkeypatch.setattr(sheets, "INDICATORS", replace(declared, columns=columns))
    assert content(read_back(before)) == earlier


@pytest.mark.usefixtures("column_added")
def test_a_summary_written_after_has_the_column_and_reads_the_same(before: bytes) -> None:
    after = three()
    assert [opened(after)[name]["B1"].value for name in ("项目", "明细")] == [NOTE, NOTE]
    assert content(read_back(after)) == content(read_back(before))


@pytest.mark.usefixtures("column_added")
@pytest.mark.parametrize("sheet", ["项目", "明细"])
def test_a_deleted_column_of_the_present_version_is_not_taken_for_an_older_summary(sheet: str) -> None:
    complete = three()
    assert is_recognised(complete, sheet)
    assert not is_recognised(without(complete, sheet, NOTE), sheet)


@pytest.mark.parametrize("heading", ["项目名称", "项目编码", "财政拨款（元）"])
def test_a_deleted_column_of_the_first_version_is_missed_whatever_the_version(
    before: bytes, column_added: None, heading: str
) -> None:
    assert not is_recognised(without(before, "项目", heading), "项目")


@pytest.mark.usefixtures("column_added")
def test_without_its_mark_a_summary_must_have_every_present_column(before: bytes) -> None:
    book = opened(before)
    del book.custom_doc_props[PROPERTY]  # type: ignore[attr-defined]
    assert not is_recognised(saved(book), "项目")
