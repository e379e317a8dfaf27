"""What forms of one's own cost: adopting them, and reading, checking and stamping by them.

Run `python -m benchmarks.own_forms`. The figures are seconds and microseconds of one processor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.measure import cpu_seconds
from toolkit import api
from toolkit.adopting.adoption import adopt
from toolkit.api.made_records import made_record
from toolkit.checks.settings import definition_faults
from toolkit.engine.engine import Running
from toolkit.forms import FormDefinition, load_framework, read_definition, shipped
from toolkit.forms.definition_files import example_files
from toolkit.model.records import Project

#: Copies of a form in one run.
_COPIES = 20
#: Seconds that adopting a form may take.
_MOST_SECONDS = 3.0
#: How many times the cost of form13 a cell of another form may have.
_MOST_TIMES = 1.5
_YEAR = 2024
_HERE = Running(1, None, False)


class OwnForm(NamedTuple):
    """What one form costs.

    Attributes:
        form: its id.
        adopting: seconds to adopt its blank.
        reading: microseconds a cell to read and check a returned form.
        stamping: microseconds a cell to issue one.
    """

    form: str
    adopting: float
    reading: float
    stamping: float


def measured(path: Path, room: Path) -> OwnForm:
    """Returns the costs of a definition's form."""
    templates = room / path.stem / "templates"
    templates.mkdir(parents=True)
    (templates / path.name).write_bytes(path.read_bytes())
    definition = read_definition(templates / path.name, definition_faults)
    assert isinstance(definition, FormDefinition)
    framework = load_framework(definition.framework)
    made = made_record(definition, framework, next(iter(definition.types), None))
    key = room / "key"
    key.write_text("benchmark", "utf-8")
    records = [
        replace(made, project_name=f"项目{at}") if isinstance(made, Project) else replace(made, department=f"部门{at}")
        for at in range(_COPIES)
    ]
    runs = iter(range(100))

    def issue() -> tuple[Path, ...]:
        out = room / path.stem / f"out{next(runs)}"
        return api.generate(
            definition.id, output=out, records=records, year=_YEAR, password="x", key=key, templates=templates
        ).paths

    issued = issue()
    cells = len(records) * _cells(issued[0])
    reading = cpu_seconds(lambda: api.check(*issued, templates=templates, key=key, running=_HERE), 2)
    stamping = cpu_seconds(issue, 2)
    blank = api.generate(
        definition.id, output=room / path.stem / "blank", year=_YEAR, password="x", key=key, templates=templates
    ).paths[0]
    target = room / path.stem / "adopted.yaml"
    adopting = cpu_seconds(lambda: adopt(blank, output=target, force=True), 2)
    return OwnForm(definition.id, adopting, reading / cells * 1e6, stamping / cells * 1e6)


def _cells(path: Path) -> int:
    from openpyxl import load_workbook

    sheet = load_workbook(path).worksheets[0]
    return sum(cell.value is not None for row in sheet.iter_rows() for cell in row)


def _lines(found: list[OwnForm]) -> Iterator[str]:
    usual = found[0]
    yield f"{'form':<20} {'adopt s':>8} {'read µs/cell':>13} {'issue µs/cell':>14} {'× form13':>9}"
    for one in found:
        times = max(one.reading / usual.reading, one.stamping / usual.stamping)
        bad = one.adopting > _MOST_SECONDS or times > _MOST_TIMES
        row = f"{one.form:<20} {one.adopting:8.2f} {one.reading:13.1f} {one.stamping:14.1f} {times:9.2f}"
        yield row + (" !" if bad else "")


def main() -> int:
    """Prints the costs of form13 and of every example; 1 where a target is missed."""
    paths = [shipped("templates") / "form13.yaml", *example_files().values()]
    with TemporaryDirectory(prefix="jixiao-") as name:
        projects = [path for path in paths if b"kind: list" not in path.read_bytes()]
        lines = list(_lines([measured(path, Path(name)) for path in projects]))
    print("\n".join(lines))
    return int(any(line.endswith("!") for line in lines))


if __name__ == "__main__":
    sys.exit(main())
