"""Files made to do harm are refused quickly and in little memory."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from tests.support.ooxml import (
    MAIN,
    by_hand,
    corner_to_corner,
    form,
    parts,
    patched,
    read,
    relationships,
    unzipped,
    zipped,
)
from toolkit.excel import Damaged, Limits, Refused, open_file
from toolkit.excel.open.guard import Container, EncryptedMember, parse
from toolkit.model import Observation, Observed

SHEET = "xl/worksheets/sheet1.xml"
MB = 1024 * 1024
_SMALL = Limits(file_size=MB, unzipped=2 * MB, part_size=MB, ratio_from=100_000, members=50)


def refusal(data: bytes, limits: Limits = _SMALL) -> str:
    """The limit that a file is refused for, in English."""
    opened = open_file("returned.xlsx", data, limits)
    assert opened.book is None
    assert [seen.seen for seen in opened.observations] == [Observed.REFUSED]
    return words(opened.observations[0], "limit")


def words(observation: Observation, fact: str) -> str:
    """A fact in English; both languages have it."""
    found = observation.facts[fact]
    assert not isinstance(found, str)
    assert found.zh
    return found.en


def lying(data: bytes, name: str, size: int) -> bytes:
    """A zip whose directory declares another size for a member."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        count = len(archive.infolist())
    at = -1
    for _ in range(count):
        at = data.index(b"PK\x01\x02", at + 1)
        if data[at + 46 :].startswith(name.encode()):
            struct.pack_into("<I", out, at + 24, size)
    return bytes(out)


def sheet_of(inner: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def test_a_file_above_the_size_is_refused() -> None:
    assert "file size" in refusal(form() + b"\0" * MB)
    assert "file size" in refusal(b"a,b\n" * MB)


def test_zeros_that_fill_a_disk_are_refused_by_what_they_declare() -> None:
    assert "unzipped size" in refusal(patched(form(), sheet=b"\0" * 3 * MB))
    assert "compression ratio" in refusal(patched(form(), sheet=sheet_of(" " * (MB - 1000))))


def test_a_part_that_is_larger_than_it_says_is_refused_before_it_is_inflated() -> None:
    data = patched(form(), sheet=sheet_of(" " * 900_000))
    assert "larger than it declares" in refusal(lying(data, SHEET, 1000))


def test_a_part_that_is_smaller_than_it_says_is_damage() -> None:
    opened = open_file("a.xlsx", lying(form(), SHEET, 500_000), Limits())
    assert [seen.seen for seen in opened.observations] == [Observed.DAMAGED]


def test_parts_that_nobody_reads_are_not_inflated() -> None:
    data = patched(form(), **{"xl/media/image1.bmp": b"\0" * 900_000})
    assert open_file("a.xlsx", data, _SMALL).book is not None


def test_many_small_parts_that_share_their_bytes_count_each_time() -> None:
    container = Container(zipped({"a": "x" * 600_000, "b": "x" * 600_000}), replace(_SMALL, unzipped=MB, ratio=2000))
    container.read("a")
    with pytest.raises(Refused):
        container.read("b")


def test_too_many_members_are_refused() -> None:
    pieces = {**unzipped(form()), **{f"xl/{number}.xml": b"<a/>" for number in range(60)}}
    assert "number of members" in refusal(zipped(pieces))
    crowd = zipped({f"{number}": b"" for number in range(6000)})
    assert "number of members" in refusal(crowd)


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil", "/etc/passwd", "C:\\evil.xml", "..\\evil", "xl/a\0.xml", "\\\\host\\x"]
)
def test_a_member_whose_name_points_elsewhere_is_refused(name: str) -> None:
    data = patched(form(), **{"xl/" + "q" * (len(name) - 3): "x"}) if len(name) > 3 else b""
    data = data.replace(("xl/" + "q" * (len(name) - 3)).encode(), name.encode())
    assert ("NUL" if "\0" in name else "points outside") in refusal(data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused_whatever_their_case() -> None:
    for second in (SHEET, SHEET.upper(), SHEET.replace("/", "\\")):
        out = io.BytesIO(form())
        with zipfile.ZipFile(out, "a") as archive:
            archive.writestr(second, sheet_of(""))
        assert "two members have the same name" in refusal(out.getvalue())


_DTD = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>'


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        SHEET,
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/app.xml",
        "xl/theme/theme1.xml",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_is_refused_in_any_part_and_in_any_encoding(part: str, encoding: str) -> None:
    text = unzipped(form())[part].decode()
    head = f'<?xml version="1.0" encoding="{"utf-8" if encoding == "utf-8" else "utf-16"}"?>'
    body = text.partition("?>")[2]
    assert "document type" in refusal(patched(form(), **{part: (head + _DTD + body).encode(encoding)}))


def test_a_document_type_behind_a_long_comment_in_a_part_that_nobody_reads_is_found() -> None:
    assert "document type" in refusal(patched(form(), **{"xl/x.xml": f"<!--{' ' * 9000}-->{_DTD}<a/>"}))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        '<?xml version="1.0"?><!DOCTYPE a []><a/>'.encode("cp037"),
        b"",
        b"   ",
        b"<a>",
        b"<a>&nowhere;</a>",
        b"\xff\xfe",
    ],
)
def test_xml_that_hides_its_encoding_or_is_none_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        parse(data, Limits())


