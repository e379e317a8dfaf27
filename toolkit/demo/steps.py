"""The steps of every department's round: issue, fill, check, merge, split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from toolkit import api
from toolkit.demo.folder import Desk
from toolkit.files import write_atomically
from toolkit.issuing.typing_in import type_in
from toolkit.model.finding import Severity
from toolkit.model.money import in_wan
from toolkit.model.records import Project
from toolkit.model.text import counted

PASSWORD = "jixiao"
SUMMARY = "汇总表.xlsx"


def issue(desk: Desk, form: str, folder: Path | None = None, **how: Any) -> tuple[Path, ...]:
    """Issues forms and returns their paths; `how` as `api.generate` takes it."""
    return api.generate(form, output=folder or desk.issued, password=PASSWORD, templates=desk.templates, **how).paths


def fill(desk: Desk, forms: Iterable[Path], projects: Iterable[Project]) -> tuple[Project, ...]:
    """Types projects into the forms that name them, as clerks do.

    Returns the projects for which there is no form.
    """
    waiting = list(projects)
    for path in forms:
        chosen = {}
        for form in api.read(path, templates=desk.templates).projects:
            record = next(one for one in waiting if _names(one) == _names(form))
            waiting.remove(record)
            assert form.source is not None
            chosen[form.source.sheet] = record
        typed = type_in(path.read_bytes(), chosen, desk.templates)
        write_atomically(desk.returned / path.relative_to(desk.issued), typed)
    return tuple(waiting)


def review(desk: Desk, roster: Path | None = None) -> str:
    """Writes the letter and the marked copies, and returns the step's sentence."""
    outcome = api.check(desk.returned, templates=desk.templates, roster=roster)
    report = api.report(outcome, lang="zh", templates=desk.templates)
    write_atomically(desk.reviewed / "审核意见.html", report.to_bytes("html"))
    marked = api.annotate(outcome, [desk.returned], desk.reviewed / "批注副本")
    found = [sum(one.severity is severity for one in outcome.findings) for severity in Severity]
    errors, warnings, infos = found
    return desk.sentence(
        f"3 检查：错误 {errors}，警告 {warnings}，提示 {infos}；意见书和 {len(marked)} 份批注副本：{desk.reviewed}",
        f"3 checked: {counted(errors, 'error')}, {counted(warnings, 'warning')}, {counted(infos, 'info')}; "
        f"the letter and {len(marked)} marked {'copy' if len(marked) == 1 else 'copies'}: {desk.reviewed}",
    )


def merge(desk: Desk, **how: Any) -> Iterator[str]:
    """Merges everything without an error, and yields the step's sentences.

    `how` is as `api.merge` takes it.
    """
    merged = api.merge(desk.returned, output=desk.merged / SUMMARY, templates=desk.templates, **how)
    total, count = merged.summary.top.funding.total, sum(1 for _ in merged.summary.top.projects())
    shown = f"{in_wan(total):,.2f}" if total is not None else "—"
    yield desk.sentence(
        f"4 汇总 {count} 个项目，{shown} 万元：{merged.path}",
        f"4 merged {counted(count, 'project')}, {shown} 万元: {merged.path}",
    )
    for left in merged.left_out:
        yield f"{desk.sentence('  未纳入', '  left out')} {left.where.project}：{left.why(desk.lang)}"
    for earlier in merged.superseded:
        yield f"{desk.sentence('  被取代', '  superseded')} {earlier.where.project}：{earlier.why(desk.lang)}"
    for waived in merged.waived:
        finding, waiver = waived.finding, waived.waiver
        yield f"{desk.sentence('  已放行', '  waived')} {finding.where.project}：{finding.code}，{waiver.reason}"


def part(desk: Desk) -> str:
    """Splits the summary into filled forms, and returns the step's sentence."""
    parted = api.split(
        desk.merged / SUMMARY, output=desk.parted, per="unit", password=PASSWORD, templates=desk.templates
    ).paths
    return desk.sentence(
        f"5 由汇总表拆回 {len(parted)} 个文件：{desk.parted}",
        f"5 split into {counted(len(parted), 'workbook')}: {desk.parted}",
    )


def _names(project: Project) -> tuple[str | None, str | None]:
    return project.spending_unit, project.project_name
