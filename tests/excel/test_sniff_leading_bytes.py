"""Workbooks with foreign bytes before them, and XML of Excel 2003."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.ooxml import by_hand
from toolkit.excel import FileKind, kind_of, members, open_file
from toolkit.excel.open.sniff import is_zip, without_marks
from toolkit.excel.open.sniff_ole import MAGIC

BOOK = by_hand('<row r="1"><c r="A1"><v>45600</v></c></row>')
MARKS = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\r\n",
    b"\n\n\n",
    b" ",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
    b"\0" * 512,
)
XML_2003 = (
    '<?xml version="1.0"?>{pi}<{p}Workbook xmlns{c}="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:html="http://www.w3.org/TR/REC-html40"><{p}Styles><{p}Style ss:ID="Default"/></{p}Styles>'
    '<{p}Worksheet ss:Name="表"><{p}Table><{p}Row/></{p}Table></{p}Worksheet></{p}Workbook>'
)


@pytest.mark.parametrize("mark", MARKS)
def test_bytes_before_a_workbook_cost_nothing(mark: bytes) -> None:
    assert kind_of(mark + BOOK) is FileKind.XLSX
    opened = open_file("a.xlsx", mark + BOOK)
    assert opened.book is not None
    assert opened.book.sheets[0].text(0, 0) == "45600"


@pytest.mark.parametrize("mark", MARKS)
def test_bytes_before_an_archive_cost_nothing(mark: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("表.xlsx", BOOK)
    found = list(members("a.zip", mark + out.getvalue()) or ())
    assert [(member.path, member.data) for member in found] == [("a.zip!表.xlsx", BOOK)]


def test_what_only_has_a_zip_in_it_is_none() -> None:
    assert not is_zip(b"%PDF-1.7 " + BOOK)
    assert not is_zip(b"\x89PNG\r\n\x1a\n" + BOOK)
    assert not is_zip(b"x" * 5000 + BOOK)
    assert not is_zip("PK\x03\x04 是压缩包的开头".encode()[2:])


def test_an_old_workbook_behind_a_mark_is_the_workbook() -> None:
    assert without_marks(b"\xef\xbb\xbf" + MAGIC + b"x") == MAGIC + b"x"
    assert without_marks(b"\r\n" + MAGIC) == MAGIC
    for other in (b"a" + MAGIC, b"\xef\xbb\xbfa" + MAGIC, b"\r\ntext", b""):
        assert without_marks(other) == other


@pytest.mark.parametrize(
    ("prefix", "pi"),
    [
        ("", '<?mso-application progid="Excel.Sheet"?>'),
        ("", "\r\n<!-- made by <table> -->\r\n"),
        ("ss:", ""),
    ],
)
def test_xml_of_excel_2003_is_named(prefix: str, pi: str) -> None:
    text = XML_2003.format(p=prefix, c=":ss" if prefix else "", pi=pi)
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert kind_of(data) is FileKind.XML_2003


def test_a_web_page_that_excel_saved_is_still_a_web_page() -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><tr><td>1</td></tr></table></body></html>'
    )
    assert kind_of(page.encode()) is FileKind.HTML
    assert kind_of(f"<!-- x --><!DOCTYPE html>{page}".encode()) is FileKind.HTML
