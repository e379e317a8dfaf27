"""A process that works on batches of files for another, and the messages between them."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from typing import IO, Any

from toolkit.engine.watch import collect_rarely, do_watched, limit_memory
from toolkit.engine.work import Job, library

_LENGTH = struct.Struct("<Q")


def send(pipe: IO[bytes], message: object) -> None:
    """Send a message. Raises OSError where nobody is there any more."""
    data = pickle.dumps(message, protocol=5)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message. Raises EOFError where the other side has ended."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answer batches of paths until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the messages
    work: Job = receive(source)
    limit_memory(work.options.limits.process_memory)
    library(work.templates)
    collect_rarely()
    send(sink, "ready")
    fresh = True
    try:
        while True:
            paths, seconds = receive(source)
            for path in paths:  # each for itself: whoever waits knows over which one this process ends
                send(sink, do_watched(work, path, seconds, fresh=fresh))
                fresh = False
    except (EOFError, OSError, MemoryError):  # nobody is there any more, or the files before it took too much memory
        return


if __name__ == "__main__":
    main()
