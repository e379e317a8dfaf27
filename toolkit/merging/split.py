"""The way back: which form each record of a summary is written on. Pure grouping; `toolkit.issuing` draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.model.records import Project, Record


class Share(NamedTuple):
    """The records of a summary that go on one form, in the summary's order."""

    form: FormDefinition
    records: tuple[Record, ...]


def split(records: Iterable[Record], form: FormDefinition, definitions: Mapping[str, Definition]) -> tuple[Share, ...]:
    """Put each record on the form it came from, where that form is at hand, else projects on the given one and
    departments' targets on the first form for them.

    A summary that `merge` wrote keeps the form of each record; one that a person typed knows none, and its
    projects all go on the given form.

    Args:
        records: as the summary was read.
        form: for projects that were read from a summary, or from a form that is not at hand.
        definitions: the definitions at hand, by id.

    Returns:
        One share for each form that is needed, ordered by the forms' ids.

    Raises:
        InputError: there is no form for departments' targets and one is needed.
    """
    shares: dict[str, tuple[FormDefinition, list[Record]]] = {}
    for record in records:
        own = definitions.get(record.form)
        if isinstance(record, Project):
            chosen = own if isinstance(own, FormDefinition) else form
        else:
            chosen = _for_departments(own, definitions)
        shares.setdefault(chosen.id, (chosen, []))[1].append(record)
    return tuple(Share(chosen, tuple(its)) for _, (chosen, its) in sorted(shares.items()))


def dated(records: Iterable[Record], year: int | None) -> tuple[Record, ...]:
    """The records, with a year for those that name none: a form carries its year in its labels and its stamp.

    Raises:
        InputError: some name none and none is given; a guessed one would stand on the forms as a fact.
    """
    its = tuple(records)
    undated = sum(record.budget_year is None for record in its)
    if undated and year is None:
        raise InputError(
            f"有 {undated} 项没有写明预算年度，请用 --year 写明", f"{undated} have no budget year; give --year"
        )
    return tuple(record if record.budget_year else replace(record, budget_year=year) for record in its)


def _for_departments(own: Definition | None, definitions: Mapping[str, Definition]) -> FormDefinition:
    for known in (own, *definitions.values()):
        if isinstance(known, FormDefinition) and known.record == "department":
            return known
    raise InputError("没有部门整体绩效目标的模板，拆不出部门的表", "There is no form for departments' targets")
