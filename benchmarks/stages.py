"""The stages of a check in one process, and what each takes: the table of README.md.

python -m benchmarks.stages 1000
"""

from __future__ import annotations

import argparse
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.make_forms import KEY, make
from benchmarks.measure import command
from toolkit.acceptance.accept import settle
from toolkit.api import report
from toolkit.checks.alike import keys_of
from toolkit.checks.runner import arrange, check_file
from toolkit.checks.settings import DEFAULT
from toolkit.checks.similarity import KEY as SHARED_KEY
from toolkit.engine.batch_store import BatchStore
from toolkit.engine.chunks import squeeze
from toolkit.engine.codec import head_of, pack
from toolkit.engine.engine import collect_rarely
from toolkit.engine.job import FileResult, library
from toolkit.excel.limits import Limits
from toolkit.excel.open.opener import open_file
from toolkit.intake.read_file import ReadOptions, read_any


class Stages:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds what a block takes to a stage."""
        before = time.process_time()
        yield
        self.seconds[name] += time.process_time() - before


def measured(folder: Path) -> dict[str, float]:
    """Returns the seconds of each stage of a check of a folder."""
    collect_rarely()
    stages, known, options = Stages(), library(None), ReadOptions(Limits(), KEY)
    store = BatchStore(known.definitions)
    for path in sorted(folder.rglob("*.xlsx")):
        data = path.read_bytes()
        with stages.stage("of reading: opening, the workbook as a grid"):
            open_file(str(path), data, options.limits)
        with stages.stage("reading"):
            [file] = read_any(str(path), data, known, options)
        with stages.stage("rules of one file"):
            found = arrange(check_file(file), (file,))
        with stages.stage("keys by which alike projects are found"):
            keys = array(SHARED_KEY, keys_of(file)).tobytes()
        with stages.stage("packing for another process"):
            packed = FileResult(file.path, keys, False, (0, 0, 0), pack(head_of(file)), pack(found), squeeze(file))
        with stages.stage("storing"):
            store.add(packed)
    with stages.stage("rules between files"):
        outcome, _ = settle(store, (), Limits(), DEFAULT, None)
    for form in ("json", "text", "html"):
        with stages.stage(f"report: {form}"):
            report(outcome).to_text(form)
    return stages.seconds


def main() -> None:
    """Makes forms, measures, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name) / "forms"
        make(asked.count, folder)
        stages = measured(folder)
        one = str(next(folder.rglob("*.xlsx")))
        pandas = command("-c", "import pandas", times=3).cpu
        start = command("-m", "toolkit", "check", one, times=3).cpu
    total = stages["reading"] + sum(
        stages[name] for name in stages if not name.startswith(("of ", "report", "reading"))
    )
    print("| stage | a form | part |\n| --- | --- | --- |")
    _lines(stages, lambda seconds: f"{seconds / asked.count * 1000:.2f} ms | {seconds / total:.0%}")
    print(f"| start-up, one form included (importing pandas: {pandas:.2f} s) | {start:.2f} s in all | |")


def _lines(stages: dict[str, float], shown: Callable[[float], str]) -> None:
    for name, seconds in stages.items():
        print(f"| {name} | {shown(seconds)} |")


if __name__ == "__main__":
    main()
