"""Sheets as documents have them: laid out from text, one line a row, tabs between cells, ⏎ for a line break."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from toolkit.forms.loader import shipped


def as_found(seed: str) -> list[list[str]]:
    """The rows of a seed's document."""
    text = (shipped("samples") / "as_found" / f"{seed}.tsv").read_text("utf-8")
    return [[cell.replace("⏎", "\n") for cell in line.split("\t")] for line in text.splitlines()]


def lay(rows: list[list[str]], path: Path, *, top: int = 0, left: int = 0) -> Path:
    """A workbook with these rows on one sheet, at an offset."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, top + 1):
        for col, text in enumerate(row, left + 1):
            if text.strip():
                sheet.cell(number, col, text)
    book.save(path)
    return path
