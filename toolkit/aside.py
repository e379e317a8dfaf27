"""Where a run puts aside what it will need again: in memory while it is little, then in a temporary file."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile

from toolkit.errors import FileError

#: Bytes that stay in memory.
IN_MEMORY = 1 << 18


class Aside(SpooledTemporaryFile[bytes]):
    """A temporary file that says in a sentence where there is no room for it."""

    def write(self, data: bytes) -> int:  # type: ignore[override]  # nobody gives it anything else
        """Writes. Raises FileError where the temporary folder is full or cannot be used."""
        with _told():
            return super().write(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Moves, which may write what was waiting. Raises FileError as `write` does."""
        with _told():
            return super().seek(offset, whence)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(
            f"临时文件夹写不进去（{error.strerror or error}），请清理磁盘，或把环境变量 TMPDIR（Windows 为 TEMP）"
            "改为有空间的文件夹 (the temporary folder is full or cannot be used; free some space or set TMPDIR)"
        ) from error


def put_aside(owner: object, in_memory: int = IN_MEMORY) -> Aside:
    """A file that lives as long as its owner."""
    file = Aside(max_size=in_memory)
    weakref.finalize(owner, file.close)
    return file
