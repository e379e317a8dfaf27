"""The XML of the sheet with all findings: lines across it, a table, links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.excel.edit.package_edit import MAIN, OFFICE
from toolkit.excel.edit.style_edit import StyleEdit
from toolkit.excel.write.cell_style import CellStyle
from toolkit.excel.write.markup import escape, text_element
from toolkit.model.cell import CELL_TEXT, CellRef, column_letters
from toolkit.model.text import strip_invisible
from toolkit.reports.wording import printable

_HINT = "跳到该单元格"
#: A tab of the sheet, and a page: landscape A4, one page wide, numbered.
_TAB = '<sheetPr><tabColor rgb="FFC0392B"/><pageSetUpPr fitToPage="1"/></sheetPr>'
_PAGE = (
    '<printOptions horizontalCentered="1"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.75" header="0.5" footer="0.35"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
)


class Line(NamedTuple):
    """A text with its style, its height in points, and a link.

    Numbers stay numbers.
    """

    text: str | int
    style: CellStyle
    height: float
    link: str | None = None


class ReviewPart:
    """A worksheet part that is written row by row.

    Args:
        widths: of its columns, in characters.
        styles: the workbook's styles, to which those of the sheet are added.
    """

    def __init__(self, widths: Sequence[float], styles: StyleEdit) -> None:
        self._widths = widths
        self._styles = styles
        self._rows: list[str] = []
        self._merges: list[str] = []
        self._links: list[str] = []
        self._at = 0

    def across(self, line: Line) -> None:
        """Writes a line over all columns."""
        last = column_letters(len(self._widths) - 1)
        self._merges.append(f'<mergeCell ref="A{self._at + 1}:{last}{self._at + 1}"/>')
        self.row([line])

    def skip(self) -> int:
        """Leaves a row empty, and returns the number of the next one, from 1."""
        self._at += 1
        return self._at + 1

    def row(self, lines: Sequence[Line]) -> None:
        """Writes a row of the table."""
        cells = "".join(self._cell(CellRef(self._at, col), line) for col, line in enumerate(lines))
        height = max(line.height for line in lines)
        self._rows.append(f'<row r="{self._at + 1}" ht="{height:g}" customHeight="1">{cells}</row>')
        self._at += 1

    def _cell(self, ref: CellRef, line: Line) -> str:
        start = f'<c r="{ref}" s="{self._styles.look(line.style)}"'
        if line.link is not None:
            location = escape(printable(line.link)).replace('"', "&quot;")
            self._links.append(f'<hyperlink ref="{ref}" location="{location}" tooltip="{_HINT}"/>')
        if isinstance(line.text, int):
            return f"{start}><v>{line.text}</v></c>"
        text = strip_invisible(printable(line.text))[:CELL_TEXT]
        return f'{start} t="inlineStr"><is>{text_element(text)}</is></c>' if text else f"{start}/>"

    def data(self, header: int) -> bytes:
        """Returns the part; the rows up to `header` stay in view."""
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{wide:g}" customWidth="1"/>'
            for number, wide in enumerate(self._widths, 1)
        )
        links = f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""
        text = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN[1:-1]}" '
            f'xmlns:r="{OFFICE}">{_TAB}<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
            f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
            f'<selection pane="bottomLeft" activeCell="A1" sqref="A1"/></sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(self._rows)}</sheetData>'
            f'<mergeCells count="{len(self._merges)}">{"".join(self._merges)}</mergeCells>{links}{_PAGE}</worksheet>'
        )
        return text.encode()
