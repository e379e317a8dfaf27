"""The fast way to read sheets agrees with the parser or refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.ooxml import by_hand, first_sheet, form, patched, read, unzipped
from tests.support.programs import convert
from tests.support.returned_forms import OFFICE, filled
from toolkit.excel import Damaged
from toolkit.excel.open.plain_parts import split_sheet, split_texts

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"


def with_remarks(data: bytes) -> bytes:
    """A workbook with XML comments, which the fast way refuses."""
    spoiled = {}
    for name, part in unzipped(data).items():
        if name.startswith("xl/worksheets/sheet") or name == TEXTS:
            head, end, rest = part.partition(b"?>")
            spoiled[name] = head + end + b"<!-- -->" + rest if end else b"<!-- -->" + part
    return patched(data, **spoiled)


def in_both_ways(data: bytes) -> None:
    """Check that the fast way and the parser read the same."""
    assert split_sheet(unzipped(data)[SHEET]) is not None
    assert split_sheet(unzipped(with_remarks(data))[SHEET]) is None
    assert read(data) == read(with_remarks(data))


def test_a_form_as_it_was_issued_and_filled() -> None:
    in_both_ways(filled(OFFICE).data)


def test_what_openpyxl_writes() -> None:
    in_both_ways(form())


def test_what_libreoffice_writes(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(filled(OFFICE).data)
    in_both_ways(convert([path], "xlsx", tmp_path)[0].read_bytes())


#: A formula that is taken out and read by itself.
LONG = "IF(B1&lt;&gt;&quot;甲&quot;,1,0)+" * 20 + "1"

CELLS = (
    f'<row r="1"><c r="A1"><f>{LONG}</f><v>1</v></c><c r="B1"><f>B2</f></c>'
    f'<c r="C1"><f aca="false">{LONG}</f></c></row>',
    f'<row r="1"><c r="A1" t="str"><f>{LONG}</f><v>A</v></c><c r="B1" t="str"><f>{LONG}</f></c></row>',
    '<row r="1" ht="0.5"><c r="A1"/></row><row r="2" hidden="1"/><row r="3"><c r="A3"><v>1</v></c></row><row r="9"/>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲&lt;乙 </t></is></c></row>',
    '<row r="1"><c r="A1" t="str"><f>IF(B1&lt;&gt;"",1,"&amp;")</f><v>&quot;</v></c><c r="B1"><f>TRUE()</f></c></row>',
    '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="s"><v/></c></row>',
    "",
)


@pytest.mark.parametrize("cells", CELLS)
def test_cells_spelled_by_hand(cells: str) -> None:
    in_both_ways(by_hand(cells, texts="<si><t>甲</t></si>"))


OTHERWISE = (
    f'<row r="1"><c r="A1" t="str"><f>{LONG}+&#x31;</f><v>A</v></c></row>',
    f'<row r="1"><c r="A1" t="str"><f>{LONG}</f><v>A</v></c><c r="B1" t="str"><f>{LONG}</f><v/></c></row>',
    '<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c></row>',
    '<row r="1"> <c r="A1"><v>1</v></c></row>',
    '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#x41;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v><![CDATA[A]]></v></c></row>',
    "<row><c><v>1</v></c></row>",
    '<row r="1"><c r="A1" t="str"><v>A</v></c></row><row xmlns="" r="2"/>',
    '<row r=""><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>A</v></c><c r="B1" t="str"><f>"a"</f><v/></c></row>',
)


@pytest.mark.parametrize("cells", OTHERWISE)
def test_another_spelling_is_left_to_the_parser(cells: str) -> None:
    data = by_hand(cells)
    assert split_sheet(unzipped(data)[SHEET]) is None
    assert first_sheet(data).text(0, 0) in ("1", "A", "甲")


BROKEN = (
    f'<row r="1"><c r="A1"><f>{LONG}\x02</f><v>1</v></c></row>',
    f'<row r="1"><c r="A1"><f>{LONG}&nbsp;</f><v>1</v></c></row>',
    f'<row r="1"><c r="A1"><f>\x01</f><v>1</v></c><c r="B1"><f>{LONG}</f></c></row>',
    f'<row r="1"><c r="A1"><v>\x01</v></c></row><f>{LONG}</f>',
    '<row r="1"><c r="A1"/><row r="2"><c r="A2"/></row>',
    '<row r="1"><c r="A1"/></row></row>',
    '<row r="1"><c r="A1"/>',
    '</row><row r="1"><c r="A1"/></row>',
    '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#2;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>\x02</v></c></row>',
    '<row r="0"><c r="A1"/></row>',
    '<row r="2"><c r="A1"/></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="ZZZ1"/></row>',
)


@pytest.mark.parametrize("cells", BROKEN)
def test_what_is_not_well_formed_is_damaged(cells: str) -> None:
    with pytest.raises(Damaged):
        read(by_hand(cells))


def test_rows_that_are_not_the_sheets_own_are_none() -> None:
    part = unzipped(by_hand(""))[SHEET].replace(b"<sheetData></sheetData>", b"")
    inside = b'<extLst><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></extLst></worksheet>'
    assert not first_sheet(patched(by_hand(""), sheet=part.replace(b"</worksheet>", inside))).cells


TABLE = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2">'


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ('<si><t>甲</t></si><si><t xml:space="preserve"> a&amp;b&#65; </t></si>', ["甲", " a&bA "]),
        ("<si><t/></si>", [""]),
        ("", None),
        ("<si><r><t>甲</t></r></si>", None),
        ("<si><t>甲</t><rPh><t>x</t></rPh></si>", None),
        ("<si><t>甲</t></si>\n<si><t>乙</t></si>", None),
        ("<si><t>&#x4e00;</t></si>", None),
    ],
)
def test_the_table_of_texts(items: str, texts: list[str] | None) -> None:
    assert split_texts(f"{TABLE}{items}</sst>".encode()) == texts


def test_a_declared_encoding_is_believed() -> None:
    for encoding in ("GB18030", "gbk", "GB2312"):
        sheet = unzipped(by_hand('<row r="1"><c r="A1" t="inlineStr"><is><t>一十</t></is></c></row>'))[SHEET].decode()
        declared = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>{sheet}'.encode("gb18030")
        assert first_sheet(patched(by_hand(), sheet=declared)).text(0, 0) == "一十"
        short = f'<?xml version="1.0" encoding="{encoding}"?>{TABLE}<si><t>一</t></si></sst>'.encode("gb18030")
        assert split_texts(short) is None


def test_whether_a_result_is_computed_is_one_answer_in_both_ways() -> None:
    for value in ("<v></v>", "<v/>", "<v />", ""):
        for kind in ("", ' t="str"', ' t="n"', ' t="b"'):
            data = by_hand(f'<row r="1"><c r="A1"{kind}><f>B1</f>{value}</c></row>')
            assert read(data) == read(with_remarks(data))


def test_a_part_in_another_encoding_is_left_to_the_parser() -> None:
    part = f'<?xml version="1.0" encoding="GBK"?>{TABLE}<si><t>甲</t></si></sst>'
    assert split_texts(part.encode("gbk")) is None
    assert split_texts(part.replace("GBK", "UTF-16").encode("utf-16")) is None
