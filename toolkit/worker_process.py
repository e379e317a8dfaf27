"""Worker processes of this program: the one place that says how they are started.

A worker is the program itself with a hidden first argument, so that it starts the same way from an installation, a
checkout and the frozen program, which has no interpreter beside it. `multiprocessing` would run the caller's script
again in each of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

#: The first argument of a worker. No command begins with a hyphen, so none is hidden by it.
ARGUMENT = "--worker"
#: The frozen program with a console, which workers need: the other program of its folder may have no streams.
_FROZEN = "jixiao"


class Worker(StrEnum):
    """A kind of worker.

    Its value is the module whose `main` takes the further arguments.
    """

    BATCHES = "toolkit.engine.worker"
    FORK_SERVER = "toolkit.engine.fork_server"
    LIMITED_READER = "toolkit.excel.open.limited_reader"


def start_worker(
    worker: Worker, *arguments: str, silent: bool = False, asked_through: int | None = None
) -> Popen[bytes]:
    """Returns a started worker, which is asked and answers through pipes.

    Args:
        worker: its kind.
        arguments: further ones of its `main`.
        silent: whether its standard error is dropped.
        asked_through: an open file that is its standard input; None for a pipe.

    Raises:
        OSError: the system refuses to start it.
    """
    import subprocess  # only batches and foreign formats need it

    return subprocess.Popen(
        [*_program(), ARGUMENT, worker.name, *arguments],
        stdin=subprocess.PIPE if asked_through is None else asked_through,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if silent else None,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # Windows would flash a console
    )


def run_worker(arguments: Sequence[str]) -> None:
    """Does the work of a worker, in the process that `start_worker` started."""
    import_module(Worker[arguments[0]]).main(*arguments[1:])


def _program() -> list[str]:
    """Returns the command line of this program."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name(_FROZEN + Path(sys.executable).suffix))]
    # -P: what lies in the present folder must not hide modules. Not -I: that would hide what a user installed.
    return [sys.executable, "-P", "-m", "toolkit"]


def _environment() -> dict[str, str]:
    """Returns the environment of a worker, which imports this very package."""
    home = str(Path(__file__).resolve().parents[1])
    search_path = [home, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(search_path)}
