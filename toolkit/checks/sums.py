"""Sums of consecutive rows of a file.

A file may have as many totals as rows, and each may cover all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from toolkit.checks.context import FileContext, RecordContext
from toolkit.model.records import Project
from toolkit.model.text import is_blank

#: Sums of all rows of a file stay exact, as those of a few do.
_EXACT = Context(prec=100)


class _Before(NamedTuple):
    """The rows before a row: their sum, and how many have no amount."""

    amount: Decimal
    unreadable: int


class Sums:
    """The sums of a file, worked out once for each part of the money."""

    def __init__(self, context: FileContext) -> None:
        self._context = context
        self._before: dict[str, Sequence[_Before]] = {}

    def of(self, key: str, rows: range) -> Decimal | None:
        """Returns the exact sum of some rows; None if one has no amount."""
        if key not in self._before:
            self._before[key] = self._added(key)
        first, last = self._before[key][rows.start], self._before[key][rows.stop]
        return None if first.unreadable != last.unreadable else _EXACT.subtract(last.amount, first.amount)

    def _added(self, key: str) -> Sequence[_Before]:
        """Returns the rows before each row of the file and before its end."""
        before = [_Before(Decimal(0), 0)]
        for number in range(len(self._context.file.records)):
            amount = _amount(self._context.record(number), key)
            added = _EXACT.add(before[-1].amount, amount or Decimal(0))
            before.append(_Before(added, before[-1].unreadable + (amount is None)))
        return before


def _amount(row: RecordContext, key: str) -> Decimal | None:
    """Returns a row's amount, 0 if empty; None if it is no amount."""
    record = row.read.record
    amount: Decimal | None = getattr(record.funding, key) if isinstance(record, Project) else None
    return Decimal(0) if amount is None and is_blank(row.raw(key)) else amount
