"""Workbooks as files: opened into a grid of cells, written in parts.

This room knows OOXML and no form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Book",
    "CellKind",
    "Damaged",
    "FileKind",
    "Grid",
    "GridCell",
    "Limits",
    "Member",
    "Opened",
    "Refused",
    "SaveDates",
    "Validation",
    "is_lock_file",
    "kind_of",
    "members",
    "open_file",
    "read_book",
    "workbook_bytes",
]

if TYPE_CHECKING:
    from toolkit.excel.grid import Book, CellKind, Grid, GridCell, Validation
    from toolkit.excel.limits import Damaged, Limits, Refused
    from toolkit.excel.open.archive import Member, is_lock_file, members
    from toolkit.excel.open.opener import Opened, open_file
    from toolkit.excel.open.save_dates import SaveDates
    from toolkit.excel.open.sniff import FileKind, kind_of
    from toolkit.excel.open.workbook import read_book
    from toolkit.excel.write.saved_bytes import workbook_bytes
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "grid": "Book CellKind Grid GridCell Validation",
            "limits": "Damaged Limits Refused",
            "open.archive": "Member is_lock_file members",
            "open.opener": "Opened open_file",
            "open.save_dates": "SaveDates",
            "open.sniff": "FileKind kind_of",
            "open.workbook": "read_book",
            "write.saved_bytes": "workbook_bytes",
        },
    )
