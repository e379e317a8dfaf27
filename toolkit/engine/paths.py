"""From arguments to files: folders are searched, archives opened; lock files are named and skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.errors import FileError

#: Files that systems leave in folders; nobody sent them.
SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


def expand(arguments: Sequence[Path]) -> tuple[Path, ...]:
    """The files that the arguments mean: a folder's by name, searched recursively.

    Raises:
        FileError: an argument does not exist or cannot be looked into.
    """
    return tuple(map(Path, names(arguments)))


def names(arguments: Sequence[Path]) -> tuple[str, ...]:
    """The same as texts, which take a quarter of the memory."""
    files: dict[str, None] = {}
    for argument in arguments:
        if argument.is_dir():
            files.update(dict.fromkeys(_inside(str(argument))))
        elif argument.exists():
            files[str(argument)] = None
        else:
            raise FileError(f"找不到文件或文件夹：{argument}（名称中有空格时要加双引号） (no such file or folder)")
    return tuple(files)


def _inside(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry.is_dir()) for entry in found)
    except OSError as error:
        raise FileError(f"文件夹打不开：{folder} (cannot be opened): {error.strerror}") from error
    for name, is_folder in entries:
        path = name if folder == "." else os.path.join(folder, name)  # noqa: PTH118 - as pathlib spells it
        if is_folder:
            yield from _inside(path)
        elif name.lower() not in SYSTEM_NAMES and not name.startswith("._"):
            yield path


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises FileError, with what to do where another program holds it open."""
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise FileError(f"文件打不开：{path}。请先在 Excel 或 WPS 中关闭它 (close it in the other program)") from error
    except OSError as error:
        raise FileError(f"文件读不出来：{path} (cannot be read): {error.strerror}") from error
