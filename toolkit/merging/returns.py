"""Returns by unit, compared with a roster where there is one. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.merging.submissions import Fates, Status, Submission
from toolkit.merging.summary import Summary
from toolkit.model.same import name_key
from toolkit.model.text import natural
from toolkit.summary_book.sheets import ARRIVED, NAMELESS

#: Names of projects and files that a line can list.
LISTED = 30


class State(StrEnum):
    """The state of a unit."""

    NOTHING = "未报送"
    PARTLY = "未报齐"
    RETURNED = "待更正"
    DONE = "已报齐"
    ARRIVED = ARRIVED
    UNASKED = "名册外"


@dataclass(frozen=True, slots=True)
class UnitReturns:
    """A unit with its expected and received projects.

    Attributes:
        name: of the unit.
        expected: number of projects that the roster asks for, None without a roster.
        missing: names of those that have not come.
        fates: how many came, by what became of them.
        returned: names of those that are to be corrected; of very many only the first.
        paths: the files in which they came, as bytes, one a line; of very many only the first.
        file_count: how many these are.
        state: where the unit stands.
    """

    name: str
    expected: int | None
    missing: tuple[str, ...]
    fates: tuple[int, ...]
    returned: tuple[str, ...]
    paths: bytes
    file_count: int
    state: State

    @property
    def received(self) -> Mapping[Status, int]:
        """Returns how many came, by what became of them."""
        return dict(zip(Status, self.fates, strict=True))

    @property
    def files(self) -> Sequence[str]:
        """Returns the files in which they came; of very many only the first."""
        return self.paths.decode("utf-8", "surrogatepass").splitlines()


@dataclass(slots=True)
class _Seen:
    """The submissions of a unit so far, in little room.

    Files come one after the other: a submission is of the last file or of a new one.
    """

    name: str
    expected: dict[str, str] | None = None
    received: tuple[int, ...] = (0,) * len(Status)
    returned: tuple[str, ...] = ()
    paths: bytes = b""
    file_count: int = 0
    last: int = 0

    def add(self, one: Submission, fate: Status) -> None:
        """Counts a submission."""
        self.received = tuple(count + (fate is status) for count, status in zip(self.received, Status, strict=True))
        if fate is Status.RETURNED and len(self.returned) < LISTED:
            self.returned += (one.where.project or "（未填名称）",)
        if hash(one.where.file) != self.last:
            self.last = hash(one.where.file)
            self.file_count += 1
            if self.file_count <= LISTED:
                self.paths += f"{one.where.file}\n".encode("utf-8", "surrogatepass")


def units(summary: Summary) -> tuple[UnitReturns, ...]:
    """Returns the roster's units in its order, then others; without a roster, by name."""
    seen: dict[str, _Seen] = {}
    for unit, project in summary.expected or ():
        owing = seen.setdefault(name_key(unit), _Seen(unit, {}))
        assert owing.expected is not None
        owing.expected[name_key(project)] = project
    asked = set(seen)
    fates = Fates(summary.left_out, summary.superseded)
    arrived: set[tuple[str, str]] = set()
    for one in summary.received:
        if one.is_project:
            name = one.unit or (one.issued[0] if one.issued else NAMELESS)
            seen_of_unit = seen.setdefault(_whose(one, asked) or name_key(name), _Seen(name))
            seen_of_unit.add(one, fates.of(one.where))
        arrived |= {name for name in one.names() if name[0] in asked}
    asking = summary.expected is not None
    lines = [_unit(key, seen.pop(key), arrived, asking=asking) for key in [*seen]]
    first, others = (lines[: len(asked)], lines[len(asked) :])
    return (*first, *sorted(others, key=lambda unit: natural(unit.name)))


def without_project(summary: Summary) -> Iterator[tuple[Submission, Status]]:
    """Yields departments' targets, then files without any record, with their status."""
    fates = Fates(summary.left_out, summary.superseded)
    others = (one for one in summary.received if not one.is_project)
    for one in sorted(others, key=lambda one: not one.target):
        yield one, fates.of(one.where)


def _whose(one: Submission, asked: set[str]) -> str | None:
    """Returns the roster's unit of a project, by the form, else by its stamp."""
    return next((unit for unit, _ in one.names() if unit in asked), None)


def _unit(key: str, seen: _Seen, arrived: set[tuple[str, str]], *, asking: bool) -> UnitReturns:
    asked_for = seen.expected or {}
    missing = tuple(name for project, name in asked_for.items() if (key, project) not in arrived)
    expected = len(asked_for) if asking else None
    state = _state(expected, missing, dict(zip(Status, seen.received, strict=True)))
    return UnitReturns(seen.name, expected, missing, seen.received, seen.returned, seen.paths, seen.file_count, state)


def _state(expected: int | None, missing: tuple[str, ...], received: Mapping[Status, int]) -> State:
    if expected and not any(received.values()):
        return State.NOTHING
    if missing:
        return State.PARTLY
    if received[Status.RETURNED]:
        return State.RETURNED
    if expected is None:
        return State.ARRIVED
    return State.DONE if expected else State.UNASKED
