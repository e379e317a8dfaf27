"""An undecided name.

查什么：项目名称中的“待定”“暂定”。

为什么：名称没有定下来的项目不能批复，也对不上下年的执行。

例子：“道路维修（待定）”。

怎么改：写上批复的项目名称。

What it finds: 待定 or 暂定 (to be decided) in a project's name.

Why it matters: a project without its final name cannot be approved.

Example: “道路维修（待定）”.

How to fix it: write the name that was approved.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.forms.definition import Field
from toolkit.forms.kinds import FieldKind, Limit, plain
from toolkit.model.finding import Finding, Severity
from toolkit.reports.report import Format, Report


@rule(
    "X01",
    Severity.WARNING,
    Scope.PROJECT,
    message=("项目名称未定：{found}", "The project's name is undecided: {found}"),
    fix=("写上批复的项目名称", "Write the name that was approved"),
    since="1.0",
)
def undecided(context: ProjectContext) -> Iterator[Finding]:
    """Yields a finding where the name is undecided."""
    name = context.project.project_name or ""
    if "待定" in name or "暂定" in name:
        yield context.finding(context.where("project_name"), found=name)


def _postcode(text: str, unit: str) -> str | None:
    digits = text.strip()
    return digits if len(digits) == 6 and digits.isdigit() else None


def _six_digits(field: Field) -> Limit:
    return Limit("textLength", f"{field.name}：六位数字", "邮政编码应为六位数字", 6, 6)


#: 邮政编码, six digits.
POSTCODE = FieldKind("postcode", "@", numeric=False, parse=_postcode, show=plain, limit=_six_digits)


def _markdown(report: Report) -> str:
    rows = (f"| {one.code} | {one.where.file} | {one.message(report.lang)} |\n" for one in report.findings)
    return "| code | file | message |\n| --- | --- | --- |\n" + "".join(rows)


#: A table for a wiki page.
MARKDOWN = Format("markdown", ".md", _markdown)
