"""Very many small things put on piles as they come, and taken from pile after pile in the end. They lie on disk."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from toolkit.aside import put_aside

#: Things of one pile that are put aside together.
_TOGETHER = 16

Key = TypeVar("Key")


class Piles(Generic[Key]):
    """Things, which are plain tuples, by the key of their pile; each pile keeps the order in which they came."""

    def __init__(self) -> None:
        self._file = put_aside(self)
        self._end = 0
        self._waiting: dict[Key, list[tuple[Any, ...]]] = {}
        self._blocks: dict[Key, list[int]] = {}

    def put(self, key: Key, thing: tuple[Any, ...]) -> None:
        """Put a thing on a pile."""
        waiting = self._waiting.setdefault(key, [])
        waiting.append(thing)
        if len(waiting) == _TOGETHER:
            data = marshal.dumps(waiting)
            waiting.clear()
            self._blocks.setdefault(key, []).append(self._end)
            self._file.seek(self._end)
            self._file.write(len(data).to_bytes(8, "little") + data)
            self._end += 8 + len(data)

    def keys(self) -> Iterator[Key]:
        """The piles that there are, in no order."""
        return iter(self._waiting)

    def __getitem__(self, key: Key) -> Iterator[tuple[Any, ...]]:
        """The things of a pile."""
        for at in self._blocks.get(key, ()):
            self._file.seek(at)
            yield from marshal.loads(self._file.read(int.from_bytes(self._file.read(8), "little")))
        yield from self._waiting.get(key, ())
