"""The form of each record of a summary, for the way back. Pure.

`toolkit.issuing` draws the forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from toolkit.errors import InputError
from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.model.records import Project, Record
from toolkit.model.same import name_key, unit_of
from toolkit.model.text import natural

#: What records can be written on: a form, or a list of many projects.
Issuable = FormDefinition | SummaryDefinition


class FormShare(NamedTuple):
    """The records of a summary on one form in one folder, in its order.

    Attributes:
        form: the form or list.
        records: what is written on it.
        folder: its name; empty where there is only one. They sort as the shares stand.
    """

    form: Issuable
    records: tuple[Record, ...]
    folder: str = ""


def split(records: Iterable[Record], form: Issuable, definitions: Mapping[str, Definition]) -> tuple[FormShare, ...]:
    """Returns the records on the forms that they came from.

    Where that form is not at hand, a project goes on the given one and a department's target on the first form for
    them.

    A summary that `merge` wrote keeps the form of each record; one that a person typed knows none, and its
    projects all go on the given form.

    Args:
        records: as the summary was read.
        form: for projects that were read from a summary, or from a form that is not at hand.
        definitions: the definitions at hand, by id.

    Returns:
        Shares in an order in which merging them again gives the summary's: a unit whose projects go from one form to
        another and back needs a second folder for the first, and so does a unit that stands behind another one.

    Raises:
        InputError: there is no form for departments' targets and one is needed.
    """
    projects: list[tuple[Issuable, list[Record]]] = []
    targets: dict[str, tuple[Issuable, list[Record]]] = {}
    reached: dict[tuple[str | None, str], int] = {}
    latest = 0  # where the unit before this one begins
    for record in records:
        own = definitions.get(record.form)
        if not isinstance(record, Project):
            target = _for_departments(own, definitions)
            targets.setdefault(target.id, (target, []))[1].append(record)
            continue
        chosen = own if own is not None and _is_issuable(own) else form
        unit = (record.supervising_department, name_key(unit_of(record) or ""))
        at = _folder(projects, chosen, reached.get(unit, latest))
        if unit not in reached:
            latest = at
        reached[unit] = at
        projects[at][1].append(record)
    return tuple(_named([*(listed for _, listed in sorted(targets.items())), *projects]))


def _is_issuable(definition: Definition) -> bool:
    return definition.kind in ("form", "list")


def _folder(projects: list[tuple[Issuable, list[Record]]], form: Issuable, start: int) -> int:
    """Returns the first place for a form from a start; a new one without."""
    for at in range(start, len(projects)):
        if projects[at][0].id == form.id:
            return at
    projects.append((form, []))
    return len(projects) - 1


def _named(shares: Sequence[tuple[Issuable, list[Record]]]) -> Iterator[FormShare]:
    """Yields the shares with folder names, numbered where these would sort differently."""
    names = [form.id for form, _ in shares]
    if names != sorted({*names}, key=lambda name: natural(f"{name}/")):
        digits = len(str(len(names)))
        names = [f"{number:0{digits}} {name}" for number, name in enumerate(names, 1)]
    for name, (form, records) in zip(names, shares, strict=True):
        yield FormShare(form, tuple(records), name if len(names) > 1 else "")


def dated(records: Iterable[Record], year: int | None) -> tuple[Record, ...]:
    """Returns the records, with a given year for those without one.

    A form carries its year in its labels and its stamp.

    Raises:
        InputError: some name none and none is given; a guessed one would stand on the forms as a fact.
    """
    all_records = tuple(records)
    undated = sum(record.budget_year is None for record in all_records)
    if undated and year is None:
        raise InputError(
            f"有 {undated} 项没有写明预算年度，请用 --year 写明", f"{undated} have no budget year; give --year"
        )
    return tuple(record if record.budget_year else replace(record, budget_year=year) for record in all_records)


def _for_departments(own: Definition | None, definitions: Mapping[str, Definition]) -> FormDefinition:
    for definition in (own, *definitions.values()):
        if isinstance(definition, FormDefinition) and definition.record == "department":
            return definition
    raise InputError("没有部门整体绩效目标的模板，拆不出部门的表", "There is no form for departments' targets")
