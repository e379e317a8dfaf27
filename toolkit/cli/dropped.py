"""The program 绩效: checks dropped files and opens the letter.

Without anything it opens the desk. Its window stays until a key is pressed: Windows would close it with the last word.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from toolkit.__main__ import main as run_command

_DESK = "toolkit.cli.commands.desk"
_FAILED = 2


def main() -> None:
    """Runs the program for what was dropped on it."""
    dropped = sys.argv[1:]
    if not dropped and find_spec(_DESK) is not None:
        status = _command("desk")
    elif dropped:
        status = _check(dropped)
    else:
        status = _FAILED
        _say(
            "请把报回的文件或文件夹拖到“绩效”的图标上：检查后会打开审核意见。",
            "Drop returned files or folders on the icon: they are checked and the letter opens.",
        )
    _wait()
    sys.exit(status)


def _check(dropped: Sequence[str]) -> int:
    """Checks files and folders, and opens the letter; returns the exit status."""
    letter = _folder_for(Path(dropped[0])) / f"审核意见-{datetime.now():%Y%m%d-%H%M%S}.html"
    status = _command("check", "--output", str(letter), "--", *dropped)
    if letter.is_file():
        from toolkit.cli.dropped import open_document

        _say(f"审核意见：{letter}", f"The letter: {letter}")
        open_document(letter)
    return status


def _folder_for(dropped: Path) -> Path:
    """Returns the folder of what was dropped, or one that can be written to."""
    folders = [dropped.absolute().parent]
    with suppress(RuntimeError):  # nobody knows where the user's home is
        folders += [Path.home() / "Documents", Path.home()]
    for folder in folders:
        with suppress(OSError), tempfile.TemporaryFile(dir=folder):
            return folder
    return Path(tempfile.gettempdir())


def _command(*words: str) -> int:
    """Returns the exit status of a command of jixiao."""
    sys.argv = ["jixiao", *words]
    try:
        run_command()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else _FAILED
    return 0


def _say(zh: str, en: str) -> None:
    with suppress(OSError):
        print(f"{zh}\n{en}", file=sys.stderr, flush=True)


def _wait() -> None:
    """Waits for the user, where there is one."""
    if sys.stdin is not None and sys.stdin.isatty():
        _say("按回车键关闭。", "Press Enter to close.")
        with suppress(EOFError, KeyboardInterrupt):
            input()


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
