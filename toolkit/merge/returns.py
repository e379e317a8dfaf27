"""Who has returned what: one line a unit, against a roster where there is one. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from toolkit.intake.summary_record import NAMELESS
from toolkit.merge.order import natural
from toolkit.merge.received import Fate, Received, fates, place_of
from toolkit.merge.summary import Summary
from toolkit.model.text import fold


class State(StrEnum):
    """Where a unit stands."""

    NOTHING = "未报送"
    PARTLY = "未报齐"
    RETURNED = "待更正"
    DONE = "已报齐"
    CAME = "已报送"
    UNASKED = "名册外"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one unit owes and has sent.

    Attributes:
        name: of the unit.
        expected: number of projects that the roster asks for, None without a roster.
        missing: names of those that have not come.
        received: what came, by what became of it.
        files: in which it came.
        state: where the unit stands.
    """

    name: str
    expected: int | None
    missing: tuple[str, ...]
    received: Mapping[Fate, tuple[Received, ...]]
    files: tuple[str, ...]
    state: State


@dataclass(slots=True)
class _Seen:
    """What is known of a unit so far."""

    name: str
    expected: dict[str, str] = field(default_factory=dict)
    came: list[Received] = field(default_factory=list)


def units(summary: Summary) -> tuple[Unit, ...]:
    """The units of the roster in its order, then those that it does not name; without a roster all by name."""
    seen: dict[str, _Seen] = {}
    for unit, project in summary.expected or ():
        seen.setdefault(fold(unit), _Seen(unit)).expected[fold(project)] = project
    asked = set(seen)
    for one in summary.received:
        if one.is_project:
            name = one.unit or (one.issued[0] if one.issued else NAMELESS)
            seen.setdefault(_whose(one, asked) or fold(name), _Seen(name)).came.append(one)
    told = fates(summary.left_out, summary.superseded)
    came = {name for one in summary.received for name in one.names()}
    made = [_unit(key, one, came, told, summary.expected is not None) for key, one in seen.items()]
    first, others = (made[: len(asked)], made[len(asked) :])
    return (*first, *sorted(others, key=lambda unit: natural(unit.name)))


def without_project(summary: Summary) -> Iterator[tuple[Received, Fate]]:
    """Departments' overall targets, then files without any record: nobody knows whose those are."""
    told = fates(summary.left_out, summary.superseded)
    others = (one for one in summary.received if not one.is_project)
    for one in sorted(others, key=lambda one: not one.target):
        yield one, told.get(place_of(one.where), Fate.ACCEPTED)


def _whose(one: Received, asked: set[str]) -> str | None:
    """The unit of the roster that a project belongs to: as the form says, else as its stamp does."""
    return next((unit for unit, _ in one.names() if unit in asked), None)


def _unit(
    key: str,
    seen: _Seen,
    came: set[tuple[str, str]],
    told: Mapping[tuple[str, str | None, str | None], Fate],
    asking: bool,
) -> Unit:
    missing = tuple(name for project, name in seen.expected.items() if (key, project) not in came)
    received: dict[Fate, tuple[Received, ...]] = {
        fate: tuple(one for one in seen.came if told.get(place_of(one.where), Fate.ACCEPTED) is fate) for fate in Fate
    }
    expected = len(seen.expected) if asking else None
    files = tuple(dict.fromkeys(one.where.file for one in seen.came))
    state = _state(expected, missing, seen.came, received[Fate.RETURNED])
    return Unit(seen.name, expected, missing, received, files, state)


def _state(
    expected: int | None, missing: tuple[str, ...], came: Iterable[Received], returned: tuple[Received, ...]
) -> State:
    if expected and not came:
        return State.NOTHING
    if missing:
        return State.PARTLY
    if returned:
        return State.RETURNED
    if expected is None:
        return State.CAME
    return State.DONE if expected else State.UNASKED
