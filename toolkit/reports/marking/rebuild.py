"""A workbook made from a grid: values, formulas, locks, validations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.excel.grid import Book, CellKind, Grid, GridCell, Validation
from toolkit.forms.layout import Layout
from toolkit.forms.stamp import LISTS, REBUILT
from toolkit.forms.stamp import SHEET as STAMPS
from toolkit.model.cell import CELL_TEXT, CellRef, column_letters
from toolkit.reports.marking.copy_check import is_review
from toolkit.reports.marking.dress import dress
from toolkit.reports.marking.targets import CELLS, SPREAD

_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_NAME = 31
#: Functions that files spell with a prefix, and readers without.
_LATER = re.compile(r"(?<![\w.])(IFS|SWITCH|CONCAT|TEXTJOIN|XLOOKUP|MAXIFS|MINIFS|FILTER|UNIQUE|SORT|LET)(?=\()")
_TIMES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M")
_LIMITS = frozenset({"whole", "decimal", "list", "date", "time", "textLength", "custom"})
_OPERATORS = frozenset(
    {
        *("between", "notBetween", "equal", "notEqual"),
        *("lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"),
    }
)
_HIDDEN_SHEETS = (LISTS, STAMPS)
#: The first sheet of a rebuilt workbook, empty: where all others are hidden, none could be saved without it.
PLACEHOLDER = "_"
#: Where a drop-down finds its list: a column of the hidden sheet, from the top.
_LIST = re.compile(rf"=?'?{LISTS}'?!\$?([A-Z]+)\$?1:\$?\1\$?(\d+)")


def rebuild(book: Book, layouts: Mapping[str, Layout]) -> tuple[Workbook, dict[str, Worksheet]]:
    """Returns the workbook, and its sheets by their original names, behind an empty one.

    `layouts` are those of issued sheets.
    """
    workbook = Workbook()
    workbook.worksheets[0].title = PLACEHOLDER
    sheets: dict[str, Worksheet] = {}
    for grid in book.sheets:
        if is_review(grid):
            continue
        sheet = workbook.create_sheet(_NOT_IN_NAMES.sub("_", grid.name)[:_NAME] or None)
        if not grid.visible:
            sheet.sheet_state = "veryHidden" if grid.name in _HIDDEN_SHEETS else "hidden"
        _fill_in(sheet, grid, layouts.get(grid.name), structured=book.structure_readable)
        sheets.setdefault(grid.name, sheet)
    if LISTS in sheets:
        for column, choices in _lists(book, layouts).items():
            for row, choice in enumerate(choices, 1):
                sheets[LISTS][f"{column}{row}"] = choice
    _mark(workbook, book)
    return workbook, sheets


def _lists(book: Book, layouts: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """Returns the choices of drop-downs, by column of the hidden sheet.

    That sheet is not read: the form has the choices.
    """
    found: dict[str, tuple[str, ...]] = {}
    for grid in book.sheets:
        layout = layouts.get(grid.name)
        for rule in grid.validations if layout else ():
            named = _LIST.fullmatch(rule.formula1)
            if layout and named and named[1] not in found and (choices := _offered(layout, rule, int(named[2]))):
                found[named[1]] = choices
    return found


def _offered(layout: Layout, rule: Validation, count: int) -> tuple[str, ...]:
    """Returns the choices for a rule's cells, by their number.

    Where rows moved, it is the only list of that length.
    """
    lists = {key: choices for key in layout.inputs if len(choices := layout.choices(key)) == count}
    fitting = [
        choices
        for key, choices in lists.items()
        if any(area.holds(*layout.inputs[key].range.first) for area in rule.ranges)
    ]
    different = dict.fromkeys(fitting or lists.values())
    return next(iter(different)) if len(different) == 1 else ()


def _mark(workbook: Workbook, book: Book) -> None:
    """Writes the identity of a workbook: properties, keywords, names.

    One whose structure could not be read says so, to be read as its original was.
    """
    custom: Any = workbook.custom_doc_props  # type: ignore[attr-defined]
    properties = dict(book.properties)
    if not book.structure_readable:
        properties[REBUILT] = book.format
    for name, text in properties.items():
        custom.append(StringProperty(name=name, value=_legal(text)))
    workbook.properties.keywords = _legal(book.keywords) or None
    for name, text in book.names.items():
        if text.startswith('"'):
            workbook.defined_names[name] = DefinedName(name, attr_text=text)
    if book.structure_locked:
        workbook.security = WorkbookProtection(lockStructure=True)


def _fill_in(sheet: Worksheet, grid: Grid, layout: Layout | None, *, structured: bool) -> None:
    """Writes the cells of one sheet, up to the limit of a copy."""
    filled = [(CellRef(*place), cell) for place, cell in sorted(grid.cells.items()) if cell.text or cell.formula]
    filled = filled[:CELLS]
    joined = grid.merges if sum(area.area for area in grid.merges) <= SPREAD else ()
    dress(sheet, dict(filled), joined, layout, grid.row_heights)
    for ref, cell in filled:
        _write(sheet, ref, cell)
    for area in joined:
        if area.area > 1:
            sheet.merge_cells(str(area))
    for row in grid.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True
    for col in grid.hidden_cols:
        sheet.column_dimensions[column_letters(col)].hidden = True
    if structured:
        _protect(sheet, grid)


def _protect(sheet: Worksheet, grid: Grid) -> None:
    """Writes locks and validations.

    A validation warns nobody here, because its list may be missing.
    """
    sheet.protection.sheet = grid.protected
    sheet.protection.formatRows = False
    unlocked = Protection(locked=False)
    for place, cell in list(grid.cells.items())[:CELLS]:
        if not cell.locked:
            sheet.cell(place[0] + 1, place[1] + 1).protection = unlocked
    for rule in grid.validations:
        if rule.type in _LIMITS and rule.operator in _OPERATORS:
            sheet.add_data_validation(_limit(rule))


def _limit(rule: Validation) -> DataValidation:
    kind: Any = rule.type
    operator: Any = None if rule.type in ("list", "custom") else rule.operator
    return DataValidation(
        type=kind,
        operator=operator,
        formula1=rule.formula1 or None,
        formula2=rule.formula2 or None,
        allow_blank=True,
        showErrorMessage=False,
        sqref=" ".join(map(str, rule.ranges)),
    )


def _write(sheet: Worksheet, ref: CellRef, read: GridCell) -> None:
    cell = sheet.cell(ref.row + 1, ref.col + 1)
    assert isinstance(cell, Cell)
    if read.formula is not None and "[" not in read.formula:  # a copy cannot refer to other workbooks
        cell.value = "=" + _LATER.sub(r"_xlfn.\1", read.formula)
        cell.number_format = read.format
        return
    match read.kind:
        case CellKind.BOOLEAN:
            cell.value = read.text == "TRUE"
        case CellKind.ERROR:
            cell.value, cell.data_type = read.text, "e"
        case CellKind.NUMBER if (number := _number(read)) is not None:
            cell.value, cell.number_format = number, read.format
        case CellKind.DATE if (moment := _moment(read)) is not None:
            cell.value = moment
            cell.number_format = "yyyy-mm-dd" if len(read.text) == 10 else "yyyy-mm-dd hh:mm:ss"
        case _:
            cell.value, cell.data_type = _legal(read.text)[:CELL_TEXT], "s"  # a typed =1+1 is no formula


def _legal(text: str) -> str:
    """Returns a text without the characters that no file can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _number(read: GridCell) -> Decimal | None:
    """Returns the stored number; None where it is none."""
    try:
        number = Decimal(read.raw or read.text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(read: GridCell) -> datetime | time | None:
    """Returns a date; None for one that spreadsheets cannot count."""
    for pattern in _TIMES:
        try:
            moment = datetime.strptime(read.text, pattern)
        except ValueError:
            continue
        return moment if moment.year >= 1900 else None
    return None
