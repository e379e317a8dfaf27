"""Files and folders: safe opening, atomic writing, private folders."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from toolkit.errors import FileError, system_reason

#: The name of the user's folders.
_NAME = "jixiao"
#: Bytes to read of a file whose size is given as 0, as in /proc.
_SIZELESS = 1 << 16


class NotRegular(OSError):  # noqa: N818 - says what the path is
    """An error: the path is a pipe, a device or a socket.

    Reading it might never end.
    """


class TooLarge(OSError):  # noqa: N818
    """An error: the file is larger than allowed."""


@contextmanager
def open_regular(path: Path | str) -> Iterator[IO[bytes]]:
    """Yields a file opened for reading. Raises OSError where it is no file.

    Opening a pipe would wait for ever.
    """
    mode = os.stat(path).st_mode  # noqa: PTH116 - texts too
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegular(errno.EINVAL, "not a regular file", str(path))
    with open(path, "rb") as file:  # noqa: PTH123
        yield file


def read_regular(path: Path | str, most: int) -> bytes:
    """Returns a file's bytes. Raises OSError where they are more than `most`."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > most else file.read(min(most, max(size, _SIZELESS)) + 1)
        if max(size, len(data)) > most:
            raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return data


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raises FileError naming every path that exists already."""
    existing = [str(path) for path in paths if os.path.lexists(path)]
    if existing:
        raise FileError(
            f"文件已存在，如要覆盖请加 --force：{'、'.join(existing)}",
            f"The file exists; use --force to overwrite it: {', '.join(existing)}",
        )


def refuse_inputs(targets: Iterable[Path], inputs: Iterable[Path | str]) -> None:
    """Raises FileError where writing would overwrite an input file.

    No option allows that.
    """
    by_identity = {about: path for path in targets if (about := _same(path)) is not None}
    given = {about for path in inputs if (about := _same(path)) in by_identity} if by_identity else set()
    hit = [str(path) for about, path in by_identity.items() if about in given]
    if hit:
        raise FileError(
            f"不能覆盖要读取的文件，请换个地方写：{'、'.join(hit)}",
            f"Input files cannot be overwritten; choose another place to write: {', '.join(hit)}",
        )


def _same(path: Path | str) -> tuple[int, int] | None:
    """Returns a file's identity under any name; None where it does not exist."""
    try:
        about = os.stat(path)  # noqa: PTH116 - texts too: there can be very many
    except OSError:
        return None
    return about.st_dev, about.st_ino


def write_atomically(path: Path, data: bytes, force: bool = False, *, private: bool = False) -> None:
    """Writes a temporary file in the same folder and renames it into place.

    Missing folders are made.

    Args:
        path: the file to write.
        data: its complete content.
        force: whether a file that is there may be replaced.
        private: whether nobody but the user may read it.

    Raises:
        FileError: the file is there and may not be replaced, or the system refuses: open in another program,
            no space, no right to write here.
    """
    with replacing(path, force, private=private) as out:
        out.write(data)


