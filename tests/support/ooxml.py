"""Workbooks put together part by part, and changes to their parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from tests.support.workbooks import saved
from toolkit.excel import Book, Grid, GridCell, Limits, read_book
from toolkit.model import CellRef

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def patched(data: bytes, **parts: bytes | str) -> bytes:
    """A workbook with parts replaced or added; `sheet` is the first sheet's part."""
    short = {
        "sheet": "xl/worksheets/sheet1.xml",
        "workbook": "xl/workbook.xml",
        "styles": "xl/styles.xml",
        "types": "[Content_Types].xml",
        "rels": "xl/_rels/workbook.xml.rels",
    }
    return zipped({**unzipped(data), **{short.get(name, name): part for name, part in parts.items()}})


def replaced(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with the first occurrence of a text in one part replaced."""
    found = unzipped(data)
    assert old.encode() in found[part]
    return zipped({**found, part: found[part].replace(old.encode(), new.encode(), 1)})


def saved_at(data: bytes, time: str = "2024-03-01T08:00:00Z") -> bytes:
    """A workbook as if it had been saved at that time."""
    core = "docProps/core.xml"
    found = unzipped(data)
    changed = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + time.encode(), found[core])
    return zipped({**found, core: changed})


def parts(
    sheet: str = "",
    *,
    after: str = "",
    before: str = "",
    styles: str | None = None,
    texts: str | None = None,
    workbook: str = "",
    names: str = "",
    strict: bool = False,
) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, written by hand.

    Args:
        sheet: what stands in `sheetData`.
        after: what follows it.
        before: what precedes it.
        styles: what stands in `styleSheet`; no such part without it.
        texts: what stands in `sst`; no such part without it.
        workbook: what precedes the list of sheets.
        names: what follows it.
        strict: whether it is written in the strict dialect.
    """
    main, rel = (STRICT, STRICT_REL) if strict else (MAIN, REL)
    rels = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    pieces: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml"), rel=rel),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{rel}">{workbook}'
            f'<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>{names}</workbook>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}" xmlns:r="{rel}">{before}<sheetData>{sheet}</sheetData>{after}</worksheet>'
        ),
    }
    if styles is not None:
        rels.append(("rId2", "styles", "styles.xml"))
        pieces["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    if texts is not None:
        rels.append(("rId3", "sharedStrings", "sharedStrings.xml"))
        pieces["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{texts}</sst>'
    pieces["xl/_rels/workbook.xml.rels"] = relationships(*rels, rel=rel)
    return pieces


def relationships(*entries: tuple[str, str, str], rel: str = REL, external: bool = False) -> str:
    """A part of relationships from (id, type, target)."""
    mode = ' TargetMode="External"' if external else ""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{rel}/{kind}" Target="{target}"{mode}/>' for key, kind, target in entries
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def by_hand(sheet: str = "", **more: Any) -> bytes:
    """The workbook of `parts`."""
    return zipped(parts(sheet, **more))


def first_sheet(data: bytes, limits: Limits | None = None) -> Grid:
    """The first sheet of a workbook."""
    return read(data, limits).sheets[0]


def read(data: bytes, limits: Limits | None = None) -> Book:
    """A workbook, read."""
    return read_book(data, limits or Limits())


def at(grid: Grid, address: str) -> GridCell:
    """A cell by its address."""
    return grid.cells[CellRef.parse(address)]


def cell_shown(value: object, number_format: str) -> str:
    """Returns how a value reads under a number format, written by openpyxl."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"].value = value
    sheet["A1"].number_format = number_format
    return first_sheet(saved(book)).text(0, 0)


def form(*, path: Path | None = None) -> bytes:
    """A form with locks, merges, lists, limits, a hidden sheet, names, a stamp."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(path or out, {"in_memory": True})
    book.set_properties({"keywords": "jixiao-abc", "created": datetime(2024, 1, 1)})
    book.set_custom_property("jixiao_stamp", "JX-0123456789")
    label = book.add_format({"border": 1, "bold": True, "text_wrap": True})
    field = book.add_format({"border": 1, "locked": False, "num_format": "@"})
    money = book.add_format({"border": 1, "locked": False, "num_format": "#,##0.00"})
    share = book.add_format({"border": 1, "locked": False, "num_format": "0.0%"})
    day = book.add_format({"border": 1, "locked": False, "num_format": 'yyyy"年"m"月"d"日"'})
    sheet, lists = book.add_worksheet("治安经费（常）"), book.add_worksheet("_meta")
    for row, text in enumerate(("其他特定目标类（部门职能类）", "其他运转类（综合类）", "其他事业发展性支出")):
        lists.write(row, 0, text)
    lists.hide()
    book.define_name("_jx_stamp", '="JX0123"')
    book.define_name("_jx_types", "='_meta'!$A$1:$A$3")
    sheet.merge_range(0, 0, 0, 5, "项目绩效目标表", label)
    for row in range(1, 12):
        sheet.merge_range(row, 0, row, 1, f"栏目{row}", label)
        sheet.merge_range(row, 2, row, 5, f"内容{row}，约22人次\n第二行", field)
    sheet.write_number(7, 2, 36300, money)
    sheet.write_number(8, 2, 0.955, share)
    sheet.write_datetime(9, 2, datetime(2024, 12, 1), day)
    sheet.write_boolean(12, 0, True, label)
    sheet.write_formula(12, 1, "=SUM(C8,1)", label, 36301)
    sheet.write_formula(12, 2, "=1/0", label, "#DIV/0!")
    sheet.write_formula(12, 3, '="a"&"b"', label, "ab")
    sheet.write_rich_string(13, 0, "富", book.add_format({"bold": True}), "文本", label)
    sheet.data_validation("C3:F3", {"validate": "list", "source": "=_meta!$A$1:$A$3"})
    sheet.data_validation("C4", {"validate": "list", "source": ["是", "否"]})
    sheet.data_validation("C8", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100000000})
    sheet.data_validation("C11", {"validate": "length", "criteria": "<=", "value": 500})
    sheet.data_validation("C12", {"validate": "custom", "value": '=AND(LEN(C12)>0,C12<>"无")'})
    sheet.conditional_format("C8", {"type": "cell", "criteria": "<", "value": 0, "format": label})
    sheet.set_row(20, None, None, {"hidden": True})
    sheet.set_column("H:J", None, None, {"hidden": True})
    sheet.protect("密码")
    book.close()
    return path.read_bytes() if path else out.getvalue()


def corner_to_corner() -> bytes:
    """A workbook with one cell in each of two opposite corners of its sheet."""
    return by_hand('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
