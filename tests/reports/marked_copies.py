"""Marked copies of a small locked workbook, and how they open."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook, load_workbook

from tests.support.batches import JUNDA, SHA, finding
from tests.support.locked_workbook import SHEET, form, opened
from toolkit.model import Fact, Finding, ReadFile
from toolkit.reports import mark
from toolkit.reports.marking.cell_marks import COLOURS

FILE = ReadFile(JUNDA, SHA)
RED, AMBER, BLUE = (f"FF{color[1:]}" for color in COLOURS.values())


def at(code: str, cell: str | None, sheet: str | None = SHEET, **facts: Fact) -> Finding:
    return finding(code, JUNDA, sheet, cell, sheet, **facts)


def marked(*findings: Finding, data: bytes | None = None) -> bytes:
    data = form() if data is None else data
    done = mark(data, FILE, findings, opened(data))
    assert done is not None
    return done


def loaded(data: bytes) -> Workbook:
    return load_workbook(BytesIO(data), rich_text=True)


def note(book: Workbook, cell: str, sheet: str = SHEET) -> str:
    comment = book[sheet][cell].comment
    return "" if comment is None else comment.text
