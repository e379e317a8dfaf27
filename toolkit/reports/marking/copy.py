"""The workbook to mark, returned or rebuilt, and the work of marking it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from toolkit.excel.edit.comment_edit import CommentEdit
from toolkit.excel.edit.package_edit import PackageEdit, editable
from toolkit.excel.edit.sheet_edit import SheetEdit
from toolkit.excel.edit.style_edit import StyleEdit
from toolkit.excel.edit.workbook_edit import ListedSheet, WorkbookEdit
from toolkit.excel.grid import Book, Grid
from toolkit.excel.limits import Limits
from toolkit.excel.open.sniff import without_marks
from toolkit.model.evidence import ReadFile
from toolkit.reports.marking import cell_marks
from toolkit.reports.marking.copy_check import is_review
from toolkit.reports.marking.marks import BookMarks
from toolkit.reports.marking.review import Review, review_part
from toolkit.reports.marking.targets import REVIEW_SHEET


@dataclass(frozen=True)
class CopySource:
    """A workbook to be marked.

    Attributes:
        data: its bytes.
        book: the original as it was read.
        titles: the names that the original's sheets have in these bytes.
        stale: the names of the sheets to take out.
        has_marks: whether it may have marks of an earlier round.
        remarks: what the copy lacks.
    """

    data: bytes
    book: Book
    titles: Mapping[str, str]
    stale: frozenset[str]
    has_marks: bool
    remarks: tuple[str, ...]


def returned(data: bytes, book: Book, remarks: Sequence[str]) -> CopySource:
    """Returns an .xlsx or .xlsm as it came back.

    `remarks` are further sentences about the copy.
    """
    titles = {grid.name: grid.name for grid in book.sheets}
    stale = frozenset(grid.name for grid in book.sheets if is_review(grid))
    return CopySource(without_marks(data), book, titles, stale, bool(stale), (*remarks, *_without_macros(book)))


def rebuilt(book: Book, file: ReadFile, remarks: Sequence[str] = ()) -> CopySource:
    """Returns a workbook made from what was read.

    A sheet with one issued form looks like that form.
    """
    from toolkit.reports.marking.dress import layouts_of  # openpyxl is heavy, and few files need it
    from toolkit.reports.marking.rebuild import PLACEHOLDER, rebuild
    from toolkit.reports.marking.saving import rebuilt_bytes

    workbook, sheets = rebuild(book, layouts_of(file))
    titles = {name: sheet.title for name, sheet in sheets.items()}
    remark = f"原件（{book.format}）无法直接加注，本副本按读出的内容重建，版式可能与原件不同，请对照着在原件上修改。"
    drawn = any(grid.has_drawings for grid in book.sheets)
    pictures = ("原件中的图片、图形未带入本副本，以原件为准。",) if drawn else ()
    every = (remark, *remarks, *_without_macros(book), *pictures)
    return CopySource(rebuilt_bytes(workbook, book, titles), book, titles, frozenset({PLACEHOLDER}), False, every)


def incomplete(lost: Sequence[str]) -> tuple[str, ...]:
    """Returns the remark that names sheets that cannot be complete.

    The empty name means the workbook.
    """
    names = "、".join(name for name in lost if name)
    return (f"工作表“{names}”的内容未能全部带入本副本，以原件为准。",) if names else ()


def marked_bytes(source: CopySource, file: str, marks: BookMarks, limits: Limits) -> bytes:
    """Returns a workbook with its marks.

    Args:
        source: the workbook.
        file: the name of the file, for the first sheet.
        marks: what is coloured, commented and listed.
        limits: of what the workbook may hold.

    Raises:
        NotEditable, Damaged, Refused, EncryptedMember: the workbook cannot be edited with certainty.
    """
    package = editable(source.data, limits)
    workbook, styles = WorkbookEdit(package), StyleEdit(package)
    for sheet in workbook.sheets():
        if sheet.name in source.stale:
            workbook.remove(sheet)
    listed = {sheet.name: sheet for sheet in workbook.sheets()}
    name = _free_name(listed)
    for grid in source.book.sheets:
        own = listed.get(source.titles.get(grid.name, ""))
        if own is not None and own.kind == "worksheet" and (source.has_marks or grid.name in marks.sheets):
            _mark_sheet(package, own, styles, grid, marks, source.has_marks, name)
    workbook.deselect([*workbook.selected()])
    review = Review(file, marks, source.remarks, dict(_links(source)))
    part, header = review_part(review, styles)
    workbook.put_first(name, part, header)
    return package.data()


def _mark_sheet(
    package: PackageEdit,
    listed: ListedSheet,
    styles: StyleEdit,
    grid: Grid,
    marks: BookMarks,
    has_marks: bool,
    review: str,
) -> None:
    sheet = SheetEdit(package, listed.part)
    notes = CommentEdit(package, sheet)
    if has_marks:
        cell_marks.remove_colours(sheet, styles)
        cell_marks.remove_comments(notes)
    own = marks.sheets.get(grid.name)
    if own is not None:
        cell_marks.colour_cells(sheet, styles, own.worst)
        cell_marks.write_comments(notes, own.noted, grid.merges, review)
    notes.finish()


def _links(source: CopySource) -> Iterator[tuple[str, str]]:
    """Yields the sheets that can be linked, with their names in the copy."""
    for grid in source.book.sheets:
        if grid.visible and grid.name in source.titles and grid.name not in source.stale:
            yield grid.name, source.titles[grid.name]


def _free_name(listed: Mapping[str, ListedSheet]) -> str:
    """Returns the name that the first sheet gets beside a person's own sheets."""
    taken = {name.lower() for name in listed}
    numbered = chain((REVIEW_SHEET,), (f"{REVIEW_SHEET}{number}" for number in count(1)))
    return next(name for name in numbered if name.lower() not in taken)


def _without_macros(book: Book) -> tuple[str, ...]:
    return ("原件含宏，本副本不带宏。",) if book.has_macros else ()
