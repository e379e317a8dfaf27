"""Packed indicators that do not read back the same.

查什么：汇总表“绩效指标”一格的文字有读不懂的部分，或本项目的指标写成汇总文字后读不回原样。

为什么：汇总表要能还原成各项目的表；还原不了，就有内容在汇总时悄悄变了。

例子：元岗街道第 37 项“效益指标，生态效益，购买志愿服务，100人”没有编码，仍能读出；若连类别都没有，就读不懂了。

怎么改：按“序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;”改写该格，或改掉指标里与分隔符相同的字。

What it finds: a part of a summary's cell of indicators cannot be read, or the project's indicators read
back differently from their packed text.

Why it matters: a summary must restore the forms; if it does not, something changed unseen.

Example: 效益指标，生态效益，购买志愿服务，100人 has no codes and is read; without a category
it could not be read.

How to fix it: write the cell in the form 序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;
or change the words that look like separators.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.packed import comes_back, pack, parts_of, unpack
from toolkit.model.evidence import Observed
from toolkit.model.finding import Bilingual, Finding, Severity

_FORM = "序号、编码-类别,编码-类别,名称；实施周期指标值:…,年度指标值:…;"
_REGULAR = Bilingual(f"写成“{_FORM}”", f"in this form: “{_FORM}”")
_NO_SEPARATOR = Bilingual(
    "去掉与汇总分隔符相同的字，如“；实施周期指标值:”",
    "without words that look like separators, such as ；实施周期指标值:",
)


@rule(
    "A08",
    Severity.ERROR,
    Scope.PROJECT,
    message=("汇总文本无法还原", "The packed text cannot be restored"),
    fix=(
        "请改写 {cell} 中的“{found}”，{how}。",
        "Rewrite “{found}” in {cell} {how}.",
    ),
    since="0.1",
    silences=("I01", "I02", "I03"),
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields unreadable texts, and the first indicator that reads back differently."""
    for seen, place in context.seen(Observed.PACKED_UNREADABLE):
        yield context.finding(place, how=_REGULAR, **seen.facts)
    framework = context.framework
    numbers = [number for number, one in enumerate(context.project.indicators) if one.name and one.annual_value]
    indicators = [context.project.indicators[number] for number in numbers]
    if all(comes_back(one, framework) for one in indicators):
        return
    back = unpack(pack(indicators, framework), framework).indicators
    same = [parts_of(one) == parts_of(other) for one, other in zip(indicators, back, strict=False)]
    if not all(same) or len(back) != len(indicators):
        first = min(same.index(False) if False in same else len(same), len(indicators) - 1)
        where = context.where(f"indicators.{numbers[first]}.name")
        yield context.finding(where, found=indicators[first].name or "", how=_NO_SEPARATOR)
