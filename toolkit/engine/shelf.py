"""Where a batch keeps what it has read: heads in memory, everything else packed, beyond some megabytes on disk."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from typing import overload

from toolkit.aside import put_aside
from toolkit.engine.codec import Definitions, unpack
from toolkit.engine.sharing import Sharing
from toolkit.intake.result import ReadFile, ReadRecord


class Shelf(Sequence[ReadFile]):
    """The files of a batch in their order; each is fetched when it is looked at."""

    def __init__(self, definitions: Definitions, sharing: Sharing) -> None:
        self._definitions = definitions
        self._store = put_aside(self)
        self._starts = array("Q", [0])
        self._packs = array("Q")
        self._places = array("Q")
        self._latest: tuple[int, tuple[ReadFile, ...]] | None = None
        self._sharing = sharing

    def add(self, heads: Sequence[ReadFile], whole: bytes) -> tuple[ReadFile, ...]:
        """Put what one path gave on the shelf; its heads, which stay in memory, can fetch the rest."""
        pack = len(self._starts) - 1
        self._store.seek(self._starts[-1])
        self._store.write(whole)
        self._starts.append(self._starts[-1] + len(whole))
        first = len(self)
        for place in range(len(heads)):
            self._packs.append(pack)
            self._places.append(place)
        return tuple(self._settled(head, first + place) for place, head in enumerate(heads))

    def _settled(self, head: ReadFile, number: int) -> ReadFile:
        records = tuple(
            self._sharing.brief(read, partial(self.record, number, place)) for place, read in enumerate(head.records)
        )
        return ReadFile(head.path, head.sha256, records, (), head.observations, head.skipped)

    def record(self, file: int, number: int) -> ReadRecord:
        """One record with everything that it says."""
        return self[file].records[number]

    def __len__(self) -> int:
        return len(self._packs)

    def __iter__(self) -> Iterator[ReadFile]:
        return (self[number] for number in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> ReadFile: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[ReadFile, ...]: ...
    def __getitem__(self, index: int | slice) -> ReadFile | tuple[ReadFile, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        return self._fetched(self._packs[index])[self._places[index]]

    def _fetched(self, pack: int) -> tuple[ReadFile, ...]:
        if self._latest is None or self._latest[0] != pack:
            start, end = self._starts[pack], self._starts[pack + 1]
            self._store.seek(start)
            files: tuple[ReadFile, ...] = unpack(zlib.decompress(self._store.read(end - start)), self._definitions)
            self._latest = pack, files
        return self._latest[1]
