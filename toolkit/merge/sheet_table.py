"""Sheet 1: the department's table as it is published."""

from __future__ import annotations

from decimal import Decimal

from toolkit.forms.definition import SummaryColumn, SummaryDefinition
from toolkit.merge import styles
from toolkit.merge.measure import points, text_height
from toolkit.merge.paper import HEADING_ROW, LINE_ROW, TITLE_ROW, PaperLine, column_widths, notes, table_area
from toolkit.merge.rounding import in_unit
from toolkit.merge.styles import Look
from toolkit.merge.summary import Group, Summary
from toolkit.merge.xlsx import Sheet
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.project import Funding


def draw_table(sheet: Sheet, summary: Summary, lines: tuple[PaperLine, ...]) -> None:
    """Draw the title, the heading, every line and the notes, and set up the print."""
    columns = summary.definition.columns
    widths = column_widths(summary)
    sheet.columns(widths)
    _draw_top(sheet, summary)
    for col, column in enumerate(columns):
        sheet.text(HEADING_ROW, col, column.label, styles.HEADING)
    labels = zip(columns, widths, strict=True)
    sheet.height(HEADING_ROW, max(text_height(c.label, points(width), styles.BODY) for c, width in labels) + 4)
    for line in lines:
        _draw_line(sheet, line, summary.definition)
    end = table_area(summary, lines).last
    last = end.row
    for text in notes(summary):
        last += 1
        _draw_wide(sheet, last, end.col, text, styles.NOTE)
        sheet.height(last, text_height(text, sum(map(points, widths)), styles.BODY))
    sheet.page(CellRange(CellRef(0, 0), CellRef(last, end.col)), HEADING_ROW, summary.definition.orientation)
    sheet.screen(HEADING_ROW + 1, 1)


def _draw_top(sheet: Sheet, summary: Summary) -> None:
    definition = summary.definition
    last = len(definition.columns) - 1
    _draw_wide(sheet, TITLE_ROW, last, definition.title, styles.TITLE)
    sheet.height(TITLE_ROW, 34)
    _draw_wide(sheet, LINE_ROW, last - 1, f"{definition.department_label}{summary.department or ''}", styles.LINE)
    sheet.text(LINE_ROW, last, f"{definition.unit_label}{definition.unit}", styles.UNIT)
    sheet.height(LINE_ROW, 20)


def _draw_wide(sheet: Sheet, row: int, last: int, text: str, look: Look) -> None:
    """Write a text over the columns up to the last."""
    sheet.join(CellRange(CellRef(row, 0), CellRef(row, last)))
    sheet.text(row, 0, text, look)


def _draw_line(sheet: Sheet, line: PaperLine, definition: SummaryDefinition) -> None:
    """A line row by row: what it says stands on its first one, with which the others are merged."""
    looks = [_look(line, column) for column in definition.columns]
    for row in range(line.row, line.row + line.rows):
        sheet.height(row, line.height)
        for col, (column, look) in enumerate(zip(definition.columns, looks, strict=True)):
            if row == line.row:
                sheet.join(CellRange(CellRef(row, col), CellRef(row + line.rows - 1, col)))
                _draw_cell(sheet, line, col, column, look, definition.unit)
            else:
                sheet.text(row, col, "", look)


def _draw_cell(sheet: Sheet, line: PaperLine, col: int, column: SummaryColumn, look: Look, unit: str) -> None:
    content = line.line
    match column.key:
        case "name":
            sheet.text(line.row, col, line.name, look)
        case "goal" | "indicators":
            texts = {} if isinstance(content, Group) else {"goal": content.goal, "indicators": content.indicators}
            sheet.text(line.row, col, texts.get(column.key) or "", look)
        case part:
            funding = content.funding if isinstance(content, Group) else content.project.funding
            sheet.number(line.row, col, _amount(funding, part, unit), look)


def _amount(funding: Funding, part: str, unit: str) -> Decimal | None:
    """The exact amount in the sheet's unit; nothing, never 0, where it is not named."""
    amount: Decimal | None = getattr(funding, part)
    return None if amount is None else in_unit(amount, unit)


def _look(line: PaperLine, column: SummaryColumn) -> Look:
    match column.key:
        case "name":
            look = styles.indented(styles.sized(styles.TEXT, line.size), line.depth)
        case "goal" | "indicators":
            look = styles.sized(styles.TEXT, line.size)
        case _:
            look = styles.MONEY
    if line.rows > 1:
        look = styles.from_the_top(look)
    return styles.total(look) if isinstance(line.line, Group) else look
