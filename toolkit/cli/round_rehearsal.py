"""Dry runs of steps of a round, on a copy that is thrown away."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.errors import InputError, ToolkitError
from toolkit.files import current_rehearsal, rehearsing
from toolkit.ledger.place import FILE, POINTER

#: Files of SQLite next to a ledger.
_SQLITE_FILES = tuple(f"{FILE}{ending}" for ending in ("-wal", "-shm", "-journal"))


@dataclass(frozen=True, slots=True)
class RoundWorkplace:
    """The folder of a round, and the one to work in.

    Attributes:
        round: the round's folder.
        folder: the folder to work in, the same or a copy.
    """

    round: Path
    folder: Path

    @property
    def is_copy(self) -> bool:
        """Whether the folder to work in is a copy."""
        return self.round is not self.folder

    def named(self, text: str) -> str:
        """Returns a text in which the copy has the name of the round's folder."""
        return text.replace(str(self.folder), str(self.round)) if self.is_copy else text


@contextmanager
def round_workplace(folder: Path) -> Iterator[RoundWorkplace]:
    """Yields the folder of a round, or a copy in a dry run.

    The copy is thrown away.

    Raises InputError where the ledger is in a database, which cannot be copied.
    """
    rehearsal = current_rehearsal()
    if rehearsal is None:
        yield RoundWorkplace(folder, folder)
        return
    if (folder / POINTER).exists():
        raise InputError(
            f"{folder} 的台账在数据库里，不能试运行",
            f"The ledger of {folder} is in a database, so --dry-run cannot be used",
        )
    with TemporaryDirectory(prefix="jixiao-") as name:
        room = Path(name)
        place = RoundWorkplace(folder, room / folder.resolve().name)
        _copy(folder, place.folder)
        try:
            with rehearsing(room):
                yield place
        except ToolkitError as error:
            error.args = (place.named(error.message("zh")), place.named(error.message("en")))
            raise
        rehearsal.planned.update(_changed(place))


def _copy(folder: Path, work: Path) -> None:
    """Copies a round; files are linked where possible, the ledger never."""
    if not folder.exists():
        return
    shutil.copytree(folder, work, copy_function=_linked, ignore=shutil.ignore_patterns(FILE, *_SQLITE_FILES))
    if (folder / FILE).is_file():
        source = f"{(folder / FILE).resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(source, uri=True)) as ledger, closing(sqlite3.connect(work / FILE)) as copy:
            ledger.backup(copy)


def _linked(source: str, target: str) -> None:
    with suppress(OSError):  # another disk, or one without links
        os.link(source, target)
        return
    shutil.copy2(source, target)


def _changed(place: RoundWorkplace) -> Iterator[tuple[Path, bool]]:
    """Yields each file that the step wrote, and whether it is there already."""
    for path in sorted(place.folder.rglob("*")):
        if not path.is_file() or path.name in _SQLITE_FILES:
            continue
        real = place.round / path.relative_to(place.folder)
        if not real.is_file():
            yield real, False
        elif not path.samefile(real) and path.read_bytes() != real.read_bytes():
            yield real, True
