"""`python -m toolkit` is `jixiao`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from toolkit.last_guard import guarded
from toolkit.worker_process import ARGUMENT, run_worker

_FAILED = 2


def main() -> None:
    """Runs the command line; every error becomes a sentence, never a traceback."""
    if sys.argv[1:2] == [ARGUMENT]:
        run_worker(sys.argv[2:])
        return
    with suppress(ModuleNotFoundError):  # a checkout that is not installed, or the frozen program
        from jixiao import refuse_another_toolkit

        refuse_another_toolkit()
    _occupy_streams()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a GBK console shows what it can and never raises
            reconfigure(errors="replace")
    try:
        trace = guarded(_run)
        if trace is not None:
            _tell(_reported(trace))
    except KeyboardInterrupt:
        _tell("已中断。 Interrupted.")
    sys.exit(_FAILED)


def _run() -> None:
    from toolkit.cli.app import cli
    from toolkit.engine.engine import collect_rarely

    collect_rarely()
    cli()


def _occupy_streams() -> None:
    """Replaces closed standard streams.

    Else the next file that is opened would take their place and be written to.
    """
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    with suppress(OSError):
        while (number := os.open(os.devnull, os.O_RDONLY)) <= 2:
            pass
        os.close(number)
    # Writing results to a closed stream fails with an error; messages are dropped.
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115


def _tell(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _reported(trace: str) -> str:
    """Returns the message about an internal fault: what happened, what to do."""
    from toolkit.errors import fault_report, send_it

    zh, en = send_it(fault_report(trace))
    return (
        f"程序内部出错，这次没有做完；您给的文件没有改动。{zh}。\n"
        f"Internal error: the work was not finished, your files were not changed. {en}."
    )


if __name__ == "__main__":
    main()
