"""Reading and checking many files in one process; a bad file never takes others with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from toolkit.checks.runner import run
from toolkit.checks.settings import Settings
from toolkit.engine.outcome import Outcome
from toolkit.engine.paths import expand, read_file
from toolkit.errors import FileError
from toolkit.intake.archive_names import is_lock_file
from toolkit.intake.library import Library
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.read import ReadOptions, read_any
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
    try:
        data = b"" if is_lock_file(path.name) else read_file(path)
    except FileError as error:
        if alone:
            raise
        reason = Bilingual(str(error), str(error))
        yield ReadFile(str(path), "", observations=(Observation(Seen.DAMAGED, facts={"reason": reason}),))
        return
    yield from read_guarded(str(path), data, library, options)


def read_guarded(label: str, data: bytes, library: Library, options: ReadOptions) -> tuple[ReadFile, ...]:
    """Read one file or archive; a fault of our own becomes a finding of that file."""
    try:
        return tuple(read_any(label, data, library, options))
    except Exception as error:  # noqa: BLE001 - the one guard of a batch: a bad file takes no others with it
        what = f"{type(error).__name__}: {error}"[:200]
        reason = Bilingual(
            f"程序内部故障（{what}），请把文件发给维护人员", f"internal fault ({what}), send us the file"
        )
        return (ReadFile(label, "", observations=(Observation(Seen.DAMAGED, facts={"reason": reason}),)),)
