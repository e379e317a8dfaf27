"""Readers that misbehave on purpose; only tests use them."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from toolkit.engine.job import read_all
from toolkit.intake import Library, ReadOptions
from toolkit.model import ReadFile


def hostile(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Reads as always, but for files of certain names."""
    match Path(label).stem:
        case "abort":
            os.abort()
        case "hang":
            time.sleep(600)
        case "expression":
            re.fullmatch("(?:a|a)*b", "a" * 200)
        case "memory":
            raise MemoryError
        case "fault":
            raise ZeroDivisionError("a fault of our own")
    return read_all(label, data, library, options)


def counted_reader(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Reads like `hostile`, and logs each file to the file that the key names."""
    with Path((options.key or b"").decode()).open("a", encoding="utf-8") as tried:
        tried.write(f"{Path(label).stem}\n")
    return hostile(label, data, library, options)


_KEPT: list[bytes] = []


def growing(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Reads as always and keeps as many megabytes as the file name begins with."""
    _KEPT.append(bytes(int(Path(label).stem.split("-")[0]) * 1024 * 1024))
    return read_all(label, data, library, options)


def recording_process(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Reads as always, and logs its process to the file that the key names."""
    with Path((options.key or b"").decode()).open("a", encoding="utf-8") as out:
        out.write(f"{Path(label).stem} {os.getpid()}\n")
    return read_all(label, data, library, options)
