"""Every marked copy reads as its original does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import msoffcrypto
import pytest
from openpyxl import load_workbook

from tests.damage.kinds import kinds
from tests.fuzz.mutants import mutant
from tests.support.ooxml import replaced, unzipped, zipped
from tests.support.records import without_source
from tests.support.returned_forms import OFFICE, filled, read
from tests.support.workbooks import saved
from toolkit.checks import run
from toolkit.excel import open_file
from toolkit.forms import LISTS
from toolkit.model import Finding, Project, ReadFile, Severity, Where
from toolkit.reports import REVIEW_SHEET, mark
from toolkit.reports.marking.dress import layouts_of
from toolkit.reports.marking.rebuild import rebuild

#: Damage of every family, and what openpyxl by itself would lose: heights of nought, numbers in powers of ten.
EVERY = 9
#: Changes to the XML that are tried; `tests/fuzz` makes any number of them.
MUTANTS = 24
ALWAYS = ("含内容的行高为零", "计划表：项目编码变成科学记数")
KINDS = [kind for number, kind in enumerate(kinds()) if number % EVERY == 0 or kind.name in ALWAYS]
_STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    b"custom-properties": b"customProperties",
    b"extended-properties": b"extendedProperties",
}


def strict(data: bytes) -> bytes:
    """A workbook in the strict dialect."""
    found = unzipped(data)
    for name, part in found.items():
        for usual, other in _STRICT.items() if name != "[Content_Types].xml" else ():
            found[name] = part = part.replace(usual, other)
    return zipped(found)


def copied(data: bytes) -> bytes:
    file = read(data)
    book = open_file(file.path, data).book
    assert book is not None
    copy = mark(data, file, run([file]), book)
    assert copy is not None
    return copy


def records(file: ReadFile) -> list[object]:
    return [without_source(one.record) if isinstance(one.record, Project) else one.record for one in file.records]


def codes(file: ReadFile) -> Counter[tuple[str, str | None, str | None]]:
    found = ((one.code, one.where.sheet, one.where.cell) for one in run([file]))
    return Counter(one for one in found if one[0] != "F08")  # a copy is never of an older format


def reads_alike(data: bytes, copy: bytes) -> None:
    before, after = read(data), read(copy)
    assert records(before)
    assert records(after) == records(before)
    assert codes(after) == codes(before)


def rebuilt(copy: bytes) -> bool:
    sheet = load_workbook(BytesIO(copy))[REVIEW_SHEET]
    return any("重建" in str(sheet.cell(row, 1).value) for row in range(3, 9))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_copy_of_a_damaged_form_reads_as_the_form(kind) -> None:  # type: ignore[no-untyped-def]
    data, _ = kind.done()
    file = read(data)
    if file.records:
        reads_alike(data, copied(data))


def test_a_strict_workbook_keeps_its_form() -> None:
    data = strict(filled(OFFICE).data)
    copy = copied(data)
    reads_alike(data, copy)
    assert not rebuilt(copy)


def test_what_openpyxl_reads_otherwise_is_rebuilt_from_what_was_read() -> None:
    """Excel and jixiao see a cell in an element that openpyxl skips."""
    form = filled(OFFICE)
    with ZipFile(BytesIO(form.data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    start = part.index('<c r="E16"')
    end = part.index("<c ", start + 5)
    odd = '<c r="E16" t="inlineStr"><is><t>约8次</t></is></c><c r="E16" t="inlineStr"><is><t>约8次</t></is></c>'
    data = replaced(form.data, "xl/worksheets/sheet1.xml", part[start:end], odd)
    assert read(data).records
    reads_alike(data, copied(data))


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_rebuilt_copy_reads_as_its_original_and_so_does_the_copy_saved_again(
    kind: str, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "交回.xlsx"
    path.write_bytes(filled(OFFICE).data)
    (old,) = office([path], kind)
    copy = copied(old.read_bytes())
    assert rebuilt(copy)
    reads_alike(old.read_bytes(), copy)
    path.write_bytes(copy)
    (saved,) = office([path], "xlsx")
    assert records(read(saved.read_bytes())) == records(read(old.read_bytes()))


@pytest.mark.libreoffice
def test_a_copy_that_was_corrected_and_sent_back_is_marked_anew(
    tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    form = filled(OFFICE)
    sheet = form.truth[0].project_name or ""
    book = load_workbook(BytesIO(form.data))
    cell = str(form.at("start_year"))
    book[sheet][cell].value = "去年"
    path = tmp_path / "交回.xlsx"
    book.save(path)
    first = copied(path.read_bytes())
    book = load_workbook(BytesIO(first))
    assert book[sheet][cell].comment is not None
    book[sheet][cell].value = 2023
    book.save(path)
    (saved,) = office([path], "xlsx")
    back = read(saved.read_bytes())
    assert "S31" not in {one.code for one in run([back])}
    assert not any("审核意见" in str(dict(one.facts)) for one in run([back]))
    second = load_workbook(BytesIO(copied(saved.read_bytes())))
    assert [name for name in second.sheetnames if REVIEW_SHEET in name] == [REVIEW_SHEET]
    assert second[sheet][cell].comment is None
    assert second[sheet][cell].fill.fgColor.rgb not in ("FFF8C6C1", "FFFCE3AC", "FFCDE2F6")
    notes = [one.comment.text for row in second[sheet].iter_rows() for one in row if one.comment]
    assert all(text.count("【审核意见】") == 1 for text in notes)


def test_what_asks_nothing_is_one_line_and_marks_no_cell() -> None:
    data = filled(OFFICE).data
    file = read(data)
    cell = "D16"
    quiet = Finding(
        "V20", Severity.INFO, Where(file.path, file.records[0].source.sheet, cell), {"name": "甲", "value": "1"}
    )
    copy = mark(data, file, (quiet,), open_file(file.path, data).book)
    assert copy is not None
    book = load_workbook(BytesIO(copy))
    assert book[file.records[0].source.sheet][cell].comment is None
    lines = [str(book[REVIEW_SHEET].cell(row, 1).value) for row in range(3, 9)]
    assert sum("另有 1 处无需处理" in line for line in lines) == 1


def test_a_persons_own_sheet_of_that_name_and_headline_is_neither_lost_nor_taken_for_ours() -> None:
    book = load_workbook(BytesIO(filled(OFFICE).data))
    own = book.create_sheet(REVIEW_SHEET, 0)
    own["A1"], own["A2"] = REVIEW_SHEET, "同意上报。李四"
    first = copied(saved(book))
    second = copied(first)
    for copy in (first, second):
        anew = load_workbook(BytesIO(copy))
        assert anew[REVIEW_SHEET]["A2"].value == "同意上报。李四"
        assert [name for name in anew.sheetnames if REVIEW_SHEET in name] == [f"{REVIEW_SHEET}1", REVIEW_SHEET]
        reads_alike(saved(book), copy)


def test_a_form_on_a_sheet_of_that_name_is_read_and_marked() -> None:
    form = filled(OFFICE)
    book = load_workbook(BytesIO(form.data))
    book[form.truth[0].project_name or ""].title = REVIEW_SHEET
    assert records(read(saved(book))) == records(read(form.data))
    reads_alike(saved(book), copied(saved(book)))


def test_the_drop_downs_of_a_rebuilt_copy_offer_what_the_form_offers() -> None:
    data = filled(OFFICE).data
    file, book = read(data), open_file("a.xlsx", data).book
    assert book is not None
    rebuilt, _ = rebuild(book, layouts_of(file))
    lists = [[cell.value for cell in row] for row in rebuilt[LISTS].iter_rows()]
    issued = load_workbook(BytesIO(data))[LISTS]
    assert lists == [[cell.value for cell in row] for row in issued.iter_rows()]
    assert len(lists) > 3


def test_an_encrypted_workbook_keeps_its_look_and_says_that_the_copy_has_no_password() -> None:
    data = filled(OFFICE).data
    locked = BytesIO()
    msoffcrypto.OfficeFile(BytesIO(data)).encrypt("口令", locked)
    opened = open_file("a.xlsx", locked.getvalue(), passwords=("口令",))
    assert opened.plain is not None
    assert opened.had_password
    file = read(opened.plain)
    copy = mark(opened.plain, file, run([file]), opened.book, had_password=opened.had_password)
    assert copy is not None
    assert not rebuilt(copy)
    sheet = load_workbook(BytesIO(copy))[REVIEW_SHEET]
    assert any("本副本没有密码" in str(sheet.cell(row, 1).value) for row in range(3, 9))
    reads_alike(data, copy)


@pytest.mark.parametrize("first", range(0, MUTANTS, 8))
def test_the_copy_of_a_mutant_reads_as_the_mutant_or_says_what_it_lacks(first: int) -> None:
    original = filled(OFFICE).data
    for number in range(first, first + 8):
        data = mutant(number, original)
        file, book = read(data), open_file("交回.xlsx", data).book
        copy = mark(data, file, (), book)
        assert (copy is None) == (book is None)
        if copy is not None and records(read(copy)) != records(file):
            sheet = load_workbook(BytesIO(copy))[REVIEW_SHEET]
            assert any("未能全部带入" in str(sheet.cell(row, 1).value) for row in range(3, 9)), number
