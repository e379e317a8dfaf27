"""Reading and checking of many files; a bad file never stops the others."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from toolkit.checks.runner import check_batch
from toolkit.checks.settings import Settings
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.engine import Engine, Running
from toolkit.engine.input_paths import check_readable, names
from toolkit.engine.job import Job, JobResult, Keep, library
from toolkit.engine.outcome import Findings, Outcome
from toolkit.excel.open.archive import is_lock_file
from toolkit.intake.read_file import ReadOptions

#: The families of rules that `read` runs: about files and the structure of forms.
READING = ("file", "structure")

_LOG = logging.getLogger(__name__)
Progress = Callable[[int, int], None]


def read_batch(
    paths: Sequence[Path],
    options: ReadOptions,
    settings: Settings,
    *,
    families: Sequence[str] | None = None,
    progress: Progress | None = None,
    running: Running | None = None,
    shown: Mapping[str, str] | None = None,
) -> Outcome:
    """Reads files, folders and archives, and runs the rules over them.

    Args:
        paths: as given; a folder is searched recursively, by name.
        options: how files are read.
        settings: severities and thresholds in force, and the user's own folder of definitions.
        families: the families of rules to run; None for all.
        progress: is called with the number of files that are done, and of all files.
        running: in how many processes, on which cluster, with or without cache.
        shown: by path, the name that records and findings say, where it is another one.

    Raises:
        FileError: an argument does not exist or cannot be opened.
        ToolkitError: a process does not start, or the cluster cannot be reached.
    """
    store = read_files(paths, options, settings, families=families, progress=progress, running=running, shown=shown)
    return Outcome(store, Findings(store, check_batch(store.heads(), settings, families, keys=store.keys)))


def read_files(
    paths: Sequence[Path],
    options: ReadOptions,
    settings: Settings,
    *,
    families: Sequence[str] | None = None,
    progress: Progress | None = None,
    running: Running | None = None,
    shown: Mapping[str, str] | None = None,
    keep: Keep | None = None,
    hashes: Mapping[str, str] = MappingProxyType({}),
) -> BatchStore:
    """Returns every file with the findings that it has by itself.

    Arguments and errors are those of `read_batch`. Besides, `keep` makes what goes with each file (`BatchStore.kept`),
    and files are not read for the cache whose `hashes`, by path, the caller has just seen.
    """
    files = names(paths)
    if len(files) == 1 and files[0] == str(paths[0]) and not is_lock_file(Path(files[0]).name):
        check_readable(Path(files[0]))  # a single file that cannot be read is an error, not a finding
    chosen = None if families is None else tuple(families)
    job = Job(settings.templates, options, settings, chosen, shown=shown or {}, keep=keep)
    store = BatchStore(library(job.templates).definitions, keep)
    _LOG.info("%d files to read, %s", len(files), "all rules" if families is None else f"rules about {families}")
    with closing(_done(job, files, running or Running(), hashes)) as results:
        for number, done in enumerate(results, 1):
            for part in done.parts:
                store.add(part)
                _LOG.debug("%s: read, %d errors of its own", part.path, part.counts[0])
            if progress is not None:
                progress(number, len(files))
    _LOG.info("%d workbooks read", len(store))
    return store


def _done(
    job: Job, paths: Sequence[str], running: Running, hashes: Mapping[str, str]
) -> Generator[JobResult, None, None]:
    if job.shown:  # what was no file is not written to the disk
        running = replace(running, cache=False)
    engine: Engine = running.engine(len(paths), hashes)
    return engine.run(job, paths)
