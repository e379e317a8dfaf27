"""A bad project code.

查什么：表上有项目编码一栏，但编码空着、写得不对（只应有字母、数字和连字符），或与别的项目相同。

为什么：编码是对接预算系统的依据，错了就挂到别的项目上；长编码还常被软件变成 1.70001E+08。

例子：社区工作经费的编码是 170001001；若另一项目也写 170001001，就有一个错了。

怎么改：按预算系统的编码填写，单元格设为文本。

What it finds: the form asks for a project code, and it is empty, malformed (letters, digits and hyphens
only), or that of another project.

Why it matters: the budget system finds the project by its code; programs like to turn long ones into
1.70001E+08.

Example: 社区工作经费 has 170001001; if another project has it too, one of them is wrong.

How to fix it: copy the code from the budget system; set the cell to text.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import code_of
from toolkit.model.finding import Bilingual, Fact, Finding, Severity
from toolkit.model.text import fold


@rule(
    "H11",
    Severity.ERROR,
    Scope.BATCH,
    message=("项目编码有误：{found}", "Bad project code: {found}"),
    fix=(
        "请在 {cell} 按预算系统填写本项目的编码（设为文本格式）{other}。",
        "Enter the project's own code from the budget system in {cell}, as text{other}.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields codes that are missing, malformed or already another project's."""
    owners: dict[tuple[str, int | None], str] = {}
    for project in context.projects("code"):
        code, good = code_of(project)
        where = project.where("project_code")
        if not good:
            if code or project.requires("project_code"):
                yield project.finding(where, found=code or _NOTHING)
            continue
        owner = owners.setdefault((code, project.project.budget_year), project.name or "")
        if fold(owner) != fold(project.name or ""):
            other: Fact = Bilingual(f"；该编码已用于“{owner}”", f"; “{owner}” already has this one")
            yield project.finding(where, found=code, other=other)


_NOTHING = Bilingual("空", "none")
