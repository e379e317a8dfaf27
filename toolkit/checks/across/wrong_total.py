"""A printed total that is not the sum of its rows.

查什么：汇总表印出的合计、小计与各行之和不等。各行按精确值相加，再按合计的位数四舍五入后比较。

为什么：合计是手工填的或公式范围错了；对外公开的数不能差一分。

例子：元岗街道 38 行之和与部门一行都是 2,450.39 万元，分毫不差；若印成 2,450.93 就是此项。

怎么改：核对各行金额和合计的公式范围。

What it finds: a total or subtotal of a summary that is not the sum of its rows. Rows are added exactly and
the sum is rounded to the total's own digits.

Why it matters: a total was typed by hand or its formula covers the wrong rows; published figures must agree
to the cent.

Example: the 38 rows of 元岗街道 and its department's row are both 2,450.39万元; 2,450.93 would be found.

How to fix it: check the rows and the range of the total's formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from toolkit.checks.context import FileContext, RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity, Where
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


@rule(
    "A01",
    Severity.ERROR,
    Scope.FILE,
    message=("合计与明细不符：差{difference}", "Total differs by {difference}"),
    fix=(
        "{cell} 的{column}印为 {found}，各行之和为 {expected}；请核对各行和公式范围。",
        (
            "{cell} says {found} for {column}, but its rows add up to {expected}; "
            "check the rows and the range of the formula."
        ),
    ),
    since="0.1",
)
def check(context: FileContext) -> Iterator[Finding]:
    """Yields each printed total that differs from the sum of its rows."""
    sums = Sums(context)
    for total in context.file.totals:
        first = context.record(total.rows.start) if total.rows else None
        if first is None or not first.applies:
            continue
        where = Where(total.source.file, total.source.sheet, total.cell)
        for key, printed in total.amounts.items():
            exact = sums.of(key, total.rows)
            if exact is None:
                continue
            expected = (exact / total.step).quantize(Decimal(1), ROUND_HALF_UP) * total.step
            if printed != expected:
                found, wanted = first.money(printed), first.money(expected)
                facts = {"difference": first.money(printed - expected), "found": found, "expected": wanted}
                yield first.finding(where, column=first.label(key), **facts)
