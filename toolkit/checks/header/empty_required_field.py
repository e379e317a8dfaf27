"""A required field is empty.

查什么：表头必填的栏目空着：项目名称、用款单位、起止年度等。预算金额空着是 H02，目标空着是 G01。

为什么：没有名称和单位，项目就归不了户，汇总表里也无处可放。

例子：“后勤经费”的用款单位一格没有填。

怎么改：在该栏填写；单位写全称。

What it finds: a required field of the head is empty: name, spending unit, years. An empty amount
is H02, an empty goal G01.

Why it matters: without name and unit nobody knows whose project it is and where it belongs in the summary.

Example: the spending unit of 后勤经费 was left empty.

How to fix it: fill it in; use the unit's full name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import RecordContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import FormDefinition
from toolkit.model.finding import Finding, Severity


@rule(
    "H01",
    Severity.ERROR,
    Scope.RECORD,
    message=("必填项为空：{name}", "Required field empty: {name}"),
    fix=("请在 {cell} 填写{name}。", "Fill in {name} in {cell}."),
    since="0.1",
)
def check(context: RecordContext) -> Iterator[Finding]:
    """Yields each required field that is empty."""
    for key in _fields(context):
        if context.value(key) is None and context.requires(key) and not context.says(key):
            yield context.finding(context.where(key), about=key, name=context.label(key))


def _fields(context: RecordContext) -> list[str]:
    """Returns the fields of the head without a rule of their own."""
    if not isinstance(context.definition, FormDefinition):
        return ["project_name"]  # which a department's target in a summary does not have
    return [key for key in context.definition.fields if key not in _ELSEWHERE]


_ELSEWHERE = ("total", "period_goal", "annual_goal", "overall_goal", "project_code")
