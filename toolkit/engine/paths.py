"""From arguments to files: folders are searched, archives opened; lock files are named and skipped."""

from __future__ import annotations

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
    files: list[Path] = []
    for argument in arguments:
        if argument.is_dir():
            files.extend(_inside(argument))
        elif argument.exists():
            files.append(argument)
        else:
            raise FileError(f"找不到文件或文件夹：{argument}（名称中有空格时要加双引号） (no such file or folder)")
    return tuple(dict.fromkeys(files))


def _inside(folder: Path) -> Iterator[Path]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        raise FileError(f"文件夹打不开：{folder} (cannot be opened): {error.strerror}") from error
    for entry in entries:
        if entry.is_dir():
            yield from _inside(entry)
        elif entry.name.lower() not in SYSTEM_NAMES and not entry.name.startswith("._"):
            yield entry


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises FileError, with what to do where another program holds it open."""
    try:
        return path.read_bytes()
    except PermissionError as error:
        raise FileError(f"文件打不开：{path}。请先在 Excel 或 WPS 中关闭它 (close it in the other program)") from error
    except OSError as error:
        raise FileError(f"文件读不出来：{path} (cannot be read): {error.strerror}") from error
