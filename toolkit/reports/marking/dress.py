"""The look of a rebuilt sheet: that of the issued form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.errors import InputError
from toolkit.excel.grid import GridCell
from toolkit.excel.write.cell_style import SONG, CellStyle
from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, LayoutCell, Role, compile_layout
from toolkit.forms.loader import load_framework
from toolkit.forms.selfcheck import is_panel_text, panel_column, stamp_cell, status_cell
from toolkit.forms.stamp import FULL
from toolkit.issuing import form_styles as styles
from toolkit.issuing.drawing import column_widths
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.evidence import ReadFile, ReadRecord
from toolkit.reports.marking.targets import Merges
from toolkit.reports.wording import width, wrap


def layouts_of(file: ReadFile) -> dict[str, Layout]:
    """Returns the layout of every sheet that has one issued form."""
    counts = Counter(record.source.sheet for record in file.records)
    layouts = ((record.source.sheet, _layout(record)) for record in file.records if counts[record.source.sheet] == 1)
    return {sheet: layout for sheet, layout in layouts if layout is not None}


def _layout(record: ReadRecord) -> Layout | None:
    form, stamp = record.definition, record.stamp
    if not isinstance(form, FormDefinition) or stamp is None or (stamp.form, stamp.version) != (form.id, form.version):
        return None
    try:
        framework = load_framework(form.framework)
        return compile_layout(form, framework, stamp.year, stamp.project_type, rows=stamp.rows)
    except InputError:  # a framework of the user's own, or a stamp of another definition
        return None


#: The share of fixed texts that must be in place for a sheet to look like the form.
_ENOUGH = 0.5


@dataclass(frozen=True)
class FormPosition:
    """The position of a layout on a sheet.

    Attributes:
        rows: the row of the sheet for each row of the layout that is there.
        right: by how many columns the form is moved to the right.
    """

    rows: Mapping[int, int]
    right: int


def find_position(filled: Mapping[CellRef, GridCell], layout: Layout) -> FormPosition | None:
    """Finds a form's position by its fixed texts; None without enough of them."""
    places: dict[str, list[CellRef]] = {}
    for ref, cell in filled.items():
        places.setdefault(_folded(cell.text), []).append(ref)
    labels = {cell.range.first: _folded(cell.text) for cell in layout.locked if cell.text}
    moves = Counter(
        (found.row - ref.row, found.col - ref.col) for ref, text in labels.items() for found in places.get(text, [])[:9]
    )
    if not moves or len(labels) * _ENOUGH > sum(
        count for (_, right), count in moves.items() if right == moves.most_common(1)[0][0][1]
    ):
        return None
    (down, right), _ = moves.most_common(1)[0]
    return FormPosition(_rows(labels, places, layout, down, right), right)


def _rows(
    labels: Mapping[CellRef, str], places: Mapping[str, list[CellRef]], layout: Layout, down: int, right: int
) -> dict[int, int]:
    """Returns the sheet's row for each row of the layout.

    A row with a fixed text in its place leads those without one that follow it; no row comes before an earlier one.
    """
    by_row: dict[int, list[tuple[CellRef, str]]] = {}
    for ref, text in labels.items():
        by_row.setdefault(ref.row, []).append((ref, text))
    rows: dict[int, int] = {}
    at, move = -1, _first_move(by_row, places, down, right)
    for row in range(len(layout.heights)):
        candidates = {
            found.row - row
            for ref, text in by_row.get(row, ())
            for found in places.get(text, ())[:9]
            if found.col == ref.col + right and found.row > at
        }
        if candidates:
            move = min(candidates, key=lambda other: (abs(other - move), other))
        if row + move > at:
            at = rows[row] = row + move
    return rows


def _first_move(
    by_row: Mapping[int, list[tuple[CellRef, str]]], places: Mapping[str, list[CellRef]], down: int, right: int
) -> int:
    """Returns how far down the first fixed text is."""
    for row in sorted(by_row):
        for ref, text in by_row[row]:
            for found in places.get(text, ()):
                if found.col == ref.col + right:
                    return found.row - ref.row
    return down


