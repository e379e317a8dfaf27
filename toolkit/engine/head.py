"""The head of a record: the little that rules between files, the order of a report and the summary's order ask of it.

A batch of a hundred thousand forms keeps heads in memory and everything else on a shelf (`toolkit.engine.shelf`).
A head is a record of which only some fields are filled; `Brief.load` fetches the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from toolkit.intake.observation import Observation
from toolkit.intake.result import Brief, ReadFile, ReadRecord
from toolkit.model.project import DepartmentTarget, Project

#: The fields whose places rules between files name.
_PLACED = ("project_name", "project_code", "budget_year")
#: Texts that many records share.
_REPEATED = ("form", "form_version", "project_type", "project_level", "supervising_department", "spending_unit")
_ISSUED = ("project_name", "spending_unit")


def heads(files: Sequence[ReadFile]) -> tuple[ReadFile, ...]:
    """The heads of what was read."""
    return tuple(
        replace(
            file,
            records=tuple(map(_head, file.records)),
            totals=(),
            observations=tuple(_first_of_each_sheet(file.observations)),
        )
        for file in files
    )


def _head(read: ReadRecord) -> ReadRecord:
    record: Project | DepartmentTarget = read.record
    if isinstance(record, Project):
        record = replace(record, period_goal=None, annual_goal=None, payment_plan=(), indicators=(), funds_text=None)
    else:
        record = replace(record, overall_goal=None, sub_goals=(), measures=())
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


class Sharing:
    """Makes equal texts and places of many heads one object; a batch has few units and the same cells throughout."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def brief(self, read: ReadRecord, load: Callable[[], ReadRecord]) -> Brief:
        """A head that can be kept by the hundred thousand."""
        record = read.record
        if isinstance(record, Project):
            record = replace(record, **{key: self._one(getattr(record, key)) for key in _REPEATED})
        places = tuple(read.placed.items())
        placed = self._known.setdefault(places, read.placed)
        return Brief(read.definition, record, read.source, placed, (), read.stamp, load=load)

    def _one(self, value: Hashable) -> Any:
        return self._known.setdefault(value, value)
