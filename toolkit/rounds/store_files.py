"""Storing the files of a delivery, several at one time where they are many."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from toolkit.engine.input_paths import SYSTEM_NAMES, read_file
from toolkit.errors import FileError
from toolkit.excel.limits import Limits, Refused
from toolkit.excel.open.archive import is_lock_file, members
from toolkit.excel.open.sniff import FileKind, is_zip, kind_of
from toolkit.ledger.originals import content_hash, store, stored_name
from toolkit.model.finding import Bilingual
from toolkit.model.paths import shown_path


class StoredFile(NamedTuple):
    """A file that was stored, or whose bytes the ledger knows.

    Attributes:
        name: as it came, with the path inside its archive.
        origin: its whole path, the archive's before it.
        sha256: of its bytes.
        size: in bytes.
        stored: where the original lies, relative to the round's folder.
        encrypted: whether it opens only with a password.
    """

    name: str
    origin: str
    sha256: str
    size: int
    stored: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class StoreTask:
    """The storing of files that are no archives, in this process or another one.

    Attributes:
        folder: the round's folder.
        limits: how large a file may be.
        present: hashes of the files that lie there already.
        templates: the user's own folder of definitions; the same workers read the files afterwards.
    """

    folder: Path
    limits: Limits
    present: Collection[str]
    templates: Path | None = None

    def run(self, item: str, *, fresh: bool) -> StoredFile | None:
        """Stores a file.

        None for an archive, and for what cannot be read or is no work of a person.
        """
        name = Path(item).name
        if is_no_work(name):
            return None
        shown = shown_path(name)
        try:
            data = read_file(Path(item), self.limits)
            is_archive = members(shown, data, self.limits) is not None
            return None if is_archive else self.stored(shown, shown_path(item), data)
        except (Refused, FileError):  # the first process says why
            return None

    def failed(self, item: str, reason: Bilingual) -> None:
        """Leaves a file over which a process ended to the first process."""

    def stored(self, name: str, origin: str, data: bytes) -> StoredFile:
        """Stores the bytes of a file that the ledger does not know. Raises FileError."""
        sha256 = content_hash(data)
        stored = stored_name(name, sha256)
        if sha256 not in self.present:
            store(self.folder, stored, data)
        encrypted = not is_zip(data) and kind_of(data) is FileKind.ENCRYPTED
        return StoredFile(name, origin, sha256, len(data), stored, encrypted)


def is_no_work(name: str) -> bool:
    """Whether a file is no person's, such as the mark of an open workbook."""
    return is_lock_file(name) or name.lower() in SYSTEM_NAMES
