"""A town's own program over jixiao, as another project would write it.

It uses every public name, and is checked by mypy --strict and by pyright as a stranger's code.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from toolkit import (
    Adopted,
    CellRange,
    CellRef,
    DepartmentTarget,
    FileError,
    Finding,
    Findings,
    Frames,
    Funding,
    Indicator,
    InputError,
    Issued,
    Limits,
    Merged,
    Outcome,
    PaymentStep,
    Project,
    Report,
    Severity,
    Source,
    SubGoal,
    TemplateError,
    ToolkitError,
    Where,
    __version__,
    adopt,
    annotate,
    check,
    generate,
    load_form,
    merge,
    read,
    report,
    split,
)


def patrol(unit: str) -> Project:
    """A project, written down in code."""
    indicators = tuple(
        Indicator(level1, level2, name, value, value)
        for level1, level2, name, value in (
            ("产出指标", "数量指标", "巡防活动次数", "≥4次"),
            ("产出指标", "质量指标", "巡防活动合格率", "≥95%"),
            ("产出指标", "时效指标", "完成时间", "2025年12月底前"),
            ("产出指标", "成本指标", "巡防活动总成本", "≤200000元"),
            ("效益指标", "社会效益指标", "居民参与率", "≥90%"),
            ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
        )
    )
    return Project(
        "form13",
        "",
        project_name="治安经费",
        project_type="其他特定目标类（部门职能类）",
        project_level="二级项目",
        supervising_department="东坑镇",
        spending_unit=unit,
        start_year=2025,
        end_year=2025,
        budget_year=2025,
        funding=Funding(total=Decimal(200_000)),
        period_goal="全年围绕治安经费组织巡防活动4次，合格率达到95%以上，让居民满意。",
        annual_goal="2025年围绕治安经费组织巡防活动4次，合格率达到95%以上，按月检查进度并及时公开结果。",
        payment_plan=(PaymentStep("6月底", "50"),),
        indicators=indicators,
    )


def advice(findings: Findings) -> Iterator[str]:
    """A line for each finding that weighs something."""
    one: Finding
    for one in findings.where(severity=Severity.WARNING):
        place: Where = one.where
        yield f"{place.file} {place.cell}: {one.message('en')} {one.fix('en')}"


def collect(folder: Path) -> Decimal:
    """Issues, reads, checks, merges and splits, and returns the total in 元."""
    form = load_form("form13")
    issued: Issued = generate(form.id, output=str(folder / "issued"), records=[patrol("骏达社区")], year=2025)
    outcome: Outcome = read(*issued.paths, limits=Limits(file_size=1 << 20), jobs=1)
    source: Source | None = outcome.projects[0].source
    if source is None or not CellRange.parse(source.range).holds(*CellRef.parse("A1")):
        raise RuntimeError(source)
    frames: Frames = outcome.to_frame()
    if list(frames.projects["project_name"]) != ["治安经费"]:
        raise RuntimeError(frames.projects)

    checked = check([(path.name, path.read_bytes()) for path in issued.paths])
    for line in advice(checked.findings):
        print(line)
    letter: Report = report(check(*issued.paths), lang="zh")
    letter.save(folder / "letter.html")
    print(letter.to_text("json")[:1], len(letter.to_bytes("xlsx")) > 0)
    marked: tuple[Path, ...] = annotate(check(*issued.paths), [*issued.paths], str(folder / "marked"))
    print(len(marked))

    summary = BytesIO()
    merged: Merged = merge(str(folder / "issued"), output=summary, department="东坑镇")
    summary.seek(0)
    forms = split(("summary.xlsx", summary.getvalue()), output=folder / "split")
    print(len(forms.paths), len(merged.left_out))
    return sum((one.funding.total or Decimal(0) for one in read(folder / "split").projects), Decimal(0))


def own_form(workbook: Path, folder: Path) -> str:
    """Drafts a definition, and returns its id or the sentence that says why not."""
    try:
        drafted: Adopted = adopt(workbook, output=str(folder / "own.yaml"))
    except (FileError, InputError, TemplateError) as error:
        return error.message("en")
    return drafted.form


def department_goals(target: DepartmentTarget) -> list[str]:
    """The titles of a department's sub-goals."""
    sub_goals: tuple[SubGoal, ...] = target.sub_goals
    return [one.title for one in sub_goals]


def main(folder: Path) -> int:
    """Runs everything once."""
    try:
        total = collect(folder)
    except ToolkitError as error:
        print(error.message("en"))
        return 2
    print(__version__, total, own_form(next((folder / "issued").rglob("*.xlsx")), folder))
    return 0 if total == Decimal(200_000) else 1
