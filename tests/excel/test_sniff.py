"""The kind of a file by its content."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.ole import BOF, FILEPASS, ole
from tests.support.ooxml import by_hand, form, parts, unzipped, zipped
from toolkit.excel import FileKind, kind_of
from toolkit.excel.open import sniff_ole

_SPREADSHEET_2003 = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
_ODS = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", FileKind.EMPTY),
        (b"PK\x03\x04 and then nothing", FileKind.BROKEN),
        (form(), FileKind.XLSX),
        (form()[:3000], FileKind.BROKEN),
        (by_hand(), FileKind.XLSX),
        (by_hand(strict=True), FileKind.XLSX),
        (zipped({"a/名.txt": "x"}), FileKind.ARCHIVE),
        (zipped({}), FileKind.ARCHIVE),
        (zipped({"mimetype": _ODS, "content.xml": "<a/>"}), FileKind.ODS),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), FileKind.ODF),
        (zipped({"OFD.xml": "<a/>"}), FileKind.OFD),
        (ole("Workbook", content=BOF), FileKind.XLS),
        (ole("Book"), FileKind.XLS),
        (ole("Workbook", content=BOF + FILEPASS), FileKind.ENCRYPTED),
        (ole("EncryptedPackage", "EncryptionInfo"), FileKind.ENCRYPTED),
        (ole("WordDocument"), FileKind.DOC),
        (ole("PowerPoint Document"), FileKind.PPT),
        (ole("anything"), FileKind.OLE),
        (sniff_ole.MAGIC + b"\0" * 2000, FileKind.BROKEN),
        (b"<html><body><table><tr><td>1</td></tr></table>", FileKind.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>", FileKind.HTML),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", FileKind.HTML),
        (b"From: a@b.cn\r\nSubject: =?utf-8?b?6KGo?=\r\n\tx\r\nContent-Type: multipart/mixed; b=1\r\n", FileKind.MAIL),
        (ole("__properties_version1.0"), FileKind.MAIL),
        (_SPREADSHEET_2003.encode(), FileKind.XML_2003),
        (_SPREADSHEET_2003.encode("utf-16"), FileKind.XML_2003),
        (f'<office:document office:mimetype="{_ODS}"/>'.encode(), FileKind.FLAT_ODS),
        (b"<?xml version='1.0'?><other/>", FileKind.XML),
        ("项目,金额\n甲,1\n乙,2\n".encode(), FileKind.CSV),
        ("项目\t金额\r\n甲\t1\r\n".encode("gb18030"), FileKind.CSV),
        ("项目;金额\n".encode("utf-16"), FileKind.CSV),
        ("只是一段话。".encode(), FileKind.TEXT),
        (b"BMI", FileKind.TEXT),
        (b"{\\rtf1 ...}", FileKind.RTF),
        (b"%PDF-1.7\n", FileKind.PDF),
        (b"\r\n%PDF-1.7\n", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n\0", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0\0", FileKind.IMAGE),
        (b"BM\0\0\0\0", FileKind.IMAGE),
        (b"7z\xbc\xaf\x27\x1c", FileKind.OTHER_ARCHIVE),
        (b"Rar!\x1a\x07\x00", FileKind.OTHER_ARCHIVE),
        (b"\x09\x04\x06\x00\0\0", FileKind.OLD_EXCEL),
        (b"\0\1\2\3", FileKind.UNKNOWN),
        (bytes(range(1, 256)) * 3, FileKind.UNKNOWN),
    ],
)
def test_the_content_says_what_a_file_is(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", FileKind.XLSM),
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", FileKind.XLSB),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml", FileKind.XLSX),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", FileKind.DOCX),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", FileKind.PPTX),
        ("application/vnd.ms-visio.drawing.main+xml", FileKind.OPC),
    ],
)
def test_the_type_of_its_main_part_says_which_office_file_it_is(content_type: str, kind: FileKind) -> None:
    pieces = parts()
    types = str(pieces["[Content_Types].xml"])
    old = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert kind_of(zipped({**pieces, "[Content_Types].xml": types.replace(old, content_type)})) is kind


def test_a_package_that_declares_no_types_is_recognised_by_its_main_part() -> None:
    pieces = parts()
    del pieces["[Content_Types].xml"]
    assert kind_of(zipped(pieces)) is FileKind.XLSX
    pieces["_rels/.rels"] = str(pieces["_rels/.rels"]).replace("xl/workbook.xml", "word/document.xml")
    assert kind_of(zipped(pieces)) is FileKind.DOCX


def test_names_in_a_package_may_be_spelled_in_other_case_and_with_backslashes() -> None:
    odd = {name.replace("xl/", "XL\\"): part for name, part in unzipped(form()).items()}
    assert kind_of(zipped(odd)) is FileKind.XLSX


def test_every_kind_has_a_name_in_both_languages() -> None:
    assert all(kind.words.zh and kind.words.en for kind in FileKind)


def test_a_directory_of_streams_that_runs_in_circles_ends() -> None:
    data = bytearray(ole("Workbook", content=BOF))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory's sector follows itself
    assert kind_of(bytes(data)) is FileKind.XLS


@given(st.binary(max_size=2000))
def test_any_bytes_have_a_kind(data: bytes) -> None:
    assert isinstance(kind_of(data), FileKind)
    assert isinstance(kind_of(sniff_ole.MAGIC + data), FileKind)
    assert isinstance(kind_of(b"PK\x03\x04" + data), FileKind)


def test_a_password_on_an_opendocument_file_is_seen_in_its_manifest() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    data = zipped({"mimetype": _ODS, "content.xml": "x", "META-INF/manifest.xml": manifest})
    assert kind_of(data) is FileKind.ENCRYPTED
