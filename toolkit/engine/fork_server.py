"""The server that has imported everything and forks workers.

A forked worker is ready at once, and shares the memory of what was imported. The server has one thread only, so that
forking is safe whatever the program that asks does.

One message is a byte: `FORK` comes with the two ends of pipes that a worker reads from and answers to, and is answered
with its number; `END` is followed by the number of a worker, which is ended, and answered with the same number.
"""

from __future__ import annotations

import os
import signal
import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

from toolkit.engine.worker_supply import close_pipes
from toolkit.errors import ToolkitError
from toolkit.worker_process import Worker, start_worker

if TYPE_CHECKING:
    from subprocess import Popen

_FORK, _END = b"F", b"E"
_NUMBER = struct.Struct("<q")
#: The answer where no worker could be forked.
_NONE = -1


@dataclass(eq=False)
class ForkedWorker:
    """A worker that a fork server made.

    Attributes:
        requests: where it is asked.
        answers: where it answers.
        server: that made it.
        number: its process.
    """

    requests: IO[bytes]
    answers: IO[bytes]
    server: ForkServer
    number: int

    def kill(self) -> None:
        """Ends the worker at once."""
        self.server.end(self.number)

    def dismiss(self) -> None:
        """Ends the worker, and leaves nothing of it behind."""
        self.server.end(self.number)
        close_pipes(self)


class ForkServer:
    """The server as its user sees it.

    It starts at once, and imports while the user goes on.

    Args:
        templates: the user's own folder of definitions, which workers find loaded.

    Raises:
        OSError: the system refuses to start it.
    """

    def __init__(self, templates: Path | None) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process: Popen[bytes] = start_worker(
                Worker.FORK_SERVER, str(templates or ""), asked_through=theirs.fileno()
            )
        self._one_at_a_time = threading.Lock()

    def fork(self) -> ForkedWorker:
        """Returns a new worker. Raises OSError where there is none."""
        asked, requests = os.pipe()
        answers, answered = os.pipe()
        try:
            with self._one_at_a_time:
                socket.send_fds(self._socket, [_FORK], [asked, answered])
                number = self._number()
        except OSError:
            os.close(requests)
            os.close(answers)
            raise
        finally:
            os.close(asked)
            os.close(answered)
        return ForkedWorker(os.fdopen(requests, "wb"), os.fdopen(answers, "rb"), self, number)

    def end(self, number: int) -> None:
        """Ends a worker; one that has ended may be named again."""
        with self._one_at_a_time, suppress(OSError):
            self._socket.sendall(_END + _NUMBER.pack(number))
            self._number()

    def close(self) -> None:
        """Ends the server with all its workers."""
        self._socket.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def _number(self) -> int:
        answer = self._socket.recv(_NUMBER.size, socket.MSG_WAITALL)
        if len(answer) < _NUMBER.size:
            raise OSError("the fork server has ended")
        (number,) = _NUMBER.unpack(answer)
        if number == _NONE:
            raise OSError("no worker could be forked")
        return int(number)


def main(templates: str) -> None:
    """Forks workers until the user of the server ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    asked = socket.socket(fileno=os.dup(0))
    _import_all(Path(templates) if templates else None)
    workers: set[int] = set()
    while message := _message(asked):
        kind, pipes = message
        if kind == _FORK:
            number = _forked(asked, pipes)
            workers.add(number)
            _send(asked, number)
        else:
            (number,) = _NUMBER.unpack(asked.recv(_NUMBER.size, socket.MSG_WAITALL))
            if number in workers:
                _ended(number)
                workers.remove(number)
            _send(asked, number)
    for number in workers - {_NONE}:
        _ended(number)


def _import_all(templates: Path | None) -> None:
    """Imports what a worker needs, and loads the definitions."""
    from toolkit.checks.registry import rules
    from toolkit.engine.engine import collect_rarely
    from toolkit.engine.job import library

    with suppress(ToolkitError):  # the worker itself says what is wrong
        library(templates)
        rules()
    collect_rarely()


def _message(asked: socket.socket) -> tuple[bytes, list[int]] | None:
    """Returns the next message with its pipes; None at the end."""
    try:
        kind, pipes, _, _ = socket.recv_fds(asked, 1, 2)
    except OSError:
        return None
    return (kind, pipes) if kind else None


def _forked(asked: socket.socket, pipes: list[int]) -> int:
    """Returns the number of a new worker.

    In the worker itself it does not return.
    """
    try:
        number = os.fork()
    except OSError:
        number = _NONE
    if number == 0:
        _work(asked, pipes)
    for pipe in pipes:
        os.close(pipe)
    return number


def _work(asked: socket.socket, pipes: list[int]) -> NoReturn:
    """Works as a worker that was started by itself would, and ends the process."""
    from toolkit.engine.worker import main as work

    try:
        asked.close()
        for place, pipe in enumerate(pipes):
            os.dup2(pipe, place)
            os.close(pipe)
        work()
    finally:
        os._exit(0)  # nothing of the server's is to be done twice


def _send(asked: socket.socket, number: int) -> None:
    with suppress(OSError):  # nobody asks any more
        asked.sendall(_NUMBER.pack(number))


def _ended(number: int) -> None:
    with suppress(OSError):
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
