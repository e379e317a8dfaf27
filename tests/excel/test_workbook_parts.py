"""Parts around the sheets: names, comments, links, properties."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.excel.test_structure import _ONE
from tests.support.ooxml import (
    MAIN,
    REL,
    STRICT_REL,
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
from toolkit.excel import Damaged


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
