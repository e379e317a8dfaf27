"""Reading and checking many files; a bad file never takes others with it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from toolkit.checks.roster_comparison import Roster, is_owed
from toolkit.checks.runner import check_batch
from toolkit.checks.settings import Settings
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.engine import Engine, Running
from toolkit.engine.input_paths import check_readable, names
from toolkit.engine.outcome import Findings, Outcome
from toolkit.engine.pool import Pool
from toolkit.engine.watch import SECONDS
from toolkit.engine.work import ENDED, Job, JobResult, do, failed, library
from toolkit.excel.open.archive import is_lock_file
from toolkit.intake.read_file import ReadOptions


class _TooLong(BaseException):
    """The file takes too long; no guard against faults may catch this."""


class Alone:
    """Does the work here and now; a file for which too little memory is left here has a process of its own.

    Args:
        seconds: that one file may take.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds

    def run(self, work: Job, paths: Sequence[str]) -> Generator[JobResult, None, None]:
        """What came of each file, in their order."""
        for path in paths:
            try:
                with _limited(self._seconds):
                    done = do(work, path, fresh=False)
            except _TooLong:
                done = failed(work, path, ENDED)
            except MemoryError:
                [done] = Pool(1, self._seconds).run(work, [path])
            yield done


def can_interrupt() -> bool:
    """Whether this thread can set an alarm that nobody else uses."""
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    )


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raises _TooLong when what is done takes longer; no limit where no alarm can be set."""
    if not can_interrupt():
        yield
        return
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _ring(number: int, frame: FrameType | None) -> None:
    raise _TooLong


#: Families that reading itself answers for: what the file and the form's structure are like.
READING = ("file", "structure")

Progress = Callable[[int, int], None]


def read_batch(
    paths: Sequence[Path],
    options: ReadOptions,
    settings: Settings,
    *,
    families: Sequence[str] | None = None,
    roster: Roster | None = None,
    progress: Progress | None = None,
    running: Running | None = None,
) -> Outcome:
    """Read files, folders and archives, and run the rules over them.

    Args:
        paths: as given; a folder is searched recursively, by name.
        options: how files are read.
        settings: severities and thresholds in force, and the user's own folder of definitions.
        families: the families of rules to run; None for all.
        roster: what must come back, and how.
        progress: told how many files are done, of how many.
        running: in how many processes, where, with what is known from before.

    Raises:
        FileError: an argument does not exist or cannot be opened.
        ToolkitError: the processes or the cluster that were asked for cannot be had.
    """
    files = names(paths)
    if len(files) == 1 and files[0] == str(paths[0]) and not is_lock_file(Path(files[0]).name):
        check_readable(Path(files[0]))  # the one argument that is a file must be one that can be read
    work = Job(settings.templates, options, settings, None if families is None else tuple(families))
    shelf = BatchStore(library(work.templates).definitions)
    with closing(_done(work, files, running or Running())) as results:
        for number, done in enumerate(results, 1):
            for part in done.parts:
                shelf.add(part)
            if progress is not None:
                progress(number, len(files))
    between = check_batch(shelf.heads(), settings, work.families, roster, shelf.keys)
    found = Findings(shelf, between)
    return Outcome(shelf, found.where(lambda _, finding: is_owed(roster, finding)) if roster else found)


def _done(work: Job, paths: Sequence[str], running: Running) -> Generator[JobResult, None, None]:
    if work.options.password is not None:  # what is encrypted stays off the disk
        running = replace(running, cache=False)
    engine: Engine = running.engine(len(paths))
    return engine.run(work, paths)
