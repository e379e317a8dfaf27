"""Opening a file: a workbook or the observation that says why there is none."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.comments import Comment

from tests.support.ole import BOF, FILEPASS, ole
from tests.support.ooxml import form, parts, read, relationships, zipped
from tests.support.workbooks import saved
from toolkit.excel import FileKind, Limits, open_file
from toolkit.model import Bilingual, Observed


def encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_a_form_opens_without_a_word() -> None:
    opened = open_file("returned/骏达.xlsx", form())
    assert opened.book == read(form())
    assert opened.observations == ()
    assert opened.kind is FileKind.XLSX


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<html><table><tr><td>1", FileKind.HTML),
        ("项目,金额\n甲,1\n".encode("gbk"), FileKind.CSV),
        (b"%PDF-1.4", FileKind.PDF),
        (ole("WordDocument"), FileKind.DOC),
        (zipped({"a.txt": "x"}), FileKind.ARCHIVE),
        (b"\0\1\2", FileKind.UNKNOWN),
    ],
)
def test_what_is_no_spreadsheet_is_called_what_it_is_whatever_its_name_says(data: bytes, kind: FileKind) -> None:
    opened = open_file("returned.xlsx", data)
    assert opened.book is None
    assert [(seen.seen, seen.facts) for seen in opened.observations] == [
        (Observed.NOT_A_SPREADSHEET, {"kind": kind.words})
    ]
    assert opened.kind is kind


@pytest.mark.parametrize("data", [b"", form()[:100], ole()[:1000]])
def test_what_is_cut_short_is_damaged_and_says_how(data: bytes) -> None:
    seen = open_file("returned.xlsx", data).observations
    assert [one.seen for one in seen] == [Observed.DAMAGED]
    assert isinstance(seen[0].facts["reason"], Bilingual)


def test_a_lock_file_is_skipped_unread() -> None:
    assert [seen.seen for seen in open_file("甲/~$骏达.xlsx", form()).observations] == [Observed.LOCK_FILE]


def test_macros_links_comments_and_drawings_are_observed() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"].comment = Comment("看看", "某人")
    pieces = parts(after='<drawing r:id="rId1"/>')
    rels = relationships(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "vbaProject", "vba.bin"))
    link = relationships(("rId3", "connections", "connections.xml")).partition("<Relationship ")[2]
    pieces["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", "<Relationship " + link)
    pieces["xl/connections.xml"] = '<connections><connection name="外部"/></connections>'
    pieces["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("rId1", "drawing", "../drawings/drawing1.xml"))
    pieces["xl/drawings/drawing1.xml"] = "<wsDr><twoCellAnchor/></wsDr>"
    seen = open_file("a.xlsm", zipped(pieces)).observations
    assert [one.seen for one in seen] == [Observed.MACROS, Observed.EXTERNAL_LINK, Observed.EMBEDDED]
    assert seen[1].facts == {"target": "外部"}
    assert seen[2].sheet == "表"
    commented = open_file("a.xlsx", saved(book)).observations
    assert [one.facts["kind"] for one in commented] == [Bilingual("批注", "comments")]


def test_a_file_with_a_password_says_so_and_opens_with_it() -> None:
    data = encrypted(form(), "密码abc")
    assert [(one.seen, one.facts) for one in open_file("a.xlsx", data).observations] == [(Observed.ENCRYPTED, {})]
    wrong = open_file("a.xlsx", data, passwords=("abc",)).observations
    assert [one.seen for one in wrong] == [Observed.ENCRYPTED]
    assert wrong[0].facts["reason"] == Bilingual("提供的密码不正确", "the given password is wrong")
    opened = open_file("a.xlsx", data, Limits(), ("密码abc",))
    assert (opened.book, opened.observations) == (read(form()), ())


def test_a_workbook_that_excel_opens_without_asking_opens_here_too() -> None:
    opened = open_file("a.xlsx", encrypted(form(), "VelvetSweatshop"))
    assert (opened.book, opened.observations) == (read(form()), ())


def test_what_is_inside_an_encrypted_file_is_judged_as_any_file() -> None:
    pieces = parts()
    pieces["[Content_Types].xml"] = str(pieces["[Content_Types].xml"]).replace("spreadsheetml", "wordprocessingml")
    pieces["word/x.bin"] = bytes(range(256)) * 20  # msoffcrypto cannot undo what it did to smaller files
    opened = open_file("a.xlsx", encrypted(zipped(pieces, zipfile.ZIP_STORED), "p"), passwords=("p",))
    assert [one.seen for one in opened.observations] == [Observed.NOT_A_SPREADSHEET]
    assert opened.kind is FileKind.DOCX


@pytest.mark.parametrize(
    "data",
    [
        ole("Workbook", content=BOF + FILEPASS),
        ole("EncryptedPackage", "EncryptionInfo"),
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "x",
                "META-INF/manifest.xml": "<encryption-data/>",
            }
        ),
    ],
)
def test_an_encryption_that_cannot_be_opened_is_never_an_exception(data: bytes) -> None:
    assert [one.seen for one in open_file("a.xls", data).observations] == [Observed.ENCRYPTED]
    with_password = open_file("a.xls", data, passwords=("p",)).observations
    assert with_password[0].seen in (Observed.ENCRYPTED, Observed.DAMAGED, Observed.REFUSED)


def test_a_plain_workbook_needs_no_other_spreadsheet_library(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("plain") / "form.xlsx"
    path.write_bytes(form())
    script = (
        "import sys, pathlib; from toolkit.excel.open.opener import open_file;"
        "data = pathlib.Path(sys.argv[1]).read_bytes();"
        "assert open_file('a.xlsx', data).book; assert open_file('a.html', b'<html>').observations;"
        "print([name for name in sys.modules if name.split('.')[0] in ('python_calamine', 'openpyxl', 'msoffcrypto',"
        " 'pandas', 'xlsxwriter', 'subprocess')])"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "data"),
    [("说明.txt", "请看附表。".encode()), ("说明.htm", b"<html><p>1"), ("盖章.pdf", b"%PDF-1.4"), ("说明.md", b"see")],
)
def test_what_comes_with_a_form_is_an_attachment_unless_its_name_is_a_forms(name: str, data: bytes) -> None:
    assert [seen.seen for seen in open_file(f"骏达/{name}", data).observations] == [Observed.ATTACHMENT]
    assert [seen.seen for seen in open_file("骏达/表.xls", data).observations] == [Observed.NOT_A_SPREADSHEET]
