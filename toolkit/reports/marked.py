"""The marked copy: the returned workbook with its findings.

Bad cells are coloured and commented, and a first sheet lists everything. All else stays as it came back, to the byte
where it lies in parts that nobody touches. A file that could not be opened has no marked copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from toolkit.excel.edit.package_edit import NotEditable
from toolkit.excel.grid import Book
from toolkit.excel.limits import DEFAULT, Damaged, Limits, Refused
from toolkit.excel.open.guard import EncryptedMember
from toolkit.excel.open.opener import open_file
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Finding
from toolkit.reports.marking.copy import CopySource, incomplete, marked_bytes, rebuilt, returned
from toolkit.reports.marking.copy_check import differing
from toolkit.reports.marking.marks import BookMarks, marks_of
from toolkit.reports.marking.targets import REVIEW_SHEET

_NO_PASSWORD = ("原件设有打开密码，本副本没有密码，打开后即可看到内容，请注意保管；需要时请自行加上密码。",)


def mark(
    data: bytes,
    file: ReadFile,
    findings: Iterable[Finding],
    book: Book | None,
    *,
    had_password: bool = False,
    limits: Limits = DEFAULT,
) -> bytes | None:
    """Returns a marked copy of a returned workbook.

    Args:
        data: the file's bytes, decrypted where they were encrypted.
        file: what was read of it; the heads of its records are enough.
        findings: of the run; those of other files are left aside.
        book: the file as it was opened; None where it could not be.
        had_password: whether the file asks for a password, which the copy does not.
        limits: with which the file was opened.

    Returns:
        An .xlsx: the workbook itself with changed parts where it is one, else (.xls, .ods, .xlsb) one rebuilt from
        its values. None where there is nothing to mark.
    """
    if book is None:
        return None
    name = PurePath(file.path).name
    marks = marks_of(book, [finding for finding in findings if finding.where.file == file.path])
    remarks = _NO_PASSWORD if had_password else ()
    if book.format in ("xlsx", "xlsm"):
        saved = _edited(data, book, name, marks, remarks, limits)
        if saved is not None:
            return saved
    source = rebuilt(book, file, remarks)
    saved = marked_bytes(source, name, marks, limits)
    lost = _lost(source, saved, limits)
    if not lost:
        return saved
    first, *others = source.remarks
    source = replace(source, remarks=(first, *incomplete(lost), *others))
    return marked_bytes(source, name, marks, limits)


def marked_name(path: str) -> str:
    """Returns the name of a marked copy: `骏达.xls` → `骏达（审核意见）.xlsx`."""
    mark_of_name = f"（{REVIEW_SHEET}）"
    return f"{PurePath(path.replace('!', '/')).stem.removesuffix(mark_of_name)}{mark_of_name}.xlsx"


def _edited(
    data: bytes, book: Book, name: str, marks: BookMarks, remarks: tuple[str, ...], limits: Limits
) -> bytes | None:
    """Returns the workbook itself with its marks.

    None where it cannot be edited with certainty.
    """
    try:
        source = returned(data, book, remarks)
        saved = marked_bytes(source, name, marks, limits)
    except (NotEditable, Damaged, Refused, EncryptedMember):
        return None
    return None if _lost(source, saved, limits) else saved


def _lost(source: CopySource, saved: bytes, limits: Limits) -> list[str]:
    """Returns the sheets whose content is not complete in the copy."""
    book = open_file("copy.xlsx", saved, limits).book
    if book is None:
        return [grid.name for grid in source.book.sheets]
    return differing(source.book, book, source.titles)
