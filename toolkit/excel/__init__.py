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
    "Validation",
    "is_lock_file",
    "kind_of",
    "members",
    "open_file",
    "read_book",
]

if TYPE_CHECKING:
    from toolkit.excel.grid import Book, CellKind, Grid, GridCell, Validation
    from toolkit.excel.limits import Damaged, Limits, Refused
    from toolkit.excel.open.archive import Member, is_lock_file, members
    from toolkit.excel.open.opener import Opened, open_file
    from toolkit.excel.open.sniff import FileKind, kind_of
    from toolkit.excel.open.workbook import read_book
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "grid": "Book CellKind Grid GridCell Validation",
            "limits": "Damaged Limits Refused",
            "open.archive": "Member is_lock_file members",
            "open.opener": "Opened open_file",
            "open.sniff": "FileKind kind_of",
            "open.workbook": "read_book",
        },
    )
