"""Speed and size beside what else a user would write, into results.md and results.svg: `make bench`.

About ten minutes on two cores. `--large 100000` measures memory on as many forms, and takes some twenty more.
"""

from __future__ import annotations

import argparse
import compileall
import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import toolkit
from benchmarks import batch_cases, cases, desk, marking, rounds
from benchmarks.make_forms import make
from benchmarks.report import write


def main() -> None:
    """Make forms in a temporary folder, measure, write the table and the plot beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="forms of most measurements")
    parser.add_argument("--large", type=int, default=20_000, help="forms of the measurement of memory; 0 leaves it out")
    parser.add_argument("--made", type=Path, help="a folder in which make_forms has made them before")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="the folder of the results")
    asked = parser.parse_args()
    before = time.perf_counter()
    compileall.compile_dir(Path(toolkit.__file__).parent, quiet=1)  # as pip does for everything that it installs
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        room = Path(name)
        # nothing that was kept before helps, and the user's own files are left alone
        os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(room / "cache")
        field = _field(room, "forms", asked.count)
        results: list[cases.Result] = []
        for case in _CASES:
            _tell(results, case(field))
        if asked.large:
            large = cases.Field(asked.made, asked.made.with_suffix(".key"), room, asked.large) if asked.made else None
            _tell(results, cases.growing(field, large or _field(room, "large", asked.large)))
        _tell(results, rounds.results(room / "rounds", 2 * asked.count))
        _tell(results, desk.results())
    write(results, asked.out, cases.about(), (time.perf_counter() - before) / 60)


_CASES = (
    cases.reading,
    cases.checking,
    cases.merging,
    cases.generating,
    cases.starting,
    cases.again,
    batch_cases.versions,
    batch_cases.summary,
    batch_cases.marked,
    marking.marking,
    batch_cases.reports,
)


def _field(room: Path, name: str, count: int) -> cases.Field:
    make(count, room / name)
    return cases.Field(room / name, (room / name).with_suffix(".key"), room, count)


def _tell(results: list[cases.Result], found: Iterator[cases.Result]) -> None:
    for one in found:
        line = f"{one.what:60} {one.ours:>12} {one.theirs:>12} {one.ratio:8.2f} {'met' if one.met else 'NOT MET'}"
        print(line, flush=True)
        results.append(one)


if __name__ == "__main__":
    main()
