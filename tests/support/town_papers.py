"""The papers of a round as tests read them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Collection, Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.rounds import Closed


def words_of(path: Path) -> str:
    """The text of a document with its tables."""
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def published_amounts(sheet: Worksheet, projects: Collection[str]) -> tuple[Mapping[str, Decimal], Decimal]:
    """The amounts of a published table in 万元, by project, and its total."""
    rows = [*sheet.values]
    head = next(number for number, row in enumerate(rows) if "总计" in row)
    total = rows[head].index("总计")
    name = next(col for row in rows[: head + 1] for col, cell in enumerate(row) if str(cell).startswith("项目名称"))
    found = [(str(row[name]).strip(), row[total]) for row in rows[head + 1 :] if isinstance(row[total], int | float)]
    amounts = [(text, Decimal(str(amount))) for text, amount in found]
    listed = [(text, amount) for text, amount in amounts if text in projects]
    assert len(listed) == len(dict(listed))
    return dict(listed), amounts[0][1]


def unknown_originals(folder: Path, given: Path, closed: Closed) -> list[str]:
    """The sealed files whose bytes never arrived, or whose hash is another one."""
    arrived = [path.read_bytes() for path in given.rglob("*") if path.is_file()]
    for packed in [one for one in arrived if one[:2] == b"PK"]:
        with zipfile.ZipFile(BytesIO(packed)) as archived:
            arrived += [archived.read(name) for name in archived.namelist() if name.endswith(".xlsx")]
    hashes = {hashlib.sha256(data).hexdigest() for data in arrived}
    return [
        one.file
        for one in closed.seal
        if hashlib.sha256((folder / one.file).read_bytes()).hexdigest() != one.sha256
        or not (one.file.startswith("汇总/") or one.sha256 in hashes)
    ]


def address_book() -> bytes:
    """A workbook that is no form."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["姓名", "电话"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()
