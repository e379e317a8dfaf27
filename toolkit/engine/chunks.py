"""A workbook as bytes from which a few of its records can be fetched: a summary has thousands, a form one.

The records lie in chunks, each squeezed for itself; in front stand how many bytes the rest and each chunk take.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from toolkit.engine.codec import Definitions, pack, unpack
from toolkit.model.evidence import ReadFile, ReadRecord

#: Records of a chunk: one of them costs no more to fetch than a form.
CHUNK = 32
_NUMBER = 8
_LEVEL = 1


class Span(NamedTuple):
    """Where some bytes lie."""

    start: int
    length: int


def squeeze(file: ReadFile) -> bytes:
    """Everything that was read of a workbook as bytes."""
    chunks = [file.records[start : start + CHUNK] for start in range(0, len(file.records), CHUNK)]
    blobs = [zlib.compress(pack(one), _LEVEL) for one in (replace(file, records=()), *chunks)]
    lengths = array("Q", (len(blobs), *map(len, blobs)))
    return b"".join((lengths.tobytes(), *blobs))


def unsqueeze(data: bytes, definitions: Definitions) -> ReadFile:
    """Everything that was read of a workbook."""
    first, *chunks = (data[start : start + length] for start, length in _spans(lambda at, size: data[at : at + size]))
    file: ReadFile = unpack(zlib.decompress(first), definitions)
    return replace(file, records=tuple(record for chunk in chunks for record in chunk_of(chunk, definitions)))


def chunk_of(data: bytes, definitions: Definitions) -> tuple[ReadRecord, ...]:
    """The records of a chunk."""
    records: tuple[ReadRecord, ...] = unpack(zlib.decompress(data), definitions)
    return records


def span_of(chunk: int, read: Callable[[int, int], bytes]) -> Span:
    """Where a chunk lies in the bytes of a workbook, of which some are read from a place on."""
    return _spans(read)[chunk + 1]


def _spans(read: Callable[[int, int], bytes]) -> list[Span]:
    count = _numbers(read(0, _NUMBER))[0]
    at, spans = _NUMBER * (count + 1), []
    for length in _numbers(read(_NUMBER, _NUMBER * count)):
        spans.append(Span(at, length))
        at += length
    return spans


def _numbers(data: bytes) -> array[int]:
    numbers = array("Q")
    numbers.frombytes(data)
    return numbers
