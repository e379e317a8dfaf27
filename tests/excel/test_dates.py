"""Dates in cells: days since 1900 or 1904, formats, ISO 8601."""

from __future__ import annotations

import pytest

from tests.excel.test_stored_values import cell
from tests.support.ooxml import at, by_hand, first_sheet
from toolkit.excel import CellKind
from toolkit.excel.open.number_formats import show
from toolkit.excel.open.stored_values import plain, shown


@pytest.mark.parametrize(
    ("serial", "since_1904", "text"),
    [
        ("45293", False, "2024-01-02"),
        ("43831", True, "2024-01-02"),
        ("0", True, "1904-01-01"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "1900-02-29"),
        ("61", False, "1900-03-01"),
        ("2958465", False, "9999-12-31"),
        ("45292.9999999", False, "2024-01-02"),
        ("45293.25", False, "2024-01-02 06:00:00"),
    ],
)
def test_days_count_from_1900_or_from_1904(serial: str, since_1904: bool, text: str) -> None:
    assert shown(serial, show("yyyy-mm-dd"), since_1904=since_1904) == (text, CellKind.DATE)


@pytest.mark.parametrize("serial", ["-1", "0", "2958466", "1e300"])
def test_a_day_that_no_calendar_has_stays_the_number_it_is(serial: str) -> None:
    text, kind = shown(serial, show("yyyy-mm-dd"), since_1904=False)
    assert (text, kind) == (plain(serial), CellKind.NUMBER)


def test_a_workbook_may_count_its_days_from_1904() -> None:
    found = cell("<v>43831</v>", code="yyyy/m/d", workbook='<workbookPr date1904="1"/>')
    assert (found.text, found.raw) == ("2024-01-02", "43831")


@pytest.mark.parametrize("number", [14, 22, 27, 30, 31, 36, 45, 50, 57, 58])
def test_formats_that_files_name_only_by_number_are_dates_too(number: int) -> None:
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    found = at(first_sheet(by_hand('<row r="1"><c r="A1"><v>45293.5</v></c></row>', styles=styles)), "A1")
    assert found.kind is CellKind.DATE
    assert found.text.startswith("2024-01-02") or number == 45


@pytest.mark.parametrize(
    "code", ["General", "0.00E+00", "@", "#,##0.00", '0"日"', "[Red]0.00", "# ?/?", '"年"0', "0.00_);[Red](0.00)"]
)
def test_letters_in_words_colours_and_exponents_make_no_date(code: str) -> None:
    assert show(code)[1:4] == (False, False, False)


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("2024-03-05T00:00:00.000", "2024-03-05"),
        ("2024-03-05T00:00:00.000Z", "2024-03-05"),
        ("2024-03-05T00:00Z", "2024-03-05"),
        ("2024-03-05T08:30:15.250", "2024-03-05 08:30:15"),
        ("2024-03-05", "2024-03-05"),
    ],
)
def test_dates_of_iso_8601(stored: str, text: str) -> None:
    assert first_sheet(by_hand(f'<row r="1"><c r="A1" t="d"><v>{stored}</v></c></row>')).text(0, 0) == text
