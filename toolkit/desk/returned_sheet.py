"""The sheet of a return, opened again to be drawn.

A file that is large or unzips to much is not opened for a page: the person downloads it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from toolkit.checks.settings import definition_faults
from toolkit.engine.in_process import is_heavy
from toolkit.errors import FileError, TemplateError, ToolkitError, system_reason
from toolkit.excel.grid import Book, Grid
from toolkit.excel.limits import DEFAULT
from toolkit.excel.open.opener import open_file
from toolkit.files import read_regular
from toolkit.forms.definition import FormDefinition
from toolkit.forms.loader import load_form

_one_at_a_time = threading.Lock()
#: Sheets that are remembered, for the next look at the same project.
_KEPT = 16


@lru_cache(maxsize=_KEPT)
def sheet_of(path: Path, sheet: str | None, size: int) -> Grid:
    """Returns a sheet of a file that came.

    Args:
        path: the stored original, which never changes.
        sheet: its name; None for the visible one that says most.
        size: of the file in bytes, so that another file under the path is another answer.

    Raises:
        FileError: it cannot be read, or is too large to be drawn.
    """
    with _one_at_a_time:
        if is_heavy(str(path), DEFAULT):
            raise _not_drawn(path)
        try:
            data = read_regular(path, DEFAULT.file_size)
        except OSError as error:
            why = system_reason(error)
            raise FileError(f"{path.name} 读不出来：{why.zh}", f"{path.name} cannot be read: {why.en}") from error
        book = open_file(path.name, data).book
        grid = None if book is None else book.sheet(sheet) if sheet is not None else _fullest(book)
    if grid is None:
        raise _not_drawn(path)
    return grid


def _fullest(book: Book) -> Grid | None:
    shown = [sheet for sheet in book.sheets if sheet.visible]
    return max(shown, key=lambda sheet: len(sheet.cells), default=None)


def _not_drawn(path: Path) -> ToolkitError:
    return FileError(
        f"{path.name} 不能画在页面上（文件很大，或有密码），请下载原件查看",
        f"{path.name} cannot be drawn here (it is large, or has a password); download the original",
    )


@lru_cache(maxsize=_KEPT)
def widths_of(form: str, templates: Path | None) -> Sequence[float]:
    """Returns the widths of a form's columns in characters, empty without its definition."""
    try:
        definition = load_form(form, templates, definition_faults)
    except TemplateError:
        return ()
    if isinstance(definition, FormDefinition):
        return tuple(definition.page.columns)
    return tuple(column.width for column in definition.columns)
