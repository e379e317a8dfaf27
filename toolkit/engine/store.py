"""A file of entries by key, bounded in size. Whatever is wrong with it, the worst is that nothing is known."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

from toolkit.errors import FileError
from toolkit.files import write_atomically

#: Bytes that the file may take; the entries that were put there first go first.
MOST = 1024**3
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, sha256 TEXT, head BLOB, whole BLOB, seal BLOB)"
_AT_ONCE = 500
_PUTS = 200

Entry = tuple[str, bytes, bytes]


class Store:
    """Entries that outlive the process.

    Args:
        path: the file; it is made where it is missing, and made anew where it is none.
        most: bytes that it may take.
    """

    def __init__(self, path: Path, most: int = MOST) -> None:
        self._most = most
        self._secret = _secret(path.with_suffix(".secret"))
        self._base = _opened(path) if self._secret else None
        self._puts = 0

    def known(self, keys: Iterable[bytes]) -> frozenset[bytes]:
        """Those of the keys that have an entry."""
        found: set[bytes] = set()
        if self._base is None:
            return frozenset()
        keys = iter(keys)
        with suppress(sqlite3.Error):
            while some := list(islice(keys, _AT_ONCE)):
                marks = ",".join("?" * len(some))
                rows = self._base.execute(f"SELECT key FROM entries WHERE key IN ({marks})", some)
                found.update(row[0] for row in rows)
        return frozenset(found)

    def get(self, key: bytes) -> Entry | None:
        """An entry, None where there is none or it is not as it was put there."""
        if self._base is None:
            return None
        try:
            row = self._base.execute("SELECT sha256, head, whole, seal FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or tuple(map(type, row)) != (str, bytes, bytes, bytes):
            return None
        entry: Entry = row[:3]
        return entry if hmac.compare_digest(row[3], self._seal(key, entry)) else None

    def put(self, key: bytes, entry: Entry) -> None:
        """Keep an entry, in place of one that was there."""
        if self._base is None:
            return
        with suppress(sqlite3.Error):
            self._base.execute("REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", (key, *entry, self._seal(key, entry)))
            self._puts += 1
            if self._puts % _PUTS == 0:
                self._base.commit()

    def close(self) -> None:
        """Keep what was put, and drop what is too much."""
        if self._base is None:
            return
        with suppress(sqlite3.Error):
            if self._puts:
                self._shorten(self._base)
            self._base.commit()
        self._base.close()

    def _seal(self, key: bytes, entry: Entry) -> bytes:
        """Shows that an entry is the one that was put there, by this user on this machine."""
        sha256, head, whole = entry
        seal = hashlib.blake2b(key=self._secret, digest_size=16)
        for part in (key, sha256.encode(), b"%d " % len(head), head, whole):
            seal.update(part)
        return seal.digest()

    def _shorten(self, base: sqlite3.Connection) -> None:
        pages, size = (base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        [free] = base.execute("PRAGMA freelist_count").fetchone()
        if (pages - free) * size > self._most:
            [count] = base.execute("SELECT count(*) FROM entries").fetchone()
            drop = count - count * self._most // ((pages - free) * size) // 2
            base.execute(
                "DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries ORDER BY rowid LIMIT ?)", (drop,)
            )


def _opened(path: Path) -> sqlite3.Connection | None:
    """The file, made anew where it is damaged; None where it cannot be had."""
    for _ in range(2):
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            base = sqlite3.connect(path, timeout=5)
        except (OSError, sqlite3.Error):
            return None
        try:
            base.execute("PRAGMA synchronous=OFF")
            base.execute(_TABLE)
            base.execute("SELECT key, sha256, head, whole, seal FROM entries LIMIT 1").fetchone()
        except sqlite3.OperationalError:  # another run is writing
            base.close()
            return None
        except sqlite3.DatabaseError:
            base.close()
            with suppress(OSError):
                path.unlink()
        else:
            return base
    return None


def _secret(path: Path) -> bytes:
    """What seals the entries, made on first use; empty where it cannot be kept."""
    with suppress(OSError):
        return path.read_bytes()[:64]
    made = secrets.token_bytes(32)
    try:
        write_atomically(path, made)
        path.chmod(0o600)
    except (FileError, OSError):
        return b""
    return made
