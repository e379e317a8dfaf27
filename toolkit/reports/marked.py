"""The marked copy: the returned workbook itself, bad cells coloured and commented, everything listed up front.

Layout, protection, validations, hidden sheets and values stay as they came back. Nothing is marked in a file that
could not be opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from pathlib import PurePath

from toolkit.intake.grid import Book
from toolkit.intake.result import ReadFile
from toolkit.model.cell import CellRef
from toolkit.model.finding import Finding, Severity
from toolkit.reports.grouping import group, worst_first
from toolkit.reports.marking import colours, comments
from toolkit.reports.marking.anchors import anchor
from toolkit.reports.marking.copy import UNREADABLE, Copy, opened, rebuilt
from toolkit.reports.marking.names import REVIEW_SHEET
from toolkit.reports.marking.packing import Mend, pack
from toolkit.reports.marking.restore import put_back
from toolkit.reports.marking.review import Review, write_review
from toolkit.reports.marking.target import Merges, ranges_of, targets


def mark(data: bytes, file: ReadFile, findings: Iterable[Finding], book: Book | None) -> bytes | None:
    """Mark a returned workbook.

    Args:
        data: the file's bytes.
        file: what was read of it.
        findings: of the run; those of other files are left aside.
        book: the file as it was opened; None where it could not be.

    Returns:
        An .xlsx: the workbook itself where it is one, else (.xls, .ods, .xlsb) one rebuilt from its values.
        None where there is nothing to mark.
    """
    if book is None:
        return None
    its = [finding for finding in findings if finding.where.file == file.path]
    copy = opened(data, book)
    if copy is not None:
        _annotate(copy, file, its)
        try:
            return _saved(copy)
        except UNREADABLE:  # openpyxl opens some things that it cannot write
            pass
    copy = rebuilt(book)
    _annotate(copy, file, its)
    return _saved(copy)


def marked_name(path: str) -> str:
    """The name of a file's marked copy: `骏达.xls` → `骏达（审核意见）.xlsx`."""
    mark_of_name = f"（{REVIEW_SHEET}）"
    return f"{PurePath(path.replace('!', '/')).stem.removesuffix(mark_of_name)}{mark_of_name}.xlsx"


def _annotate(copy: Copy, file: ReadFile, findings: Sequence[Finding]) -> None:
    for name, sheet in copy.sheets.items():
        merges = Merges(ranges_of(sheet))
        worst: dict[CellRef, Severity] = {}
        noted: dict[CellRef, list[Finding]] = {}
        for finding in findings:
            if finding.where.sheet != name:
                continue
            for target in targets(finding.where.cell, merges):
                noted.setdefault(target.note, []).append(finding)
                for cell in target.coloured:
                    worst[cell] = min(worst.get(cell, finding.severity), finding.severity, key=_rank)
        colours.colour(sheet, worst)
        comments.note(sheet, {cell: sorted(its, key=lambda one: one.severity.rank) for cell, its in noted.items()})
        comments.fit(sheet)
    groups = worst_first(group(findings, by_project=True))
    name = PurePath(file.path).name
    write_review(copy.workbook, Review(name, groups, copy.remarks, copy.sheets))


def _saved(copy: Copy) -> bytes:
    buffer = BytesIO()
    copy.workbook.save(buffer)
    mends: dict[str, Mend] = {}
    for number, sheet in enumerate(copy.workbook.worksheets, 1):
        grid = copy.original.sheet(sheet.title) if copy.original else None
        if grid is not None:
            mends[f"xl/worksheets/sheet{number}.xml"] = partial(put_back, grid=grid)
        if sheet.legacy_drawing:
            mends[sheet.legacy_drawing] = partial(anchor, sheet=sheet)
    return pack(buffer.getvalue(), mends, copy.modified)


def _rank(severity: Severity) -> int:
    return severity.rank
