"""Marked copies of all returned workbooks, in one folder."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path, PurePosixPath

from toolkit.engine.codec import pack
from toolkit.engine.engine import Running
from toolkit.engine.input_paths import expand, read_file
from toolkit.engine.mark_task import MarkItem, MarkResult, MarkTask, marked_copies
from toolkit.engine.outcome import Outcome
from toolkit.engine.run_batch import Progress
from toolkit.errors import FileError, ToolkitError
from toolkit.excel.limits import Limits, Refused
from toolkit.excel.open.archive import members
from toolkit.files import refuse_existing, refuse_inputs, write_atomically
from toolkit.issuing.file_names import file_name
from toolkit.model.evidence import ReadFile
from toolkit.model.paths import shown_path

_LOG = logging.getLogger(__name__)
_Originals = Iterator[tuple[str, bytes]]
#: Innermost folders of an archive that a copy keeps, and the longest ending.
_DEEPEST, _ENDING = 8, 8
#: Workbooks that an error names.
_NAMED = 20


def annotate(
    outcome: Outcome,
    paths: Sequence[Path],
    folder: Path,
    how: MarkTask,
    *,
    force: bool = False,
    progress: Progress | None = None,
    running: Running | None = None,
) -> tuple[Path, ...]:
    """Writes a marked copy of every workbook that could be opened.

    Args:
        outcome: what was read and found.
        paths: as they were given.
        folder: where the copies are written.
        how: how workbooks are marked.
        force: whether copies that exist are overwritten.
        progress: is called with the number of workbooks that are done, and of all.
        running: in how many processes.

    Returns:
        The paths of the copies.

    Raises:
        FileError: one exists already or cannot be written.
        ToolkitError: the program failed over a workbook; the copies of the others are written.
    """
    read = {file.path: number for number, file in enumerate(outcome.heads) if not file.skipped}
    files = [file for file in outcome.heads if not file.skipped]
    targets = {label: folder / name for label, name in _names(files, paths)}
    refuse_inputs(targets.values(), expand(paths))
    if not force:
        refuse_existing(targets.values())
    outers = {file.outer for file in files if file.outer is not None}
    labels: deque[str] = deque()

    def items() -> Iterator[MarkItem]:
        for label, data in _originals(paths, read, outers, how.limits):
            labels.append(label)
            yield mark_item(outcome, read[label], data)

    marked = ((labels.popleft(), done) for done in marked_copies(how, items(), running))
    return tuple(_written(marked, targets, force=force, progress=progress))


def _written(
    marked: Iterable[tuple[str, MarkResult]], targets: Mapping[str, Path], *, force: bool, progress: Progress | None
) -> Iterator[Path]:
    """Writes copies and yields their paths.

    Raises ToolkitError at the end where the program failed over some.
    """
    failed: list[str] = []
    for number, (label, done) in enumerate(marked, 1):
        if done.copy is not None:
            write_atomically(targets[label], done.copy, force)
            yield targets[label]
        elif done.fault:
            _LOG.info("%s: no marked copy: %s", label, done.fault)
            failed.append(label)
        if progress is not None:
            progress(number, len(targets))
    if failed:
        raise not_marked(failed)


def mark_item(outcome: Outcome, number: int, data: bytes) -> MarkItem:
    """Returns what marking a workbook of an outcome needs."""
    return MarkItem(data, outcome.store.packed_head(number), pack(outcome.findings.of(number)))


def not_marked(labels: Sequence[str]) -> ToolkitError:
    """Returns the error that names the workbooks of which there is no marked copy."""
    more = len(labels) > _NAMED
    zh = "、".join(labels[:_NAMED]) + (f" 等 {len(labels)} 个" if more else "")
    en = ", ".join(labels[:_NAMED]) + (f" and {len(labels) - _NAMED} more" if more else "")
    return ToolkitError(
        f"程序有故障，以下文件没有批注副本，请按审核意见在原表上修改：{zh}",
        f"The program failed: these files have no marked copy; correct them by the report: {en}",
    )


def _originals(paths: Sequence[Path], read: Mapping[str, int], outers: Collection[str], limits: Limits) -> _Originals:
    """Yields the path and the bytes of every file that was read.

    Files inside archives are among them.
    """
    for path in expand(paths):
        label = shown_path(str(path))
        if label not in read and str(path) not in outers:
            continue
        try:
            data = read_file(path, limits)
        except (FileError, Refused):  # there is a finding about it
            continue
        if label in read:
            yield label, data
            continue
        for member in members(label, data, limits) or ():
            if member.path in read and member.data is not None:
                yield member.path, member.data


def _names(files: Iterable[ReadFile], paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Yields the place of each copy: where the original lay, always .xlsx.

    Names from an archive may be what no system allows, and one may be a file here and a folder there.
    """
    taken: set[str] = set()
    folders: set[str] = set()
    for file in files:
        outer = file.on_disk
        below = (Path(outer).relative_to(path) for path in paths if _below(outer, path))
        relative = next(below, Path(Path(outer).name))
        parts = [*map(_allowed, relative.parts)]
        if file.member:
            inner = PurePosixPath(file.member.replace("!", "/")).parts[-_DEEPEST:]
            parts = [*parts[:-1], Path(parts[-1]).stem, *map(_allowed, inner)]
        name = _free(parts, taken, folders)
        taken.add(_key(name))
        folders.update(_key(folder) for folder in name.parents)
        yield file.path, name


def _allowed(part: str) -> str:
    """Returns a part of a path as every system allows it."""
    plain = shown_path(part)
    clean = file_name(Path(plain).stem)
    return plain if clean == Path(plain).stem else clean + Path(plain).suffix[:_ENDING]


def _free(parts: Sequence[str], taken: Collection[str], folders: Collection[str]) -> Path:
    """Returns a path that no other copy uses as file or folder."""
    folder = Path()
    for part in parts[:-1]:
        folder = next(place for number in count(1) if _key(place := folder / _numbered(part, number)) not in taken)
    stem = Path(parts[-1]).stem
    places = (folder / f"{_numbered(stem, number)}.xlsx" for number in count(1))
    return next(place for place in places if _key(place) not in taken and _key(place) not in folders)


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}({number})"


def _key(path: Path) -> str:
    return str(path).casefold()


def _below(label: str, folder: Path) -> bool:
    return folder.is_dir() and Path(label).is_relative_to(folder)
