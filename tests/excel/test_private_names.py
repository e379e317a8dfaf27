"""Private names of libraries: each is there, and no other is used.

A private name may change with any release. `setup.cfg` therefore has a ceiling for XlsxWriter; this test runs at the
floors and with the newest versions too.
"""

from __future__ import annotations

import ast
import importlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
import xlsxwriter
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from xlsxwriter.url import Url

TOOLKIT = Path(__file__).resolve().parents[2] / "toolkit"
#: What a named tuple offers under a private name.
NAMED_TUPLE = {"_asdict", "_make", "_replace"}
#: Ends a forked process at once; documented by Python under this name.
OF_PYTHON = {"_exit"}
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
LIBRARIES = {"xlsxwriter", "openpyxl", "lxml", "docx", "click", "sqlalchemy", "alembic", "starlette", "uvicorn"}


@pytest.fixture(scope="module")
def instances() -> Iterator[dict[str, object]]:
    """An object of each class of the list."""
    book, drawn = openpyxl.Workbook(), xlsxwriter.Workbook(BytesIO())
    sheet = book.worksheets[0]
    paper = docx.Document()
    table = paper.add_table(1, 1)
    archive, writer = zipfile.ZipFile(BytesIO(), "w"), WorksheetWriter(sheet, BytesIO())
    yield {
        "xlsxwriter.worksheet.Worksheet": drawn.add_worksheet(),
        "xlsxwriter.workbook.Workbook": drawn,
        "xlsxwriter.format.Format": drawn.add_format(),
        "xlsxwriter.url.Url": Url("external:a.xlsx"),
        "openpyxl.writer.excel.ExcelWriter": ExcelWriter(book, archive),
        "openpyxl.worksheet._writer.WorksheetWriter": writer,
        "openpyxl.worksheet.worksheet.Worksheet": sheet,
        "openpyxl.cell.cell.Cell": sheet["A1"],
        "docx.table.Table": table,
        "docx.table._Row": table.rows[0],
        "docx.text.run.Run": paper.add_paragraph().add_run(),
        "docx.opc.part.Part": Part(PackURI("/a.xml"), "text/xml", b""),
        "lxml.etree": importlib.import_module("lxml.etree"),
    }
    writer.close()
    archive.close()
    drawn.close()


@pytest.mark.parametrize("home", PRIVATE_NAMES)
def test_the_installed_library_has_each_private_name(home: str, instances: dict[str, object]) -> None:
    owner = instances[home]
    #  openpyxl gives a sheet its drawing and relations when it saves it
    given = {"_drawing", "_rels"} if home.endswith("worksheet.Worksheet") and home.startswith("openpyxl") else set()
    assert not [name for name in PRIVATE_NAMES[home] if name not in given and not hasattr(owner, name)]


def _foreign(path: Path) -> Iterator[str]:
    """Yields private names that a module uses and does not define."""
    module = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES
        for alias in node.names
    }
    defined: set[str] = set()
    for node in ast.walk(module):
        match node:
            case ast.ClassDef(bases=bases, body=body):
                methods = {one.name for one in body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
                if any(isinstance(base, ast.Name) and base.id in imported for base in bases):
                    yield from (name for name in methods if _is_private(name))
                else:
                    defined |= methods
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                defined.add(name)
            case ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name)):
                defined.add(name)
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr=name) if _is_private(name) and name not in defined:
                yield name


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def test_no_private_name_of_a_library_is_used_that_the_list_lacks() -> None:
    listed = {name for names in PRIVATE_NAMES.values() for name in names}
    found = {(path.name, name) for path in TOOLKIT.rglob("*.py") for name in _foreign(path)}
    assert not sorted((path, name) for path, name in found if name not in listed | NAMED_TUPLE | OF_PYTHON)
    unused = listed - {name for _, name in found} - {"default_row_height", "original_row_height"}
    assert not unused
