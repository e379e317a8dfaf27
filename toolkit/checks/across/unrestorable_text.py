"""Packed indicators that do not read back the same.

查什么：汇总表“绩效指标”一格的文字有读不懂的部分，或本项目的指标写成汇总文字后读不回原样。

为什么：汇总表要能还原成各项目的表；还原不了，就有内容在汇总时悄悄变了。

例子：元岗街道第 37 项“效益指标，生态效益，购买志愿服务，100人”没有编码，仍能读出；若连类别都没有，就读不懂了。

怎么改：按规范格式改写该格，或改掉指标里与分隔符相同的字。

What it finds: a part of a summary's cell of indicators cannot be read, or the project's indicators do not
read back the same once they are packed.

Why it matters: a summary must turn back into forms; where it does not, something changed unseen.

Example: 效益指标，生态效益，购买志愿服务，100人 has no codes and is read; without a category
it would not be.

How to mend it: write the cell in its canonical form, or change the words that look like separators.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.indicators.packed import comes_back, pack, parts_of, unpack
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity


@rule(
    "A08",
    Severity.ERROR,
    Scope.PROJECT,
    message=("汇总文本无法还原", "Packed text does not round-trip"),
    fix=(
        "请改写 {cell} 中的“{found}”，使其符合汇总文字的格式。",
        "Rewrite “{found}” in {cell} in the form of the packed text.",
    ),
    since="0.1",
    silences=("I01", "I02", "I03"),
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """What intake could not read, and the first indicator that does not come back the same."""
    yield from context.report(Observed.PACKED_UNREADABLE)
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
        yield context.finding(where, found=indicators[first].name or "")
