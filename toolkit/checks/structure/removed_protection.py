"""Protection, limits or the self-check are missing.

查什么：下发时的保护（工作表保护、数据有效性、表旁自查公式）已不在。被人取消、自查公式变成文字、整表只粘贴了数值，
为警告；只是软件另存时自己丢掉的，为提示。填报的内容照读，不因此留空。

为什么：保护只是护栏，真正的核对是逐格比较；但没有了护栏的表，改动处更要看仔细。

例子：社区为了多填几行，取消了保护；把整张表“选择性粘贴—数值”到新工作簿里交回。

怎么改：核对读出的内容，无误则不必重填。行数不够请向镇里要行数更多的表，不要取消保护。

What it finds: the protection of the issued form is missing: the sheet's protection, the limits of its cells, the
self-check beside it. Taken off by a person, turned into text, or a form of which only the values were pasted: a
warning; what programs drop by themselves on saving is an info. What was filled in is read all the same.

Why it matters: protection is a guard rail and every cell is compared anyway; but look at such a form more
closely.

Example: a community took it off to have more rows; a form was pasted as values into a new workbook.

How to fix it: check what was read; if it is right, there is nothing to do. Ask for a form with more rows
instead of taking the protection off.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity

_WHAT = {
    "person": Bilingual("：工作表保护已被取消", ": the sheet's protection was taken off"),
    "program": Bilingual("：另存时软件丢掉了工作表保护", ": the program dropped the sheet's protection on saving"),
    "panel": Bilingual(
        "：表旁不打印的自查公式已变成文字或被删去，填报内容照读",
        ": the formulas of the self-check, which is not printed, are text or missing; what was filled in is read",
    ),
    "values": Bilingual(
        "：只剩数值，锁定、下拉列表和自查公式都没有了，各栏的值照读",
        ": only values are left, without locks, lists and self-check; they are read as they are",
    ),
}


@rule(
    "S19",
    Severity.WARNING,
    Scope.SEEN,
    message=("表的保护或自查已不在{what}", "The form's protection or self-check is missing{what}"),
    fix=(
        "请核对读出的内容，无误则不必重填；行数不够时请索取行数更多的表，不要自行取消保护。",
        (
            "Check what was read; if it is right, there is nothing to do. Ask for a form with more rows instead of "
            "taking the protection off."
        ),
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each observation."""
    for seen, where in context.seen(Observed.PROTECTION_OFF):
        by = str(seen.facts.get("by", ""))
        severity = Severity.INFO if by == "program" else None
        facts = {**seen.facts, "what": _WHAT[by]} if by in _WHAT else seen.facts
        yield context.finding(where, severity, **facts)
