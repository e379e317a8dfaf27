"""A round of many projects: `receive` beside `check` of the same files, `status` in seconds and memory.

python -m benchmarks.rounds --count 20000
"""

from __future__ import annotations

import argparse
import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cases import Result
from benchmarks.make_forms import Maker, make
from benchmarks.measure import Cost, command

#: What a round may cost: `receive` as many times `check`, `status` so many seconds.
MOST_TIMES, MOST_SECONDS = 1.2, 2.0


def main() -> None:
    """Measures a round and prints what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--made", type=Path, help="a folder in which make_forms has made them before")
    asked = parser.parse_args()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        for one in results(Path(name), asked.count, asked.made):
            print(f"{one.what:50} {one.ours:>10} {one.theirs:>10} {one.ratio:8.2f} (at most {one.target:g})")


def results(room: Path, count: int, made: Path | None = None) -> Iterator[Result]:
    """Makes forms, starts a round of them, receives them, and yields what it took."""
    room.mkdir(exist_ok=True)
    forms = made or room / "forms"
    if not made:
        make(count, forms)
    roster = _roster(room / "名册.csv", count)
    key = ["--key", str(forms.with_suffix(".key"))]
    folder = room / "轮次"
    _jixiao(room, "round", "start", str(folder), "--form", "form13", "--roster", str(roster), *key)
    checked = _jixiao(room / "check", "check", str(forms), "--roster", str(roster), "--format", "json", *key)
    received = _jixiao(room / "receive", "round", "receive", str(folder), str(forms), *key)
    status = _jixiao(room, "round", "status", str(folder), "--format", "json")
    ours, peer = f"{received.wall:.2f} s", f"{checked.wall:.2f} s"
    what = f"round receive, {count:,} forms, wall"
    yield Result(what, ours, "check with the roster", peer, received.wall / checked.wall, MOST_TIMES, at_most=True)
    what, took = f"round status, {count:,} forms, wall in s", f"{status.wall:.2f} s"
    yield Result(what, took, "", "", status.wall, MOST_SECONDS, at_most=True)


def _roster(path: Path, count: int) -> Path:
    """A roster of everything that `make` makes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["用款单位", "项目名称", "项目类型", "项目等级", "起始年度", "到期年度", "预算年度", "总计（元）"])
        out.writerows(_rows(count))
    return path


def _rows(count: int) -> Iterator[list[str]]:
    maker = Maker()
    for number in range(count):
        values = maker.issue(number).values
        keys = ("spending_unit", "project_name", "project_type", "project_level", "start_year", "end_year")
        yield [*(str(values.get(key) or "") for key in keys), "2024", str(values.get("total") or "1")]


def _jixiao(cache: Path, *arguments: str) -> Cost:
    with _own_cache(cache):
        return command("-m", "toolkit", *arguments)


@contextmanager
def _own_cache(folder: Path) -> Iterator[None]:
    """Nothing that an earlier measurement kept helps a later one."""
    before = dict(os.environ)
    os.environ["XDG_CACHE_HOME"] = os.environ["LOCALAPPDATA"] = str(folder / "cache")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


if __name__ == "__main__":
    main()
