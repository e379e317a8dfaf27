"""Control totals: what came in is what went out. Both sides are counted apart, so that a loss would show. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple, TypeVar

from toolkit.intake.summary_record import MONEY
from toolkit.merge.received import Fate, Received, fate_of_file, fates, place_of
from toolkit.merge.remark import LeftOut
from toolkit.merge.summary import Summary, add_up
from toolkit.model.project import Project

One = TypeVar("One", Received, LeftOut)

FILES, PROJECTS, TARGETS, AMOUNT = "文件（个）", "项目（个）", "部门整体目标（个）", "总计（元）"


class Control(NamedTuple):
    """One thing that was counted on both sides.

    Attributes:
        label: what was counted, or the file in which.
        received: as it came in.
        accepted: in the summary.
        returned: left out, to be corrected.
        superseded: left out, as a later return of the same project counts.
    """

    label: str
    received: Decimal
    accepted: Decimal
    returned: Decimal
    superseded: Decimal

    @property
    def difference(self) -> Decimal:
        """What is on one side only; zero where nothing was lost."""
        return self.received - self.accepted - self.returned - self.superseded


class Agreement(NamedTuple):
    """Two ways to one figure of the summary: its total row, and the sum of its projects."""

    label: str
    total: Decimal
    summed: Decimal

    @property
    def difference(self) -> Decimal:
        """Zero where both agree."""
        return self.total - self.summed


def controls(summary: Summary) -> tuple[Control, ...]:
    """Files, projects, departments' targets and money: in = accepted + returned + superseded."""
    received = [one for one in summary.received if one.is_project]
    accepted = list(summary.top.projects())
    returned = [left for left in summary.left_out if left.is_project]
    gone = [left for left in summary.superseded if left.is_project]
    return (
        _files(summary),
        Control(PROJECTS, *(Decimal(count) for count in (len(received), len(accepted), len(returned), len(gone)))),
        *_targets(summary),
        Control(AMOUNT, *_amounts(received, accepted, returned, gone)),
    )


def _targets(summary: Summary) -> Iterator[Control]:
    """Departments' overall targets, where any came in."""
    received = sum(one.target for one in summary.received)
    if received:
        returned, gone = (sum(left.target for left in them) for them in (summary.left_out, summary.superseded))
        yield Control(TARGETS, *map(Decimal, (received, len(summary.targets), returned, gone)))


def controls_by_file(summary: Summary) -> Iterator[Control]:
    """The money of every file with a project: in = accepted + returned + superseded."""
    files = dict.fromkeys(one.where.file for one in summary.received if one.is_project)
    accepted: dict[str, list[Project]] = {}
    for project in summary.top.projects():
        accepted.setdefault(project.source.file if project.source else "", []).append(project)
    received = _by_file(summary.received)
    returned, gone = _by_file(summary.left_out), _by_file(summary.superseded)
    for file in files:
        sides = received[file], accepted.get(file, []), returned.get(file, []), gone.get(file, [])
        yield Control(file, *_amounts(*sides))


def agreements(summary: Summary) -> Iterator[Agreement]:
    """The first row of the table beside the exact sums of the projects, for every part that is named."""
    summed = add_up(project.funding for project in summary.top.projects())
    labels = {column.key: column.label for column in summary.definition.columns}
    for part in MONEY:
        total, other = getattr(summary.top.funding, part), getattr(summed, part)
        if total is not None or other is not None:
            yield Agreement(labels.get(part, part), total or Decimal(0), other or Decimal(0))


def _files(summary: Summary) -> Control:
    told = fates(summary.left_out, summary.superseded)
    own: dict[str, list[Fate]] = {}
    for one in summary.received:
        own.setdefault(one.where.file, []).append(told.get(place_of(one.where), Fate.ACCEPTED))
    count = Counter(map(fate_of_file, own.values()))
    return Control(FILES, *map(Decimal, (len(own), *(count[fate] for fate in Fate))))


def _amounts(
    received: Iterable[Received], accepted: Iterable[Project], returned: Iterable[LeftOut], gone: Iterable[LeftOut]
) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return (
        _sum(one.amount for one in received),
        _sum(project.funding.total for project in accepted),
        _sum(left.amount for left in returned),
        _sum(left.amount for left in gone),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _by_file(them: Iterable[One]) -> dict[str, list[One]]:
    found: dict[str, list[One]] = {}
    for one in them:
        found.setdefault(one.where.file, []).append(one)
    return found
