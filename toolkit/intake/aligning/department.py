"""A department's overall target from what was found for its parts, wherever that stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.forms.kinds import Parsed
from toolkit.intake.aligning.body import Body
from toolkit.intake.aligning.header import Header
from toolkit.intake.aligning.record import budget_year, placed_fields
from toolkit.intake.aligning.stamps import Identity
from toolkit.intake.aligning.vocabulary import Vocabulary
from toolkit.intake.result import Placed
from toolkit.model.project import DepartmentTarget, Source, SubGoal

_REPEATED = re.compile(r"(sub_goals|measures)\.(\d+)(?:\.(\w+))?")


class Version(NamedTuple):
    """The definition that a record was read with."""

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
    """The record of a form with labels, and where each of its fields stood; such a form has no table."""
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    version = Version(words.form.id, identity.stamp.version if identity.stamp else words.form.version)
    year = budget_year(words, header, identity)
    return gathered(version, texts, placed_fields(words, header, body), year, source)


def gathered(
    version: Version, texts: Mapping[str, str], placed: Mapping[str, Placed], year: int | None, source: Source
) -> tuple[DepartmentTarget, dict[str, Placed]]:
    """The record of some texts, and where each stood.

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
    subs, measures = (_said(texts, what) for what in ("sub_goals", "measures"))
    target = DepartmentTarget(
        *version,
        texts.get("department"),
        year,
        texts.get("overall_goal"),
        tuple(_sub_goal(texts, sub) for sub in subs),
        tuple(texts[measure] for measure in measures),
        source,
    )
    numbers = {was: f"sub_goals.{number}" for number, was in enumerate(subs, 1)}
    numbers |= {was: f"measures.{number}" for number, was in enumerate(measures, 1)}
    return target, dict(_renumbered(placed, numbers))


def _said(texts: Mapping[str, str], what: str) -> list[str]:
    """The sub-goals or measures that say something, in the order of their numbers."""
    numbers = {int(match[2]) for key in texts if (match := _REPEATED.fullmatch(key)) and match[1] == what}
    return [f"{what}.{number}" for number in sorted(numbers)]


def _sub_goal(texts: Mapping[str, str], sub: str) -> SubGoal:
    return SubGoal(texts.get(f"{sub}.title", ""), texts.get(f"{sub}.goal"), texts.get(f"{sub}.indicators_text"))


def _renumbered(placed: Mapping[str, Placed], numbers: Mapping[str, str]) -> Iterator[tuple[str, Placed]]:
    """The places under the record's own numbers; empty ones keep theirs, where no other takes it."""
    taken = set(numbers.values())
    for key, place in placed.items():
        match = _REPEATED.fullmatch(key)
        was = f"{match[1]}.{match[2]}" if match else ""
        now = numbers.get(was, "" if was in taken else was)
        if now or match is None:
            yield now + key.removeprefix(was), place
