"""Formats that show another number than is stored."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.support.ooxml import by_hand, first_sheet
from toolkit.excel import CellKind, GridCell, open_file
from toolkit.excel.open.number_formats import changes_numbers, hides, show
from toolkit.excel.open.stored_values import shown
from toolkit.forms import Amount
from toolkit.forms.fields.amount import KIND, without_exponent
from toolkit.intake.cells import disputed, look_at
from toolkit.intake.summary.rows import read_money
from toolkit.model import Observed

SCALED = [
    ('0.00,,"万元"%', "36300", "3.63万元"),
    ('0.00,,"万元"\n%', "36345", "3.6345万元"),
    ('0!.0,"万元"', "36300", "3.63万元"),
    ('0\\.0,"万"', "36300", "3.63万"),
    ('0"."0,', "36300", "3.63"),
    ("#,##0,", "36300", "36.3"),
    ("#,##0.00,,", "45600000", "45.6"),
    ("#!.0000", "36300", "3.63"),
    ('0.00,"千元"', "36300", "36.3千元"),
    ('0.00,,"万元"%', "-36300", "-3.63万元"),
    ('[>=10000]0!.0,"万元";0"元"', "36300", "3.63万元"),
]
AS_STORED = [
    ('[>=10000]0!.0,"万元";0"元"', "363", "363元"),
    ("#,##0.00", "36300", "36300"),
    ("_ * #,##0.00_ ;_ * -#,##0.00_ ", "36300", "36300"),
    ("[$¥-804]#,##0.00", "36300", "36300"),
    ("#,##0_);(#,##0)", "5", "5"),
    ("0.00E+00", "100000", "100000"),
    ("000-0000", "5231234", "5231234"),
    ("0%", "0.9", "90%"),
    ("[<1]0%;0", "0.5", "50%"),
    ("[<1]0%;0", "5", "5"),
    ('0"年"', "2024", "2024年"),
]


@pytest.mark.parametrize(("code", "stored", "seen"), SCALED + AS_STORED)
def test_what_a_person_sees_is_read(code: str, stored: str, seen: str) -> None:
    assert shown(stored, show(code), since_1904=False) == (seen, CellKind.NUMBER)


@pytest.mark.parametrize(("code", "stored", "seen"), SCALED)
def test_another_number_than_is_stored_is_never_silent(code: str, stored: str, seen: str) -> None:
    escaped = code.replace("&", "&amp;").replace('"', "&quot;").replace(">", "&gt;").replace("\n", "&#10;")
    styles = (
        f'<numFmts><numFmt numFmtId="200" formatCode="{escaped}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>'
    )
    cell = first_sheet(by_hand(f'<row r="1"><c r="A1" s="0"><v>{stored}</v></c></row>', styles=styles)).cells[0, 0]
    (found,) = look_at(cell, "A1", numeric=True)
    assert (found.seen, found.facts["found"], found.facts["shown"]) == (Observed.CONVERTED, stored, seen)


@pytest.mark.parametrize("code", ["#,##0.00", "General", "0.00", "@", "yyyy/m/d", "#,##0;-#,##0", "0_ "])
def test_formats_that_only_round_or_group_are_no_matter(code: str) -> None:
    assert not changes_numbers(code)
    assert not list(look_at(GridCell("36300", CellKind.NUMBER, "36300", code), "A1", numeric=True))


@pytest.mark.parametrize(
    ("code", "stored", "text", "yuan"),
    [
        ('0.00"万元"', "3.63", "3.63万元", "36300"),
        ('0.00"元"', "36300", "36300元", "36300"),
        ('0!.0,"万元"', "36300", "3.63万元", "36300"),
        ("0.00", "3.63", "3.63", "36300"),
    ],
)
def test_an_amount_of_a_summary_is_in_the_unit_that_is_seen(code: str, stored: str, text: str, yuan: str) -> None:
    money = read_money(GridCell(text, CellKind.NUMBER, stored, code), "万元")
    assert money is not None
    assert f"{money.yuan.normalize():f}" == yuan


@pytest.mark.parametrize(
    ("text", "full"), [("1E5", "100000"), ("1.5e+3", "1500"), ("１Ｅ５", "100000"), (" 4.56E4 ", "45600")]
)
def test_an_amount_with_an_exponent_is_read_and_reported(text: str, full: str) -> None:
    amount = KIND.parse(text, "元")
    assert isinstance(amount, Amount)
    assert f"{amount.yuan.normalize():f}" == full
    (found,) = look_at(GridCell(text, CellKind.TEXT, text), "C9", numeric=True)
    assert (found.seen, found.facts["found"], found.facts["shown"]) == (Observed.CONVERTED, text.strip(), full)


@pytest.mark.parametrize("text", ["E5", "1E", "1E-5", "1E500", "1EE5", "5", "1E5元", "1" * 50 + "E5"])
def test_what_is_no_number_with_an_exponent_is_left_alone(text: str) -> None:
    assert without_exponent(text) is None


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "h:mm", "[h]:mm"])
@pytest.mark.parametrize("raw", ["1E400", "-1E400"])
def test_a_date_beyond_all_numbers_is_no_date_and_no_fault(code: str, raw: str) -> None:
    text, kind = shown(raw, show(code), since_1904=False)
    assert kind is CellKind.NUMBER
    assert text.lstrip("-") == f"1{'0' * 400}"


#: Format, stored number, unit of the sheet, the amount in 元; None where what is seen contradicts what is stored.
MONEY = [
    ('0!.0000"万元"', "36300", "元", "36300"),
    ('0!.0000"万元"', "36300", "万元", "36300"),
    ('0!.0000"万元"', "3.63", "万元", None),
    ("0!.0000", "36300", "万元", "36300"),
    ("0!.0000", "36300", "元", None),
    ('[>=10000]0!.0,"万";0', "36300", "元", "36300"),
    ('[>=10000]0!.0,"万";0', "3630", "元", "3630"),
    ('[>=10000]0,"万"', "36300", "元", None),
    ("#,##0,", "36300", "元", None),
    ("0.00,,", "36300000", "元", None),
    ("0.00,,", "36300000", "万元", None),
    ("#,##0.00,", "3.63", "万元", None),
    ('0.0000"万元"', "3.63", "万元", "36300"),
    ('0.0000"万元"', "36300", "元", None),
    ('General"元"', "36300", "元", "36300"),
    ('General"元"', "36300", "万元", "36300"),
    ('0"00"', "363", "元", None),
    ('"1"0', "363", "元", None),
    ('"-"0', "363", "元", None),
    ("[$-804]#,##0.00", "36300", "元", "36300"),
    ("[DBNum2][$-804]General", "36300", "元", "36300"),
    ('_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)', "36300", "元", "36300"),
    ('[$-804]0.0,"千元"', "36300", "元", "36300"),
    ("0.00%", "0.9", "元", None),
    ("[$-804]yyyy/m/d;@", "36300", "元", None),
]


@pytest.mark.parametrize(("code", "stored", "unit", "yuan"), MONEY)
def test_an_amount_seen_otherwise_than_stored_has_one_certain_reading_or_none(
    code: str, stored: str, unit: str, yuan: str | None
) -> None:
    text, kind = shown(stored, show(code), since_1904=False)
    cell = GridCell(text, kind, stored, code)
    amount = KIND.parse(text, unit)
    found = amount.yuan if isinstance(amount, Amount) and not disputed(cell, unit) else None
    assert (found and f"{found.normalize():f}") == yuan
    if kind is CellKind.NUMBER:
        money = read_money(cell, unit)
        assert (money and f"{money.yuan.normalize():f}") == yuan


HIDDEN = [
    (";;;", "36300", False), (";;", "36300", False), ("0;;", "-5", False), ('"已拨付"', "36300", False),
    ("**;**;**;**", "36300", False), ("[>=10000];0", "36300", False), (";;;", "采购服装", True), ("0;0;0;", "甲", True),
    ("[$-804];;;", "36300", False),
]  # fmt: skip
SHOWN = [
    ("General", "36300", False), ("0;;", "36300", False), ("#,##0;-#,##0;", "0", False), ("@", "36300", False),
    (";;;@", "采购服装", True), (";;", "采购服装", True), ("[>=10000];0", "363", False), ("0;0;;@", "0", False),
    ("yyyy/m/d;@", "45292", False),
    ("[h]:mm", "3.5", False), ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "5", False),
    ('"¥"General', "5", False), ("[DBNum1][$-804]General", "5", False),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stored", "text"), HIDDEN)
def test_a_format_that_shows_nothing_of_a_cell_is_reported(code: str, stored: str, text: bool) -> None:
    assert hides(code, stored, text=text)
    kind = CellKind.TEXT if text else CellKind.NUMBER
    found = [one for one in look_at(GridCell(stored, kind, stored, code), "C9") if one.seen is Observed.HIDDEN_CONTENT]
    assert [(one.cell, one.facts["found"]) for one in found] == [("C9", stored)]


@pytest.mark.parametrize(("code", "stored", "text"), SHOWN)
def test_a_format_that_shows_its_cell_is_no_matter(code: str, stored: str, text: bool) -> None:
    assert not hides(code, stored, text=text)


@pytest.mark.parametrize(("cells", "refused"), [(15_000, False), (18_000, True)])
def test_the_words_that_formats_add_to_all_numbers_of_a_sheet_are_bounded(cells: int, refused: bool) -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet, style = book.add_worksheet(), book.add_format({"num_format": f'"{"长" * 240}"0'})
    for number in range(cells):
        sheet.write_number(number // 20, number % 20, number, style)
    book.close()
    opened = open_file("a.xlsx", stream.getvalue())
    limits = [str(seen.facts["limit"]) for seen in opened.observations if seen.seen is Observed.REFUSED]
    assert bool(limits) == refused
    assert all("数字格式所加文字的总量（字符）超过 4,000,000" in limit for limit in limits)