def _folded(text: str) -> str:
    return "".join(text.split())


#: Column widths in characters, heights in points; a rectangle of more cells than this gets no lines.
_NARROW, _WIDE, _SHEET, _LINE, _ROOM, _TALLEST = 9.0, 30.0, 120.0, 14.5, 5.0, 409.0
_RULED = 20_000
#: Lines that are counted in one cell; more do not fit into a row.
_LINES, _COUNTED = 40, 4_000
_SIDE = Side("thin", "FF000000")
_GRID = Border(_SIDE, _SIDE, _SIDE, _SIDE)
#: The style of a table cell that belongs to no form.
_PLAIN = CellStyle(SONG, 10.5, align="left", wrap=True, border=True)

Filled = Mapping[CellRef, GridCell]


class StyleCache:
    """The styles of a sheet's cells, each made once.

    openpyxl is slow to make a style, and quick to copy one.
    """

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._cached: dict[CellStyle, Any] = {}

    def put(self, ref: CellRef, look: CellStyle) -> None:
        """Gives a cell a style."""
        cell: Any = self._sheet.cell(ref.row + 1, ref.col + 1)
        if look in self._cached:
            cell._style = copy(self._cached[look])
            return
        cell.font = Font(look.font, look.size, bold=look.bold, color=look.color and f"FF{look.color[1:]}")
        cell.alignment = Alignment(
            horizontal=look.align, vertical="center", wrap_text=look.wrap or None, indent=look.indent or 0
        )
        if look.border:
            cell.border = _GRID
        self._cached[look] = copy(cell._style)


def dress(
    sheet: Worksheet, filled: Filled, joined: Iterable[CellRange], layout: Layout | None, heights: Mapping[int, float]
) -> None:
    """Gives a sheet widths, heights, styles and print setup.

    Cells are merged later. `heights` are those that the rows of the original had.
    """
    merged = [area for area in joined if area.area > 1]
    position = find_position(filled, layout) if layout else None
    if layout and position:
        looks, area, fixed = _form(layout, position)
        widths = {col + position.right: wide for col, wide in enumerate(column_widths(layout))}
        least = {position.rows[row]: height for row, height in enumerate(layout.heights) if row in position.rows}
    else:
        looks, area, fixed, least = {}, None, frozenset[CellRef](), {}
        widths = _widths(filled, Merges(merged))
    _lay_out(sheet, filled, merged, fixed, widths, least)
    for row, height in list(heights.items())[:_RULED]:
        sheet.row_dimensions[row + 1].height = height
    style_cache = StyleCache(sheet)
    for ref, look in {**_plain(filled, area, looks), **looks}.items():
        style_cache.put(ref, look)
    _page(sheet, area, layout)


def _form(
    layout: Layout, position: FormPosition
) -> tuple[dict[CellRef, CellStyle], CellRange | None, frozenset[CellRef]]:
    """Returns a form's cell styles, its print area, and its panel cells.

    The texts of the panel need no room.
    """
    looks: dict[CellRef, CellStyle] = {}
    for cell in layout.cells:
        look = _look(layout, cell)
        for row in range(cell.range.first.row, cell.range.last.row + 1):
            if row in position.rows:
                for col in range(cell.range.first.col, cell.range.last.col + 1):
                    looks[CellRef(position.rows[row], col + position.right)] = look
    last = max(position.rows.values())
    side = panel_column(layout) + position.right
    fixed = {CellRef(row, side): styles.COMPLAINT for row in range(last + 1)}
    panel = {status_cell(layout): styles.STATUS, stamp_cell(layout): styles.STAMP}
    for ref, look in panel.items():
        fixed[CellRef(position.rows.get(ref.row, ref.row), side)] = look
    area = CellRange(
        CellRef(min(position.rows.values()), position.right), CellRef(last, position.right + layout.width - 1)
    )
    return {**looks, **fixed}, area, frozenset(fixed)


def _look(layout: Layout, cell: LayoutCell) -> CellStyle:
    if cell.field is not None:
        return styles.to_fill(kind_of(layout.field(cell.field)), locked=False)
    return styles.FIXED[Role(cell.role)]


