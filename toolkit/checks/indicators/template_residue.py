"""A placeholder that is left from a template.

查什么：指标名称或值里还有模板的占位内容：**、XX、____、“指标1：”等。值里有占位内容的为警告，因为等于没有填。

为什么：占位内容是给人替换的，留在表里就不知道考核什么。

例子：名称写“指标1：慰问人数”，值写“≥**人”。

怎么改：换成本项目的名称和数值。

What it finds: a name or value still contains placeholders of a template: **, XX, ____, 指标1：. In a value it is a
warning, as the value is still missing.

Why it matters: nobody knows what is to be assessed.

Example: the name 指标1：慰问人数 with the value ≥**人.

How to fix it: write this project's own name and value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import readings
from toolkit.checks.registry import Scope, rule
from toolkit.checks.words import remembered
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold

_RESIDUE = re.compile(
    r"[*＊]{2,}|(?<![A-Za-z])[Xx×]{2,}(?![A-Za-z])|_{2,}|□|请填写|\A指标\d+[:：]?|\A\d*[.、]?(?:示例|例如)[:：]"
)


@rule(
    "I18",
    Severity.INFO,
    Scope.PROJECT,
    message=("含模板占位内容：{name}", "Template residue: {name}"),
    fix=(
        "请把 {cell} 的“{found}”换成本项目的内容。",
        "Replace “{found}” in {cell} with this project's own content.",
    ),
    since="0.1",
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each name or value with template residue; values weigh more."""
    for number, indicator, where in context.indicators():
        name = indicator.name or ""
        if _residue(name):
            yield context.finding(where, about=f"indicators.{number}", name=name, found=name)
    for one in readings(context):
        if _residue(one.text):
            yield context.finding(one.where, Severity.WARNING, about=one.about, name=one.name, found=one.text)


@remembered
def _residue(text: str) -> bool:
    return _RESIDUE.search(fold(text)) is not None
