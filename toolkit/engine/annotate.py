"""Marked copies of all returned workbooks, below one folder, under the paths they had."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from toolkit.engine.outcome import Outcome
from toolkit.engine.paths import expand, read_file
from toolkit.errors import FileError
from toolkit.files import refuse_existing, refuse_inputs, write_atomically
from toolkit.intake.limits import DEFAULT, Limits, Refused
from toolkit.intake.opening.archive import members
from toolkit.intake.opening.opener import open_file
from toolkit.reports.marked import mark


def annotate(
    outcome: Outcome,
    paths: Sequence[Path],
    folder: Path,
    *,
    open_password: str | None = None,
    limits: Limits = DEFAULT,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write a marked copy of every workbook that could be opened. Raises FileError."""
    read = {file.path: number for number, file in enumerate(outcome.heads) if not file.skipped}
    targets = {label: folder / name for label, name in _names(read, paths)}
    refuse_inputs(targets.values(), expand(paths))
    if not force:
        refuse_existing(targets.values())
    written = []
    for label, data in _originals(paths, read, limits):
        copy = _marked(read[label], data, outcome, open_password, limits)
        if copy is not None:
            write_atomically(targets[label], copy, force)
            written.append(targets[label])
    return tuple(written)


def _marked(number: int, data: bytes, outcome: Outcome, open_password: str | None, limits: Limits) -> bytes | None:
    file = outcome.shelf.whole(number)
    opened = open_file(file.path, data, limits, open_password)
    if opened.book is None:
        return None
    return mark(data, file, outcome.findings.of(number), opened.book)


def _originals(paths: Sequence[Path], read: Collection[str], limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The bytes of every file that was read, those in archives too."""
    for path in expand(paths):
        try:
            data = read_file(path, limits)
        except (FileError, Refused):  # it has its finding
            continue
        if str(path) in read:
            yield str(path), data
        elif any(label.startswith(f"{path}!") for label in read):
            for member in members(str(path), data, limits) or ():
                if member.path in read and member.data is not None:
                    yield member.path, member.data


def _names(read: Collection[str], paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Where each copy lies: as below the folder that was given, always as .xlsx, no two at one place."""
    taken: set[str] = set()
    for label in read:
        outer, _, inner = label.partition("!")
        below = (Path(outer).relative_to(path) for path in paths if _below(outer, path))
        relative = next(below, Path(Path(outer).name))
        if inner:
            parts = PurePosixPath(inner.replace("!", "/")).parts
            relative = relative.with_suffix("").joinpath(*(part for part in parts if part not in ("..", "/")))
        name, number = relative.with_suffix(".xlsx"), 1
        while str(name).casefold() in taken:
            number += 1
            name = relative.with_name(f"{relative.stem}({number}).xlsx")
        taken.add(str(name).casefold())
        yield label, name


def _below(label: str, folder: Path) -> bool:
    return folder.is_dir() and Path(label).is_relative_to(folder)
