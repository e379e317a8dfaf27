"""Results of a batch's processes, unpacked."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.engine import JobResult
from toolkit.engine.codec import unpack
from toolkit.engine.job import library
from toolkit.model import Finding, ReadFile


def unpacked(results: Iterable[JobResult]) -> list[tuple[ReadFile, tuple[Finding, ...]]]:
    """Returns what was read of each file, and found in it."""
    definitions = library(None).definitions
    parts = [part for one in results for part in one.parts]
    return [(unpack(part.head, definitions), unpack(part.found, definitions)) for part in parts]
