"""Marked copies of a batch, by processor time.

python -m benchmarks.marking --count 100
"""

from __future__ import annotations

import argparse
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from benchmarks.cases import Field, Result
from benchmarks.make_forms import make
from benchmarks.measure import cpu_seconds
from toolkit import api
from toolkit.engine.engine import Running, collect_rarely
from toolkit.engine.outcome import Outcome

#: Processor seconds that a marked copy may take.
MOST_A_COPY = 0.03
#: Forms that openpyxl opens and saves; more would only take longer.
_FEW = 20
_ALONE = Running(1, cache=False)


def marking(field: Field) -> Iterator[Result]:
    """Marking all forms in one process, against opening and saving each with openpyxl."""
    collect_rarely()
    outcome = _checked(field)
    copies = field.room / "批注"

    def mark() -> None:
        shutil.rmtree(copies, ignore_errors=True)
        api.annotate(outcome, [field.forms], copies, running=_ALONE)

    ours = cpu_seconds(mark, times=2)
    written = sorted(copies.rglob("*.xlsx"))
    originals = [field.forms / path.relative_to(copies) for path in written[:_FEW]]
    theirs = cpu_seconds(lambda: [_saved(path) for path in originals], times=2) / len(originals)
    each = ours / len(written)
    yield Result(
        f"marked copies of {len(written):,} forms, CPU a form",
        _ms(each),
        "openpyxl, load and save",
        _ms(theirs),
        theirs / each,
        3,
    )
    yield Result("marked copy, CPU against what it may take", _ms(each), "", "", each / MOST_A_COPY, 1, at_most=True)


def _checked(field: Field) -> Outcome:
    return api.check(field.forms, key=field.key, running=_ALONE)


def _saved(path: Path) -> bytes:
    out = io.BytesIO()
    load_workbook(path).save(out)
    return out.getvalue()


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def main() -> None:
    """Makes forms, measures, and prints a line for each result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--made", type=Path, help="a folder in which make_forms has made them before")
    asked = parser.parse_args()
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        room = Path(name)
        forms = asked.made or room / "forms"
        if not asked.made:
            make(asked.count, forms)
        field = Field(forms, forms.with_suffix(".key"), room, asked.count)
        for one in marking(field):
            print(f"{one.what:50} {one.ours:>10} {one.theirs:>10} {one.ratio:7.2f} {'met' if one.met else 'NOT MET'}")


if __name__ == "__main__":
    main()
