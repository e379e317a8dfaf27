"""Reading and checking many files, whatever the engine; a bad file never takes others with it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from toolkit.checks.context import Expected
from toolkit.checks.runner import arrange, check_batch
from toolkit.checks.settings import Settings
from toolkit.engine.codec import unpack
from toolkit.engine.engine import Engine, Running
from toolkit.engine.outcome import Outcome
from toolkit.engine.paths import expand, read_file
from toolkit.engine.sharing import Sharing
from toolkit.engine.shelf import Shelf
from toolkit.engine.work import Done, Work, library
from toolkit.intake.archive_names import is_lock_file
from toolkit.intake.read import ReadOptions
from toolkit.intake.result import ReadFile
from toolkit.model.finding import Finding

#: Families that reading itself answers for: what the file and the form's structure are like.
READING = ("file", "structure")

Progress = Callable[[int, int], None]


def read_batch(
    paths: Sequence[Path],
    options: ReadOptions,
    settings: Settings,
    *,
    families: Sequence[str] | None = None,
    expected: Iterable[Expected] = (),
    progress: Progress | None = None,
    running: Running | None = None,
) -> Outcome:
    """Read files, folders and archives, and run the rules over them.

    Args:
        paths: as given; a folder is searched recursively, by name.
        options: how files are read.
        settings: severities and thresholds in force, and the user's own folder of definitions.
        families: the families of rules to run; None for all.
        expected: what the roster says must come back.
        progress: told how many files are done, of how many.
        running: in how many processes, where, with what is known from before.

    Raises:
        FileError: an argument does not exist or cannot be opened.
        ToolkitError: the processes or the cluster that were asked for cannot be had.
    """
    files = expand(paths)
    if files == tuple(paths) and len(files) == 1 and not is_lock_file(files[0].name):
        read_file(files[0])  # the one argument that is a file must be one that can be read
    work = Work(settings.templates, options, settings, None if families is None else tuple(families))
    definitions = library(work.templates).definitions
    sharing = Sharing()
    shelf = Shelf(definitions, sharing)
    heads: list[ReadFile] = []
    found: list[Finding] = []
    with closing(_done(work, [str(path) for path in files], running or Running())) as results:
        for number, done in enumerate(results, 1):
            its_heads, its_findings = unpack(done.head, definitions)
            heads.extend(shelf.add(its_heads, done.whole))
            found.extend(map(sharing.finding, its_findings))
            if progress is not None:
                progress(number, len(files))
    found += check_batch(heads, settings, work.families, expected)
    return Outcome(shelf, arrange(found, heads), tuple(heads))


def _done(work: Work, paths: Sequence[str], running: Running) -> Generator[Done, None, None]:
    if work.options.password is not None:  # what is encrypted stays off the disk
        running = replace(running, cache=False)
    engine: Engine = running.engine(len(paths))
    return engine.run(work, paths)
