"""A goal that says too little.

查什么：目标不足 16 个字，或除去项目名称里的字后不足 16 个字，即只是重复项目名称；界限可在设置里改（least）。

为什么：目标要说明做什么、做多少、达到什么效果；一句空话无法考核。

例子：“社会治理综合服务中心建设”的目标就是项目名称；“各工作站装修费用”的目标只多出“规范化”。

怎么改：写明本年做什么、做多少、达到什么效果。

What it finds: a goal of less than 16 characters, or of less than 16 beyond those of the project's name, so that
it only repeats the name; the bound is a setting (least).

Why it matters: a goal should say what is done, how much of it, and to what effect.

Example: the goal of 社会治理综合服务中心建设 is its name; that of 各工作站装修费用 adds little to it.

How to fix it: say what is done this year, how much of it, and to what effect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from toolkit.checks.context import ProjectContext
from toolkit.checks.readings import goals
from toolkit.checks.registry import Scope, rule
from toolkit.model.finding import Finding, Severity
from toolkit.model.text import fold

#: No name is longer; comparing more of it would only take time.
_LONGEST = 100


@rule(
    "G02",
    Severity.WARNING,
    Scope.PROJECT,
    message=("目标过于笼统：{found}", "Goal too vague: {found}"),
    fix=(
        "请在 {cell} 写明做什么、做多少、达到什么效果，不要只写项目名称。",
        "State in {cell} what is done, how much and to what effect, not only the project's name.",
    ),
    since="0.1",
    options={"least": "16"},
)
def check(context: ProjectContext) -> Iterator[Finding]:
    """Yields each goal with too few words of its own."""
    least, name = context.number("least"), _characters(context.project.project_name or "")[:_LONGEST]
    for goal in goals(context):
        text = _characters(goal.text)
        # what is longer than the name by so much has enough of its own
        if len(text) < least + len(name) and _own(text, name) < least:
            yield context.finding(goal.where, about=goal.key, found=goal.text)


def _characters(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))


def _own(text: str, name: str) -> int:
    """Returns how many characters a goal has beyond the project's name.

    Characters that it takes over from the name, in order, do not count.
    """
    blocks = SequenceMatcher(None, name, text, autojunk=False).get_matching_blocks()
    return len(text) - sum(block.size for block in blocks if block.size > 1)
