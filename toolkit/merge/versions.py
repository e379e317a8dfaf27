"""Several returns of one project: which one counts. Pure; a choice is only made where nothing speaks against it.

The return on the form that was issued last counts, among returns on one form the one whose file was changed last.
Where these two contradict each other, or tell nothing, a person has to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.model.order import natural


@dataclass(frozen=True, slots=True)
class Version:
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
    reason: str


def choose(versions: Sequence[Version], preferred: Callable[[str], bool], alike: Callable[[], bool]) -> Choice:
    """Decide between the returns of one project in several files.

    Args:
        versions: one a file.
        preferred: whether a person named a file as the one that counts.
        alike: whether all returns say the same; asked only where nothing else decides.
    """
    named = [version for version in versions if preferred(version.file)]
    if len(named) == 1:
        return Choice(named[0].file, "指定以之为准")
    rivals = named or list(versions)
    for one in rivals:
        if all(_later(one, other) for other in rivals if other is not one):
            return Choice(one.file, _why(one, rivals))
    if alike():
        return Choice(min((one.file for one in rivals), key=natural), "内容相同")
    return Choice(None, "下发编号和文件修改时间定不出先后或互相矛盾")


def _later(one: Version, other: Version) -> bool:
    """Whether a return is later than another beyond doubt."""
    newer = one.modified is not None and other.modified is not None and one.modified > other.modified
    older = one.modified is not None and other.modified is not None and one.modified < other.modified
    if one.stamp == other.stamp:
        return newer
    return one.stamp is not None and other.stamp is not None and one.stamp > other.stamp and not older


def _why(one: Version, rivals: Sequence[Version]) -> str:
    issued = all(other.stamp != one.stamp for other in rivals if other is not one)
    return "下发编号较晚" if issued else "文件修改时间较晚"
