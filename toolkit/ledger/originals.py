"""The returned files as they came, each in a folder named after its content."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from collections.abc import Sequence
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


def store(folder: Path, stored: str, data: bytes) -> None:
    """Writes the bytes of a file into a round.

    Bytes that are there already, from a run that was interrupted, are left as they are. Raises FileError.

    Args:
        folder: the round's folder.
        stored: where it is kept there.
        data: its bytes.
    """
    target = folder / stored
    try:
        if not _holds(target, data):
            _write(target, data)
    except OSError as error:
        raise _not_stored(target, error) from error


class OriginalsFolder:
    """The originals of a delivery on their way to the disk.

    They reach it in the background, while the delivery is checked. Nothing may be written into the ledger before
    `settle`.

    Args:
        folder: the round's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._background = ThreadPoolExecutor(1, "originals")  # several get in each other's way, and in that of others
        self._written: list[Path] = []
        self._waiting: list[Future[None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._background.shutdown(cancel_futures=True)

    def add(self, stored: str) -> None:
        """Adds a file that `store` wrote."""
        self._written.append(self._folder / stored)

    def drop(self, stored: str, other: str) -> None:
        """Removes a file whose bytes lie there by another name too.

        Two names may be one file, where the system does not tell capital letters from small ones.
        """
        spare, kept = self._folder / stored, self._folder / other
        with suppress(OSError):
            if kept.exists() and not spare.samefile(kept):
                spare.unlink()

    def bring_to_disk(self) -> None:
        """Begins to bring everything that was written onto the disk."""
        if self._written:
            self._waiting.append(self._background.submit(_onto_the_disk, self._written))
            self._written = []

    def settle(self) -> None:
        """Waits until every file would survive a crash. Raises FileError."""
        self.bring_to_disk()
        for begun in self._waiting:
            begun.result()
        self._waiting = []


#: So many files are brought onto the disk together, which takes a fraction of the time.
_MANY = 100


def _onto_the_disk(written: Sequence[Path]) -> None:
    """Brings files onto the disk. Raises FileError."""
    if len(written) > _MANY and hasattr(os, "sync"):
        os.sync()  # says nothing of what failed; each file does
    for target in written:
        try:
            with target.open("r+b") as file:  # Windows flushes only what is open for writing
                os.fsync(file.fileno())
        except OSError as error:
            raise _not_stored(target, error) from error


def _holds(target: Path, data: bytes) -> bool:
    return target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".jixiao-{secrets.token_hex(6)}.tmp")
    in_place = False
    try:
        aside.write_bytes(data)
        aside.replace(target)
        in_place = True
    finally:
        if not in_place:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _not_stored(target: Path, error: OSError) -> FileError:
    why = system_reason(error)
    return FileError(
        f"报回的文件存不进 {target}：{why.zh}。没有记入台账",
        f"{target} cannot be written: {why.en}. Nothing was added to the ledger",
    )
