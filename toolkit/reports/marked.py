"""The marked copy: the returned workbook with its findings.

Bad cells are coloured and commented, and a first sheet lists everything. Layout, protection, validations, hidden sheets
and values stay as they came back. A file that could not be opened has no marked copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import PurePath

from toolkit.excel.grid import Book
from toolkit.excel.open.opener import open_file
from toolkit.excel.write.saved_bytes import workbook_bytes
from toolkit.model.cell import CellRef
from toolkit.model.evidence import ReadFile
from toolkit.model.finding import Finding, Severity
from toolkit.reports.grouping import group, worst_first
from toolkit.reports.marking import colours, comments
from toolkit.reports.marking.comments import anchor
from toolkit.reports.marking.copy import UNREADABLE, MarkedCopy, opened, rebuilt
from toolkit.reports.marking.copy_check import differing
from toolkit.reports.marking.dress import layouts_of
from toolkit.reports.marking.review import Review, review_name, write_review
from toolkit.reports.marking.saving import Repair, pack, put_back
from toolkit.reports.marking.targets import REVIEW_SHEET, Merges, ranges_of, targets
from toolkit.reports.quiet import fold, quiet_line

_NO_PASSWORD = ("原件设有打开密码，本副本没有密码，打开后即可看到内容，请注意保管；需要时请自行加上密码。",)


def mark(
    data: bytes, file: ReadFile, findings: Iterable[Finding], book: Book | None, *, had_password: bool = False
) -> bytes | None:
    """Returns a marked copy of a returned workbook.

    Args:
        data: the file's bytes, decrypted where they were encrypted.
        file: what was read of it.
        findings: of the run; those of other files are left aside.
        book: the file as it was opened; None where it could not be.
        had_password: whether the file asks for a password, which the copy does not.

    Returns:
        An .xlsx: the workbook itself where it is one, else (.xls, .ods, .xlsb) one rebuilt from its values.
        None where there is nothing to mark.
    """
    if book is None:
        return None
    own = [finding for finding in findings if finding.where.file == file.path]
    remarks = _NO_PASSWORD if had_password else ()
    copy = opened(data, book, remarks)
    if copy is not None:
        _annotate(copy, file, own)
        try:
            saved = _saved(copy)
        except UNREADABLE:  # openpyxl opens some things that it cannot write
            saved = None
        if saved is not None and not _lost(copy, saved):
            return saved
    layouts = layouts_of(file)
    copy = rebuilt(book, layouts, remarks=remarks)
    _annotate(copy, file, own)
    saved = _saved(copy)
    lost = _lost(copy, saved)
    if not lost:
        return saved
    copy = rebuilt(book, layouts, lost, remarks)
    _annotate(copy, file, own)
    return _saved(copy)


def marked_name(path: str) -> str:
    """Returns the name of a marked copy: `骏达.xls` → `骏达（审核意见）.xlsx`."""
    mark_of_name = f"（{REVIEW_SHEET}）"
    return f"{PurePath(path.replace('!', '/')).stem.removesuffix(mark_of_name)}{mark_of_name}.xlsx"


def _annotate(copy: MarkedCopy, file: ReadFile, findings: Sequence[Finding]) -> None:
    page = fold(findings, by_project=True)
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in (*(finding for one in page.listed for finding in one.findings), *page.advice):
        by_sheet.setdefault(finding.where.sheet, []).append(finding)
    commented: set[int] = set()
    for name, sheet in copy.sheets.items():
        merges = Merges(ranges_of(sheet))
        worst: dict[CellRef, Severity] = {}
        noted: dict[CellRef, list[Finding]] = {}
        for finding in by_sheet.get(name, ()):
            for target in targets(finding.where.cell, merges):
                noted.setdefault(target.note, []).append(finding)
                for cell in target.coloured:
                    worst[cell] = min(worst.get(cell, finding.severity), finding.severity, key=_rank)
        colours.colour(sheet, worst)
        by_rank = {cell: sorted(found, key=lambda one: one.severity.rank) for cell, found in noted.items()}
        comments.note(sheet, by_rank, review_name(copy.workbook))
        comments.resize(sheet)
        if sheet.sheet_state == "visible":
            commented.update(id(finding) for found in noted.values() for finding in found)
    advice = [finding for finding in page.advice if id(finding) in commented]
    unmarked = group((finding for finding in page.advice if id(finding) not in commented), by_project=True)
    write_review(
        copy.workbook,
        Review(
            PurePath(file.path).name,
            worst_first((*page.listed, *unmarked)),
            advice,
            quiet_line(page.quiet),
            copy.remarks,
            copy.sheets,
        ),
    )


def _saved(copy: MarkedCopy) -> bytes:
    saved = workbook_bytes(copy.workbook)
    repairs: dict[str, Repair] = {}
    grids = {sheet.title: grid for grid in copy.original.sheets if (sheet := copy.sheets.get(grid.name))}
    for number, sheet in enumerate(copy.workbook.worksheets, 1):
        grid = grids.get(sheet.title)
        if grid is not None:
            repairs[f"xl/worksheets/sheet{number}.xml"] = partial(put_back, grid=grid)
        if sheet.legacy_drawing:
            repairs[sheet.legacy_drawing] = partial(anchor, sheet=sheet)
    return pack(saved, repairs, copy.modified)


def _lost(copy: MarkedCopy, saved: bytes) -> list[str]:
    """Returns the sheets whose content is not complete in the copy."""
    book = open_file("copy.xlsx", saved).book
    if book is None:
        return [grid.name for grid in copy.original.sheets]
    return differing(copy.original, book, {name: sheet.title for name, sheet in copy.sheets.items()})


def _rank(severity: Severity) -> int:
    return severity.rank
