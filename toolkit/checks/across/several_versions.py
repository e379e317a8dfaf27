"""Several versions of one unit's file.

查什么：同一单位的表交了两个版本、内容不同：同一张下发的表出现在两个文件里，或两个文件里是同样的一组项目。

为什么：check 只看内容，不知道以哪个为准。merge 算较晚的一份（下发编号较晚，同一编号的看文件里记的修改时间），其余列为
“被取代”，不再记此项；两者矛盾或定不出先后时两份都先不汇总，猜错了就把旧数当新数。

例子：骏达社区交来“治安经费.xlsx”和“治安经费 终稿(2).xlsx”，金额不同。

怎么改：只留以之为准的一份，另一份移出文件夹；或汇总时用 --prefer 指定以哪个文件为准。

What it finds: a unit's form came in two versions with different content: one issued sheet in two files, or
two files with the same set of projects.

Why it matters: from the content alone nobody knows which one counts. `merge` counts the later one (the form issued
later, of one form the file whose own saving time is later), lists the others as superseded and does not report this
for them. Where the two contradict each other or say nothing, neither is merged: a wrong guess would take old figures
for new.

Example: 治安经费.xlsx and 治安经费 终稿(2).xlsx with different amounts.

How to fix it: keep the one that counts and move the other out of the folder, or name the file that counts with
--prefer when merging.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.context import BatchContext, ProjectContext
from toolkit.checks.registry import Scope, rule
from toolkit.checks.same_projects import distinct, identity, other_version, spot, target_versions
from toolkit.model.finding import Finding, Severity


@rule(
    "A04",
    Severity.ERROR,
    Scope.BATCH,
    message=("同一单位多个版本：{unit}", "Several versions: {unit}"),
    fix=(
        "与 {other} 是同一张表的不同版本，请只留一份。",
        "It is another version of {other}; keep only one of the two.",
    ),
    since="0.1",
    silences=("H09",),
)
def check(context: BatchContext) -> Iterator[Finding]:
    """Yields each project with a different version in another file."""
    projects = list(context.projects("identity", "stamp"))
    files: dict[str, set[object]] = {project.read.source.file: set() for project in projects}
    for project in context.projects_of_files("identity", "stamp"):
        if project.read.source.file in files:
            files[project.read.source.file].add(identity(project))
    names = {file: frozenset(keys_of_file) for file, keys_of_file in files.items()}
    issues: dict[object, dict[str, list[ProjectContext]]] = {}
    for project in projects:
        for issue in _issues(project, names):
            issues.setdefault(issue, {}).setdefault(project.read.source.file, []).append(project)
    versions = {issue: distinct(context, files) for issue, files in issues.items() if len(files) > 1}
    for project in projects:
        version = other_version(context, project, (versions[one] for one in _issues(project, names) if one in versions))
        if version is not None:
            unit, other = project.project.spending_unit or project.name or "", spot(version.where("project_name"))
            yield project.finding(project.where("project_name"), unit=unit, other=other, found=other)
    for one, differing in target_versions(context):
        other = spot(differing.where("department"))
        yield one.finding(one.where("department"), unit=one.name or "", other=other, found=other)


def _issues(project: ProjectContext, names: dict[str, frozenset[object]]) -> Iterator[object]:
    """Yields keys that mark another record as a version of this one."""
    stamp = project.read.stamp
    if stamp is not None and stamp.prefilled.get("project_name"):
        yield stamp.id
    if project.name:
        yield identity(project), names[project.read.source.file]
