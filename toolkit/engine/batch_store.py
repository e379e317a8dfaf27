"""The packed workbooks of a batch: beyond some megabytes they lie on disk.

In memory stay a few bytes a record.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from struct import Struct
from typing import Generic, NamedTuple, TypeVar, overload

from toolkit.checks.similarity import Keys
from toolkit.engine.chunks import CHUNK, chunk_of, span_of, unsqueeze
from toolkit.engine.codec import Definitions, unpack
from toolkit.engine.job import FileResult, Keep
from toolkit.files import Spill
from toolkit.model.evidence import ReadFile, ReadRecord, RecordHead
from toolkit.model.finding import Finding
from toolkit.model.text import natural
from toolkit.reports.prepared import FindingCounts

_FAULTS = 20
#: Chunks of records that are kept in memory, as some workbooks are compared record by record.
_CHUNKS = 8
One = TypeVar("One", covariant=True)

#: Stands before what is put aside of a workbook, so that memory holds none of it: see `_Parts`.
_HEADER = Struct("<IIII?")


class _Parts(NamedTuple):
    """The ends of the parts of a workbook, which lie one behind the other.

    Behind what the caller keeps comes everything that was read, up to the next workbook.

    Attributes:
        path: its path.
        head: its head.
        found: its findings.
        kept: what the caller keeps of it.
        long: whether it may have a text too long for the summary.
    """

    path: int
    head: int
    found: int
    kept: int
    long: bool


class BatchStore:
    """The workbooks of a batch in their order, fetched by number.

    Args:
        definitions: of the records, by id.
        keep: what made what is kept of each besides.

    Attributes:
        keep: the same.
        keys: numbers that equal or similar projects share.
        counts: how many findings they have, each without the others.
        used: the ids of the definitions by which they were read, in order.
        faults: tracebacks of the program's own faults, each once, the first few.
    """

    def __init__(self, definitions: Definitions, keep: Keep | None = None) -> None:
        self._definitions = definitions
        self.keep = keep
        self._spill = Spill()
        self._starts = array("Q", [0])
        self._names = array("I")
        self._last = ""
        self._ordered = True
        self.keys: Keys = Keys()
        self.counts: FindingCounts = FindingCounts()
        self.used: dict[str, None] = {}
        self.faults: dict[str, None] = {}
        self._last_head: tuple[int, ReadFile] | None = None
        self._chunks: dict[tuple[int, int], tuple[ReadRecord, ...]] = {}

    @property
    def definitions(self) -> Definitions:
        """The definitions of the records, by id."""
        return self._definitions

    def packed_head(self, number: int) -> bytes:
        """Returns the packed bytes of `head`."""
        parts = self._parts(number)
        return self._between(number, parts.path, parts.head)

    def path(self, number: int) -> str:
        """Returns the path of a workbook, sooner than its head does."""
        return self._between(number, 0, self._parts(number).path).decode("utf-8", "surrogatepass")

    def add(self, part: FileResult) -> None:
        """Adds the result of a workbook."""
        self.keys.add(len(self), part.keys)
        self.keys.attachments |= part.attachment
        self.used.update(dict.fromkeys(part.definitions))
        path = part.path.encode("utf-8", "surrogatepass")
        parts = path, part.head, part.found, part.kept
        header = _HEADER.pack(*accumulate(map(len, parts)), part.long)
        self._spill.add(b"".join((header, *parts, part.packed)))
        self._starts.append(self._spill.size)
        self._names.append(_short_hash(part.path))
        self.counts = self.counts.plus(FindingCounts(part.counts, bool(part.counts[0]), part.skipped))
        if len(self.faults) < _FAULTS:
            self.faults.update(dict.fromkeys(part.faults))
        before, self._last = self._last, natural(part.path)
        self._ordered = self._ordered and before <= self._last

    def __len__(self) -> int:
        return len(self._names)

    def head(self, number: int) -> ReadFile:
        """Returns a workbook with the heads of its records only.

        The last one is kept, as every rule between files asks for it.
        """
        if self._last_head is None or self._last_head[0] != number:
            self._last_head = number, unpack(self.packed_head(number), self._definitions)
        read = self._last_head[1]
        records = tuple(_with_load(one, partial(self.record, number, place)) for place, one in enumerate(read.records))
        return ReadFile(read.path, read.sha256, records, (), read.observations, read.skipped, read.outer)

    def found(self, number: int) -> tuple[Finding, ...]:
        """Returns the findings that a workbook has without the other files."""
        parts = self._parts(number)
        if parts.found == parts.head:
            return ()
        found: tuple[Finding, ...] = unpack(self._between(number, parts.head, parts.found), self._definitions)
        return found

    def kept(self, number: int) -> bytes:
        """Returns what the caller keeps of a workbook."""
        parts = self._parts(number)
        return self._between(number, parts.found, parts.kept)

    def full(self, number: int) -> ReadFile:
        """Returns everything that was read of a workbook."""
        start = self._packed_at(number)
        return unsqueeze(self._bytes(start, self._starts[number + 1] - start), self._definitions)

    def record(self, number: int, place: int) -> ReadRecord:
        """Returns one complete record of a workbook."""
        chunk, of_chunk = divmod(place, CHUNK)
        records = self._chunks.pop((number, chunk), None)
        if records is None:
            start = self._packed_at(number)
            at, length = span_of(chunk, lambda at, size: self._bytes(start + at, size))
            records = chunk_of(self._bytes(start + at, length), self._definitions)
        self._chunks[number, chunk] = records  # recent chunks are asked for most
        if len(self._chunks) > _CHUNKS:
            del self._chunks[next(iter(self._chunks))]
        return records[of_chunk]

    def _packed_at(self, number: int) -> int:
        return self._starts[number] + _HEADER.size + self._parts(number).kept

    def is_long(self, number: int) -> bool:
        """Whether a workbook may have a text too long for the summary."""
        return self._parts(number).long

    def named(self, paths: frozenset[str]) -> dict[str, int]:
        """Returns the numbers of workbooks by their paths; of equal paths the first."""
        hashes = set(map(_short_hash, paths))
        found: dict[str, int] = {}
        for number, name in enumerate(self._names):
            if name in hashes:
                found.setdefault(self.path(number), number)
        return {path: number for path, number in found.items() if path in paths}

    def in_order(self) -> Sequence[int]:
        """Returns the numbers of the workbooks in the natural order of their paths."""
        if self._ordered:
            return range(len(self))
        return sorted(range(len(self)), key=lambda number: natural(self.path(number)))

    def heads(self) -> Sequence[ReadFile]:
        """Returns all workbooks with the heads of their records only."""
        return LazySequence(len(self), self.head)

    def files(self) -> Sequence[ReadFile]:
        """Returns everything that was read of all workbooks."""
        return LazySequence(len(self), self.full)

    def _parts(self, number: int) -> _Parts:
        return _Parts._make(_HEADER.unpack(self._bytes(self._starts[number], _HEADER.size)))

    def _between(self, number: int, first: int, end: int) -> bytes:
        """Returns some bytes of a workbook, counted from behind its header."""
        return self._bytes(self._starts[number] + _HEADER.size + first, end - first)

    def _bytes(self, at: int, length: int) -> bytes:
        return self._spill.read(at, length)


class LazySequence(Sequence[One], Generic[One]):
    """A sequence whose items are fetched when they are used.

    Args:
        count: how many.
        fetch: returns the item of a number.
    """

    def __init__(self, count: int, fetch: Callable[[int], One]) -> None:
        self._count = count
        self._fetch = fetch

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[One]:
        return map(self._fetch, range(self._count))

    @overload
    def __getitem__(self, index: int) -> One: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[One]: ...
    def __getitem__(self, index: int | slice) -> One | Sequence[One]:
        numbers = range(self._count)[index]
        return self._fetch(numbers) if isinstance(numbers, int) else tuple(map(self._fetch, numbers))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    def __hash__(self) -> int:
        return hash(self._count)


def _short_hash(path: str) -> int:
    """Returns four bytes of a path's hash: a few other paths have the same."""
    return hash(path) & 0xFFFF_FFFF


def _with_load(read: ReadRecord, load: Callable[[], ReadRecord]) -> RecordHead:
    return RecordHead(read.definition, read.record, read.source, read.placed, (), read.stamp, load=load)
