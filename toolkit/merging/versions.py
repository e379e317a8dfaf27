"""Which of several returns of one project counts; the others are superseded by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model.evidence import ReadFile, ReadRecord, RecordHead
from toolkit.model.finding import Bilingual
from toolkit.model.records import DepartmentTarget, Record, Source
from toolkit.model.same import RecordKey, record_key, same_record
from toolkit.model.text import natural

if TYPE_CHECKING:
    from toolkit.merging.exclusions import Exclusion


@dataclass(frozen=True, slots=True)
class ReturnVersion:
    """The return of a project in one file.

    Attributes:
        file: its path.
        stamp: identifier of the issued form, later ones sort behind earlier ones; None for a home-made one.
        modified: when the file was last saved, by its own word; None where it does not say.
    """

    file: str
    stamp: str | None
    modified: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which file counts, None where it is undecided; and why, in a sentence."""

    file: str | None
    reason: Bilingual


def choose(versions: Sequence[ReturnVersion], preferred: Callable[[str], bool], alike: Callable[[], bool]) -> Choice:
    """Returns which of a project's returns in several files counts.

    Args:
        versions: one a file.
        preferred: whether a person named a file as the one that counts.
        alike: whether all returns say the same; asked only where nothing else decides.
    """
    named = [version for version in versions if preferred(version.file)]
    if len(named) == 1:
        return Choice(named[0].file, Bilingual("指定以之为准", "it was named with --prefer"))
    rivals = named or list(versions)
    for one in rivals:
        if all(_later(one, other) for other in rivals if other is not one):
            return Choice(one.file, _why(one, rivals))
    if alike():
        return Choice(min((one.file for one in rivals), key=natural), Bilingual("内容相同", "they say the same"))
    zh = "下发编号和文件修改时间定不出先后或互相矛盾"
    return Choice(None, Bilingual(zh, "neither the form's number nor the date of saving tells which is later"))


def _later(one: ReturnVersion, other: ReturnVersion) -> bool:
    """Whether a return is later than another beyond doubt."""
    newer = one.modified is not None and other.modified is not None and one.modified > other.modified
    older = one.modified is not None and other.modified is not None and one.modified < other.modified
    if one.stamp == other.stamp:
        return newer
    return one.stamp is not None and other.stamp is not None and one.stamp > other.stamp and not older


def _why(one: ReturnVersion, rivals: Sequence[ReturnVersion]) -> Bilingual:
    issued = all(other.stamp != one.stamp for other in rivals if other is not one)
    if issued:
        return Bilingual("下发编号较晚", "its form was issued later")
    return Bilingual("文件修改时间较晚", "it was saved later")


Read = tuple[ReadRecord, Record]
#: Files that a question names one by one.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions about several returns of one project.

    Attributes:
        superseded: records of which another return counts, by where they stand.
        undecided: records of which nobody can tell whether they count, with the reason.
    """

    superseded: Mapping[Source, Exclusion] = field(default_factory=dict)
    undecided: Mapping[Source, Bilingual] = field(default_factory=dict)


def decide(files: Sequence[ReadFile], prefer: Sequence[Path], modified: Callable[[str], datetime | None]) -> Decided:
    """Decides for every record that came in several files which one counts.

    Records are the same with the same unit, year and name; departments' targets with the same department and year.

    Several records of a project within one file are left to the rules: they stand or fall together.

    Args:
        files: what was read, heads are enough.
        prefer: files that count, as a person decided; an archive stands for all files in it.
        modified: when a file was last saved, by its own word.
    """
    superseded: dict[Source, Exclusion] = {}
    undecided: dict[Source, Bilingual] = {}
    for own in _returns(files):
        on_disk = {read.source.file: read.source.on_disk for read, _ in own}
        choice = choose(
            tuple(_versions(own, modified)),
            lambda file, on_disk=on_disk: any(names(path, file, on_disk[file]) for path in prefer),  # type: ignore[misc]
            lambda own=own: _alike(own),  # type: ignore[misc]
        )
        question = _ask(own, choice) if choice.file is None else None
        for read, record in own:
            if question is not None:
                undecided[read.source] = question
            elif read.source.file != choice.file:
                superseded[read.source] = _superseded(record, choice)
    return Decided(superseded, undecided)


def _returns(files: Sequence[ReadFile]) -> Iterator[list[Read]]:
    """Yields the records of everything that came in several files."""
    same: dict[RecordKey, list[Read]] = {}
    for file in files:
        for read in file.records:
            key = record_key(read.record)
            if key is not None:
                same.setdefault(key, []).append((read, read.record))
    return (returns for returns in same.values() if len({read.source.file for read, _ in returns}) > 1)


def _versions(returns: Sequence[Read], modified: Callable[[str], datetime | None]) -> Iterator[ReturnVersion]:
    stamps: dict[str, list[str]] = {}
    for read, _ in returns:
        stamps.setdefault(read.source.file, []).extend([read.stamp.id] if read.stamp is not None else ())
    for file, own in stamps.items():
        yield ReturnVersion(file, max(own, default=None), modified(file))


def _alike(returns: Sequence[Read]) -> bool:
    first, *others = (_full_record(read) for read, _ in returns)
    return all(same_record(first, other) for other in others)


def _full_record(read: ReadRecord) -> Record:
    """Returns a record with all fields, where only its head is at hand."""
    return read.load().record if isinstance(read, RecordHead) else read.record


def _superseded(record: Record, choice: Choice) -> Exclusion:
    from toolkit.merging.submissions import left_out

    zh = f"由 {choice.file} 取代：{choice.reason.zh}"
    return left_out(record, zh, f"{choice.file} counts instead: {choice.reason.en}")


def _ask(returns: Sequence[Read], choice: Choice) -> Bilingual:
    files = sorted({read.source.file for read, _ in returns}, key=natural)
    is_target = isinstance(returns[0][1], DepartmentTarget)
    what = "同一部门的整体目标" if is_target else "同一项目"
    named, more = files[:_NAMED], len(files) > _NAMED
    listed = "、".join(named) + (" 等" if more else "")
    zh = f"{what}在 {len(files)} 个文件中内容不同，{choice.reason.zh}，请用 --prefer 指定以哪个文件为准：{listed}"
    what = "the target of one department" if is_target else "one project"
    en = f"{what} differs in {len(files)} files and {choice.reason.en}; name the one that counts with --prefer: "
    return Bilingual(zh, en + ", ".join(named) + (" and others" if more else ""))


def names(path: Path, file: str, on_disk: str) -> bool:
    """Whether a person's path is a file that was read, or its archive."""
    return any(str(path) == one or path.resolve() == Path(one).resolve() for one in (file, on_disk))
