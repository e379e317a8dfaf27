"""The sheets of departments' overall targets, to be printed and read back.

`toolkit.intake.department.target` reads what is drawn here, by the same words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.sheet_writer import PageSetup, SheetWriter
from toolkit.excel.write.text_height import points, text_height
from toolkit.forms.repeat import chinese
from toolkit.merging.summary import Summary
from toolkit.model.cell import TALLEST_ROW, CellRange, CellRef
from toolkit.model.records import DepartmentTarget
from toolkit.publishing import summary_styles as styles
from toolkit.publishing.paths_shown import Folder
from toolkit.summary_book.department import (
    DEPARTMENT_LABEL,
    HEADINGS,
    MEASURES,
    NAME,
    ORDINAL,
    ORIGIN,
    OVERALL,
    TITLE,
    WIDTHS,
)

_LAST = len(WIDTHS) - 1
_SIZE, _SMALLER = 10.0, 8.0
_TITLE, _LEAST = 34.0, 26.0
#: Points of a page's height at the size at which its width is filled; how much longer a sheet is still put on one.
_PAGE, _NEARLY = 890.0, 1.25
#: Height of the rows over which a text that no row can hold is merged.
_PIECE = 200.0
_TEXT = replace(styles.TEXT, size=_SIZE)
_LABEL = replace(styles.HEADING, size=_SIZE, fill=None)
_HEADING = replace(styles.HEADING, size=_SIZE)
_CENTRED = replace(_TEXT, align="center")
_NOTE = replace(styles.LINE, size=8, wrap=True)


class _Cell(NamedTuple):
    """A text over some columns of a line."""

    text: str
    first: int
    last: int
    look: CellStyle

    def height(self, size: float) -> float:
        """Returns the height in points that it needs."""
        return text_height(self.text, sum(map(points, WIDTHS[self.first : self.last + 1])), size)


def draw_departments(book: BookWriter, summary: Summary, files: Folder | None) -> None:
    """Draws a sheet for each target; one without a department takes the summary's.

    Args:
        book: the workbook.
        summary: with the targets.
        files: how files are named in the line of the source; None leaves it out, as in a copy to publish.
    """
    for number, target in enumerate(summary.targets, 1):
        named = replace(target, department=target.department or summary.department)
        _draw(book.sheet(NAME if number == 1 else f"{NAME}（{number}）"), named, files)


def _draw(sheet: SheetWriter, target: DepartmentTarget, files: Folder | None) -> None:
    sheet.columns(WIDTHS)
    row, tall = 0, 0.0
    for cells in _lines(target, files):
        rows, height = _draw_line(sheet, row, cells)
        row, tall = row + rows, tall + height
    sheet.height(0, _TITLE)
    area = CellRange(CellRef(0, 0), CellRef(row - 1, _LAST))
    sheet.page(PageSetup(area, "portrait", down=1 if tall <= _PAGE * _NEARLY else 0, heading=0))
    sheet.screen(2)


def _lines(target: DepartmentTarget, files: Folder | None) -> Iterator[tuple[_Cell, ...]]:
    """Yields every line from top to bottom."""
    year = f"{target.budget_year}年" if target.budget_year else ""
    yield (_Cell(f"{year}{TITLE}", 0, _LAST, styles.TITLE),)
    yield (_Cell(f"{DEPARTMENT_LABEL}{target.department or ''}", 0, _LAST, styles.LINE),)
    yield _Cell(OVERALL, 0, 0, _LABEL), _Cell(target.overall_goal or "", 1, _LAST, _TEXT)
    headings = (ORDINAL, *(names[0] for names in HEADINGS.values()))
    yield tuple(_Cell(text, col, col, _HEADING) for col, text in enumerate(headings))
    for number, sub in enumerate(target.sub_goals, 1):
        texts = (f"（{chinese(number)}）", sub.title, sub.goal or "", sub.indicators_text or "")
        yield tuple(_Cell(text, col, col, _TEXT if col else _CENTRED) for col, text in enumerate(texts))
    yield (_Cell(MEASURES, 0, _LAST, _HEADING),)
    for number, measure in enumerate(target.measures, 1):
        yield _Cell(f"（{chinese(number)}）", 0, 0, _CENTRED), _Cell(measure, 1, _LAST, _TEXT)
    if files is None:
        return
    source = target.source
    place = f"{files.file(source.file)} {source.sheet}!{source.range}" if source else "—"
    yield (_Cell(ORIGIN.format(place=place, form=target.form, version=target.form_version), 0, _LAST, _NOTE),)


def _draw_line(sheet: SheetWriter, row: int, cells: tuple[_Cell, ...]) -> tuple[int, float]:
    """Draws a line in one row, smaller if needed, else in several merged.

    Gives how many rows it takes, and how tall they are together.
    """
    usual = max(cell.height(cell.look.size or _SIZE) for cell in cells)
    smaller = usual > TALLEST_ROW and max(cell.height(_SMALLER) for cell in cells) <= TALLEST_ROW
    height = max(cell.height(_SMALLER) for cell in cells) if smaller else usual
    height = max(height, _LEAST if len(cells) > 1 else 0)
    rows = 1 if height <= TALLEST_ROW else math.ceil(height / _PIECE)
    for step in range(rows):
        sheet.height(row + step, height / rows)
        for cell in cells:
            look = styles.sized(cell.look, _SMALLER) if smaller else cell.look
            look = styles.from_the_top(look) if rows > 1 else look
            for col in range(cell.first, cell.last + 1):
                sheet.put(row + step, col, cell.text if not step and col == cell.first else "", look)
            if not step:
                sheet.join([CellRange(CellRef(row, cell.first), CellRef(row + rows - 1, cell.last))])
    return rows, height
