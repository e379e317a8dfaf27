"""The paths of a large batch in little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import overload


class PathList(Sequence[str]):
    """Paths as bytes, one behind the other.

    As texts they take three times as much.

    Args:
        paths: in their order.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        for path in paths:
            self._bytes += path.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        numbers = range(len(self))[index]
        return self._path(numbers) if isinstance(numbers, int) else tuple(map(self._path, numbers))

    def _path(self, number: int) -> str:
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8", "surrogatepass")
