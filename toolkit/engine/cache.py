"""Results of unchanged files, kept between runs in the user's cache folder.

An entry is found by the file's bytes, its path, and everything else that its result depends on: the program, the
definitions, the settings, the key, the limits. A damaged or foreign entry counts as none, and so
does a cache that cannot be used at all.
"""

from __future__ import annotations

import hashlib
import hmac
import marshal
import os
import secrets
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from types import FunctionType, MappingProxyType
from typing import NamedTuple

from toolkit.engine.chunks import unsqueeze
from toolkit.engine.codec import unpack
from toolkit.engine.engine import Engine
from toolkit.engine.input_paths import read_file
from toolkit.engine.job import FileResult, Job, JobResult, Keep, library, run_job
from toolkit.errors import FileError
from toolkit.excel.limits import Refused
from toolkit.excel.open.archive import begins_as_workbook
from toolkit.files import cache_folder, make_private, write_atomically
from toolkit.plugins import added_sources

#: Bytes that the file may take; the oldest entries are deleted first.
MOST = 1024**3
_TABLE = "CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, sha256 TEXT, parts BLOB, seal BLOB)"
_AT_ONCE = 500
_PUTS = 200


class Entry(NamedTuple):
    """The result of a file as it is kept.

    Attributes:
        sha256: of the file's bytes.
        parts: the result of each workbook, or what was kept of each besides.
    """

    sha256: str
    parts: bytes


class CacheFile:
    """A file of results that outlive the process.

    Args:
        path: the file; it is made where it is missing, and made anew where it is none. None for no file at all.
        most: bytes that it may take.
    """

    def __init__(self, path: Path | None, most: int = MOST) -> None:
        self._most = most
        self._secret = _secret(path.with_suffix(".secret")) if path else b""
        self._base = _opened(path) if path and self._secret else None
        self._puts = 0

    def present(self, keys: Iterable[bytes]) -> frozenset[bytes]:
        """Returns those of the keys that have an entry."""
        found: set[bytes] = set()
        if self._base is None:
            return frozenset()
        keys = iter(keys)
        with suppress(sqlite3.Error):
            while batch := list(islice(keys, _AT_ONCE)):
                marks = ",".join("?" * len(batch))
                rows = self._base.execute(f"SELECT key FROM entries WHERE key IN ({marks})", batch)
                found.update(row[0] for row in rows)
        return frozenset(found)

    def get(self, keys: Iterable[bytes]) -> Mapping[bytes, Entry]:
        """Returns the entries of some keys; a changed entry counts as none."""
        asked, found = list(keys), {}
        if self._base is None or not asked:
            return {}
        with suppress(sqlite3.Error):
            marks = ",".join("?" * len(asked))
            rows = self._base.execute(f"SELECT key, sha256, parts, seal FROM entries WHERE key IN ({marks})", asked)
            for key, sha256, parts, seal in rows:
                if (type(sha256), type(parts), type(seal)) != (str, bytes, bytes):
                    continue
                if hmac.compare_digest(seal, self._seal(key, sha256, parts)):
                    found[key] = Entry(sha256, parts)
        return found

    def put(self, key: bytes, entry: Entry) -> None:
        """Keeps an entry, in place of an earlier one."""
        if self._base is None:
            return
        row = key, *entry, self._seal(key, *entry)
        with suppress(sqlite3.Error):
            self._base.execute("REPLACE INTO entries VALUES (?, ?, ?, ?)", row)
            self._puts += 1
            if self._puts % _PUTS == 0:
                self._base.commit()

    def close(self) -> None:
        """Writes the entries, and deletes the oldest above the limit of size."""
        if self._base is None:
            return
        with suppress(sqlite3.Error):
            if self._puts:
                self._shorten(self._base)
            self._base.commit()
        self._base.close()

    def _seal(self, key: bytes, sha256: str, parts: bytes) -> bytes:
        """Returns the seal of an entry: this user put it there on this machine."""
        seal = hashlib.blake2b(key=self._secret, digest_size=16)
        for part in (key, sha256.encode(), parts):
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
    """Returns the database, made anew where it is damaged; None without access."""
    for _ in range(2):
        try:
            make_private(path.parent)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            if os.name == "posix":  # older versions let everybody read it
                path.chmod(0o600)
            base = sqlite3.connect(path, timeout=5)
        except (OSError, sqlite3.Error):
            return None
        try:
            base.execute("PRAGMA synchronous=OFF")
            base.execute(_TABLE)
            base.execute("SELECT key, sha256, parts, seal FROM entries LIMIT 1").fetchone()
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
    """Returns the key of the seals, made on first use; empty without access."""
    with suppress(OSError):
        return path.read_bytes()[:64]
    secret = secrets.token_bytes(32)
    try:
        make_private(path.parent)
        write_atomically(path, secret, private=True)
    except FileError:
        return b""
    return secret


#: The number in the name changes when entries are written in another way.
FILE = "results-5.sqlite"
#: The number of results that are fetched together.
TOGETHER = 100


