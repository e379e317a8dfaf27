"""A printed total that is not the sum of its rows.

查什么：汇总表印出的合计、小计与各行之和不等。各行按精确值相加，再按合计的位数四舍五入后比较。

为什么：合计是手工填的或公式范围错了；对外公开的数不能差一分。

例子：元岗街道 38 行之和与部门一行都是 2,450.39 万元，分毫不差；若印成 2,450.93 就是此项。

怎么改：核对各行金额和合计的公式范围。

What it finds: a total or subtotal of a summary that is not the sum of its rows. Rows are added exactly and
the sum is rounded to the total's own digits.

Why it matters: a total was typed or its formula covers the wrong rows; published figures must agree to the
cent.

Example: the 38 rows of 元岗街道 and its department's row are both 2,450.39万元; 2,450.93 would be found.

How to mend it: check the rows and the range of the total's formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from toolkit.checks.context import FileContext, RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity, Where
from toolkit.model.records import Project
from toolkit.model.text import is_blank


@rule(
    "A01",
    Severity.ERROR,
    Scope.FILE,
    message=("合计与明细不符：差{difference}", "Total differs by {difference}"),
    fix=(
        "{cell} 的{column}印为 {found}，各行之和为 {expected}；请核对各行和公式范围。",
        ("{cell} says {found} for {column} and its rows sum to {expected}; check the rows and the formula's range."),
    ),
    since="0.1",
)
def check(context: FileContext) -> Iterator[Finding]:
    """Each printed amount of a total row, beside the exact sum of the rows that it covers."""
    for total in context.file.totals:
        rows = [context.record(number) for number in total.rows]
        if not rows or not rows[0].applies:
            continue
        shown = rows[0].money
        where = Where(total.source.file, total.source.sheet, total.cell)
        for key, printed in total.amounts.items():
            amounts = [_amount(row, key) for row in rows]
            if None in amounts:
                continue
            exact = sum((amount for amount in amounts if amount is not None), Decimal(0))
            expected = (exact / total.step).quantize(Decimal(1), ROUND_HALF_UP) * total.step
            if printed != expected:
                facts = {"difference": shown(printed - expected), "found": shown(printed), "expected": shown(expected)}
                yield rows[0].finding(where, column=rows[0].label(key), **facts)


def _amount(row: RecordContext, key: str) -> Decimal | None:
    """A row's amount, 0 where it is left empty; None where something stands there that is no amount."""
    record = row.read.record
    amount: Decimal | None = getattr(record.funding, key) if isinstance(record, Project) else None
    return Decimal(0) if amount is None and is_blank(row.raw(key)) else amount
