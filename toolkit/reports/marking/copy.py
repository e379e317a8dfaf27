"""The workbook to mark: the returned one, or one rebuilt."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.excel.grid import Book
from toolkit.forms import stamp
from toolkit.forms.layout import Layout
from toolkit.reports.marking import colours, comments
from toolkit.reports.marking.rebuild import rebuild
from toolkit.reports.marking.saving import transitional
from toolkit.reports.marking.targets import REVIEW_SHEET, within_bounds

#: The errors of openpyxl on files that Excel can open.
UNREADABLE = (
    InvalidFileException, BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, OSError,
    NotImplementedError, SyntaxError,
)  # fmt: skip
_NO_DATE = datetime(2000, 1, 1)


@dataclass(frozen=True)
class MarkedCopy:
    """A workbook to be marked.

    Attributes:
        workbook: open.
        sheets: its sheets by the name under which they were read.
        original: what the copy must still hold.
        modified: when the original was saved last: the copy says the same, so that it depends on nothing else.
        remarks: what the copy lacks.
    """

    workbook: Workbook
    sheets: Mapping[str, Worksheet]
    original: Book
    modified: datetime
    remarks: tuple[str, ...]


def opened(data: bytes, book: Book, remarks: Sequence[str] = ()) -> MarkedCopy | None:
    """Returns the returned workbook without earlier marks.

    None where it is of another format, too large, or not readable by openpyxl. `remarks` are further sentences about
    the copy.
    """
    if book.format not in ("xlsx", "xlsm") or not within_bounds(data, book):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the remarks name what openpyxl does not keep
            workbook = load_workbook(BytesIO(transitional(data)), rich_text=True)
    except UNREADABLE:
        return None
    _take_off(workbook)
    sheets = {sheet.title: sheet for sheet in workbook.worksheets}
    return MarkedCopy(workbook, sheets, book, workbook.properties.modified or _NO_DATE, (*remarks, *_missing(book)))


def _take_off(workbook: Workbook) -> None:
    """Removes the marks of an earlier round."""
    reviews = [sheet for sheet in workbook.worksheets if _is_review(sheet)]
    for review in reviews:
        workbook.remove(review)
    for sheet in workbook.worksheets if reviews else ():
        colours.take_off(sheet)
        comments.take_off(sheet)


def _is_review(sheet: Worksheet) -> bool:
    if not sheet.title.startswith(REVIEW_SHEET):
        return False
    first, second = (str(sheet.cell(row, 1).value or "") for row in (1, 2))
    return stamp.is_review(sheet.title, first, second)


def rebuilt(
    book: Book, layouts: Mapping[str, Layout], lost: Sequence[str] = (), remarks: Sequence[str] = ()
) -> MarkedCopy:
    """Returns a workbook made from what was read.

    A sheet with a layout looks like its form. `lost` names the sheets that cannot be complete; the empty name means the
    workbook.
    """
    workbook, sheets = rebuild(book, layouts)
    workbook.properties.created = _NO_DATE
    remark = f"原件（{book.format}）无法直接加注，本副本按读出的内容重建，版式可能与原件不同，请对照着在原件上修改。"
    names = "、".join(name for name in lost if name)
    less = (f"工作表“{names}”的内容未能全部带入本副本，以原件为准。",) if names else ()
    return MarkedCopy(workbook, sheets, book, _NO_DATE, (remark, *less, *remarks, *_missing(book)))


def _missing(book: Book) -> Iterator[str]:
    """Yields what no copy has of its original."""
    if book.has_macros:
        yield "原件含宏，本副本不带宏。"
    if any(grid.has_drawings for grid in book.sheets):
        yield "原件中的图片、图形未带入本副本，以原件为准。"
