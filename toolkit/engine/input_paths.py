"""The input files: folders are searched, each file is read safely."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from toolkit.engine.path_list import PathList
from toolkit.errors import FileError, system_reason
from toolkit.excel.limits import DEFAULT, Limits, refuse_above
from toolkit.excel.open.sniff import is_zip
from toolkit.files import NotRegular, open_regular
from toolkit.model.finding import Bilingual

#: Files that systems leave in folders; nobody sent them.
SYSTEM_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})

_MAGIC = 4  # bytes by which an archive is recognised
_SIZELESS = 1 << 16  # bytes to read of a file of size 0, as those of /proc are
_CLOSED = Bilingual(
    "没有读取权限，或正被其他程序打开；请先在 Excel 或 WPS 中关闭它",
    "it may not be read, or it is open in another program; close it there",
)
_CLOSED_FOLDER = Bilingual("没有打开这个文件夹的权限", "this folder may not be opened")
_SECOND_LINK = Bilingual(
    "是指向所给文件夹的链接，其中的文件已在原处读取",
    "it is a link to a folder that is read in its own place",
)
_SPECIAL = Bilingual("不是普通文件，而是管道、设备或套接字", "it is not a regular file but a pipe, device or socket")
_CIRCLE = Bilingual("是指向自己的链接", "it is a link to itself")
_LONG = Bilingual("路径太长，请移到较浅的文件夹", "its path is too long; move it to a shallower folder")
_MISSING = Bilingual("文件不在，可能是失效的链接，或刚被移走", "it is not there: a broken link, or it was just moved")


class Unreadable(FileError):  # noqa: N818 - says what the path is
    """A file or folder cannot be read.

    Attributes:
        reason: why, as a sentence.
        linked: whether it is a link to a folder that is read anyway.
    """

    def __init__(self, path: Path | str, reason: Bilingual, *, linked: bool = False) -> None:
        super().__init__(f"文件读不出来：{path}。{reason.zh}", f"{path} cannot be read: {reason.en}")
        self.reason = reason
        self.linked = linked


def expand(arguments: Sequence[Path]) -> tuple[Path, ...]:
    """Returns the files that the arguments name; folders are searched.

    Raises:
        FileError: an argument does not exist or cannot be searched.
    """
    return tuple(map(Path, names(arguments)))


def names(arguments: Sequence[Path]) -> Sequence[str]:
    """Returns the same as texts, each once, in a fraction of the memory.

    A folder that cannot be searched is named itself: `read_file` says why.
    """
    found = (name for argument in arguments for name in _named(argument))
    return PathList(found if len(arguments) == 1 else dict.fromkeys(found))  # a folder names no file twice


def _named(argument: Path) -> Iterator[str]:
    try:
        is_folder, exists = argument.is_dir(), argument.exists()
    except OSError as error:
        raise Unreadable(argument, _reason(error)) from error
    if is_folder:
        yield from _of_argument(str(argument))
    elif exists:
        yield str(argument)
    else:
        zh = f"找不到文件或文件夹：{argument}（名称中有空格时要加双引号）"
        raise FileError(zh, f"There is no such file or folder: {argument} (put names with spaces in double quotes)")


def _of_argument(folder: str) -> Iterator[str]:
    try:
        entries = _entries(folder)
    except OSError as error:
        why = _reason(error)
        raise FileError(f"文件夹打不开：{folder}。{why.zh}", f"{folder} cannot be opened: {why.en}") from error
    yield from _inside(folder, entries, os.path.realpath(folder), (_identity(folder),))


def _inside(
    folder: str, entries: Sequence[tuple[str, bool, bool]], root: str, above: tuple[tuple[int, int] | None, ...]
) -> Iterator[str]:
    """Yields the files below a folder.

    Links that lead into or above the argument's own folder are yielded, but not followed.
    """
    for name, is_folder, is_link in entries:
        path = name if folder == "." else os.path.join(folder, name)  # noqa: PTH118 - as pathlib spells it
        if not is_folder:
            if name.lower() not in SYSTEM_NAMES and not name.startswith("._"):
                yield path
            continue
        identity = _identity(path)
        if identity in above or (is_link and _leads_back(path, root)):
            yield path
            continue
        try:
            inner = _entries(path)
        except OSError:
            yield path
            continue
        yield from _inside(path, inner, root, (*above, identity))


def _entries(folder: str) -> list[tuple[str, bool, bool]]:
    """Returns name, is-folder and is-link of each entry. Raises OSError."""
    with os.scandir(folder) as found:
        return sorted((entry.name, _is_folder(entry), entry.is_symlink()) for entry in found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself; reading it gives the error
        return False


def _identity(folder: str) -> tuple[int, int] | None:
    with suppress(OSError):
        about = os.stat(folder)  # noqa: PTH116
        return about.st_dev, about.st_ino
    return None


def _leads_back(link: str, root: str) -> bool:
    """Whether a link leads to the argument's own folder, into it or above it."""
    target = os.path.realpath(link)
    return target == root or target.startswith(_as_folder(root)) or root.startswith(_as_folder(target))


def _as_folder(path: str) -> str:
    return path if path.endswith(os.sep) else path + os.sep


def read_file(path: Path, limits: Limits = DEFAULT) -> bytes:
    """Returns a file's bytes.

    Raises:
        Unreadable: it cannot be read, with what to do where another program has it open.
        Refused: it is larger than a file or an archive may be; it is not read then.
    """
    try:
        with open_regular(path) as file:
            packed = is_zip(file.read(_MAGIC))
            most = max(limits.file_size, limits.archive_unzipped) if packed else limits.file_size
            size = os.fstat(file.fileno()).st_size
            refuse_above(size, most, "文件大小（字节）", "file size in bytes")
            file.seek(0)
            data = file.read(max(size, _SIZELESS) + 1)
    except OSError as error:
        linked = isinstance(error, IsADirectoryError) and _can_be_listed(path)
        raise Unreadable(path, _SECOND_LINK if linked else _reason(error), linked=linked) from error
    refuse_above(len(data), most, "文件大小（字节）", "file size in bytes")
    return data


def check_readable(path: Path) -> None:
    """Raises Unreadable where a file cannot be opened."""
    try:
        with open_regular(path):
            pass
    except OSError as error:
        raise Unreadable(path, _reason(error)) from error


def _can_be_listed(folder: Path) -> bool:
    """Whether a folder can be searched, so that its link was not followed."""
    with suppress(OSError):
        _entries(str(folder))
        return True
    return False


def _reason(error: OSError) -> Bilingual:
    match error:
        case IsADirectoryError():
            return _CLOSED_FOLDER
        case PermissionError():
            return _CLOSED
        case NotRegular():
            return _SPECIAL
        case FileNotFoundError():
            return _MISSING
    if error.errno == errno.ELOOP:
        return _CIRCLE
    if error.errno == errno.ENAMETOOLONG:
        return _LONG
    return system_reason(error)
