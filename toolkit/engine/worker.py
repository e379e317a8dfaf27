"""A process that works on batches of files for another one. Started by `toolkit.engine.pool`."""

from __future__ import annotations

import os
import signal
import sys

from toolkit.engine.memory import collect_rarely
from toolkit.engine.messages import receive, send
from toolkit.engine.watch import do_batch, limit_memory
from toolkit.engine.work import Work, library


def main() -> None:
    """Answer batches of paths until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the messages
    limit_memory()
    work: Work = receive(source)
    library(work.templates)
    collect_rarely()
    send(sink, "ready")
    try:
        while True:
            send(sink, do_batch(work, *receive(source)))
    except (EOFError, OSError):  # nobody is there any more
        return


if __name__ == "__main__":
    main()
