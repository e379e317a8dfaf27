"""What is measured, each with a fair peer beside it."""

from __future__ import annotations

import io
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.make_forms import KEY, Maker
from benchmarks.measure import command, cpu_seconds
from toolkit.engine.engine import collect_rarely
from toolkit.engine.job import library
from toolkit.excel.limits import Limits
from toolkit.intake.read_file import ReadOptions, read_bytes
from toolkit.issuing.drawing import draw
from toolkit.issuing.issue import workbooks

_PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.

    Attributes:
        what: what was measured.
        ours: what it took here, in words.
        peer: what stands beside it.
        theirs: what that took, in words.
        ratio: the figure that is compared with the target.
        target: what it should be.
        at_most: whether the target is a most and not a least.
    """

    what: str
    ours: str
    peer: str
    theirs: str
    ratio: float
    target: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the target is reached."""
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target


@dataclass(frozen=True, slots=True)
class Field:
    """Where the measurements take place: a folder of forms, the key that goes with them, room for what is written."""

    forms: Path
    key: Path
    room: Path
    count: int

    def jixiao(self, name: str, *more: str, cache: bool = False) -> list[str]:
        """A command on the forms."""
        out = self.room / f"{name}{'.xlsx' if name == 'merge' else '.txt'}"
        said = ["-m", "toolkit", name, str(self.forms), "--key", str(self.key), "-o", str(out), "--force", *more]
        return said if cache else [*said, "--no-cache"]


def reading(field: Field) -> Iterator[Result]:
    """Reading a form with every check of its structure, against unzipping it."""
    collect_rarely()  # as in every process of the tool
    data = [path.read_bytes() for path in sorted(field.forms.rglob("*.xlsx"))[:200]]
    data = [one for one in data if zipfile.is_zipfile(io.BytesIO(one))]
    known, options = library(None), ReadOptions(Limits(), KEY)
    ours = cpu_seconds(lambda: [read_bytes("x.xlsx", one, known, options) for one in data]) / len(data)
    floor = cpu_seconds(lambda: [_unzip(one) for one in data]) / len(data)
    yield Result(
        "read, full structural check, CPU a form", _ms(ours), "unzipping it", _ms(floor), ours / floor, 5, at_most=True
    )


def _unzip(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def checking(field: Field) -> Iterator[Result]:
    """Checking with every rule, against reading the values."""
    ours = command(*field.jixiao("check"), times=2).wall
    for engine, target in (("openpyxl", 8), ("calamine", 1)):
        peer = command(str(_PEERS / "read_all.py"), str(field.forms), engine, times=1).wall
        what = f"check {field.count:,} forms, every rule, wall"
        yield Result(what, _s(ours), f"pandas.read_excel, {engine}, values only", _s(peer), peer / ours, target)


def merging(field: Field) -> Iterator[Result]:
    """Checking and merging, against the usual script."""
    ours = command(*field.jixiao("merge"), times=2).wall
    peer = command(str(_PEERS / "merge_all.py"), str(field.forms), str(field.room / "usual.xlsx")).wall
    what = f"merge {field.count:,} forms, all checks and sheets, wall"
    yield Result(what, _s(ours), "read_excel in a loop, concat, to_excel", _s(peer), peer / ours, 8)


def generating(field: Field) -> Iterator[Result]:
    """Drawing once and stamping, against drawing each."""
    maker = Maker()
    issues = [[maker.issue(number)] for number in range(field.count)]
    ours = cpu_seconds(lambda: sum(len(workbook) for workbook in workbooks(issues, "x")), times=2)
    few = issues[: max(20, field.count // 10)]
    peer = cpu_seconds(lambda: [draw(issue, "x") for issue in few], times=2) * len(issues) / len(few)
    yield Result(
        f"generate {field.count:,} forms, CPU", _s(ours), "drawing each with XlsxWriter", _s(peer), peer / ours, 8
    )


def starting(field: Field) -> Iterator[Result]:
    """Cold start, against starting Python and importing pandas."""
    peer = command("-c", "import pandas", times=5).wall
    one = next(path for path in sorted(field.forms.rglob("*.xlsx")))
    for what, target, arguments in (
        ("jixiao --help", 0.6, ["--help"]),
        ("jixiao check, one form, cold", 0.6, ["check", str(one), "--key", str(field.key)]),
    ):
        ours = command("-m", "toolkit", *arguments, times=5).wall
        yield Result(what, _s(ours), "python -c 'import pandas'", _s(peer), ours / peer, target, at_most=True)


def again(field: Field) -> Iterator[Result]:
    """A second run after one file in a hundred has changed."""
    cache = Path(os.environ["XDG_CACHE_HOME"])
    for name, target in (("check", 10), ("merge", 8)):
        shutil.rmtree(cache, ignore_errors=True)
        first = command(*field.jixiao(name, cache=True)).wall
        _change(field)
        second = command(*field.jixiao(name, cache=True)).wall
        yield Result(f"second {name}, 1 % changed, wall", _s(second), "the first", _s(first), first / second, target)


def _change(field: Field) -> None:
    """Change one file in a hundred in a way that nobody sees: other bytes behind the archive."""
    for path in sorted(field.forms.rglob("*.xlsx"))[::100]:
        with path.open("r+b") as file:  # the comment of a zip is its last two bytes, its length
            file.seek(-2, os.SEEK_END)
            length = int.from_bytes(file.read(2), "little")
            if length == 0:
                file.seek(-2, os.SEEK_END)
                file.write(b"\x01\x00 ")


def growing(field: Field, large: Field) -> Iterator[Result]:
    """What a hundred times as many forms cost; memory of all processes together, and of the first by itself."""
    for name in ("check", "merge"):
        few, many = command(*field.jixiao(name), times=2), command(*large.jixiao(name))
        what, of = f"{name} {large.count:,} forms", f"{field.count:,} forms"
        here, there = f"{many.memory:.0f} MB", f"{few.memory:.0f} MB"
        yield Result(f"{what}, peak memory", here, of, there, many.memory / few.memory, 2, at_most=True)
        yield Result(f"{what}, peak memory in MB", here, "", "", many.memory, 600, at_most=True)
        main, peer_main = f"{many.main:.0f} MB", f"{few.main:.0f} MB"
        yield Result(f"{what}, peak of the first process", main, of, peer_main, many.main / few.main, 1.6, at_most=True)
        each, peer = many.wall / large.count, few.wall / field.count
        told = f"{_ms(each)}, {many.wall / 60:.1f} min in all"
        yield Result(f"{what}, wall a form", told, of, _ms(peer), each / peer, 1.3, at_most=True)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s"


def about() -> str:
    """The machine."""
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {sys.platform}"