def test_deep_nesting_is_damage_and_no_crash() -> None:
    with pytest.raises(Damaged):
        parse(b"<a>" * 100_000 + b"</a>" * 100_000, Limits())


@pytest.mark.parametrize(
    "data", [b"<a>" + b"<b/>" * 1000 + b"</a>", b"<a " + b"".join(b"a%d='' " % i for i in range(999)) + b"/>"]
)
def test_more_nodes_than_memory_bears_are_refused_before_parsing(data: bytes) -> None:
    with pytest.raises(Refused):
        parse(data, Limits(nodes=500))
    parse(data, Limits(nodes=3000))


def test_a_large_sheet_may_have_more_nodes_than_are_in_memory_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.excel.open.sheet._SLOWLY_FROM", 0)
    monkeypatch.setattr("toolkit.excel.open.guard._CHUNK", 1000)
    many = by_hand("<row><c><v>1</v></c></row>" * 2000)
    assert len(read(many, Limits(nodes=1000)).sheets[0].cells) == 2000
    one = by_hand("<row>" + "<c><v>1</v></c>" * 2000 + "</row>")
    assert "nodes of one part" in refusal(one, Limits(nodes=1000))


def many_sheets(count: int) -> bytes:
    pieces = parts()
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, count + 1))
    workbook = str(pieces["xl/workbook.xml"])
    pieces["xl/workbook.xml"] = workbook.replace('<sheet name="表" sheetId="1" r:id="rId1"/>', listed)
    return zipped(pieces)


@pytest.mark.parametrize(
    ("data", "limit"),
    [
        (corner_to_corner, "extent"),
        (partial(by_hand, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "covered by merges"),
        (partial(by_hand, '<row r="1">' + "<c><v>1</v></c>" * 300 + "</row>"), "cells of a sheet"),
        (partial(by_hand, '<row r="1"><c/></row>' + "<row><c/></row>" * 300), "cells of a sheet"),
        (partial(by_hand, after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 60 + "</mergeCells>"), "merged ranges"),
        (
            partial(
                by_hand,
                after='<dataValidations><dataValidation type="list" sqref="' + "A1 " * 60 + '"/></dataValidations>',
            ),
            "ranges of validations",
        ),
        (
            partial(
                by_hand,
                "".join(f'<row r="{n}"><c t="s"><v>0</v></c></row>' for n in range(1, 99)),
                texts=f"<si><t>{'长' * 1000}</t></si>",
            ),
            "characters",
        ),
        (partial(many_sheets, 20), "number of sheets"),
        (partial(by_hand, styles="<cellXfs>" + "<xf/>" * 70_000 + "</cellXfs>"), "number of styles"),
        (
            partial(by_hand, names="<definedNames>" + '<definedName name="a"/>' * 60 + "</definedNames>"),
            "defined names",
        ),
    ],
)
def test_what_is_too_much_for_a_sheet_or_a_workbook_is_refused_by_name(data: Callable[[], bytes], limit: str) -> None:
    limits = Limits(cells=200, ranges=50, sheets=10, text=50_000)
    assert limit in refusal(data(), limits)


def test_a_format_or_a_blank_far_below_the_form_is_no_reason_to_refuse() -> None:
    styled = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    stray = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="F1048576" t="str"><v> </v></c></row>'
    for rows in (styled, stray):
        assert open_file("a.xlsx", by_hand(rows)).book is not None


def test_a_relationship_that_leaves_the_package_finds_nothing() -> None:
    pieces = parts()
    pieces["xl/_rels/workbook.xml.rels"] = relationships(("rId1", "worksheet", "../../../../etc/passwd"))
    opened = open_file("a.xlsx", zipped(pieces))
    assert [seen.seen for seen in opened.observations] == [Observed.DAMAGED]
    assert "etc/passwd" in words(opened.observations[0], "reason")


def test_a_corrupt_part_is_damage_by_its_checksum() -> None:
    stored = zipped(unzipped(form()), zipfile.ZIP_STORED)
    at = stored.index("项目绩效目标表".encode())
    opened = open_file("a.xlsx", stored[:at] + b"\xe9" * 3 + stored[at + 3 :])
    assert [seen.seen for seen in opened.observations] == [Observed.DAMAGED]


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_damage(kept: float) -> None:
    data = form()
    opened = open_file("a.xlsx", data[: int(len(data) * kept)])
    assert [seen.seen for seen in opened.observations] == [Observed.DAMAGED]


def test_an_unknown_compression_is_damage() -> None:
    opened = open_file("a.xlsx", zipped(unzipped(form()), zipfile.ZIP_BZIP2))
    assert "compression method" in words(opened.observations[0], "reason")


def test_a_member_with_a_password_is_distinguished_from_damage() -> None:
    data = bytearray(form())
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    with pytest.raises(EncryptedMember):
        read(bytes(data))
    assert [seen.seen for seen in open_file("a.xlsx", bytes(data)).observations] == [Observed.ENCRYPTED]


def test_the_head_of_a_member_is_all_that_is_inflated_of_it() -> None:
    container = Container(zipped({"a": "x" * 5000, "b": "y"}), Limits())
    assert container.head(container.infos[0], 10) == b"x" * 10
    assert container.head(container.infos[1], 10) == b"y"
    assert container.left == Limits().unzipped
