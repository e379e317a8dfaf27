"""A type or level that is not in the list.

查什么：项目类型、项目等级、表上自设的选择栏不在表给出的选项里。括号全角半角、空格不计较。

为什么：类型不规范，按类型统计时就会漏掉。

例子：项目类型写成“部门职能类”，应为“其他特定目标类（部门职能类）”。

怎么改：从下拉列表中选择。

What it finds: a project type, level or own choice that the form does not offer.
Spelling of brackets and blanks do not matter.

Why it matters: a type in free words is missed where projects are counted by type.

Example: 部门职能类 instead of 其他特定目标类（部门职能类）.

How to fix it: choose from the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import FormDefinition
from toolkit.forms.field_names import is_own
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold


@rule(
    "H07",
    Severity.WARNING,
    Scope.PROJECT,
    message=("{name}不在选项内：{found}", "{name} is not in the list: {found}"),
    fix=("请在 {cell} 选择：{expected}。", "Choose one of these in {cell}: {expected}."),
    since="0.1",
    kind="form",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each entry that is not in the definition's list."""
    form = context.definition
    if not isinstance(form, FormDefinition):
        return
    for key in ("project_type", "project_level", *_own(form)):
        value = context.value(key)
        if key not in form.fields or not isinstance(value, str):
            continue
        choices = form.fields[key].choices
        listed = tuple(form.types) if choices == "types" else choices
        if listed and value not in listed and fold(value) not in map(fold, listed):
            expected = "、".join(listed)
            yield context.finding(
                context.where(key), about=key, name=context.label(key), found=value, expected=expected
            )
    yield from _columns(context, form)


def _columns(context: ProjectContext, form: FormDefinition) -> Iterator[Finding]:
    """Yields the entries of own columns that are not in the column's list."""
    own = {one.part: one for table in form.indicators.tables for one in table.columns if one.is_own and one.choices}
    for number, indicator, _ in context.indicators() if own else ():
        for part, column in own.items():
            value = indicator.extra.get(part)
            if value is not None and fold(value) not in map(fold, column.choices):
                key, expected = f"indicators.{number}.{part}", "、".join(column.choices)
                yield context.finding(context.where(key), about=key, name=column.label, found=value, expected=expected)


def _own(form: FormDefinition) -> Iterator[str]:
    """Returns the definition's own fields with a list."""
    return (key for key, field in form.fields.items() if field.kind == "choice" and is_own(key, form.record))
