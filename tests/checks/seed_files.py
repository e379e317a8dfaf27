"""The records of the seeds as intake gives them."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

from tests.support import read_records as builders
from toolkit.checks import Settings, rules, run
from toolkit.forms import FormDefinition, compile_layout, load_form, load_framework, shipped
from toolkit.intake.summary.entry import read_packed
from toolkit.model import CellRef, Finding, Placed, Project, ReadFile, ReadRecord, Source, projects_from

SEEDS = ("000", "001", "002", "003", "004")
FAMILIES = ("goals", "indicators", "values", "cost", "satisfaction")

#: Cells of seed 003 that break the grammar of packed texts, as printed.
PACKED = {
    36: "1、1-产出指标,12-质量指标,支出合规性；3-满意度指标，31-服务对象满意度，绿化养护满意率，90%及以上，"
    "1-产出指标，11-数量指标，绿化养护完成率，100%",
    37: "1、1-产出指标,12-质量指标,支出合规性；效益指标，生态效益，购买志愿服务，100人；"
    "满意度指标，服务对象满意度，疫情防控政策群众普及程度，90%以上",
    38: "1、1-产出指标,11-数量指标，政府采购率，100%；12-质量指标,支出合规性；"
    "2-效益指标，22-社会效益，案件办结率，100%；3-满意度指标，31-服务对象满意度，90%及以上",
}


@cache
def seed(number: str) -> ReadFile:
    """One of the seeds as a file."""
    (path,) = (shipped("samples") / "records").glob(f"{number}-*.json")
    projects = projects_from(json.loads(path.read_text("utf-8")))
    return builders.file(*(_record(project, place, path.stem) for place, project in enumerate(projects, 1)))


def project(number: str, place: int) -> Project:
    """One project of a seed, by its number from 1."""
    record = seed(number).records[place - 1].record
    assert isinstance(record, Project)
    return record


def _record(record: Project, place: int, stem: str) -> ReadRecord:
    path = f"returned/{stem}.xlsx"
    definition = load_form(record.form)
    if not isinstance(definition, FormDefinition):
        seen = read_packed(PACKED.get(place, ""), f"G{place + 4}", load_framework("classic")).observations
        return builders.read(record, *seen, path=path, sheet="汇总", line=place + 4)
    assert record.budget_year
    layout = compile_layout(definition, load_framework(definition.framework), record.budget_year)
    cells = {key: cell.range.first for key, cell in layout.inputs.items() if not key.startswith("slots.")}
    for row in range(len(record.indicators)):
        for part, cell in layout.slots[0].cells.items():
            cells[f"indicators.{row}.{part}"] = CellRef(cell.row + row, cell.col)
    placed = {key: Placed(str(cell), "") for key, cell in cells.items()}
    return ReadRecord(definition, record, Source(path, str(place), "A1:F40", "0" * 64), placed)


Key = tuple[str, int, str]


def findings(*files: ReadFile, settings: Settings | None = None) -> tuple[Finding, ...]:
    """Returns the findings of the rules of content."""
    return run(files, settings or Settings(), FAMILIES)


@cache
def keys(number: str) -> Counter[Key]:
    """Counts a seed's findings by code, number of the project, and indicator or field."""
    file = seed(number)
    places = {(read.source.sheet, _name(read)): place for place, read in enumerate(file.records, 1)}
    return Counter(
        (_code(one), place, _meant(one, file.records[place - 1]))
        for one in findings(file)
        for place in [places[one.where.sheet or "", one.where.project or ""]]
    )


def _name(read: ReadRecord) -> str:
    assert isinstance(read.record, Project)
    return read.record.project_name or ""


def _code(one: Finding) -> str:
    return one.code if one.severity is rules()[one.code].severity else f"{one.code} {one.severity}"


def _meant(one: Finding, read: ReadRecord) -> str:
    about = str(one.facts.get("about", ""))
    if not about.startswith("indicators."):
        return about
    assert isinstance(read.record, Project)
    indicator = read.record.indicators[int(about.split(".")[1])]
    return indicator.name or indicator.level2
