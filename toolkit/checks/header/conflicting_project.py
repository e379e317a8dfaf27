"""The same name with different content.

查什么：同一单位、同一年度有两个同名项目，内容不同。

为什么：可能是改过一次的两个版本，也可能真是两个项目用了同一个名称。在同一个文件里的，两份都会汇总，但若是同一张预填的
表复制成两张，就是同一项目的两个版本，是错误，都不汇总；在不同文件里的，merge 只算较晚的一份
（下发编号较晚，同一编号的看文件修改时间），其余列为“被取代”，定不出先后的都先不汇总。

例子：“综合经费”交了两次，金额一次 60000、一次 66000。

怎么改：只留最后的一份，或汇总时用 --prefer 指定以哪个文件为准；若是两个项目，名称要区分开。

What it finds: two projects of the same unit, year and name with different content.

Why it matters: they may be two versions, or two projects with one name. Within one file both are merged,
unless both are copies of one form that was issued for one project: then they are two versions, and neither is. Of
different files `merge` counts the later one (the form issued later, of one form the file saved later) and lists the
others as superseded; where nobody can tell, none of them is merged.

Example: 综合经费 came twice, once with 60000 and once with 66000.

How to fix it: keep the last version, or name the file that counts with --prefer when merging; give different projects
different names.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext, ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import namesakes, spot
from toolkit.model.finding import Finding, Severity
from toolkit.model.records import Source
from toolkit.model.same import name_key


@rule(
    "H09",
    Severity.WARNING,
    Scope.BATCH,
    message=("同名项目内容不一致：{name}", "Same name, different content: {name}"),
    fix=(
        "请与 {other} 核对：同一项目只留一份，不同项目请区分名称。",
        "Compare it with {other}: keep one of them, or give different projects different names.",
    ),
    since="0.1",
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each later project that differs from the first of its name."""
    reported: set[Source] = set()
    for project, first, copied in namesakes(context):
        if copied is not None:
            continue
        of_one_form = _of_one_form(project, first)
        if of_one_form and first.read.source not in reported:
            reported.add(first.read.source)
            yield _differing(first, project, Severity.ERROR)
        yield _differing(project, first, Severity.ERROR if of_one_form else None)


def _differing(project: ProjectContext, from_other: ProjectContext, severity: Severity | None) -> Finding:
    other = spot(from_other.where("project_name"))
    return project.finding(project.where("project_name"), severity, name=project.name or "", other=other, found=other)


def _of_one_form(one: ProjectContext, other: ProjectContext) -> bool:
    """Whether two projects of a file are copies of one issued form."""
    stamp, another = one.read.stamp, other.read.stamp
    return (
        stamp is not None
        and another is not None
        and stamp.id == another.id
        and name_key(stamp.prefilled.get("project_name") or stamp.sheet) in _names(one)
        and one.read.source.file == other.read.source.file
    )


def _names(context: ProjectContext) -> tuple[str, str]:
    """Returns a project's name, and its beginning as a sheet's tab shows it."""
    name = context.name or ""
    return name_key(name), name_key(name[:_LONGEST_TAB])


#: Characters of a sheet's name.
_LONGEST_TAB = 31
