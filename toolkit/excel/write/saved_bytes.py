"""Saving a workbook of openpyxl in memory.

By itself it writes every sheet to a temporary file first: where the temporary folder is full or missing, a workbook
that is wanted elsewhere could not be saved.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class _InMemory(ExcelWriter):
    """Its own writer, but for where a sheet's text is put."""

    def write_worksheet(self, ws: Any) -> None:
        """Writes one sheet into the archive."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        text = BytesIO()
        writer: Any = WorksheetWriter(ws, text)
        writer.write()
        ws._rels = writer._rels
        archive, manifest = self._archive, self.manifest  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], text.getvalue())
        manifest.append(ws)


def workbook_bytes(book: Workbook) -> bytes:
    """Returns the workbook as the bytes of its file."""
    buffer = BytesIO()
    book.properties.modified = datetime.now(tz=UTC).replace(tzinfo=None)
    # It closes the archive when all is written.
    _InMemory(book, ZipFile(buffer, "w", ZIP_DEFLATED, allowZip64=True)).save()
    return buffer.getvalue()
