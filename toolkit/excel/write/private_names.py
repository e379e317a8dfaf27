"""Private names of libraries that this program uses, on purpose and nowhere unlisted.

A private name may change with any release. `setup.cfg` therefore has a ceiling for XlsxWriter, and a test looks whether
each name is there and whether the list is complete; the same test runs at the floors and with the newest versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: By the class that has them.
PRIVATE_NAMES: Mapping[str, Sequence[str]] = {
    # The one pass that writes a sheet: protection, rows without the usual height, formulas as they are.
    "xlsxwriter.worksheet.Worksheet": (
        "_prepare_formula",
        "_write_row",
        "_write_sheet_protection",
        "_xml_empty_tag",
        "_xml_formula_element",
        "default_row_height",
        "original_row_height",
    ),
    "xlsxwriter.workbook.Workbook": ("_write_book_views", "_xml_empty_tag"),
    "xlsxwriter.format.Format": ("_get_xf_index",),
    "xlsxwriter.url.Url": ("_target",),
    # Saving in memory.
    "openpyxl.writer.excel.ExcelWriter": ("_archive",),
    "openpyxl.worksheet._writer.WorksheetWriter": ("_rels",),
    "openpyxl.worksheet.worksheet.Worksheet": ("_charts", "_drawing", "_images", "_rels"),
    "openpyxl.cell.cell.Cell": ("_style",),
    # Documents: rules of a table, rows that stay whole, page numbers, one table of fonts.
    "docx.table.Table": ("_tbl",),
    "docx.table._Row": ("_tr",),
    "docx.text.run.Run": ("_r",),
    "docx.opc.part.Part": ("_blob",),
    # The type of an element, which lxml gives no public name.
    "lxml.etree": ("_Element",),
}
