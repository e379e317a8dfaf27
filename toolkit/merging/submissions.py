"""Submissions and their status: accepted, returned for correction, or superseded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from toolkit.merging.exclusions import Exclusion
from toolkit.merging.tally import SpillFile
from toolkit.model.finding import Where
from toolkit.model.paths import shown_path
from toolkit.model.records import Project, Record
from toolkit.model.same import name_key, unit_of
from toolkit.model.text import natural
from toolkit.summary_book.sheets import ACCEPTED, RETURNED, SUPERSEDED, TARGET


class Status(StrEnum):
    """The status of a submission."""

    ACCEPTED = ACCEPTED
    RETURNED = RETURNED
    SUPERSEDED = SUPERSEDED


@dataclass(frozen=True, slots=True)
class Submission:
    """A project or a department's target that came in, or a file without either.

    Attributes:
        where: file, sheet, cells and project; the file alone where it holds no project.
        unit: 资金使用单位.
        year: the budget year.
        amount: its total in 元.
        issued: unit and project for which the form was issued, where it carries a stamp that says so.
        target: whether it is a department's overall target.
        outer: the file on disk where it is another one: the archive.
    """

    where: Where
    unit: str | None = None
    year: int | None = None
    amount: Decimal | None = None
    issued: tuple[str, str] | None = None
    target: bool = False
    outer: str | None = None

    @property
    def lies_at(self) -> str:
        """Returns the file on disk as it is shown."""
        return self.where.file if self.outer is None else shown_path(self.outer)

    @property
    def is_project(self) -> bool:
        """Whether it is a project: no department's target, no file without a record."""
        return self.where.cell is not None and not self.target

    def names(self) -> Iterator[tuple[str, str]]:
        """Yields unit and project as a roster knows them, by form and stamp."""
        if self.unit:
            yield name_key(self.unit), name_key(self.where.project or "")
        if self.issued:
            yield name_key(self.issued[0]), name_key(self.issued[1])


class Arrivals(Collection[Submission]):
    """The submissions in the order of their files, too many to be held."""

    def __init__(self) -> None:
        self._pile: SpillFile[None] = SpillFile()
        self._count = 0

    def add(self, of_one_file: Iterable[Submission]) -> None:
        """Adds the submissions of the next file."""
        for one in of_one_file:
            where, amount = one.where, None if one.amount is None else str(one.amount)
            place = where.file, where.sheet, where.cell, where.project
            self._pile.put(None, (place, one.unit, one.year, amount, one.issued, one.target, one.outer))
            self._count += 1

    def __iter__(self) -> Iterator[Submission]:
        for place, unit, year, amount, issued, target, outer in self._pile[None]:
            money = None if amount is None else Decimal(amount)
            yield Submission(Where(*place), unit, year, money, issued, target, outer)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, one: object) -> bool:
        return any(other == one for other in self)


def received_from(record: Record, issued: tuple[str, str] | None = None) -> Submission:
    """Returns a record as a submission."""
    source = record.source
    name = record.project_name if isinstance(record, Project) else record.department or TARGET
    where = Where(source.file if source else "", source.sheet if source else None, source.range if source else "", name)
    outer = source.outer if source else None
    if isinstance(record, Project):
        return Submission(where, unit_of(record), record.budget_year, record.funding.total, issued, outer=outer)
    return Submission(where, record.department, record.budget_year, target=True, outer=outer)


def left_out(record: Record, reason: str, reason_en: str = "") -> Exclusion:
    """Returns a record as an exclusion with its reason."""
    one = received_from(record)
    code = record.project_code if isinstance(record, Project) else None
    return Exclusion(one.where, reason, one.amount, one.year, one.target, one.unit, code, reason_en)


class Fates:
    """The status of each submission: what is not left out or superseded was accepted.

    Of each place a hash is kept, which no two of a batch share but by a chance of one in many millions of millions.

    Args:
        left_out: what is to be corrected.
        superseded: what does not count, as another return does.
    """

    def __init__(self, left_out: Iterable[Exclusion], superseded: Iterable[Exclusion]) -> None:
        self._fates = {_place(left.where): Status.RETURNED for left in left_out}
        self._fates |= {_place(left.where): Status.SUPERSEDED for left in superseded}

    def of(self, where: Where) -> Status:
        """Returns the status of what stands in a place."""
        return self._fates.get(_place(where), Status.ACCEPTED)


def _place(where: Where) -> int:
    """Returns the hash of a record's place, which no other record has."""
    return hash((where.file, where.sheet, where.cell))


def fate_of_file(own: Iterable[Status]) -> Status:
    """Returns the status of a file: returned before accepted before superseded."""
    statuses = set(own)
    if Status.RETURNED in statuses:
        return Status.RETURNED
    return Status.SUPERSEDED if statuses == {Status.SUPERSEDED} else Status.ACCEPTED


def received_key(one: Submission) -> tuple[object, ...]:
    """Returns the sort key of a submission: file, sheet and place."""
    where = one.where
    return *(natural(text) for text in (where.file, where.sheet, where.cell, where.project)), str(one.amount)