def make_private(folder: Path) -> None:
    """Creates a folder that only the user may open, or makes it so."""
    with suppress(OSError):  # writing into it raises the readable error
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A run that says what it would write, and writes nothing.

    Attributes:
        room: a temporary folder in which files are written all the same; None for none.
        planned: the paths that would be written, each with whether a file is there already.
    """

    room: Path | None = None
    planned: dict[Path, bool] = field(default_factory=dict)

    def covers(self, path: Path) -> bool:
        """Whether a file is only planned; adds it to the plan."""
        if self.room is not None and path.resolve().is_relative_to(self.room.resolve()):
            return False
        self.planned.setdefault(path, os.path.lexists(path))
        return True


_REHEARSAL: ContextVar[Rehearsal | None] = ContextVar("rehearsal", default=None)


def current_rehearsal() -> Rehearsal | None:
    """Returns the rehearsal that goes on; None where files are written."""
    return _REHEARSAL.get()


@contextmanager
def rehearsing(room: Path | None = None) -> Iterator[Rehearsal]:
    """Yields a rehearsal; what commands write in the block is only planned.

    One inside another adds its plan to that. Caches are kept all the same: nobody asked for them, and they change no
    result.
    """
    rehearsal, outer = Rehearsal(room), _REHEARSAL.get()
    mark = _REHEARSAL.set(rehearsal)
    try:
        yield rehearsal
    finally:
        _REHEARSAL.reset(mark)
        if outer is not None:
            outer.planned.update(rehearsal.planned)


@contextmanager
def apart() -> Iterator[None]:
    """Lets a block write in a rehearsal too: temporary files, which are thrown away."""
    mark = _REHEARSAL.set(None)
    try:
        yield
    finally:
        _REHEARSAL.reset(mark)


@contextmanager
def replacing(path: Path, force: bool = False, *, private: bool = False) -> Iterator[IO[bytes]]:
    """Yields a file to write that replaces another once it is complete.

    Where writing fails, nothing has changed. Raises FileError as `write_atomically` does.
    """
    if not force:
        refuse_existing([path])
    rehearsal = None if private else _REHEARSAL.get()
    if rehearsal is not None and rehearsal.covers(path):
        with TemporaryFile(max_size=IN_MEMORY) as nowhere:
            yield nowhere
        return
    aside = path.with_name(f".jixiao-{secrets.token_hex(6)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(aside, "wb", opener=_privately if private else None) as out:
                yield out
            aside.replace(path)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    except PermissionError as error:
        raise FileError(
            f"无法写入 {path}：文件正被其他程序打开，或没有写入权限，请关闭后再试",
            f"{path} cannot be written: it is open in another program or not permitted; close it and try again",
        ) from error
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"无法写入 {path}：{why.zh}", f"{path} cannot be written: {why.en}") from error
    except OverflowError as error:
        zh, en = "超过 4 GB，请分批汇总", "it is larger than 4 GB; merge in parts"
        raise FileError(f"无法写入 {path}：{zh}", f"{path} cannot be written: {en}") from error


#: Bytes that stay in memory.
IN_MEMORY = 1 << 18


class TemporaryFile(SpooledTemporaryFile[bytes]):
    """A temporary file that raises a readable error where the disk is full."""

    def write(self, data: bytes) -> int:  # type: ignore[override]  # nobody gives it anything else
        """Writes bytes. Raises FileError where the temporary folder cannot be used."""
        try:
            return super().write(data)
        except OSError as error:
            raise _full_disk(error) from error

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Moves, which may write pending bytes. Raises FileError as `write` does."""
        try:
            return super().seek(offset, whence)
        except OSError as error:
            raise _full_disk(error) from error


def _full_disk(error: OSError) -> FileError:
    why = system_reason(error)
    return FileError(
        f"临时文件夹写不进去（{why.zh}），请清理磁盘，或把环境变量 TMPDIR（Windows 为 TEMP）改为有空间的文件夹",
        f"The temporary folder cannot be written ({why.en}); free some space or set TMPDIR (TEMP on Windows)",
    )


def put_aside(owner: object, in_memory: int = IN_MEMORY) -> TemporaryFile:
    """Returns a temporary file that lives as long as its owner."""
    file = TemporaryFile(max_size=in_memory)
    weakref.finalize(owner, file.close)
    return file


class Spill:
    """A growing row of bytes of which any piece can be fetched.

    Beyond some kilobytes they lie in a temporary file. It travels to other processes with all that it holds.

    Attributes:
        size: bytes so far.
    """

    def __init__(self) -> None:
        self._file = put_aside(self)
        self.size: int = 0

    def add(self, data: bytes) -> int:
        """Adds bytes and returns where they begin."""
        start = self.size
        self._file.seek(start)
        self._file.write(data)
        self.size += len(data)
        return start

    def read(self, at: int, length: int) -> bytes:
        """Returns some of the bytes."""
        self._file.seek(at)
        return self._file.read(length)

    def __getstate__(self) -> dict[str, Any]:
        """Returns all bytes."""
        return {"data": self.read(0, self.size)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restores them into a temporary file of its own."""
        self.__init__()  # type: ignore[misc]
        self.add(state["data"])


def cache_folder() -> Path | None:
    """Returns the folder of results that can be recomputed; anybody may delete it.

    None where the system has none.
    """
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    return _folder(variable, "user_cache_path", ".cache")


def config_folder() -> Path | None:
    """Returns the folder of the user's settings; None where the system has none."""
    variable = "APPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME"
    return _folder(variable, "user_config_path", ".config")


def _folder(variable: str, kind: str, before: str) -> Path | None:
    """Returns a folder of the user's.

    Args:
        variable: names the folder above it in the environment, which counts on every system.
        kind: the method of `platformdirs.PlatformDirs` that gives the system's own place.
        before: the folder in the user's home that older versions used, on macOS too; its files stay in use.
    """
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / _NAME
    with suppress(RuntimeError, KeyError):  # nobody knows where the user's home is
        home = Path.home()
        if home.is_absolute() and home != Path(home.anchor):
            from platformdirs import PlatformDirs  # not at each start

            place: Path = getattr(PlatformDirs(_NAME, appauthor=False, roaming=True, opinion=False), kind)
            older = home / before / _NAME
            if not place.is_absolute():  # older releases of that library take a relative variable as it is
                return older
            return older if older.is_dir() and not place.is_dir() else place
    return None