def _plain(filled: Filled, area: CellRange | None, looks: Mapping[CellRef, CellStyle]) -> dict[CellRef, CellStyle]:
    """Returns the styles of cells that belong to no form."""
    found = {ref: _unlined(cell) for ref, cell in filled.items() if ref not in looks}
    table = [ref for ref, cell in filled.items() if not _own(cell)]
    if area is None and table:
        rows, cols = [ref.row for ref in table], [ref.col for ref in table]
        around = CellRange(CellRef(min(rows), min(cols)), CellRef(max(rows), max(cols)))
        if around.area <= _RULED:
            for row in range(around.first.row, around.last.row + 1):
                for col in range(around.first.col, around.last.col + 1):
                    ref = CellRef(row, col)
                    if ref not in filled or not _own(filled[ref]):
                        found[ref] = _PLAIN
    return found


def _unlined(cell: GridCell) -> CellStyle:
    if cell.text.startswith(FULL):
        return styles.STAMP
    return styles.NOTE if _own(cell) else CellStyle(SONG, 10.5, align="left", wrap=True)


def _own(cell: GridCell) -> bool:
    """Whether a cell is a stamp or a note of the self-check."""
    return is_panel_text(cell.text)


def _widths(filled: Filled, merges: Merges) -> dict[int, float]:
    """Returns column widths by content; merged cells do not count."""
    widths: dict[int, float] = {}
    for ref, cell in filled.items():
        wide = 0 if merges.has(ref) or _own(cell) else max(map(width, cell.text[:_COUNTED].split("\n")))
        widths[ref.col] = min(max(widths.get(ref.col, _NARROW), wide + 2.0), _WIDE)
    total = sum(widths.values())
    return {col: max(wide * _SHEET / total, _NARROW) if total > _SHEET else wide for col, wide in widths.items()}


def _lay_out(
    sheet: Worksheet,
    filled: Filled,
    merged: Iterable[CellRange],
    fixed: frozenset[CellRef],
    widths: Mapping[int, float],
    least: Mapping[int, float],
) -> None:
    """Sets column widths, and row heights that fit the texts.

    The last of several merged rows gets what they lack.
    """
    for col, wide in widths.items():
        sheet.column_dimensions[column_letters(col)].width = wide
    heights = dict(least)
    for ref, last, lines in _needs(filled, merged, fixed, widths):
        have = sum(heights.get(row, _LINE + _ROOM) for row in range(ref.row, last.row))
        missing = lines * _LINE + _ROOM - have
        heights[last.row] = min(max(heights.get(last.row, 0.0), missing), _TALLEST)
    for row, height in heights.items():
        sheet.row_dimensions[row + 1].height = height


def _needs(
    filled: Filled, merged: Iterable[CellRange], fixed: frozenset[CellRef], widths: Mapping[int, float]
) -> Iterator[tuple[CellRef, CellRef, int]]:
    """Yields the first and last cell of each text, and its lines.

    Texts over few rows come first.
    """
    lasts = {area.first: area.last for area in merged if area.last.row - area.first.row <= _LINES}
    texts = [(ref, lasts.get(ref, ref), cell) for ref, cell in filled.items() if ref not in fixed and not _own(cell)]
    for ref, last, cell in sorted(texts, key=lambda one: (one[1].row - one[0].row, one[0])):
        wide = sum(widths.get(col, _NARROW) for col in range(ref.col, min(last.col, ref.col + 300) + 1))
        lines = sum(len(wrap(line, max(int(wide) - 2, 4))) for line in cell.text[:_COUNTED].split("\n")[:_LINES])
        yield ref, last, lines


def _page(sheet: Worksheet, area: CellRange | None, layout: Layout | None) -> None:
    """Sets up printing: A4, as the form, or one page wide."""
    sheet.page_setup.paperSize = 9
    fits_one_page = area is not None and layout is not None and bool(layout.slots)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if fits_one_page else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if area is not None and layout is not None:
        sheet.page_setup.orientation = layout.form.page.orientation
        sheet.print_area = str(area)
        sheet.print_options.horizontalCentered = True
        sheet.sheet_view.showGridLines = False
