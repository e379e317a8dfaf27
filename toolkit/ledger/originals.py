"""The returned files as they came, each in a folder named after its content."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Self

from toolkit.errors import FileError, system_reason
from toolkit.model.paths import is_device

#: The folder of the originals in a round.
RETURNED = "报回"
#: Digits of the hash that name the folder of a file.
_DIGITS = 16
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
#: Longest name of a file, in UTF-16 units, its ending included.
_LONGEST = 90
_ENDING = 8


def content_hash(data: bytes) -> str:
    """Returns the hash by which equal files are recognised."""
    return hashlib.sha256(data).hexdigest()


def stored_name(name: str, sha256: str) -> str:
    """Returns where a file is kept, relative to the round's folder, with forward slashes."""
    seen = "".join(sign for sign in name if unicodedata.category(sign) != "Cf")  # marks that turn a name around
    plain = _UNFIT.sub("_", seen.replace("!", "/").replace("\\", "/").rsplit("/", 1)[-1]).strip(" .") or "无名"
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > _ENDING:
        stem, ending = plain, ""
    while len(stem.encode("utf-16-le")) // 2 > _LONGEST:
        stem = stem[:-1]
    kept = f"{stem.rstrip(' .')}.{ending}" if ending else stem
    return f"{RETURNED}/{sha256[:_DIGITS]}/{'_' if is_device(kept) else ''}{kept}"


class OriginalsFolder:
    """The folder of the originals while a delivery is stored.

    Each file is written at once and reaches the disk in the background, while the delivery is checked. Nothing may be
    written into the ledger before `settle`.

    Args:
        folder: the round's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._background = ThreadPoolExecutor(_AT_ONCE, "originals")
        self._waiting: list[tuple[Path, Future[None]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._background.shutdown(cancel_futures=True)

    def store(self, stored: str, data: bytes) -> None:
        """Writes the bytes of a file.

        Bytes that are there already, from a run that was interrupted, are left as they are. Raises FileError.
        """
        target = self._folder / stored
        try:
            if not _holds(target, data):
                _write(target, data)
        except OSError as error:
            raise _not_stored(target, error) from error
        self._waiting.append((target, self._background.submit(_onto_the_disk, target)))

    def settle(self) -> None:
        """Waits until every file would survive a crash. Raises FileError."""
        for target, written in self._waiting:
            try:
                written.result()
            except OSError as error:
                raise _not_stored(target, error) from error
        self._waiting = []


#: Files that are brought onto the disk at one time.
_AT_ONCE = 4


def _holds(target: Path, data: bytes) -> bool:
    return target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".jixiao-{secrets.token_hex(6)}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(target)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _onto_the_disk(target: Path) -> None:
    with target.open("r+b") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def _not_stored(target: Path, error: OSError) -> FileError:
    why = system_reason(error)
    return FileError(
        f"报回的文件存不进 {target}：{why.zh}。没有记入台账",
        f"{target} cannot be written: {why.en}. Nothing was added to the ledger",
    )
