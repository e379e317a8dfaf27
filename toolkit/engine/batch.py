"""Reading and checking many files, whatever the engine; a bad file never takes others with it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from toolkit.checks.roster import Roster
from toolkit.checks.runner import check_batch
from toolkit.checks.settings import Settings
from toolkit.engine.engine import Engine, Running
from toolkit.engine.findings import Findings
from toolkit.engine.outcome import Outcome
from toolkit.engine.owed import is_owed
from toolkit.engine.paths import check_readable, names
from toolkit.engine.shelf import Shelf
from toolkit.engine.work import Done, Work, library
from toolkit.intake.opening.archive_names import is_lock_file
from toolkit.intake.read import ReadOptions

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
    work = Work(settings.templates, options, settings, None if families is None else tuple(families))
    shelf = Shelf(library(work.templates).definitions)
    with closing(_done(work, files, running or Running())) as results:
        for number, done in enumerate(results, 1):
            for part in done.parts:
                shelf.add(part)
            if progress is not None:
                progress(number, len(files))
    between = check_batch(shelf.heads(), settings, work.families, roster, shelf.keys)
    found = Findings(shelf, between)
    return Outcome(shelf, found.where(lambda _, finding: is_owed(roster, finding)) if roster else found)


def _done(work: Work, paths: Sequence[str], running: Running) -> Generator[Done, None, None]:
    if work.options.password is not None:  # what is encrypted stays off the disk
        running = replace(running, cache=False)
    engine: Engine = running.engine(len(paths))
    return engine.run(work, paths)
