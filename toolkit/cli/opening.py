"""Opening a document in the program that the user's system has for it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

#: The search path for libraries, which the frozen program sets for itself and keeps under the second name.
_LIBRARIES, _BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"


def open_document(path: Path) -> bool:
    """Opens a file or folder as a double click does.

    Returns whether a program was found.
    """
    with suppress(OSError):  # no program for it, or no screen
        if sys.platform == "win32":
            os.startfile(path)
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            quiet = subprocess.DEVNULL
            subprocess.Popen([opener, str(path)], env=_environment(), stdin=quiet, stdout=quiet, stderr=quiet)
        return True
    return False


def _environment() -> dict[str, str]:
    """Returns the environment for another program: without our own libraries."""
    environment = {name: text for name, text in os.environ.items() if name not in (_LIBRARIES, _BEFORE)}
    before = os.environ.get(_BEFORE) if getattr(sys, "frozen", False) else os.environ.get(_LIBRARIES)
    return environment | ({_LIBRARIES: before} if before else {})
