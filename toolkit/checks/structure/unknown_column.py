"""A column of the table that the form does not know.

查什么：指标表里有表头认不出的一列（自己加的列、改了名的列）；该列内容单独列出，不并入相邻各栏，为警告。

为什么：不认识的列若当作旁边的栏来读，“上年完成值”就会变成“年度指标值”。

例子：自制表在“三级指标”后面加了一列“指标值”，而本表只有“长期指标值”和“年度指标值”。

怎么改：列名写错的，改成下发表的栏目名称；多出来的列，可以删去，也可以留着，留着的内容不汇总。

What it finds: a column of the indicator table whose heading is not known, added or renamed. Its content is
listed here and put into no other column: a warning.

Why it matters: read as its neighbour, last year's result would become this year's target.

Example: a home-made form has a column 指标值, where this form has 长期指标值 and 年度指标值.

How to fix it: give a misnamed column its name on the issued form; delete a column of your own, or keep it: it is
not merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity


@rule(
    "S32",
    Severity.WARNING,
    Scope.SEEN,
    message=(
        "未识别的列“{name}”，没有读入任何栏目{what}",
        "The column “{name}” is not known; its content was read into no field{what}",
    ),
    fix=(
        "列名写错的，请把“{name}”改成下发表的栏目名称；自己加的列可以删去，留着则不汇总。",
        (
            "If the heading “{name}” is a mistake, change it to the name on the issued form; delete a column of "
            "your own, or keep it: it is not merged."
        ),
    ),
    since="0.2",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each column."""
    for seen, where in context.seen(Observed.COLUMN_UNKNOWN):
        values = str(seen.facts.get("values", ""))
        short = values if len(values) <= _LONGEST else f"{values[:_LONGEST]}…"
        what = Bilingual(f"（内容：{short}）", f" (content: {short})") if values else ""
        yield context.finding(where, what=what, **seen.facts)


#: How much of a column's content its sentence shows.
_LONGEST = 60
