"""The folder of a round that begins; nothing half done stays in it.

A start that is cancelled or fails leaves neither folder nor database. One that was killed leaves a folder whose ledger
holds no round; it is taken up again under the same name.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from toolkit.desk.desk_setup import DeskSetup
from toolkit.desk.round_folders import taken_name
from toolkit.errors import FileError, ToolkitError, system_reason
from toolkit.ledger.ledger_opening import discard_unbegun, is_begun
from toolkit.ledger.place import FILE, POINTER
from toolkit.rounds import RoundOptions

_beginning: set[Path] = set()
_lock = threading.Lock()


@contextmanager
def nothing_half_done(folder: Path, setup: DeskSetup) -> Iterator[RoundOptions]:
    """Yields the options for a start; a failed one leaves nothing behind.

    Raises InputError where the name is taken, by another tab too, and FileError.
    """
    with _lock:
        if folder in _beginning:
            raise taken_name(folder.name)
        _beginning.add(folder)
    with ExitStack() as stack:
        stack.callback(_beginning.discard, folder)
        is_own, options = _make(folder, setup), setup.options_of(folder)
        with ExitStack() as undoing:
            if is_own:
                undoing.callback(shutil.rmtree, folder, ignore_errors=True)
                undoing.callback(_discard, folder, options)
            yield options
            undoing.pop_all()


def is_beginning(folder: Path) -> bool:
    """Whether this program starts a round in a folder just now."""
    return folder in _beginning


def _make(folder: Path, setup: DeskSetup) -> bool:
    """Whether the folder is new, and not left by a start that was killed."""
    try:
        folder.mkdir(parents=True)
        return True
    except FileExistsError as error:
        if not is_unbegun(folder, setup):
            raise taken_name(folder.name) from error
        return False
    except OSError as error:
        why = system_reason(error)
        raise FileError(f"建不了文件夹 {folder}：{why.zh}", f"{folder} cannot be created: {why.en}") from error


def is_unbegun(folder: Path, setup: DeskSetup) -> bool:
    """Whether a folder is left of a start that never came to its end."""
    try:
        is_left = not any(folder.iterdir()) or (folder / FILE).is_file() or (folder / POINTER).is_file()
        return is_left and not folder.is_symlink() and not is_begun(folder, setup.options_of(folder).ledger)
    except (OSError, ToolkitError):
        return False


def _discard(folder: Path, options: RoundOptions) -> None:
    with suppress(ToolkitError):  # the sentence of the start itself is the one to read
        discard_unbegun(folder, options.ledger)
