"""Batches that are not a thousand different forms: versions, a summary, marked copies, and what the reports take."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator

from benchmarks.cases import Field, Result
from benchmarks.make_forms import make
from benchmarks.make_summary import make_summary
from benchmarks.measure import command
from toolkit import api
from toolkit.engine.engine import Running

#: How often each project came, and how many projects the summary has.
TIMES, ROWS = 14, 20_000


def versions(field: Field) -> Iterator[Result]:
    """As many forms of which each project came many times, against different ones."""
    folder = field.room / "versions"
    make(field.count, folder, TIMES)
    again = Field(folder, folder.with_suffix(".key"), field.room, field.count)
    ours, peer = command(*again.jixiao("check"), times=2).wall, command(*field.jixiao("check"), times=2).wall
    what = f"check {field.count:,} forms, each project {TIMES} times, wall"
    yield Result(what, _s(ours), "as many different projects", _s(peer), ours / peer, 1.3, at_most=True)


def summary(field: Field) -> Iterator[Result]:
    """A summary that a person typed, a row, against a form; both in one process."""
    path = field.room / "summary.xlsx"
    make_summary(ROWS, path)
    out = str(field.room / "summary.txt")
    ours = command("-m", "toolkit", "check", str(path), "-o", out, "--force", "--no-cache", "--jobs", "1").cpu / ROWS
    peer = command(*field.jixiao("check", "--jobs", "1")).cpu / field.count
    what = f"check a summary of {ROWS:,} projects, CPU a row"
    yield Result(what, _ms(ours), "CPU a form, one process", _ms(peer), ours / peer, 0.3, at_most=True)


def marked(field: Field) -> Iterator[Result]:
    """Marked copies of all forms: what they add to a check."""
    folder = field.room / "marked"
    ours = command(*field.jixiao("check", "--annotate", str(folder))).wall - command(*field.jixiao("check")).wall
    shutil.rmtree(folder, ignore_errors=True)
    yield Result(f"marked copies of {field.count:,} forms, wall in s", _s(ours), "", "", ours, 15, at_most=True)


def reports(field: Field) -> Iterator[Result]:
    """What the letter and the JSON take, as a part of the check."""
    before = time.perf_counter()
    outcome = api.check(field.forms, key=field.key, running=Running(cache=False))
    checked = time.perf_counter() - before
    for form, name in (("html", "letter (HTML)"), ("json", "--format json"), ("text", "text report")):
        before = time.perf_counter()
        api.report(outcome).to_text(form)
        took = time.perf_counter() - before
        what = f"{name} for {field.count:,} forms, wall"
        yield Result(what, _s(took), "the check", _s(checked), took / checked, 0.15, at_most=True)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s"
