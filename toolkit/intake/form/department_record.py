"""The record of a department's form: its sub-goals and measures numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from toolkit.forms.kinds import Amount, Parsed
from toolkit.intake.form.body import Body
from toolkit.intake.form.extract import budget_year, money_of, own_answers, placed_fields
from toolkit.intake.form.further_rows import further_tables
from toolkit.intake.form.header import Header
from toolkit.intake.form.stamps import Identity
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.model.evidence import Placed
from toolkit.model.records import DepartmentTarget, Source, SubGoal

_REPEATED = re.compile(r"(sub_goals|measures)\.(\d+)(?:\.(\w+))?")


class FormVersion(NamedTuple):
    """The definition that a record was read with, and its version."""

    form: str
    version: str


def make_department(
    words: Vocabulary,
    header: Header,
    body: Body,
    values: Mapping[str, Parsed],
    identity: Identity,
    source: Source,
) -> tuple[DepartmentTarget, dict[str, Placed]]:
    """Returns the record of a department's form, and the place of each field.

    What is read into sub-goals and measures is numbered.
    """
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    amounts: dict[str, Amount] = {name: value for name, value in values.items() if isinstance(value, Amount)}
    version = FormVersion(words.form.id, identity.stamp.version if identity.stamp else words.form.version)
    year = budget_year(words, header, identity)
    target, placed = gathered(version, texts, placed_fields(words, header, body), year, source)
    target = replace(
        target,
        funding=money_of(amounts) if amounts else None,
        extra=own_answers(words.form, values),
        indicators=tuple(body.indicators),
        tables=further_tables(words.form, values),
    )
    return target, placed


def gathered(
    version: FormVersion, texts: Mapping[str, str], placed: Mapping[str, Placed], year: int | None, source: Source
) -> tuple[DepartmentTarget, dict[str, Placed]]:
    """Returns the record of some texts, and the place of each.

    Args:
        version: the definition.
        texts: what is said, by field (`overall_goal`, `sub_goals.3.goal`, `measures.1`); numbers may have gaps.
        placed: where each field stood.
        year: the budget year.
        source: where the record was read.

    Returns:
        The record, and the places by field. Sub-goals and measures that say nothing are no part of the record; the
        others are numbered from 1 in its order.
    """
    subs, measures = (_texts_of(texts, what) for what in ("sub_goals", "measures"))
    target = DepartmentTarget(
        *version,
        texts.get("department"),
        year,
        texts.get("overall_goal"),
        tuple(_sub_goal(texts, sub) for sub in subs),
        tuple(texts[measure] for measure in measures),
        source=source,
    )
    numbers = {was: f"sub_goals.{number}" for number, was in enumerate(subs, 1)}
    numbers |= {was: f"measures.{number}" for number, was in enumerate(measures, 1)}
    return target, dict(_renumbered(placed, numbers))


def _texts_of(texts: Mapping[str, str], what: str) -> list[str]:
    """Returns the keys of filled sub-goals or measures, in numerical order."""
    numbers = {int(match[2]) for key in texts if (match := _REPEATED.fullmatch(key)) and match[1] == what}
    return [f"{what}.{number}" for number in sorted(numbers)]


def _sub_goal(texts: Mapping[str, str], sub: str) -> SubGoal:
    return SubGoal(texts.get(f"{sub}.title", ""), texts.get(f"{sub}.goal"), texts.get(f"{sub}.indicators_text"))


def _renumbered(placed: Mapping[str, Placed], numbers: Mapping[str, str]) -> Iterator[tuple[str, Placed]]:
    """Yields the places under the record's own numbers.

    Empty ones keep their number where no other takes it.
    """
    taken = set(numbers.values())
    for key, place in placed.items():
        match = _REPEATED.fullmatch(key)
        was = f"{match[1]}.{match[2]}" if match else ""
        now = numbers.get(was, "" if was in taken else was)
        if now or match is None:
            yield now + key.removeprefix(was), place
