"""Which of several returns of one project counts, for every project of a batch; the others are superseded by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from toolkit.intake.result import Brief, ReadFile, ReadRecord
from toolkit.merge.received import left_out
from toolkit.merge.remark import LeftOut
from toolkit.merge.versions import Choice, Version, choose
from toolkit.model.order import natural
from toolkit.model.project import DepartmentTarget, Record, Source
from toolkit.model.same import RecordKey, record_key, same_record

Read = tuple[ReadRecord, Record]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided.

    Attributes:
        superseded: records of which another return counts, by where they stand.
        undecided: records of which nobody can tell whether they count, with the reason.
    """

    superseded: Mapping[Source, LeftOut] = field(default_factory=dict)
    undecided: Mapping[Source, str] = field(default_factory=dict)

    def remaining(self, files: Sequence[ReadFile]) -> tuple[ReadFile, ...]:
        """The files with the records that count."""
        return tuple(
            replace(file, records=tuple(read for read in file.records if read.source not in self.superseded))
            for file in files
        )


def decide(files: Sequence[ReadFile], prefer: Sequence[Path], modified: Callable[[str], datetime | None]) -> Decided:
    """Decide for every project that came in more than one file: the same unit, year and name; for departments'
    overall targets as well: the same department and year.

    Several records of a project within one file are left to the rules: they stand or fall together.

    Args:
        files: what was read, heads are enough.
        prefer: files that count, as a person decided; an archive stands for all files in it.
        modified: when a file was last saved, by its own word.
    """
    superseded: dict[Source, LeftOut] = {}
    undecided: dict[Source, str] = {}
    for its in _returns(files):
        choice = choose(
            tuple(_versions(its, modified)),
            lambda file, its=its: any(names(path, file, _on_disk(file, its)) for path in prefer),  # type: ignore[misc]
            lambda its=its: _alike(its),  # type: ignore[misc]
        )
        for read, record in its:
            if choice.file is None:
                undecided[read.source] = _ask(its, choice)
            elif read.source.file != choice.file:
                superseded[read.source] = left_out(record, f"由 {choice.file} 取代：{choice.reason}")
    return Decided(superseded, undecided)


def _returns(files: Sequence[ReadFile]) -> Iterator[list[Read]]:
    """The records of everything that came in several files."""
    same: dict[RecordKey, list[Read]] = {}
    for file in files:
        for read in file.records:
            key = record_key(read.record)
            if key is not None:
                same.setdefault(key, []).append((read, read.record))
    return (its for its in same.values() if len({read.source.file for read, _ in its}) > 1)


def _versions(its: Sequence[Read], modified: Callable[[str], datetime | None]) -> Iterator[Version]:
    for file in dict.fromkeys(read.source.file for read, _ in its):
        stamps = [read.stamp.id for read, _ in its if read.source.file == file and read.stamp is not None]
        yield Version(file, max(stamps, default=None), modified(file))


def _alike(its: Sequence[Read]) -> bool:
    first, *others = (_whole(read) for read, _ in its)
    return all(same_record(first, other) for other in others)


def _whole(read: ReadRecord) -> Record:
    """A record with everything that it says, where only its head is at hand."""
    return read.load().record if isinstance(read, Brief) else read.record


def _ask(its: Sequence[Read], choice: Choice) -> str:
    files = sorted({read.source.file for read, _ in its}, key=natural)
    what = "同一部门的整体目标" if isinstance(its[0][1], DepartmentTarget) else "同一项目"
    told = f"{what}在 {len(files)} 个文件中内容不同，{choice.reason}"
    return f"{told}，请用 --prefer 指定以哪个文件为准：{'、'.join(files)}"


def _on_disk(file: str, its: Sequence[Read]) -> str:
    return next(read.source.on_disk for read, _ in its if read.source.file == file)


def names(path: Path, file: str, on_disk: str) -> bool:
    """Whether a path that a person named is a file that was read, or the archive that it came in."""
    return any(str(path) == one or path.resolve() == Path(one).resolve() for one in (file, on_disk))
