"""A PostgreSQL cluster of the tests' own, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Where Debian keeps the programs of the server, which are not on the PATH.
_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    return versions[-1].parent if versions else None


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Yields the URL of a new cluster, and ends it."""
    room = Path(tempfile.mkdtemp(prefix="jixiao-pg-"))
    data, port = room / "data", _free_port()
    if os.name == "posix" and os.geteuid() == 0:
        shutil.chown(room, _USER, _USER)
    try:
        _run(programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{room}' -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", room / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _run(program: Path, *arguments: object) -> None:
    """Runs a program of the server, which root may not."""
    command = [str(program), *map(str, arguments)]
    if os.name == "posix" and os.geteuid() == 0:
        command = ["runuser", "-u", _USER, "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
