"""Foreign number formats on a real form: the shown value is read or reported."""

from __future__ import annotations

import pytest

from tests.damage.test_advice import found, project, typed
from tests.support.returned_forms import OFFICE, filled
from toolkit.model import Severity

#: Format, the amount of 36300 that is read, the error or warning that names the cell.
AMOUNTS = [
    (";;;", "36300", "S20", Severity.ERROR),
    ('"已拨付"', "36300", "S20", Severity.ERROR),
    ("#,##0,", None, "S09", Severity.ERROR),
    ("0.00,,", None, "S09", Severity.ERROR),
    ('0"00"', None, "S09", Severity.ERROR),
    ('[>=10000]0,"万"', None, "S09", Severity.ERROR),
    ('0"万元"', None, "S09", Severity.ERROR),
    ('0 "万元"', None, "S09", Severity.ERROR),
    ('#,##0.00_ "万元"', None, "S09", Severity.ERROR),
    ("-0", None, "S09", Severity.ERROR),
    ("[$USD]0", None, "H02", Severity.ERROR),
    ("0‰", None, "H02", Severity.ERROR),
    ("0%", None, "H02", Severity.ERROR),
    ("[$-804]yyyy/m/d;@", None, "H02", Severity.ERROR),
    ('0!.0000"万元"', "36300", "S12", Severity.WARNING),
    ('[>=10000]0!.0,"万元"', "36300", "S12", Severity.WARNING),
]
PLAIN = [
    '0 "元"_ ',
    "¥#,##0",
    "+0",
    "# ##0",
    "General",
    "#,##0.00",
    'General"元"',
    '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    "[$¥-804]#,##0.00",
]
#: What is stored as the first year, its format, the year that is read.
YEARS = [
    (2024, "yyyy", None, "H06"),
    (2024, "[$-804]yyyy/m", None, "H06"),
    (2024, "0,", None, "H06"),
    (2024, ";;;", 2024, "S20"),
    (24, '"20"0', 2024, "S12"),
]
VALUES = [
    (0.9, "0%", "90%", "S12"),
    (90, "0%", "9000%", "V10"),
    (36300, "0,", "36.3", "S12"),
    (5, '"≥"0"次"', "≥5次", "S12"),
    ("≥60%", ";;;", "≥60%", "S20"),
]


def cell(key: str) -> str:
    return str(filled(OFFICE, prefilled=False).at(key))


@pytest.mark.parametrize(("code", "yuan", "rule", "severity"), AMOUNTS)
def test_an_amount_seen_otherwise_than_stored_is_reported(
    code: str, yuan: str | None, rule: str, severity: Severity
) -> None:
    file = typed({"total": (36300, code)})
    total = project(file).funding.total
    assert (total and f"{total.normalize():f}") == yuan
    assert found(file)[rule, cell("total")].severity is severity


@pytest.mark.parametrize("code", PLAIN)
def test_an_amount_seen_as_it_is_stored_is_no_matter(code: str) -> None:
    file = typed({"total": (36300, code)})
    assert project(file).funding.total == 36300
    assert {one for one in found(file) if one[1] == cell("total")} <= {("S25", cell("total"))}


@pytest.mark.parametrize(("stored", "code", "year", "rule"), YEARS)
def test_a_year_seen_otherwise_than_stored_is_reported(stored: int, code: str, year: int | None, rule: str) -> None:
    file = typed({"start_year": (stored, code)})
    assert project(file).start_year == year
    assert (rule, cell("start_year")) in found(file)


@pytest.mark.parametrize(("stored", "code", "value", "rule"), VALUES)
def test_a_value_seen_otherwise_than_stored_is_reported(stored: float | str, code: str, value: str, rule: str) -> None:
    file = typed({"slots.0.annual_value": (stored, code)})
    assert project(file).indicators[0].annual_value == value
    assert (rule, cell("slots.0.annual_value")) in found(file)