class CachingEngine:
    """An engine that works only on files whose results are not cached.

    Args:
        engine: the engine for so many files: it works on the new and changed ones only.
        store: where results are kept; the user's own without it.
        hashes: of files whose bytes the caller has just seen, by path; they are not read for it.
    """

    def __init__(
        self,
        engine: Callable[[int], Engine],
        store: CacheFile | None = None,
        hashes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._engine = engine
        self._store = store
        self._hashes = hashes

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file; see `Engine.run`."""
        with closing(self._store or CacheFile(_file())) as store:
            edition = _edition(job)
            seen = {} if job.options.passwords else self._hashes  # what a password may have opened is not kept
            keys = [_key(edition, path, seen.get(path) or _hash(path, job)) for path in paths]
            stored = store.present(keys)
            others = [path for path, key in zip(paths, keys, strict=True) if key not in stored]
            with closing(self._engine(len(others)).run(job, others) if others else _nothing()) as fresh:
                for at in range(0, len(paths), TOGETHER):
                    batch = keys[at : at + TOGETHER]
                    found = _found(job, store, [key for key in batch if key in stored])
                    for path, key in zip(paths[at : at + TOGETHER], batch, strict=True):
                        if key in found:
                            yield found[key]
                            continue
                        done = run_job(job, path) if key in stored else next(fresh)
                        if done.sha256 and key == _key(edition, path, done.sha256):  # it did not change meanwhile
                            _put(job, store, key, done)
                        yield done


def _found(job: Job, store: CacheFile, keys: Sequence[bytes]) -> Mapping[bytes, JobResult]:
    """Returns the results of some keys, with what the caller keeps of each."""
    results = {key: _result(entry) for key, entry in store.get(keys).items()}
    if job.keep is None:
        return results
    kept = store.get(_kept_key(key, job.keep) for key in results)
    for key, done in results.items():
        entry = kept.get(_kept_key(key, job.keep))
        if entry is None:  # another command kept the result, as `merge` does before a check
            parts = tuple(part._replace(kept=_kept_of(job, part)) for part in done.parts)
            _put_kept(job.keep, store, key, done._replace(parts=parts))
        else:
            parts = tuple(
                part._replace(kept=one) for part, one in zip(done.parts, marshal.loads(entry.parts), strict=True)
            )
        results[key] = done._replace(parts=parts)
    return results


def _kept_of(job: Job, part: FileResult) -> bytes:
    definitions = library(job.templates).definitions
    return job.keep(unsqueeze(part.packed, definitions), unpack(part.found, definitions)) if job.keep else b""


def _result(entry: Entry) -> JobResult:
    return JobResult(entry.sha256, tuple(map(FileResult._make, marshal.loads(entry.parts))))


def _put(job: Job, store: CacheFile, key: bytes, done: JobResult) -> None:
    """Keeps a result, and by itself what the caller keeps.

    Other commands have use for the result alone.
    """
    alone = (part._replace(kept=b"") for part in done.parts)
    store.put(key, Entry(done.sha256, marshal.dumps(tuple(map(tuple, alone)))))
    if job.keep is not None:
        _put_kept(job.keep, store, key, done)


def _put_kept(keep: Keep, store: CacheFile, key: bytes, done: JobResult) -> None:
    store.put(_kept_key(key, keep), Entry(done.sha256, marshal.dumps([part.kept for part in done.parts])))


def _kept_key(key: bytes, keep: Keep) -> bytes:
    """Returns the key of what a function keeps, or an object with its attributes."""
    name = (keep.__module__, keep.__qualname__) if isinstance(keep, FunctionType) else (type(keep).__module__, keep)
    return hashlib.sha256(key + repr(name).encode()).digest()


def _file() -> Path | None:
    folder = cache_folder()
    return folder / FILE if folder else None


def _nothing() -> Generator[JobResult, None, None]:
    yield from ()


def _hash(path: str, job: Job) -> str:
    """Returns the hash of a file's bytes; empty where they cannot be read.

    What has no hash is not cached: nothing that a password may have opened is written to the disk.
    """
    try:
        data = read_file(Path(path), job.options.limits)
    except (FileError, Refused):
        return ""
    if job.options.passwords and not begins_as_workbook(data):
        return ""
    return hashlib.sha256(data).hexdigest()


def _key(edition: str, path: str, sha256: str) -> bytes:
    return hashlib.sha256(f"{edition}\n{sha256}\n{path}".encode("utf-8", "surrogatepass")).digest()


def _edition(job: Job) -> str:
    """Returns a hash of everything besides the file that its result depends on."""
    digest = hashlib.sha256("\n".join(_program()).encode())
    definitions = library(job.templates)
    for part in (definitions.definitions, definitions.frameworks, job.settings, job.options.limits, job.families):
        digest.update(repr(part).encode())
    digest.update(repr((job.reader.__module__, job.reader.__qualname__)).encode())
    digest.update(hashlib.sha256(job.options.key or b"").digest())
    return digest.hexdigest()


def _program() -> Iterator[str]:
    """Yields the version of Python, and size and time of every source file.

    A changed rule gives other results, whatever the version says; rules of other packages as well.
    """
    home = Path(__file__).resolve().parents[1]
    yield sys.version
    for folder, _, names in sorted(os.walk(home)):
        for name in sorted(names):
            if name.endswith(".py"):
                about = Path(folder, name).stat()
                yield f"{name} {about.st_size} {about.st_mtime_ns}"
    for path in added_sources():
        about = path.stat()
        yield f"{path} {about.st_size} {about.st_mtime_ns}"
