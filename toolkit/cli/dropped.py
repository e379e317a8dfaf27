"""The program 绩效: checks dropped files and opens the letter.

Without anything it opens the desk. Its window stays until a key is pressed: Windows would close it with the last word.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from toolkit.__main__ import main as run_command

_FAILED = 2


def main() -> None:
    """Runs the program for what was dropped on it."""
    dropped = sys.argv[1:]
    status = _check(dropped) if dropped else _command("desk")
    _wait()
    sys.exit(status)


def _check(dropped: Sequence[str]) -> int:
    """Checks files and folders, and opens the letter; returns the exit status."""
    letter = _folder_for(Path(dropped[0])) / f"审核意见-{datetime.now():%Y%m%d-%H%M%S}.html"
    status = _command("check", "--output", str(letter), "--", *dropped)
    if letter.is_file():
        from toolkit.cli.opening import open_document

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
