"""Time of a check with its reports at 1, 4 and 16 times the work, into growth.md and growth.svg: `make growth`.

Everything runs in this process, so that starting does not count. Some three minutes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.make_forms import KEY, Maker, filled, make
from benchmarks.make_summary import make_summary
from benchmarks.measure import cpu_seconds
from toolkit import api
from toolkit.checks.registry import rules
from toolkit.checks.runner import check_file
from toolkit.checks.settings import Settings
from toolkit.engine.engine import Running, collect_rarely
from toolkit.forms.definition import CheckSettings
from toolkit.issuing.drawing import Issue
from toolkit.issuing.issue import workbooks
from toolkit.model.evidence import ReadFile

STEPS = (1, 4, 16)
#: What 16 times the work may take beyond 16 times the time.
_ROOM = 1.15
_FILES = 96
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Growth:
    """The seconds that one kind of work takes at each step.

    Attributes:
        what: what there is more of.
        seconds: at each step.
        flat: whether the work stays the same, and only its shape changes.
    """

    what: str
    seconds: tuple[float, ...]
    flat: bool = False

    @property
    def times(self) -> float:
        """How many times the first step the last one takes."""
        return self.seconds[-1] / self.seconds[0]

    @property
    def linear(self) -> bool:
        """Whether the last step takes no more than its work."""
        return self.times <= (1 if self.flat else STEPS[-1]) * (1.3 if self.flat else _ROOM)


def main() -> None:
    """Measures, and writes the table and the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=_HERE, help="the folder of the results")
    asked = parser.parse_args()
    collect_rarely()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        found = []
        for one in measured(Path(name)):
            print(_line(one), flush=True)
            found.append(one)
    (asked.out / "growth.md").write_text(_HEAD + "\n".join(map(_line, found)) + "\n", "utf-8", newline="\n")
    _plot(found, asked.out / "growth.svg")


def measured(room: Path) -> Iterator[Growth]:
    """Yields the growth of each kind of work."""
    maker = Maker()
    yield _grown("files", room, lambda folder, step: make(_FILES * step, folder))
    yield _grown("findings a file", room, lambda folder, step: _rows(maker, folder, 64, 4 * step))
    yield _grown("indicators a form", room, lambda folder, step: _rows(maker, folder, 12 * step, 0))
    yield _grown("sheets a file", room, lambda folder, step: _sheets(maker, folder, 4 * step))
    yield _grown("units, as many files", room, lambda folder, step: _units(maker, folder, 2 * step), flat=True)
    yield _grown("versions, as many files", room, lambda folder, step: make(2 * _FILES, folder, step), flat=True)
    yield _grown("rows of a summary", room, lambda folder, step: make_summary(150 * step, folder / "summary.xlsx"))
    yield _by_rules(room)


def _grown(what: str, room: Path, build: Callable[[Path, int], object], *, flat: bool = False) -> Growth:
    seconds = []
    for step in STEPS:
        folder = room / f"{what} {step}"
        folder.mkdir()
        (room / "key").write_bytes(KEY)
        build(folder, step)
        seconds.append(cpu_seconds(lambda folder=folder: _checked(folder, room / "key"), times=2))  # type: ignore[misc]
    return Growth(what, tuple(seconds), flat)


def _checked(folder: Path, key: Path) -> None:
    outcome = api.check(folder, key=key, running=Running(jobs=1, cache=False))
    for form in ("text", "html"):
        api.report(outcome).to_text(form)


def _rows(maker: Maker, folder: Path, rows: int, wrong: int) -> None:
    """Writes forms with so many indicators, of which so many give more findings."""
    issues = []
    for number in range(8):
        project = maker.project(number)
        first = project.indicators[0]
        bad = replace(first, period_value="若干", annual_value="若干")
        more = [replace(bad if row < wrong else first, name=f"{first.name}{row}类") for row in range(rows)]
        issues.append([filled(maker, replace(project, indicators=(*project.indicators, *more)), number)])
    _write(issues, folder)


def _sheets(maker: Maker, folder: Path, count: int) -> None:
    """Writes workbooks of so many forms."""
    _write([[_named(maker.issue(book * 100 + sheet), sheet) for sheet in range(count)] for book in range(4)], folder)


def _named(issue: Issue, sheet: int) -> Issue:
    return replace(issue, sheet=f"项目{sheet}")


def _units(maker: Maker, folder: Path, count: int) -> None:
    """Writes as many forms as ever, of so many units."""
    issues = []
    for number in range(2 * _FILES):
        project = maker.project(number)
        unit = f"东莞市东坑镇第{number % count}社区居民委员会"
        issues.append([filled(maker, replace(project, spending_unit=unit), number)])
    _write(issues, folder)


def _write(books: Sequence[Sequence[Issue]], folder: Path) -> None:
    for number, workbook in enumerate(workbooks(books, "benchmark")):
        (folder / f"{number:04}.xlsx").write_bytes(workbook)


def _by_rules(room: Path) -> Growth:
    """Returns what a part of the rules takes, and all of them, on files that are read before."""
    folder = room / "files 1"
    files = tuple(api.read(folder, key=room / "key", running=Running(jobs=1, cache=False)).files)
    seconds = []
    for step in STEPS:
        off = {code: CheckSettings("off") for place, code in enumerate(rules()) if place % STEPS[-1] >= step}
        settings = Settings(off)
        seconds.append(cpu_seconds(lambda settings=settings: _ruled(files, settings)))  # type: ignore[misc]
    return Growth("rules", tuple(seconds))


def _ruled(files: Sequence[ReadFile], settings: Settings) -> None:
    for file in files:
        check_file(file, settings)


_HEAD = f"""# Growth

Processor time of a check with its text and its letter, in one process, at 1, 4 and 16 times the work (`make growth`).
“Units” and “versions” only change the shape of the same work: there, once as much is right.

| what grows | at {STEPS[0]} | at {STEPS[1]} | at {STEPS[2]} | times | linear |
| --- | --- | --- | --- | --- | --- |
"""


def _line(one: Growth) -> str:
    seconds = " | ".join(f"{value:.3f} s" for value in one.seconds)
    return f"| {one.what} | {seconds} | {one.times:.1f} | {'yes' if one.linear else 'no'} |"


def _plot(found: Sequence[Growth], path: Path) -> None:
    """Draws time against work, both as multiples of the first step."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "jixiao"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    axes.plot(STEPS, STEPS, color="black", linewidth=1, linestyle=":", label="as much time as work")
    for one in found:
        times = [value / one.seconds[0] for value in one.seconds]
        axes.plot(STEPS, times, marker="o", linestyle="--" if one.flat else "-", label=one.what)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log", base=2)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:g}")
    axes.set_xticks(STEPS)
    axes.set_xlabel("times the work")
    axes.set_ylabel("times the processor time")
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main()
