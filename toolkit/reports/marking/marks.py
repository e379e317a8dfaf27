"""The marks of one workbook: coloured cells, comments, the list of findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.excel.grid import Book, Grid
from toolkit.model.cell import CellRef
from toolkit.model.finding import Finding, Severity
from toolkit.reports.grouping import FindingGroup, group, worst_first
from toolkit.reports.marking.copy_check import is_review
from toolkit.reports.marking.targets import Merges, targets
from toolkit.reports.quiet import fold, quiet_line


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The marks of one sheet.

    Attributes:
        worst: the worst finding of each cell to colour.
        noted: the findings of each cell to comment, the worst first.
    """

    worst: Mapping[CellRef, Severity]
    noted: Mapping[CellRef, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class BookMarks:
    """The marks of a workbook.

    Attributes:
        sheets: those of its sheets, by name; sheets without any are missing.
        groups: what is listed, the worst first.
        advice: findings that are counted only; the comments on their cells say more.
        quiet: one line about what asks nothing; empty where there is no such thing.
    """

    sheets: Mapping[str, SheetMarks]
    groups: Sequence[FindingGroup]
    advice: Sequence[Finding]
    quiet: str


def marks_of(book: Book, findings: Sequence[Finding]) -> BookMarks:
    """Returns the marks of a workbook.

    Args:
        book: as it was read.
        findings: about it alone.
    """
    page = fold(findings, by_project=True)
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in (*(finding for one in page.listed for finding in one.findings), *page.advice):
        by_sheet.setdefault(finding.where.sheet, []).append(finding)
    sheets = {
        grid.name: _sheet_marks(grid, by_sheet[grid.name])
        for grid in book.sheets
        if grid.name in by_sheet and not is_review(grid)
    }
    seen = {grid.name for grid in book.sheets if grid.visible}
    commented = {
        id(finding)
        for name, marks in sheets.items()
        if name in seen
        for found in marks.noted.values()
        for finding in found
    }
    advice = [finding for finding in page.advice if id(finding) in commented]
    unmarked = group((finding for finding in page.advice if id(finding) not in commented), by_project=True)
    return BookMarks(sheets, worst_first((*page.listed, *unmarked)), advice, quiet_line(page.quiet))


def _sheet_marks(grid: Grid, findings: Sequence[Finding]) -> SheetMarks:
    merges = Merges.within_bounds(grid.merges)
    worst: dict[CellRef, Severity] = {}
    noted: dict[CellRef, list[Finding]] = {}
    for finding in findings:
        for target in targets(finding.where.cell, merges):
            noted.setdefault(target.note, []).append(finding)
            for cell in target.coloured:
                worst[cell] = min(worst.get(cell, finding.severity), finding.severity, key=_rank)
    return SheetMarks(worst, {cell: sorted(found, key=lambda one: one.severity.rank) for cell, found in noted.items()})


def _rank(severity: Severity) -> int:
    return severity.rank
