"""Reading and checking many files in one process; a bad file never takes others with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit.checks.runner import run
from toolkit.checks.settings import Settings
from toolkit.engine.outcome import Outcome
from toolkit.engine.paths import expand, read_file
from toolkit.errors import FileError
from toolkit.intake.archive import is_lock_file, members
from toolkit.intake.library import Library
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.read import ReadOptions, read_bytes
from toolkit.intake.result import ReadFile
from toolkit.model.finding import Bilingual

#: Families that reading itself answers for: what the file and the form's structure are like.
READING = ("file", "structure")

Progress = Callable[[int, int], None]


def read_batch(
    paths: Sequence[Path],
    library: Library,
    options: ReadOptions,
    settings: Settings,
    *,
    families: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read files, folders and archives, and run the rules over them.

    Args:
        paths: as given; a folder is searched recursively, by name.
        library: the definitions at hand.
        options: how files are read.
        settings: severities and thresholds in force.
        families: the families of rules to run; None for all.
        progress: told how many files are done, of how many.

    Raises:
        FileError: an argument does not exist or cannot be opened.
    """
    files = expand(paths)
    read: list[ReadFile] = []
    for number, path in enumerate(files):
        read.extend(_read(path, library, options, alone=len(paths) == 1 and path == paths[0]))
        if progress is not None:
            progress(number + 1, len(files))
    return Outcome(tuple(read), run(read, settings, families))


def _read(path: Path, library: Library, options: ReadOptions, *, alone: bool) -> Iterator[ReadFile]:
    label = str(path)
    if is_lock_file(path.name):
        yield ReadFile(label, "", observations=(Observation(Seen.LOCK_FILE),), skipped=True)
        return
    try:
        data = read_file(path)
    except FileError as error:
        if alone:
            raise
        reason = Bilingual(str(error), str(error))
        yield ReadFile(label, "", observations=(Observation(Seen.DAMAGED, facts={"reason": reason}),))
        return
    yield from read_guarded(label, data, library, options)


def read_guarded(label: str, data: bytes, library: Library, options: ReadOptions) -> Iterator[ReadFile]:
    """Read one file or archive; a fault of our own becomes a finding of that file."""
    try:
        inner = members(label, data, options.limits)
        if inner is None:
            yield read_bytes(label, data, library, options)
            return
        for member in inner:
            if member.data is None:
                yield ReadFile(member.path, "", observations=member.observations, skipped=member.skipped)
            else:
                yield _one(member.path, member.data, library, options)
    except Exception as error:  # noqa: BLE001 - the one guard of the batch
        yield _failed(label, error)


def _one(label: str, data: bytes, library: Library, options: ReadOptions) -> ReadFile:
    try:
        return read_bytes(label, data, library, options)
    except Exception as error:  # noqa: BLE001 - the one guard of the batch
        return _failed(label, error)


def _failed(label: str, error: Exception) -> ReadFile:
    what = f"{type(error).__name__}: {error}"[:200]
    reason = Bilingual(f"程序内部故障（{what}），请把文件发给维护人员", f"internal fault ({what}), send us the file")
    return ReadFile(label, "", observations=(Observation(Seen.DAMAGED, facts={"reason": reason}),))
