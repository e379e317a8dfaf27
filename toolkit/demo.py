"""The whole round on the samples that ship: issue, fill, return, check, merge, and back again."""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from toolkit import api
from toolkit.errors import FileError
from toolkit.files import write_atomically
from toolkit.forms.loader import shipped
from toolkit.generate.fill import type_in
from toolkit.model.finding import Severity
from toolkit.model.money import in_wan
from toolkit.model.project import Project
from toolkit.model.serial import projects_from

#: The three units of Dongkeng, by the file of their records.
UNITS = ("000-junda", "001-dangjian", "004-zongzhi")
DEPARTMENT = "东莞市东坑镇"
PASSWORD = "jixiao"


def run(out: Path, *, lang: Literal["zh", "en"], force: bool, templates: Path | None = None) -> Iterator[str]:
    """Go once round, telling after each step what was made and where it lies. Raises FileError."""
    if out.exists() and not force and any(out.iterdir()):
        raise FileError(f"文件夹不是空的，加 --force 可覆盖：{out} (not empty, --force overwrites)")
    folders = [out / name for name in ("1-下发", "2-报回", "3-审核", "4-汇总", "5-拆分")]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    issued, returned, reviewed, merged, parted = folders
    zh = lang == "zh"

    forms = api.generate(
        "form13",
        out=issued,
        roster=shipped("samples") / "roster.xlsx",
        per="unit",
        password=PASSWORD,
        templates=templates,
    )
    yield (
        f"1 下发 {len(forms.paths)} 个单位的填报表：{issued}"
        if zh
        else f"1 issued {len(forms.paths)} workbooks: {issued}"
    )

    count = _fill(forms.paths, issued, returned, templates)
    yield f"2 填好报回 {count} 个项目：{returned}" if zh else f"2 filled and returned {count} projects: {returned}"

    outcome = api.check(returned, templates=templates)
    report = api.report(outcome, lang="zh", templates=templates)
    write_atomically(reviewed / "审核意见.html", api.render(report, "html").encode("utf-8"))
    marked = api.annotate(outcome, [returned], reviewed / "批注副本")
    tally = {severity: sum(f.severity is severity for f in outcome.findings) for severity in Severity}
    yield (
        f"3 检查：错误 {tally[Severity.ERROR]}，警告 {tally[Severity.WARNING]}，提示 {tally[Severity.INFO]}；"
        f"意见书和 {len(marked)} 份批注副本：{reviewed}"
        if zh
        else f"3 checked: {tally[Severity.ERROR]} errors, {tally[Severity.WARNING]} warnings, "
        f"{tally[Severity.INFO]} infos; the letter and {len(marked)} marked copies: {reviewed}"
    )

    summary = api.merge(returned, output=merged / "汇总表.xlsx", department=DEPARTMENT, templates=templates)
    total = summary.summary.top.funding.total
    projects = tuple(summary.summary.top.projects())
    shown = f"{in_wan(total):,.2f}" if total is not None else "—"
    yield (
        f"4 汇总 {len(projects)} 个项目，{shown} 万元；{len(summary.left_out)} 项有错误未纳入：{summary.path}"
        if zh
        else f"4 merged {len(projects)} projects, {shown} 万元; {len(summary.left_out)} left out: {summary.path}"
    )

    again = api.split(summary.path, out=parted, per="unit", password=PASSWORD, templates=templates)
    yield f"5 由汇总表拆回 {len(again.paths)} 个文件：{parted}" if zh else f"5 split into {len(again.paths)}: {parted}"
    yield f"工作表保护密码：{PASSWORD}" if zh else f"Password of the sheets: {PASSWORD}"


def _fill(paths: Sequence[Path], issued: Path, returned: Path, templates: Path | None) -> int:
    """Type the records into the issued workbooks, as the units' clerks would; what is left over comes apart.

    In the published documents one project stands twice. The roster knows it once, so that its second copy comes
    back as a file of its own.
    """
    wanted = _records()
    count = 0
    for path in paths:
        chosen = {}
        for record in api.read(path, templates=templates).projects:
            assert record.source is not None
            chosen[record.source.sheet] = wanted[record.spending_unit, record.project_name].pop(0)
        write_atomically(returned / path.relative_to(issued), type_in(path.read_bytes(), chosen, templates))
        count += len(chosen)
    again = [project for projects in wanted.values() for project in projects]
    api.generate("form13", out=returned / "补报", records=again, password=PASSWORD, templates=templates)
    return count + len(again)


def _records() -> Mapping[tuple[str | None, str | None], list[Project]]:
    found: dict[tuple[str | None, str | None], list[Project]] = defaultdict(list)
    for name in UNITS:
        text = (shipped("samples") / "records" / f"{name}.json").read_text("utf-8")
        for project in projects_from(json.loads(text)):
            found[project.spending_unit, project.project_name].append(project)
    return found
