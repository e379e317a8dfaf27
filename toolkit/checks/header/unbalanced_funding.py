"""Funding parts that do not add up.

查什么：表上分列的资金（财政资金、财政专户、其他资金）加起来不等于总额；万元、元先换算再比。表上另有自设的资金
栏而没有说明如何相加（sums）的，只查是否超过总额。

为什么：部分与总额必有一个是错的，错哪个只有填表人知道。

例子：社会治理综合服务中心建设：预算数 30 万元，其中财政资金 30 元，漏了“万”字。

怎么改：核对各项资金和总额，改正其中写错的一个。

What it finds: the parts that a form names (fiscal, special account, other) do not add up to its total, after
conversion to one unit. Where a form has amounts of its own and does not say what adds up (sums), only parts
above the total are found.

Why it matters: one of the figures is wrong, and only the person who wrote them knows which.

Example: 社会治理综合服务中心建设 says 预算数 30 万元, of which 财政资金 30 元: the 万 is missing.

How to fix it: check the parts and the total and correct the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from toolkit.checks.context import RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import USUAL_PARTS, FormDefinition, has_own_amounts
from toolkit.forms.further_tables import FURTHER, TOTALS, split_key, sum_targets
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Fact, Finding, Severity


@rule(
    "H03",
    Severity.ERROR,
    Scope.RECORD,
    message=("资金构成合计与{name}不符：{found}≠{expected}", "Funding parts do not equal {name}: {found}≠{expected}"),
    fix=(
        "请核对各项资金与{name} {expected}，检查金额单位，改正写错的一个。",
        "Compare the parts with the {name} {expected}, check their units, and correct the wrong figure.",
    ),
    since="0.1",
    kind="form",
)
def check(context: RecordContext) -> Iterator[Finding]:
    """Yields amounts that differ from the sum of their parts."""
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    usual = {} if "total" in form.sums or form.record == "department" else {"total": USUAL_PARTS}
    for key, names in {**usual, **form.sums}.items():
        parts = [amount for name in names if (amount := _amount(context, name)) is not None]
        unread = any(_amount(context, name) is None and context.says(name) for name in names)
        added, expected = sum(parts, Decimal(0)), _amount(context, key)
        if key in usual and has_own_amounts(form) and expected is not None and added < expected:
            continue  # amounts of the form's own may be the rest
        if parts and not unread:
            yield from _unequal(context, key, added, expected)
    for table, column, key in sum_targets(form):
        rows = context.read.record.tables.get(table, ())
        if key in form.fields and not key.startswith(FURTHER) and not _unread(context, table, column):
            amounts = [Decimal(row[column]) for row in rows if column in row]
            if amounts:
                yield from _unequal(context, key, sum(amounts, Decimal(0)), _amount(context, key))
    yield from _total_rows(context, form)


def _unequal(context: RecordContext, key: str, found: Decimal, expected: Decimal | None) -> Iterator[Finding]:
    if expected is None or found == expected:
        return
    name = Bilingual("总额", "total") if key == "total" else context.label(key)
    facts: dict[str, Fact] = {"found": context.money(found), "expected": context.money(expected), "name": name}
    yield context.finding(context.where(key), **facts)


def _total_rows(context: RecordContext, form: FormDefinition) -> Iterator[Finding]:
    """Yields total rows of further tables that differ from their sum."""
    for seen, where in context.seen(Observed.TOTAL_ROW):
        key = str(seen.facts["column"])
        table, _, column = split_key(key)
        if not _unread(context, table, column):
            found, expected = (context.money(Decimal(str(seen.facts[fact]))) for fact in ("sum", "printed"))
            yield context.finding(where, found=found, expected=expected, name=form.fields[key].name)


def _unread(context: RecordContext, table: str, column: str) -> bool:
    """Whether a cell of a column is no amount; another rule names it."""
    answered = sum(column in row for row in context.read.record.tables.get(table, ()))
    places = (key for key in context.read.placed if key.startswith(f"{FURTHER}{table}.") and key.endswith(f".{column}"))
    return sum(context.says(key) for key in places if split_key(key)[1] != TOTALS) != answered


def _amount(context: RecordContext, name: str) -> Decimal | None:
    """Returns an amount of the head in 元, of an own field too."""
    value = context.value(name)
    return Decimal(value) if isinstance(value, str) else value if isinstance(value, Decimal) else None
