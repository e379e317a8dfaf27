"""Speed and size beside what else a user would write: `make bench`; `--large 100000` adds the growth."""

from __future__ import annotations

import argparse
import compileall
from pathlib import Path
from tempfile import TemporaryDirectory

import toolkit
from benchmarks import cases
from benchmarks.make_forms import make
from benchmarks.report import write


def main() -> None:
    """Make forms in a temporary folder, measure, write the table and the plot beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="forms of most measurements")
    parser.add_argument("--large", type=int, default=0, help="forms of the measurement of growth; 0 leaves it out")
    parser.add_argument("--made", type=Path, help="a folder in which make_forms has made them before")
    asked = parser.parse_args()
    compileall.compile_dir(Path(toolkit.__file__).parent, quiet=1)  # as pip does for everything that it installs
    with TemporaryDirectory(ignore_cleanup_errors=True) as room:
        field = _field(Path(room), "forms", asked.count)
        results: list[cases.Result] = []
        for case in (cases.reading, cases.checking, cases.merging, cases.generating, cases.starting, cases.again):
            _tell(results, list(case(field)))
        if asked.large:
            large = (
                _made(asked.made, Path(room), asked.large) if asked.made else _field(Path(room), "large", asked.large)
            )
            _tell(results, list(cases.growing(field, large)))
    write(results, Path(__file__).parent, cases.about(), asked.large or 100_000)


def _field(room: Path, name: str, count: int) -> cases.Field:
    make(count, room / name)
    return cases.Field(room / name, (room / name).with_suffix(".key"), room, count)


def _made(folder: Path, room: Path, count: int) -> cases.Field:
    return cases.Field(folder, folder.with_suffix(".key"), room, count)


def _tell(results: list[cases.Result], found: list[cases.Result]) -> None:
    for one in found:
        print(f"{one.what:60} {one.ours:>12} {one.theirs:>12} {one.ratio:8.2f} {'met' if one.met else 'NOT MET'}")
    results.extend(found)


if __name__ == "__main__":
    main()
