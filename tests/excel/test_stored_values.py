"""The content of a cell as a person reads it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.ooxml import at, by_hand, cell_shown, first_sheet
from toolkit.excel import CellKind, Damaged, GridCell, open_file
from toolkit.excel.open.number_formats import show
from toolkit.excel.open.stored_values import plain, unescape
from toolkit.model import Observed


def cell(inner: str, *, attributes: str = "", code: str | None = None, **more: str) -> GridCell:
    """The only cell of a sheet, with a number format."""
    styles = None
    if code is not None:
        escaped = code.replace("&", "&amp;").replace('"', "&quot;")
        styles = (
            f'<numFmts><numFmt numFmtId="170" formatCode="{escaped}"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
        )
        attributes += ' s="1"'
    return at(first_sheet(by_hand(f'<row r="1"><c r="A1"{attributes}>{inner}</c></row>', styles=styles, **more)), "A1")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.9, "0%", "90%"),
        (0.955, "0.0%", "95.5%"),
        (0.955, "0%", "95.5%"),
        (1, "0%", "100%"),
        (0.07, "0.00%", "7%"),
        (-0.1, "0%", "-10%"),
        (36300, "General", "36300"),
        (36300, "#,##0.00", "36300"),
        (170001001, "0.00E+00", "170001001"),
        (3.63, "0.00", "3.63"),
        (1e-7, "General", "0.0000001"),
        (datetime(2024, 1, 2), "yyyy-mm-dd", "2024-01-02"),
        (datetime(2024, 1, 2), 'yyyy"年"m"月"d"日"', "2024-01-02"),
        (datetime(2024, 1, 2), '[$-804]yyyy"年"m"月"d"日";@', "2024-01-02"),
        (datetime(2024, 12, 1), 'yyyy"年"m"月"', "2024-12-01"),
        (datetime(2024, 12, 1), 'm"月"', "2024-12-01"),
        (datetime(2024, 1, 2), "yyyy\\-mm\\-dd", "2024-01-02"),
        (datetime(2024, 1, 2), "[DBNum1][$-804]yyyy年m月d日", "2024-01-02"),
        (datetime(2024, 1, 2, 8, 30), "yyyy-mm-dd hh:mm", "2024-01-02 08:30:00"),
        (date(1900, 3, 1), "yyyy-mm-dd", "1900-03-01"),
        (date(1900, 1, 5), "yyyy-mm-dd", "1900-01-05"),
        (time(8, 30), "h:mm", "08:30:00"),
        (timedelta(hours=30), "[h]:mm:ss", "30:00:00"),
        (8, '"≥"0"套"', "≥8套"),
        (8, "0\\套", "8套"),
        (95, '0"%"', "95%"),
        (22, 'General"人次"', "22人次"),
        (0.9, '"≥"0%', "≥90%"),
        (36300, '#,##0.00"元"', "36300元"),
        (36300, '0!.0,"万元"', "3.63万元"),
        (36300, '0.00,"千元"', "36.3千元"),
        (36300, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "36300"),
        (-5, '"≥"0"套"', "-5"),
        (True, "General", "TRUE"),
        ("0.9", "0%", "0.9"),
    ],
)
def test_a_number_reads_as_its_format_means_it(value: object, number_format: str, text: str) -> None:
    assert cell_shown(value, number_format) == text


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("100000000.0", "100000000"),
        ("1.70001001E+08", "170001001"),
        ("0.95499999999999996", "0.955"),
        ("0.30000000000000004", "0.3"),
        ("36300.129999999997", "36300.13"),
        ("1E-3", "0.001"),
        ("-0", "0"),
        (".5", "0.5"),
        ("440902198001011234", "440902198001011234"),
        ("1.2345678901234567E+19", "12345678901234600000"),
        ("007", "7"),
        ("1e400", "1" + "0" * 400),
    ],
)
def test_a_number_is_written_in_full_and_keeps_what_is_stored(stored: str, text: str) -> None:
    found = cell(f"<v>{stored}</v>")
    assert (found.text, found.kind, found.raw) == (text, CellKind.NUMBER, stored)


@pytest.mark.parametrize("stored", ["abc", "1_000", "０９", "nan", "inf", "1e99999", "--1", "+"])
def test_what_is_no_number_is_given_as_the_text_it_is(stored: str) -> None:
    assert cell(f"<v>{stored}</v>")[:3] == (stored, CellKind.TEXT, stored)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4))
def test_a_number_that_a_person_can_type_comes_back_as_typed(value: Decimal) -> None:
    typed = value.quantize(Decimal(10) ** (len(str(abs(int(value)))) - 15), ROUND_DOWN)
    assert Decimal(plain(repr(float(typed)))) == typed


@given(st.floats(min_value=-1e300, max_value=1e300))
def test_no_number_has_an_exponent(value: float) -> None:
    text = plain(repr(value))
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(value, rel=1e-14)


def test_only_the_first_section_of_a_format_counts() -> None:
    assert show('0.0"元";yyyy').after == "元"
    assert show('";"0%').percent


@pytest.mark.parametrize(
    ("attributes", "inner", "expected"),
    [
        (' t="b"', "<v>1</v>", ("TRUE", CellKind.BOOLEAN, "1")),
        (' t="b"', "<v>0</v>", ("FALSE", CellKind.BOOLEAN, "0")),
        (' t="e"', "<v>#REF!</v>", ("#REF!", CellKind.ERROR, "#REF!")),
        (' t="d"', "<v>2024-01-02T00:00:00</v>", ("2024-01-02", CellKind.DATE, "2024-01-02T00:00:00")),
        (' t="d"', "<v>2024-01-02T08:30:00Z</v>", ("2024-01-02 08:30:00", CellKind.DATE, "2024-01-02T08:30:00Z")),
        (' t="str"', "<f>A2</f><v>文</v>", ("文", CellKind.TEXT, "文")),
        (' t="inlineStr"', "<is><t> 空白 </t></is>", (" 空白 ", CellKind.TEXT, " 空白 ")),
        (' t="inlineStr"', "<is><r><rPr/><t>富</t></r><r><t>文本</t></r></is>", ("富文本", CellKind.TEXT, "富文本")),
        (' t="inlineStr"', "<is><t>重</t><rPh sb='0' eb='1'><t>zhong</t></rPh></is>", ("重", CellKind.TEXT, "重")),
        (' t="inlineStr"', "<is><t/></is>", ("", CellKind.EMPTY, "")),
        (' t="s"', "", ("", CellKind.EMPTY, "")),
        ("", "<v/>", ("", CellKind.EMPTY, "")),
    ],
)
def test_a_cell_is_what_the_file_says_it_is(attributes: str, inner: str, expected: tuple[str, CellKind, str]) -> None:
    assert cell(inner, attributes=attributes)[:3] == expected


def test_shared_texts_are_found_by_their_place_plain_or_rich() -> None:
    texts = '<si><t>一</t></si><si/><si><r><t xml:space="preserve">二 </t></r><r><t>三</t></r></si><si><t>四</t></si>'
    row = "".join(f'<c r="{col}1" t="s"><v>{place}</v></c>' for place, col in enumerate("ABCD"))
    grid = first_sheet(by_hand(f'<row r="1">{row}</row>', texts=texts))
    assert [at(grid, f"{col}1").text for col in "ABCD"] == ["一", "", "二 三", "四"]
    assert at(grid, "B1").kind is CellKind.EMPTY


@pytest.mark.parametrize("place", ["4", "-1", "1_0", "x", "９"])
def test_a_shared_text_that_is_not_there_is_damage(place: str) -> None:
    with pytest.raises(Damaged):
        cell(f"<v>{place}</v>", attributes=' t="s"', texts="<si><t>一</t></si>")


@pytest.mark.parametrize("number", ["7", "99999", "-1", "x", ""])
def test_a_style_that_is_not_there_costs_nothing(number: str) -> None:
    row = f'<row r="1"><c r="A1" s="{number}"><v>1</v></c></row>'
    assert at(first_sheet(by_hand(row)), "A1").locked
    cell = at(first_sheet(by_hand(row, styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>')), "A1")
    assert (cell.text, cell.format) == ("1", "General")


@pytest.mark.parametrize("id_", ["", "x", "-4", "99999999999"])
def test_odd_numbers_in_the_styles_cost_nothing(id_: str) -> None:
    cell_format = f'<cellXfs><xf numFmtId="{id_}" xfId="{id_}"/></cellXfs>'
    styles = f'<numFmts><numFmt numFmtId="{id_}" formatCode="0%"/></numFmts>{cell_format}'
    assert first_sheet(by_hand('<row r="1"><c r="A1"><v>5</v></c></row>', styles=styles)).text(0, 0) in ("5", "500%")


def test_a_cell_given_twice_with_one_content_is_read() -> None:
    for second in ("<v>45600</v>", "", "<v/>"):
        row = f'<row r="1"><c r="A1"><v>45600</v></c><c r="A1">{second}</c><c r="B1"><v>2</v></c></row>'
        grid = first_sheet(by_hand(row))
        assert [grid.text(0, 0), grid.text(0, 1)] == ["45600", "2"]
    assert first_sheet(by_hand(f'<row r="1"><c r="A1"/></row>{row}')).text(0, 0) == "45600"


@pytest.mark.parametrize(
    "row",
    [
        '<c r="C3"><v>45600</v></c><c r="C3"><v>4560</v></c>',
        '<c r="C3"><v>45600</v></c></row><row r="3"><c r="C3"><v>4560</v></c>',
        '<c r="C3"><v>45600</v></c><c r="C3"><f>A1</f></c>',
        '<c r="C3"><v>45600</v><v>4560</v></c>',
        '<c r="C3" t="inlineStr"><is><t>甲</t></is><is><t>乙</t></is></c>',
        '<c r="C3" t="inlineStr"><v>66</v></c>',
        '<c r="C3" t="inlineStr"><v>66</v><is><t>67</t></is></c>',
        '<c r="C3"><is><t>66</t></is></c>',
        '<c r="C3" t="s"><is><t>0</t></is></c>',
        '<c r="C3" t="s"><v>77</v></c>',
        '<c r="C3"><x:v xmlns:x="urn:x">5</x:v></c>',
        '<c r="C3"><value>5</value></c>',
        '<c r="C4"><v>5</v></c>',
    ],
)
def test_a_contradiction_in_a_cell_is_refused_by_its_name(row: str) -> None:
    data = by_hand(f'<row r="3">{row}</row>', texts="<si><t>甲</t></si>")
    opened = open_file("a.xlsx", data)
    assert opened.book is None
    (seen,) = opened.observations
    assert (seen.seen, seen.sheet) == (Observed.DAMAGED, "表")
    assert seen.cell in ("C3", "C4")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row xmlns="urn:x" r="2"><c r="A2"><v>5</v></c></row>',
        '<row r="1"><foo r="B1"><v>9</v></foo></row>',
        '<x:row xmlns:x="urn:x" r="1"><c r="A1"><v>9</v></c></x:row>',
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><row r="1"><c r="A1"><v>9</v></c></row></mc:Choice>'
        "</mc:AlternateContent>",
    ],
)
def test_values_outside_of_rows_and_cells_are_refused(rows: str) -> None:
    for filler in ("", '<row r="9"><c r="A9" t="str"><v>' + "长" * 1_000_000 + "</v></c></row>"):
        opened = open_file("a.xlsx", by_hand(rows + filler))
        assert opened.book is None
        assert opened.observations[0].sheet == "表"


def test_empty_cells_between_others_cost_nothing() -> None:
    row = '<row r="1"><c r="A1"><v>1</v><extLst><ext uri="x"/></extLst></c><foo/><extLst><ext>x</ext></extLst></row>'
    assert first_sheet(by_hand(f"{row}<foo/>")).text(0, 0) == "1"


def test_two_texts_of_one_item_are_one() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    grid = first_sheet(by_hand(row, texts="<si><t>甲</t><t>乙</t></si><si/>"))
    assert [grid.text(0, 0), grid.text(0, 1)] == ["甲乙", ""]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("_x0041_", "A"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x4E2D_", "中"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("_x12_", "_x12_"),
        ("a_x000B_b", "a\x0bb"),
    ],
)
def test_escaped_characters_are_what_they_stand_for(stored: str, text: str) -> None:
    assert unescape(stored) == text
    assert cell(f"<is><t>{stored}</t></is>", attributes=' t="inlineStr"').text == text


def test_every_line_break_reads_as_one_line_feed_and_the_stored_one_is_kept() -> None:
    found = cell("<is><t>一_x000D_&#10;二&#13;三</t></is>", attributes=' t="inlineStr"')
    assert (found.text, found.raw) == ("一\n二\n三", "一\r\n二\r三")


def test_cells_and_rows_without_a_reference_follow_one_another() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c></row>"
    rows += "<row r='5'><c><v>5</v></c></row><row><c><v>6</v></c></row>"
    grid = first_sheet(by_hand(rows))
    assert {place: found.text for place, found in grid.cells.items()} == {
        (0, 0): "1",
        (0, 1): "2",
        (1, 2): "3",
        (1, 3): "4",
        (4, 0): "5",
        (5, 0): "6",
    }


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1'><c r='A2'><v>1</v></c></row>",
        "<row r='1'><c r='A1'><v>1</v></c><c r='A1'><v>2</v></c></row>",
        "<row r='1'><c r='1A'><v>1</v></c></row>",
        "<row r='1'><c r='XFE1'><v>1</v></c></row>",
        "<row r='0'><c><v>1</v></c></row>",
        "<row r='1048577'><c><v>1</v></c></row>",
        "<row r='1'><c r='XFD1'/><c/></row>",
        "<row r='x'/>",
    ],
)
def test_cells_that_are_not_in_their_place_are_damage(rows: str) -> None:
    with pytest.raises(Damaged):
        first_sheet(by_hand(rows))


def test_an_empty_cell_is_kept_for_its_lock_and_format() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"><protection locked="0"/></xf></cellXfs>'
    grid = first_sheet(by_hand('<row r="1"><c r="A1" s="1"/><c r="B1"/></row>', styles=styles))
    assert at(grid, "A1") == GridCell("", CellKind.EMPTY, "", "0%", None, True, False)
    assert at(grid, "B1") == GridCell("", CellKind.EMPTY)
