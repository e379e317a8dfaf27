"""Writing files so that nobody ever finds half of one."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from toolkit.errors import FileError

#: What is read of a file that says it has no size, as those of /proc do.
_SIZELESS = 1 << 16


class NotRegular(OSError):  # noqa: N818 - says what the path is
    """The path is a pipe, a device or a socket, which might never end."""


class TooLarge(OSError):  # noqa: N818
    """The file is larger than what is wanted from it."""


@contextmanager
def open_regular(path: Path | str) -> Iterator[IO[bytes]]:
    """Opens a file to be read, after looking whether it is one: opening a pipe waits for ever. Raises OSError."""
    mode = os.stat(path).st_mode  # noqa: PTH116 - texts too
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotRegular(errno.EINVAL, "not a regular file", str(path))
    with open(path, "rb") as file:  # noqa: PTH123
        yield file


def read_regular(path: Path | str, most: int) -> bytes:
    """Returns the bytes of a file of at most so many. Raises OSError."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        data = b"" if size > most else file.read(min(most, max(size, _SIZELESS)) + 1)
        if max(size, len(data)) > most:
            raise TooLarge(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        return data


def refuse_existing(paths: Iterable[Path]) -> None:
    """Raise FileError naming every path that is there already."""
    there = [str(path) for path in paths if os.path.lexists(path)]
    if there:
        raise FileError(f"文件已存在，如要覆盖请加 --force：{'、'.join(there)} (already there; use --force)")


def refuse_inputs(targets: Iterable[Path], inputs: Iterable[Path | str]) -> None:
    """Raise FileError where a file that was given would be written over, which nothing allows."""
    there = {about: path for path in targets if (about := _same(path)) is not None}
    given = {_same(path) for path in inputs} if there else set()
    hit = [str(path) for about, path in there.items() if about in given]
    if hit:
        raise FileError(f"不能覆盖要读取的文件，请换个地方写：{'、'.join(hit)} (to be read, write elsewhere)")


def _same(path: Path | str) -> tuple[int, int] | None:
    """What tells a file from all others, whatever it is called; None where there is none."""
    try:
        about = os.stat(path)  # noqa: PTH116 - texts too: there can be very many
    except OSError:
        return None
    return about.st_dev, about.st_ino


def write_atomically(path: Path, data: bytes, force: bool = False, *, private: bool = False) -> None:
    """Write a file aside in the same folder, then put it in its place; missing folders are made.

    Args:
        path: where the file is to stand.
        data: its whole content.
        force: whether a file that is there may be replaced.
        private: whether nobody but the user may read it.

    Raises:
        FileError: the file is there and may not be replaced, or the system refuses: open in another program,
            no space, no right to write here.
    """
    with replacing(path, force, private=private) as out:
        out.write(data)


def make_private(folder: Path) -> None:
    """Makes a folder that only the user may look into, also where an older version made it for everybody."""
    with suppress(OSError):  # whoever writes into it says what is wrong
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def replacing(path: Path, force: bool = False, *, private: bool = False) -> Iterator[IO[bytes]]:
    """The same for a file that is written piece by piece; where that fails, nothing has changed."""
    if not force:
        refuse_existing([path])
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
            f"无法写入 {path}：文件正被其他程序打开，或没有写入权限，请关闭后再试 (open elsewhere or not allowed)"
        ) from error
    except OSError as error:
        raise FileError(f"无法写入 {path}：{error.strerror or error} (cannot write)") from error
    except OverflowError as error:
        raise FileError(f"无法写入 {path}：超过 4 GB，请分批汇总 (larger than a workbook can be)") from error
