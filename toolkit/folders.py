"""The user's own folders, where the system keeps such things. None where the user has no home: nothing is kept then.

A variable that is empty or names no absolute path counts as not set: what it names would lie in the folder where
somebody happens to work, and a key must never land there.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def cache_folder() -> Path | None:
    """Where results are kept that can be had again; anybody may delete it."""
    if sys.platform == "win32":
        return _folder("LOCALAPPDATA", "AppData", "Local")
    return _folder("XDG_CACHE_HOME", ".cache")


def config_folder() -> Path | None:
    """Where the user's settings lie."""
    if sys.platform == "win32":
        return _folder("APPDATA", "AppData", "Roaming")
    return _folder("XDG_CONFIG_HOME", ".config")


def _folder(variable: str, *below_home: str) -> Path | None:
    named = Path(os.environ.get(variable, ""))
    if named.is_absolute():
        return named / "jixiao"
    with suppress(RuntimeError, KeyError):  # nobody knows where the user's home is
        home = Path.home()
        if home.is_absolute() and home != Path(home.anchor):
            return home.joinpath(*below_home, "jixiao")
    return None
