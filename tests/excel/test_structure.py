"""What protects, hides, allows and names: read as the file has it, from whatever program."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.support.ooxml import (
    MAIN,
    REL,
    STRICT_REL,
    at,
    by_hand,
    first_sheet,
    parts,
    patched,
    read,
    relationships,
    unzipped,
    zipped,
)
from tests.support.workbooks import saved
from toolkit.excel import Damaged, Validation
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


def test_hidden_and_very_hidden_sheets_are_not_visible() -> None:
    book = openpyxl.Workbook()
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state).sheet_state = state
    assert [(grid.name, grid.visible, grid.index) for grid in read(saved(book)).sheets] == [
        ("Sheet", True, 0),
        ("hidden", False, 1),
        ("veryHidden", False, 2),
    ]


def test_names_are_read_with_the_sheet_that_they_belong_to() -> None:
    names = (
        "<definedNames><definedName name=\"a\">'表'!$A$1</definedName>"
        '<definedName name="b">"JX 1"</definedName><definedName name="a" localSheetId="0">1.0</definedName>'
        '<definedName name="c" localSheetId="7">2</definedName></definedNames>'
    )
    assert read(by_hand(names=names)).names == {"a": "表!$A$1", "b": '"JX 1"', "表!a": "1", "c": "2"}


def test_comments_and_drawings_are_seen() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    assert not read(saved(book)).sheets[0].has_comments
    sheet["A1"].comment = Comment("看看", "某人")
    found = read(saved(book)).sheets[0]
    assert found.has_comments
    assert not found.has_drawings
    assert first_sheet(by_hand(after='<oleObjects><oleObject progId="Word"/></oleObjects>')).has_drawings


@pytest.mark.parametrize(
    ("kind", "part", "seen"),
    [
        ("drawing", "<wsDr/>", False),
        ("drawing", None, False),
        ("drawing", "<wsDr><twoCell", False),
        ("drawing", "<wsDr><oneCellAnchor/></wsDr>", True),
        ("comments", "<comments><authors/><commentList/></comments>", False),
        ("comments", None, False),
        ("comments", '<comments><commentList><comment ref="A1"/></commentList></comments>', True),
    ],
)
def test_what_hangs_on_a_sheet_is_seen_where_something_is_in_it(kind: str, part: str | None, seen: bool) -> None:
    pieces = parts(_ONE, after='<drawing r:id="rId1"/>' if kind == "drawing" else "")
    pieces["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("rId1", kind, "../beside.xml"))
    if part is not None:
        pieces["xl/beside.xml"] = part
    grid = first_sheet(zipped(pieces))
    assert grid.text(0, 0) == "45600"
    assert (grid.has_drawings or grid.has_comments) is seen
    assert not first_sheet(by_hand(_ONE, after="<oleObjects/><controls/>")).has_drawings


@pytest.mark.parametrize("part", [None, "", "<broken", "text"])
@pytest.mark.parametrize("kind", ["externalLink", "connections", "theme", "calcChain", "customXml"])
def test_a_side_part_that_is_missing_or_broken_costs_nothing(kind: str, part: str | None) -> None:
    pieces = parts(_ONE)
    rels = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", kind, "beside.xml"))
    pieces["xl/_rels/workbook.xml.rels"] = rels
    if part is not None:
        pieces["xl/beside.xml"] = part
    book = read(zipped(pieces))
    assert book.sheets[0].text(0, 0) == "45600"
    assert book.external_links == (("xl/beside.xml",) if kind in ("externalLink", "connections") else ())


@pytest.mark.parametrize("kind", ["custom-properties", "core-properties", "extended-properties"])
def test_broken_properties_cost_nothing(kind: str) -> None:
    pieces = parts(_ONE)
    pieces["_rels/.rels"] = relationships(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", kind, "props.xml"))
    pieces["props.xml"] = "<Properties><property"
    assert first_sheet(zipped(pieces)).text(0, 0) == "45600"


def test_pictures_that_wps_keeps_in_cells_are_drawings() -> None:
    pieces = parts('<row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>图</v></c></row>')
    assert not read(zipped(pieces)).sheets[0].has_drawings
    rels = str(pieces["xl/_rels/workbook.xml.rels"])
    wps = '<Relationship Id="rId9" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/>'
    pieces["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{wps}</Relationships>")
    assert read(zipped(pieces)).sheets[0].has_drawings


def with_relationship(kind: str, target: str, **more: str) -> bytes:
    """A workbook whose workbook part names one more part."""
    pieces = parts()
    entry = f'<Relationship Id="rId9" Type="{REL}/{kind}" Target="{target}"/>'
    rels = str(pieces["xl/_rels/workbook.xml.rels"])
    pieces["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", f"{entry}</Relationships>")
    return zipped({**pieces, **more})


def test_links_to_other_workbooks_are_named_by_their_target() -> None:
    rels = relationships(("rId1", "externalLinkPath", "file:///C:/甲/其他.xlsx"), external=True)
    data = with_relationship(
        "externalLink",
        "externalLinks/externalLink1.xml",
        **{
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
        },
    )
    assert read(data).external_links == ("file:///C:/甲/其他.xlsx",)


def test_dde_links_and_connections_are_links_too() -> None:
    dde = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="calc"/></externalLink>'
    assert read(with_relationship("externalLink", "link.xml", **{"xl/link.xml": dde})).external_links == ("cmd|calc",)
    web = (
        f'<connections xmlns="{MAIN}"><connection name="甲"><webPr url="http://a/b"/></connection>'
        '<connection name="乙"><dbPr connection="x"/></connection></connections>'
    )
    data = with_relationship("connections", "connections.xml", **{"xl/connections.xml": web})
    assert read(data).external_links == ("http://a/b", "乙")


@pytest.mark.parametrize("kind", ["vbaProject", "xlMacrosheet"])
def test_macros_are_seen_by_what_the_workbook_names(kind: str) -> None:
    assert read(with_relationship(kind, "x.bin")).has_macros
    assert not read(by_hand()).has_macros


def test_properties_and_keywords_are_found_by_relationship() -> None:
    pieces = parts()
    pieces["_rels/.rels"] = relationships(
        ("rId1", "officeDocument", "/xl/workbook.xml"),
        ("a", "custom-properties", "p.xml"),
        ("b", "core-properties", "c.xml"),
    )
    pieces["p.xml"] = (
        '<Properties><property name="n"><lpwstr> v_x0041_ </lpwstr></property><property name="e"/></Properties>'
    )
    pieces["c.xml"] = "<coreProperties><keywords>一 <value>二</value></keywords><title>t</title></coreProperties>"
    book = read(zipped(pieces))
    assert book.properties == {"n": "vA", "e": ""}
    assert book.keywords == "一 二"


def test_the_strict_dialect_reads_as_the_other() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    merge = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    grids = [first_sheet(by_hand(row, texts="<si><t>文</t></si>", after=merge, strict=flag)) for flag in (False, True)]
    assert grids[0] == grids[1]
    assert grids[0].text(0, 0) == "文"
    assert STRICT_REL in str(parts(strict=True)["_rels/.rels"])


@pytest.mark.parametrize("target", ["/xl/odd name.xml", "../xl/odd%20name.xml", "ODD NAME.XML", "./odd name.xml"])
def test_parts_are_found_where_their_relationships_say(target: str) -> None:
    pieces = parts('<row r="1"><c r="A1"><v>7</v></c></row>')
    pieces["xl/odd name.xml"] = pieces.pop("xl/worksheets/sheet1.xml")
    rels = str(pieces["xl/_rels/workbook.xml.rels"])
    pieces["xl/_rels/workbook.xml.rels"] = rels.replace("worksheets/sheet1.xml", target)
    assert read(zipped(pieces)).sheets[0].text(0, 0) == "7"


def test_a_stated_dimension_is_not_believed() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>'
    for stated in ("A1:A1", "A1:XFD1048576"):
        assert len(first_sheet(by_hand(row, before=f'<dimension ref="{stated}"/>')).cells) == 2


def test_a_sheet_that_is_one_chart_has_no_cells() -> None:
    pieces = parts()
    pieces["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "chartsheet", "chartsheets/sheet1.xml"))
    found = read(zipped(pieces)).sheets[0]
    assert found.has_drawings
    assert found.cells == {}


@pytest.mark.parametrize(
    "broken",
    [
        {"workbook": f'<workbook xmlns="{MAIN}"/>'},
        {"workbook": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'},
        {"workbook": "not xml"},
        {"rels": relationships()},
        {"sheet": "<worksheet"},
        {"sheet": ""},
        {"styles": "<styleSheet>"},
    ],
)
def test_a_workbook_that_lacks_what_it_needs_is_damaged(broken: dict[str, str]) -> None:
    with pytest.raises(Damaged):
        read(patched(zipped(parts(styles="", texts="")), **broken))


def test_a_sheet_whose_part_is_missing_is_damage() -> None:
    pieces = unzipped(by_hand())
    del pieces["xl/worksheets/sheet1.xml"]
    with pytest.raises(Damaged):
        read(zipped(pieces))
