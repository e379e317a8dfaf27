"""A required label is missing.

查什么：应有的栏目名称不见了：整行被删、标签被清空或改成别的字。

为什么：没有栏目名称就不知道旁边的内容是什么，只能留空，不猜。

例子：“2024年预算金额（元）”一行被删，36300 这个数就无处可放。

怎么改：按下发的表恢复这一栏的名称和内容。

What it finds: a required label is missing: its row was deleted, its cell emptied or overwritten.

Why it matters: without the label nobody knows what is next to it; the field stays empty, nothing is
guessed.

Example: the row 2024年预算金额（元） was deleted, and 36300 belongs nowhere.

How to fix it: restore the label and its content as in the issued form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import RecordContext, SeenContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import FormDefinition
from toolkit.forms.layout import compile_layout
from toolkit.model.evidence import Observed
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "S03",
    Severity.ERROR,
    Scope.SEEN,
    message=("缺少栏目：{label}", "Label missing: {label}"),
    fix=(
        "请按下发的表恢复栏目“{label}”并填写其内容。",
        "Restore the label “{label}” as issued and fill in its content.",
    ),
    since="0.1",
    silences=("H01", "H02", "H06", "G01", "I01", "I02", "I03", "I04"),
)
def check(context: SeenContext) -> Iterator[Finding]:
    """Yields each missing label with the field that is empty without it."""
    for seen, where in context.seen(Observed.LABEL_MISSING):
        label = str(seen.facts.get("label", ""))
        about = _about(context, label) if isinstance(context, RecordContext) else ""
        yield context.finding(where, **{"about": about, "expected": label, **seen.facts})


def _about(context: RecordContext, label: str) -> str:
    """Returns the first level of a label, or the field that it introduces."""
    category = context.framework.second(label)
    level = category[0] if category else context.framework.first(label)
    if level is not None:
        return level.name
    if not isinstance(context.definition, FormDefinition):
        return ""
    inputs = compile_layout(context.definition, context.framework, year=2000).inputs
    return next((key for key, cell in inputs.items() if cell.of and _bare(cell.of) == _bare(label)), "")


def _bare(label: str) -> str:
    """Returns a label as compared, without the year in it."""
    return re.sub(r"\d{4}年?|^年", "", fold(label))
