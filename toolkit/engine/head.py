"""The head of a record: the little that rules between files, the order of a report and the summary's order ask of it.

A head is a record of which only some fields are filled; it is unpacked in a fraction of the time of the whole, which
`Brief.load` fetches from the shelf (`toolkit.engine.shelf`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.intake.observation import Observation
from toolkit.intake.result import ReadFile, ReadRecord
from toolkit.model.project import Project, Record

#: The fields whose places rules between files name.
_PLACED = (
    "project_name", "project_code", "project_type", "project_level", "spending_unit", "budget_year", "start_year",
    "end_year", "total", "department",
)  # fmt: skip
_ISSUED = ("project_name", "spending_unit")


def head_of(file: ReadFile) -> ReadFile:
    """The heads of what was read of a file."""
    seen = tuple(_first_of_each_sheet(file.observations))
    return replace(file, records=tuple(map(_head, file.records)), totals=(), observations=seen)


def _head(read: ReadRecord) -> ReadRecord:
    record: Record = read.record
    if isinstance(record, Project):  # a department's target stays whole: there are few, and reports print them
        record = replace(record, period_goal=None, annual_goal=None, payment_plan=(), indicators=(), funds_text=None)
    placed = {key: replace(read.placed[key], raw="") for key in _PLACED if key in read.placed}
    stamp = read.stamp and replace(
        read.stamp, prefilled={key: read.stamp.prefilled[key] for key in _ISSUED if key in read.stamp.prefilled}
    )
    return replace(read, record=record, placed=placed, observations=(), stamp=stamp)


def _first_of_each_sheet(observations: Sequence[Observation]) -> Iterator[Observation]:
    """The order of a report knows the sheets by what was seen on them."""
    first: dict[str | None, Observation] = {}
    for seen in observations:
        first.setdefault(seen.sheet, seen)
    for sheet, seen in first.items():
        yield Observation(seen.seen, sheet=sheet)
