"""The time that the desk needs for its board, on rounds whose ledgers are filled directly.

    python -m benchmarks.desk

The program reads the rounds when it starts, so that the first answer need not; the status is remembered until the log
grows, after which an answer reads the ledger anew. The processor time of the program is printed too, for a busy machine
makes everything slow.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

import httpx

from benchmarks.cases import Result
from toolkit.ledger.history import add_event
from toolkit.ledger.ledger_opening import OpenLedger, write_ledger
from toolkit.ledger.ledger_rows import (
    EventKind,
    FileReading,
    FileRole,
    FileRow,
    IssuedRow,
    ReadProject,
    RoundRow,
    Standing,
)
from toolkit.ledger.return_rows import add_arrivals, add_files, add_readings, reading_rows
from toolkit.ledger.round_rows import add_issued, add_round
from toolkit.model.same import name_key

#: Projects of the rounds, with the seconds that the board may take.
SIZES = {2_000: 0.2, 20_000: 1.0}
A_UNIT = 25
FACTS = RoundRow(
    name="",
    form="form13",
    form_version="2024.1",
    form_title="项目绩效目标表",
    budget_year=2024,
    deadline=date(2023, 11, 30),
    department="财政局",
    sender=None,
    contact=None,
    key_id="0",
    per="project",
    password="x",
)


def names(number: int) -> tuple[str, str]:
    """Returns unit and name of a project."""
    return f"第{number // A_UNIT:04d}社区居民委员会", f"第{number:05d}号项目经费（常）"


def fill(ledger: OpenLedger, size: int) -> None:
    """Writes a round of which four fifths came back."""
    event = add_event(ledger.connection, EventKind.START, {"rows": size})
    add_round(ledger.connection, event, replace(FACTS, name=f"{size}个项目"))
    add_issued(ledger.connection, [issued(event, number) for number in range(size)])
    received = add_event(ledger.connection, EventKind.RECEIVE, {"files": size})
    add_readings(ledger.connection, received, [*map(reading_rows, readings(ledger, received, size))])


def issued(event: int, number: int) -> IssuedRow:
    """Returns the roster's row of a project."""
    unit, project = names(number)
    key = (name_key(unit), name_key(project))
    return IssuedRow(event, number, unit, project, key, 2024, Decimal(36300 + number), "元", {})


def readings(ledger: OpenLedger, event: int, size: int) -> Iterator[FileReading]:
    """Yields the returns of four fifths of the projects."""
    returned = [number for number in range(size) if number % 5]
    files = add_files(ledger.connection, event, [returned_file(event, number) for number in returned])
    add_arrivals(ledger.connection, event, [(file.id, file.name) for file in files.values()])
    for number in returned:
        unit, project = names(number)
        content, key, amount = f"{number:064d}", (name_key(unit), name_key(project)), Decimal(36300 + number)
        one = ReadProject(0, unit, project, key, 2024, amount, "表", None, Standing.COUNTS, None, content, ())
        yield FileReading(files[content].id, "x", FileRole.FORM, unit, "content", (), (one,))


def returned_file(event: int, number: int) -> FileRow:
    """Returns the file of a project that came back."""
    _, project = names(number)
    return FileRow(0, event, f"{number:064d}", 9_000, f"{project}.xlsx", f"报回/{number:016d}/{project}.xlsx")


@dataclass(frozen=True)
class Took:
    """The time of an answer, and the processor time that the program spent on it (0 where the system hides it)."""

    seconds: float
    processor: float


def processor_time(process: subprocess.Popen[str]) -> float:
    """Returns the seconds of processor time of a process; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answer(client: httpx.Client, process: subprocess.Popen[str], address: str) -> Took:
    """Returns how long an answer takes."""
    used, began = processor_time(process), time.perf_counter()
    got = client.get(address)
    took = time.perf_counter() - began
    assert got.status_code == 200, got.text
    return Took(took, processor_time(process) - used)


def wait_until_idle(process: subprocess.Popen[str]) -> None:
    """Waits until the program has read what it reads at its start."""
    used = -1.0
    while (now := processor_time(process)) != used:
        used = now
        time.sleep(0.5)


def change(folder: Path) -> None:
    """Writes an entry into the log, after which everything is read anew."""
    with write_ledger(folder) as ledger:
        add_event(ledger.connection, EventKind.CHECK, {})


def measure(client: httpx.Client, process: subprocess.Popen[str], folder: Path, target: float) -> Iterator[Result]:
    """Yields the answers for one round."""
    address = f"/rounds/{folder.name}"
    first = answer(client, process, address)
    later = statistics.median(answer(client, process, address).seconds for _ in range(9))
    found = answer(client, process, f"{address}?q={quote('00123')}")
    anew = []
    for _ in range(3):
        change(folder)
        anew.append(answer(client, process, address))
    best = min(anew, key=lambda one: one.processor)
    took = (("first", first.seconds), ("later", later), ("search", found.seconds), ("after a change", best.seconds))
    for name, seconds in took:
        what = f"desk, board of {int(folder.name):,} projects, {name} answer, in s"
        yield Result(what, f"{seconds:.3f} s", "", "", seconds, target, at_most=True)


def results() -> Iterator[Result]:
    """Yields first and later answers for each size."""
    with TemporaryDirectory() as name:
        root = Path(name)
        for size in SIZES:
            (root / str(size)).mkdir()
            with write_ledger(root / str(size), new=True) as ledger:
                fill(ledger, size)
        command = [sys.executable, "-m", "toolkit", "desk", str(root), "--no-browser"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            with httpx.Client(base_url=f"http://{urlsplit(address).netloc}", timeout=60) as client:
                client.get(address)
                wait_until_idle(process)
                for size, target in SIZES.items():
                    yield from measure(client, process, root / str(size), target)
            process.kill()


def main() -> None:
    """Prints the answers."""
    for one in results():
        print(f"{one.what:60} {one.ours} (target {one.target} s)")


if __name__ == "__main__":
    main()
