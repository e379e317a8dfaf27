"""Results of unchanged files, kept between runs in the user's cache folder.

An entry is found by the file's bytes, its path, and everything else that its result depends on: the program, the
definitions, the settings, the key, the limits. A damaged or foreign entry counts as none (`toolkit.engine.cache_file`),
and so does a cache that cannot be used at all.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from toolkit.engine.cache_file import CacheFile
from toolkit.engine.engine import Engine
from toolkit.engine.input_paths import read_file
from toolkit.engine.job import Job, JobResult, library, run_job
from toolkit.errors import FileError
from toolkit.excel.limits import Refused
from toolkit.excel.open.archive import begins_as_workbook
from toolkit.files import cache_folder
from toolkit.plugins import added_sources

#: The number in the name changes when entries are written in another way.
FILE = "results-4.sqlite"
#: The number of results that are fetched together.
TOGETHER = 100


class CachingEngine:
    """An engine that works only on files whose results are not cached.

    Args:
        engine: the engine for so many files: it works on the new and changed ones only.
        store: where results are kept; the user's own without it.
    """

    def __init__(self, engine: Callable[[int], Engine], store: CacheFile | None = None) -> None:
        self._engine = engine
        self._store = store

    def run(self, job: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """Yields the result of each file; see `Engine.run`."""
        with closing(self._store or CacheFile(_file())) as store:
            edition = _edition(job)
            keys = [_key(edition, path, _hash(path, job)) for path in paths]
            stored = store.present(keys)
            others = [path for path, key in zip(paths, keys, strict=True) if key not in stored]
            with closing(self._engine(len(others)).run(job, others) if others else _nothing()) as fresh:
                for at in range(0, len(paths), TOGETHER):
                    batch = keys[at : at + TOGETHER]
                    kept = store.get(key for key in batch if key in stored)
                    for path, key in zip(paths[at : at + TOGETHER], batch, strict=True):
                        if key in kept:
                            yield kept[key]
                            continue
                        done = run_job(job, path) if key in stored else next(fresh)
                        if done.sha256 and key == _key(edition, path, done.sha256):  # it did not change meanwhile
                            store.put(key, done)
                        yield done


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
    digest.update(repr(job.reader.__qualname__).encode())
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
