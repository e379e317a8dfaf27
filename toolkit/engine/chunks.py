"""A workbook as bytes from which single records can be fetched.

The records lie in chunks, each compressed by itself; in front stand the lengths of the rest and of each chunk. A
summary has thousands of records, a form has one.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from toolkit.engine.codec import Definitions, pack, unpack
from toolkit.model.evidence import ReadFile, ReadRecord

#: Records of a chunk; fetching a chunk costs no more than fetching a form.
CHUNK = 32
_NUMBER = 8
_LEVEL = 1


class Span(NamedTuple):
    """Start and length of some bytes."""

    start: int
    length: int


def squeeze(file: ReadFile) -> bytes:
    """Returns everything that was read of a workbook as bytes."""
    chunks = [file.records[start : start + CHUNK] for start in range(0, len(file.records), CHUNK)]
    blobs = [zlib.compress(pack(one), _LEVEL) for one in (replace(file, records=()), *chunks)]
    lengths = array("Q", (len(blobs), *map(len, blobs)))
    return b"".join((lengths.tobytes(), *blobs))


def unsqueeze(data: bytes, definitions: Definitions) -> ReadFile:
    """Returns everything that was read of a workbook from its bytes."""
    first, *chunks = (data[start : start + length] for start, length in _spans(lambda at, size: data[at : at + size]))
    file: ReadFile = unpack(zlib.decompress(first), definitions)
    return replace(file, records=tuple(record for chunk in chunks for record in chunk_of(chunk, definitions)))


def chunk_of(data: bytes, definitions: Definitions) -> tuple[ReadRecord, ...]:
    """Returns the records of a chunk."""
    records: tuple[ReadRecord, ...] = unpack(zlib.decompress(data), definitions)
    return records


def span_of(chunk: int, read: Callable[[int, int], bytes]) -> Span:
    """Returns the place of a chunk in the bytes of a workbook."""
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
