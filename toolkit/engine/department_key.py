"""The department's key, which signs the stamps of issued forms."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from toolkit.errors import FileError, InputError, system_reason
from toolkit.files import config_folder, current_rehearsal, read_regular, write_atomically

VARIABLE = "JIXIAO_KEY"
_MOST = 1 << 20  # bytes of a key file


def find_key(named: Path | None = None) -> bytes | None:
    """Returns the department's key; None where there is none.

    A named file comes first, then JIXIAO_KEY, then the key in the user's configuration folder.

    Raises:
        InputError: a named key file cannot be used.
    """
    chosen = named or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    path = chosen or _own()
    if path is None:
        return None
    try:
        key = read_regular(path, _MOST).strip()
    except OSError as error:
        if chosen is None:
            return None
        why = system_reason(error)
        raise InputError(
            f"密钥文件读不出来：{path}。{why.zh}", f"The key file {path} cannot be read: {why.en}"
        ) from error
    if not key:
        raise InputError(f"密钥文件是空的：{path}", f"The key file is empty: {path}")
    return key


def ensure_key(named: Path | None = None) -> bytes:
    """Returns the department's key, and makes it where there is none.

    Raises InputError or FileError.
    """
    key = find_key(named)
    if key is not None:
        return key
    path = _own()
    if path is None:
        raise FileError(
            "找不到用户文件夹，密钥没有地方放，请用 --key 指定密钥文件",
            "There is no home folder for the key; give a key file with --key",
        )
    key = secrets.token_hex(32).encode()
    rehearsal = current_rehearsal()
    if rehearsal is not None and rehearsal.covers(path):
        return key
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        why = system_reason(error)
        raise FileError(
            f"配置文件夹建不了：{path.parent}。{why.zh}", f"{path.parent} cannot be created: {why.en}"
        ) from error
    write_atomically(path, key + b"\n", force=False, private=True)
    return key


def _own() -> Path | None:
    """Returns the user's own key file; None where the user has no home."""
    folder = config_folder()
    return folder / "key" if folder else None
