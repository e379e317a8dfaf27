"""Bytes that are put aside: beyond some kilobytes they lie in a temporary file."""

from __future__ import annotations

from typing import Any

from toolkit.files import put_aside


class Spill:
    """A growing row of bytes of which any piece can be fetched.

    It travels to other processes with all that it holds.
    """

    def __init__(self) -> None:
        self._file = put_aside(self)
        self.size = 0

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
