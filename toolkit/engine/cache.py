"""Results of files that have not changed, kept from one run to the next in the user's cache folder.

An entry is found by the file's bytes, its path, and everything that could make another result of them: the
program, the definitions, the settings, the key, the limits. One that is damaged or foreign is as good as none
(`toolkit.engine.codec` lets nothing in but records).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from toolkit.engine.codec import FAULTS, unpack
from toolkit.engine.engine import Engine
from toolkit.engine.work import Done, Work, library

#: Bytes that the cache may take; the entries that were used least recently go first.
MOST = 1024**3
_TABLE = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, used INTEGER, sha256 TEXT, head BLOB, whole BLOB)"
_AT_ONCE = 500


def cache_folder() -> Path:
    """Where results are kept; anybody may delete it."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "jixiao"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jixiao"


class Cached:
    """An engine that is asked only for what is not known from before.

    Args:
        engine: does the work on new and changed files.
        file: where results are kept.
        most: bytes that it may take.
    """

    def __init__(self, engine: Engine, file: Path | None = None, most: int = MOST) -> None:
        self._engine = engine
        self._file = file or cache_folder() / "results.sqlite"
        self._most = most

    def run(self, work: Work, paths: Sequence[str]) -> Generator[Done, None, None]:
        """What came of each file, in their order."""
        store = _opened(self._file)
        if store is None:
            yield from self._engine.run(work, paths)
            return
        with closing(store):
            edition = _edition(work)
            hashes = [_hash(path) for path in paths]
            keys = [_key(edition, path, sha256) for path, sha256 in zip(paths, hashes, strict=True)]
            known = _known(store, keys)
            ...


def _hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""
