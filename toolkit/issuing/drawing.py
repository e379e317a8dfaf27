"""A workbook of forms, drawn: self-check, lists, limits, locks and marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.protection import lock
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.forms.complaint import Contents
from toolkit.forms.definition import Field
from toolkit.forms.heights import font_sizes, row_heights
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.forms.selfcheck import (
    CODE_LABEL,
    PANEL_TEXTS,
    READY,
    panel_column,
    panel_results,
    panel_texts,
    self_check,
    stamp_cell,
    status_cell,
)
from toolkit.forms.stamp import DEFINED_NAME, PROPERTY, SHEET, keywords, short_code
from toolkit.issuing import form_styles as styles
from toolkit.issuing.form_styles import HIDDEN
from toolkit.issuing.inputs import Sources, draw_limits, draw_lists, draw_tints, sources
from toolkit.model.cell import CellRange, CellRef, CellValue
from toolkit.model.text import cell_text, strip_invisible

#: Widths in characters of the blank column before the panel and of the panel itself.
GAP, WIDTH = 2.0, 42.0
#: Of a page, in inches: left and right, top, bottom.
_MARGINS = (0.5, 0.5, 0.4)


#: A cell that is drawn and never read.
_SPARE = Field("text", "")


def draw_panel(sheet: SheetWriter, layout: Layout, contents: Contents, stamp: str) -> None:
    """Writes the self-check with its present values, the instructions and the full stamp."""
    checks = self_check(layout)
    for number, (check, result) in enumerate(zip(checks, panel_results(checks, contents), strict=True)):
        sheet.formula(check.cell, check.formula, result, styles.COMPLAINT if number else styles.STATUS)
    status = checks[0].cell
    place = CellRange(status, status)
    sheet.tint(place, f'{status}="{READY}"', styles.READY)
    sheet.tint(place, f'{status}<>"{READY}"', styles.NOT_READY)
    for cell, text in panel_texts(layout):
        sheet.put(*cell, text, styles.HEADING if text == PANEL_TEXTS[0] else styles.NOTE)
    sheet.put(*stamp_cell(layout), stamp, styles.STAMP)


def column_widths(layout: Layout) -> tuple[float, ...]:
    """Returns the widths of all columns, the form's and the panel's."""
    blank = panel_column(layout) - layout.width
    return (*layout.form.page.columns, *[GAP] * blank, WIDTH)


@dataclass(frozen=True)
class Issue:
    """One sheet to issue.

    Attributes:
        layout: the form.
        values: what is filled in, by key of the layout (`project_name`, `slots.3.name`).
        prefilled: the keys that are locked, because the department has filled them in.
        stamp: the full text of its stamp.
        sheet: name of the sheet.
    """

    layout: Layout
    values: Mapping[str, CellValue]
    prefilled: frozenset[str]
    stamp: str
    sheet: str


def draw(issues: Sequence[Issue], password: str) -> bytes:
    """Returns a workbook with a sheet for each issue.

    The same issues and password give the same bytes.

    Args:
        issues: at least one; their sheet names differ.
        password: takes off the protection of the sheets and of the workbook's structure.
    """
    form = issues[0].layout.form
    # One salt for all workbooks of a form and year: hashing takes longer than drawing, and is done once.
    book = BookWriter(lock=lock(password, f"{form.id} {form.version} {issues[0].layout.year}"))
    lists = sources(issue.layout for issue in issues)
    for issue in issues:
        _draw_form(book.sheet(issue.sheet), issue, lists)
    draw_lists(book, lists)
    draw_identity(book, form.title, [(issue.sheet, issue.stamp) for issue in issues])
    return book.close()


def clean(text: str) -> str:
    """Returns a text as it is issued: one kind of line break, nothing invisible."""
    return strip_invisible(cell_text(text))


def written(issue: Issue) -> dict[str, CellValue]:
    """Returns the filled-in values as they are written into cells, by key."""
    return {key: clean(value) if isinstance(value, str) else value for key, value in issue.values.items()}


def contents(layout: Layout, values: Mapping[str, CellValue]) -> dict[CellRef, CellValue]:
    """Returns the same values by cell."""
    return {cell.range.first: values[key] for key, cell in layout.inputs.items() if key in values}


def code_text(issue: Issue) -> str:
    """Returns the printed code with its label."""
    return f"{CODE_LABEL}{short_code(issue.stamp)}"


def _draw_form(sheet: SheetWriter, issue: Issue, lists: Sources) -> None:
    layout = issue.layout
    values = written(issue)
    sheet.columns(column_widths(layout))
    sheet.rows(row_heights(layout, values), usual=layout.form.indicators.height)
    sizes = font_sizes(layout, values)
    for cell in layout.cells:
        _draw_cell(sheet, cell, issue, values, sizes)
    draw_panel(sheet, layout, contents(layout, values), issue.stamp)
    draw_limits(sheet, layout, lists)
    draw_tints(sheet, layout)
    one_page = bool(layout.slots)
    footer = None if one_page else 0.2
    page = PageSetup(layout.area, layout.form.page.orientation, down=int(one_page), margins=_MARGINS, footer=footer)
    sheet.page(page)
    sheet.screen(status_cell(layout).row + 1)


def _draw_cell(
    sheet: SheetWriter, cell: LayoutCell, issue: Issue, values: Mapping[str, CellValue], sizes: Mapping[str, float]
) -> None:
    page, framed = issue.layout.form.page, cell.range.first.row not in issue.layout.unframed
    if cell.role is Role.CODE:
        sheet.put_over(cell.range, code_text(issue), styles.FIXED[cell.role])
    elif cell.field is not None or cell.role is Role.SPARE:
        kind = kind_of(issue.layout.field(cell.field) if cell.field else _SPARE)
        look = styles.on_page(styles.to_fill(kind, cell.field in issue.prefilled), page, cell.role, framed=framed)
        key = cell.field or ""
        if key in sizes:
            look = replace(look, size=sizes[key])
        sheet.put_over(cell.range, values.get(key), look)
    else:
        look = styles.on_page(styles.fixed(cell.role, cell.text), page, cell.role, framed=framed)
        sheet.put_over(cell.range, cell.text, look)


_HEADER = ("工作表", "表样编号", "下发标识")


def draw_identity(book: BookWriter, title: str, stamps: Sequence[tuple[str, str]]) -> None:
    """Writes the marks by which a workbook is recognised.

    Args:
        book: the workbook.
        title: its title as a document.
        stamps: name and full stamp of each sheet.
    """
    codes = [short_code(stamp) for _, stamp in stamps]
    code_text = keywords(codes)
    book.properties({PROPERTY: code_text}, title=title, keywords=code_text)
    book.constant(DEFINED_NAME, codes[0])
    sheet = book.sheet(SHEET, hidden=True)
    for row, texts in enumerate(stamp_rows(stamps)):
        for col, text in enumerate(texts):
            sheet.put(row, col, text, HIDDEN)


def stamp_rows(stamps: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Returns the rows of the hidden sheet: headings, then name, code and stamp."""
    return [_HEADER, *((name, short_code(stamp), stamp) for name, stamp in stamps)]
