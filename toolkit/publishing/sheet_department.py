"""The sheets of departments' overall targets, to be printed and read back.

`toolkit.intake.department.target` reads what is drawn here, by the same words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
from toolkit.summary_book.department_sheet import (
    DEPARTMENT_LABEL,
    FURTHER_WIDTH,
    HEADINGS,
    MEASURES,
    NAME,
    ORDINAL,
    ORIGIN,
    OVERALL,
    TITLE,
    WIDTHS,
    DepartmentSection,
    SectionCell,
    sections_of,
)

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
_AMOUNT = replace(_TEXT, number_format=styles.AMOUNT)
_NOTE = replace(styles.LINE, size=8, wrap=True)


class _Cell(NamedTuple):
    """A text or a number over some columns of a line."""

    text: SectionCell
    first: int
    last: int
    look: CellStyle

    def height(self, size: float) -> float:
        """Returns the height in points that it needs."""
        widths = (_width(col) for col in range(self.first, self.last + 1))
        return text_height(str(self.text), sum(map(points, widths)), size)


def _width(col: int) -> float:
    return WIDTHS[col] if col < len(WIDTHS) else FURTHER_WIDTH


def draw_departments(book: BookWriter, summary: Summary, files: Folder | None) -> None:
    """Draws a sheet for each target; one without a department takes the summary's.

    Args:
        book: the workbook.
        summary: with the targets.
        files: how files are named in the line of the source; None leaves it out, as in a copy to publish.
    """
    for number, target in enumerate(summary.targets, 1):
        named = replace(target, department=target.department or summary.department)
        sections = tuple(sections_of(target, summary.names))
        _draw(book.sheet(NAME if number == 1 else f"{NAME}（{number}）"), named, sections, files)


def _draw(
    sheet: SheetWriter, target: DepartmentTarget, sections: tuple[DepartmentSection, ...], files: Folder | None
) -> None:
    last = max(len(WIDTHS), *(len(section.columns) for section in sections), 0) - 1
    sheet.columns(_width(col) for col in range(last + 1))
    row, tall = 0, 0.0
    for cells in _lines(target, sections, files, last):
        rows, height = _draw_line(sheet, row, cells)
        row, tall = row + rows, tall + height
    sheet.height(0, _TITLE)
    area = CellRange(CellRef(0, 0), CellRef(row - 1, last))
    sheet.page(PageSetup(area, "portrait", down=1 if tall <= _PAGE * _NEARLY else 0, heading=0))
    sheet.screen(2)


def _lines(
    target: DepartmentTarget, sections: tuple[DepartmentSection, ...], files: Folder | None, last: int
) -> Iterator[tuple[_Cell, ...]]:
    """Yields every line from top to bottom."""
    year = f"{target.budget_year}年" if target.budget_year else ""
    yield (_Cell(f"{year}{TITLE}", 0, last, styles.TITLE),)
    yield (_Cell(f"{DEPARTMENT_LABEL}{target.department or ''}", 0, last, styles.LINE),)
    yield _Cell(OVERALL, 0, 0, _LABEL), _Cell(target.overall_goal or "", 1, last, _TEXT)
    if target.sub_goals or target.measures or not sections:
        yield from _texts(target, last)
    for section in sections:
        yield from _section(section, last)
    if files is None:
        return
    source = target.source
    place = f"{files.file(source.file)} {source.sheet}!{source.range}" if source else "—"
    yield (_Cell(ORIGIN.format(place=place, form=target.form, version=target.form_version), 0, last, _NOTE),)


def _texts(target: DepartmentTarget, last: int) -> Iterator[tuple[_Cell, ...]]:
    """Yields the sub-goals and the measures."""
    headings = (ORDINAL, *(names[0] for names in HEADINGS.values()))
    yield _spread(headings, _HEADING, last)
    for number, sub in enumerate(target.sub_goals, 1):
        texts = (f"（{chinese(number)}）", sub.title, sub.goal or "", sub.indicators_text or "")
        yield _spread(texts, _TEXT, last)
    yield (_Cell(MEASURES, 0, last, _HEADING),)
    for number, measure in enumerate(target.measures, 1):
        yield _Cell(f"（{chinese(number)}）", 0, 0, _CENTRED), _Cell(measure, 1, last, _TEXT)


def _section(section: DepartmentSection, last: int) -> Iterator[tuple[_Cell, ...]]:
    """Yields the lines of a section."""
    yield (_Cell(section.heading, 0, last, _HEADING),)
    if not section.columns:
        for label, answer in section.rows:
            yield _Cell(label, 0, 1, _LABEL), _Cell(answer, 2, last, _TEXT if isinstance(answer, str) else _AMOUNT)
        return
    yield _spread(section.columns, _HEADING, last)
    numbered = section.columns[0] == ORDINAL
    for row in section.rows:
        yield _spread(row, _TEXT, last, centred=numbered)


def _spread(texts: Sequence[SectionCell], look: CellStyle, last: int, *, centred: bool = True) -> tuple[_Cell, ...]:
    """Returns a line of cells, the last one over all columns left."""
    ends = (*range(len(texts) - 1), last)
    looks = (_CENTRED if look is _TEXT and centred else look, *[look] * (len(texts) - 1))
    return tuple(_Cell(text, col, ends[col], looks[col]) for col, text in enumerate(texts))


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
