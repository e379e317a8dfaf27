"""Packed indicator text in a loose form.

查什么：汇总表“绩效指标”一格的文字不合规范，用宽松规则才读出：全角逗号、缺“年度指标值:”、缺编码等。

为什么：宽松规则读出的结果有可能断错句，应核对；规范的文字才能原样还原。

例子：元岗街道“办公及业务用房租赁经费”各项用“；”隔开，没有实施周期指标值。

怎么改：核对读出的指标；按“序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;”改写。

What it finds: a summary's cell of indicators that follows the grammar only loosely: full-width commas, labels
or codes missing.

Why it matters: an irregular text may be cut in the wrong place; only the regular form restores exactly.

Example: 办公及业务用房租赁经费 separates its items by ； and has no 实施周期指标值.

How to fix it: check the indicators that were read; write the text in the form
序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.packed_by_hand import DEVIATIONS
from toolkit.model.evidence import Observation, Observed
from toolkit.model.finding import Bilingual, Fact, Finding, Severity, Where


@rule(
    "S13",
    Severity.WARNING,
    Scope.SEEN,
    message=("绩效指标文本格式不规范（{deviation}）", "The packed text of indicators is irregular ({deviation})"),
    fix=(
        "请核对 {cell} 读出的指标，并把该格改写成“序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;”。",
        "Check the indicators read from {cell} and rewrite the cell in this form: "
        "“序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;”.",
    ),
    since="0.1",
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields a finding for each cell, with all its deviations."""
    cells: dict[Where, list[Observation]] = {}
    for seen, where in context.seen(Observed.PACKED_TOLERATED):
        cells.setdefault(where, []).append(seen)
    for where, together in cells.items():
        phrases = [_phrase(seen.facts.get("deviation", "")) for seen in together]
        deviation = Bilingual("、".join(one.zh for one in phrases), ", ".join(one.en for one in phrases))
        yield context.finding(where, deviation=deviation, found=together[0].facts.get("found", ""))


def _phrase(deviation: Fact) -> Bilingual:
    """Returns a deviation in words; intake names it by its number."""
    if isinstance(deviation, Bilingual):
        return deviation
    return DEVIATIONS.get(deviation, Bilingual(deviation, deviation))
