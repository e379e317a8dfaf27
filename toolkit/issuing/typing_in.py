"""A clerk's work, for the demo and tests: typing into an issued workbook."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import InputError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.heights import font_sizes, row_heights
from toolkit.forms.layout import Layout, compile_layout
from toolkit.forms.loader import load_form, load_framework
from toolkit.forms.stamp import SHEET, Stamp, decode_stamp
from toolkit.issuing.record_cells import record_values
from toolkit.model.cell import CellValue
from toolkit.model.records import Record

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def type_in(workbook: bytes, projects: Mapping[str, Record], templates: Path | None = None) -> bytes:
    """Returns an issued workbook with records typed into its open cells.

    Args:
        workbook: an issued workbook.
        projects: the record for each sheet, by the sheet's name; other sheets stay as they are.
        templates: the user's own definitions, where the form is one of them.

    Raises:
        InputError: a sheet carries no stamp of a form at hand, or a record has no place on it.
    """
    from openpyxl import load_workbook

    from toolkit.excel.write.saved_bytes import workbook_bytes

    book = load_workbook(BytesIO(workbook))
    stamps = _stamps(book)
    for sheet, project in projects.items():
        if sheet not in stamps:
            raise InputError(f"工作表“{sheet}”没有下发标识", f"The sheet “{sheet}” has no stamp")
        layout = _layout(stamps[sheet], templates)
        _type(book[sheet], layout, record_values(project, layout))
    return workbook_bytes(book)


def _stamps(book: Workbook) -> dict[str, Stamp]:
    """Returns the stamp of each sheet, as the hidden sheet lists them."""
    if SHEET not in book.sheetnames:
        return {}
    rows = book[SHEET].iter_rows(min_row=2, max_col=3, values_only=True)
    found = {str(name): decode_stamp(str(text)) for name, _, text in rows}
    return {name: stamp for name, stamp in found.items() if stamp is not None}


def _layout(stamp: Stamp, templates: Path | None) -> Layout:
    form = load_form(stamp.form, templates)
    if not isinstance(form, FormDefinition) or form.version != stamp.version:
        raise InputError(f"没有模板 {stamp.form} {stamp.version}", f"There is no form {stamp.form} {stamp.version}")
    framework = load_framework(form.framework, templates)
    return compile_layout(form, framework, stamp.year, stamp.project_type, rows=stamp.rows)


def _type(sheet: Worksheet, layout: Layout, values: Mapping[str, CellValue]) -> None:
    for key, value in values.items():
        row, col = layout.inputs[key].range.first
        cell = sheet.cell(row + 1, col + 1)
        if not cell.protection.locked:
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # the cell's format is text: what begins with = is no formula
    from openpyxl.styles import Font

    for key, size in font_sizes(layout, values).items():  # the row cannot grow any more
        row, col = layout.inputs[key].range.first
        issued_font = sheet.cell(row + 1, col + 1).font
        sheet.cell(row + 1, col + 1).font = Font(name=issued_font.name, size=size, color=issued_font.color)
    for row, (height, issued) in enumerate(zip(row_heights(layout, values), layout.heights, strict=True), 1):
        if height > issued:  # a spreadsheet makes room while one types
            sheet.row_dimensions[row].height = height
