"""The user's own folders, where the system keeps such things."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder() -> Path:
    """Where results are kept that can be had again; anybody may delete it."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "jixiao"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "jixiao"
