"""The returned files as they came, each in a folder named after its content."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from contextlib import suppress
from pathlib import Path

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
    """Writes the bytes of a file so that they survive a crash.

    Bytes that are there already, from a run that was interrupted, are left as they are. Raises FileError.
    """
    target = folder / stored
    try:
        if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f".jixiao-{secrets.token_hex(6)}.tmp")
        try:
            with aside.open("wb") as out:
                out.write(data)
                out.flush()
                os.fsync(out.fileno())
            aside.replace(target)
        finally:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    except OSError as error:
        why = system_reason(error)
        raise FileError(
            f"报回的文件存不进 {target}：{why.zh}。没有记入台账",
            f"{target} cannot be written: {why.en}. Nothing was added to the ledger",
        ) from error
