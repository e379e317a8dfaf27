"""Control totals: what came in equals what went out. Pure.

Both sides are counted separately, so that a loss would show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby, islice
from typing import NamedTuple

from toolkit.merging.exclusions import Exclusion
from toolkit.merging.submissions import Fates, Status, Submission, fate_of_file
from toolkit.merging.summary import Summary
from toolkit.merging.tally import Tally, weighted
from toolkit.model.schema import MONEY_KEYS
from toolkit.summary_book.department_sheet import section_size
from toolkit.summary_book.sheets import (
    AMOUNT,
    FILES,
    LISTED,
    PROJECTS_COUNTED,
    TARGET_CELLS,
    TARGETS,
    further_label,
)


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
        """Returns the amount on one side only; zero where nothing was lost."""
        return self.received - self.accepted - self.returned - self.superseded


class Agreement(NamedTuple):
    """A figure of the summary twice: its total row, its projects' sum."""

    label: str
    total: Decimal
    summed: Decimal

    @property
    def difference(self) -> Decimal:
        """Returns the difference; zero where both agree."""
        return self.total - self.summed


def controls(summary: Summary, tally: Tally) -> tuple[Control, ...]:
    """Returns the control totals: received = accepted + returned + superseded.

    Files, projects, departments' targets, money and the answers to forms' own fields are counted.

    Args:
        summary: what came in, and what is left out of it.
        tally: what was written.
    """
    returned, superseded = _counted(summary.left_out), _counted(summary.superseded)
    fates = Fates(summary.left_out, summary.superseded)
    files: Counter[Status] = Counter()
    projects, targets, amount = 0, 0, Decimal(0)
    for _, own in groupby(summary.received, key=lambda one: one.where.file):
        submissions = list(own)
        files[fate_of_file(fates.of(one.where) for one in submissions)] += 1
        projects += sum(one.is_project for one in submissions)
        targets += sum(one.target for one in submissions)
        amount += _sum(one.amount for one in submissions if one.is_project)
    counts = (projects, tally.count, returned.projects, superseded.projects)
    accepted = tally.figures.exact.get("total", Decimal(0))
    return (
        Control(FILES, *map(Decimal, (files.total(), *(files[fate] for fate in Status)))),
        Control(PROJECTS_COUNTED, *map(Decimal, counts)),
        *_targets(summary, targets),
        Control(AMOUNT, amount, accepted, returned.amount, superseded.amount),
        *_further(summary, tally),
    )


def _further(summary: Summary, tally: Tally) -> Iterator[Control]:
    """Yields how many answers stand in each column that only some records have."""
    counts = [(further_label(sheet, key, summary.names), count) for (sheet, key), count in tally.further.items()]
    if cells := sum(map(section_size, summary.targets)):
        counts.append((TARGET_CELLS, cells))
    for label, count in counts:
        yield Control(label, Decimal(count), Decimal(count), Decimal(0), Decimal(0))


def _targets(summary: Summary, received: int) -> Iterator[Control]:
    """Yields the count of departments' targets, where any came in."""
    if received:
        returned, superseded = (sum(left.target for left in them) for them in (summary.left_out, summary.superseded))
        yield Control(TARGETS, *map(Decimal, (received, len(summary.targets), returned, superseded)))


class ByFile(NamedTuple):
    """The money file by file: in = accepted + returned + superseded.

    Attributes:
        lines: the files that are listed.
        others: number of all other files with a project.
        balanced: whether nothing is on one side only in any of those.
    """

    lines: tuple[Control, ...]
    others: int
    balanced: bool


def by_file(summary: Summary, tally: Tally) -> ByFile:
    """Returns the money of every file with a project.

    Of the files that are not listed nothing is held but one sum of all.
    """
    others, out = Decimal(0), []
    for them in (summary.left_out, summary.superseded):
        amounts: dict[str, Decimal] = {}
        for left in them:
            file, amount = left.where.file, left.amount or Decimal(0)
            if tally.lists(file):
                amounts[file] = amounts.get(file, Decimal(0)) + amount
            else:
                others = weighted(others, file, -amount)
        out.append(amounts)
    lines: list[Control] = []
    count = 0
    for file, submissions in _files_with_projects(summary):
        received = _sum(one.amount for one in submissions)
        if tally.lists(file):
            lines.append(Control(file, received, *(amounts.get(file, Decimal(0)) for amounts in (tally.files, *out))))
        else:
            count += 1
            others = weighted(others, file, received)
    return ByFile(tuple(lines), count, others == tally.others)


def listed(summary: Summary) -> frozenset[str]:
    """Returns the files that are listed: the first ones."""
    return frozenset(file for file, _ in islice(_files_with_projects(summary), LISTED))


def _files_with_projects(summary: Summary) -> Iterator[tuple[str, list[Submission]]]:
    for file, own in groupby(summary.received, key=lambda one: one.where.file):
        projects = [one for one in own if one.is_project]
        if projects:
            yield file, projects


def agreements(summary: Summary, tally: Tally) -> Iterator[Agreement]:
    """Yields the total row with the exact sums of the projects, by part."""
    summed = tally.figures.funding()
    labels = {column.key: column.label for column in summary.definition.columns}
    for part in MONEY_KEYS:
        total, other = getattr(summary.top.funding, part), getattr(summed, part)
        if total is not None or other is not None:
            yield Agreement(labels.get(part, part), total or Decimal(0), other or Decimal(0))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


class _Count(NamedTuple):
    """The projects among some exclusions: how many, and their money in 元."""

    projects: int
    amount: Decimal


def _counted(them: Iterable[Exclusion]) -> _Count:
    """Returns the projects that exclusions are about; there can be too many to hold."""
    projects, amount = 0, Decimal(0)
    for left in them:
        if left.is_project:
            projects += 1
            amount += left.amount or Decimal(0)
    return _Count(projects, amount)
