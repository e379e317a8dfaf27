"""Rounds of departments' forms, own definitions and lists, from roster to closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.support.departments import target
from tests.support.ooxml import saved_at
from tests.support.town import send
from toolkit import api
from toolkit.api import made_record
from toolkit.errors import InputError
from toolkit.forms import FormDefinition, load_form, load_framework, shipped
from toolkit.issuing import type_in
from toolkit.model import DepartmentTarget, FrozenMap, Project, ProjectState, Record
from toolkit.rounds import (
    RoundOptions,
    broken_seals,
    changes,
    close,
    decide,
    letters,
    receive,
    remind,
    start,
    status,
)

EXAMPLES = shipped("templates") / "examples"
FIRST, SECOND, THIRD = "甲街道办事处", "乙街道办事处", "丙中心"
LIGHTS, GREEN, OFFICE = "路灯维护", "绿化养护", "办公经费"


def roster(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([*row])
    book.save(path)
    return path


def typed(form: Path, record: Record, templates: Path | None = None, day: int = 10) -> bytes:
    data = form.read_bytes()
    filled = type_in(data, {openpyxl.load_workbook(BytesIO(data)).sheetnames[0]: record}, templates)
    return saved_at(filled, f"2023-11-{day}T01:00:00Z")


def accept_all(folder: Path, options: RoundOptions) -> None:
    for one in status(folder).projects:
        for code in one.errors:
            decide(folder, "waive", one.unit, one.project, code, by="张三", why="试填", options=options)
        decide(folder, "accept", one.unit, one.project, by="张三", why="看过", options=options)


def test_a_round_of_departments_overall_targets(tmp_path: Path) -> None:
    folder = tmp_path / "整体"
    listed = roster(tmp_path / "名册.xlsx", ("部门名称", "预算年度"), (FIRST, 2022), (SECOND, 2022), (THIRD, 2022))
    begun = start(folder, form="department", roster=listed, department="某区")
    assert (begun.units, begun.projects, begun.amount) == (3, 3, None)
    right, wrong = target(department=FIRST), replace(target(department=SECOND), overall_goal="")
    for form, record in zip(begun.forms, (right, wrong), strict=False):
        receive(folder, send(tmp_path / "收", f"{record.department}.xlsx", typed(form, record)))
    assert [one.state.value for one in status(folder).projects] == ["received", "to_correct", "not_returned"]
    (letter,) = [one for one in letters(folder) if one.goes_back]
    assert letter.unit == SECOND
    assert [one.unit for one in remind(folder).reminders] == [SECOND, THIRD]
    receive(folder, send(tmp_path / "收", "乙改.xlsx", typed(begun.forms[1], target(department=SECOND), day=15)))
    (found,) = changes(folder)
    assert [(one.field, one.asked) for one in found.changes] == [("总体绩效目标", True)]
    decide(folder, "nil", THIRD, by="张三", why="今年不编")
    for unit in (FIRST, SECOND):
        decide(folder, "accept", unit, "", by="张三", why="看过")
    closed = close(folder, "王五")
    assert closed.totals.balanced
    assert (closed.totals.accepted[0], closed.totals.nil[0]) == (2, 1)
    assert [one.department for one in api.read(closed.summary).departments] == [FIRST, SECOND]
    public = openpyxl.load_workbook(closed.public)
    words = [str(cell) for sheet in public.worksheets for row in sheet.values for cell in row if cell]
    assert any(FIRST in text for text in words)
    assert any(SECOND in text for text in words)
    assert not any(".xlsx" in text or "报回" in text for text in words)
    assert broken_seals(folder) == ()


@pytest.mark.parametrize("form", ["xiangtan-2023", "guichi-2022", "yueyanglou-2023"])
def test_a_round_of_an_own_definition(form: str, tmp_path: Path) -> None:
    folder, options = tmp_path / "轮", RoundOptions(templates=EXAMPLES)
    definition = load_form(form, EXAMPLES)
    assert isinstance(definition, FormDefinition)
    record = made_record(definition, load_framework(definition.framework, EXAMPLES), None)
    rows, records = _rows_of(record)
    money = ("总计（元）",) if "total" in definition.fields else ()
    of_project = ("用款单位", "项目名称", "预算年度", *money)
    heads = of_project if isinstance(record, Project) else ("部门名称", "预算年度")
    amount = (record.funding.total if isinstance(record, Project) and money else None) or Decimal(0)
    listed = roster(tmp_path / "名册.xlsx", heads, *(((*row, amount) if money else row) for row in rows))
    begun = start(folder, form=form, roster=listed, department="某区", options=options)
    for number, (path, record) in enumerate(zip(begun.forms, records, strict=True)):
        receive(folder, send(tmp_path / "收", f"{number}.xlsx", typed(path, record, EXAMPLES)), options=options)
    assert {one.state for one in status(folder).projects} <= {ProjectState.RECEIVED, ProjectState.TO_CORRECT}
    changed = replace(records[-1], extra=FrozenMap({key: _other(value) for key, value in records[-1].extra.items()}))
    data = typed(begun.forms[-1], changed, EXAMPLES, 15)
    receive(folder, send(tmp_path / "收", "再报.xlsx", data), options=options)
    (found,) = changes(folder, options=options)
    names = {definition.fields[key].name for key in changed.extra}
    assert {one.field for one in found.changes} == names
    assert all(one.cell for one in found.changes)
    assert status(folder).projects[-1].unasked == len(found.unasked) > 0
    assert letters(folder, options=options)
    accept_all(folder, options)
    closed = close(folder, "王五", options=options)
    assert closed.totals.accepted == closed.totals.issued == (len(records), amount * 3)
    read = api.read(closed.summary, templates=EXAMPLES)
    assert len(read.projects) + len(read.departments) == len(records)


def _rows_of(record: Record) -> tuple[list[tuple[object, ...]], list[Record]]:
    if isinstance(record, DepartmentTarget):
        return (
            [(unit, 2024) for unit in (FIRST, SECOND)],
            [replace(record, department=unit, budget_year=2024) for unit in (FIRST, SECOND)],
        )
    pairs = [(FIRST, LIGHTS), (FIRST, GREEN), (SECOND, OFFICE)]
    return (
        [(unit, name, 2024) for unit, name in pairs],
        [replace(record, spending_unit=unit, project_name=name, budget_year=2024) for unit, name in pairs],
    )


def _other(value: str) -> str:
    return str(Decimal(value) + 10_000) if value.replace(".", "").isdigit() else f"{value}改"


INDICATORS = (
    ("产出指标", "数量指标", "维护数量", "≥", "100", "处", 40, "正向指标"),
    ("产出指标", "质量指标", "完好率", "≥", "95", "%", 20, "正向指标"),
    ("产出指标", "时效指标", "及时率", "≥", "95", "%", 10, "正向指标"),
    ("产出指标", "成本指标", "维护成本", "≤", "10", "万元", 10, "反向指标"),
    ("效益指标", "社会效益指标", "覆盖率", "≥", "98", "%", 10, "正向指标"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥", "95", "%", 10, "正向指标"),
)


def _filled(form: Path, number: str = "100") -> bytes:
    """A list that a unit filled in: every project with the same indicators."""
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    names = [(row, sheet.cell(row, 2).value) for row in range(4, sheet.max_row + 1) if sheet.cell(row, 2).value]
    for row, name in names:
        sheet.cell(row, 4).value = f"2024年完成{name}100处，完好率达到95%以上，让群众满意。"
        for place, indicator in enumerate(INDICATORS):
            for col, value in enumerate(map(str, indicator), 5):
                sheet.cell(row + place, col, number if col == 9 and not place else value)
    out = BytesIO()
    book.save(out)
    return saved_at(out.getvalue(), f"2023-11-{10 if number == '100' else 15}T01:00:00Z")


def test_a_round_of_lists_with_many_projects_in_a_workbook(tmp_path: Path) -> None:
    folder, options = tmp_path / "轮", RoundOptions(templates=EXAMPLES)
    rows = [(FIRST, LIGHTS, 120_000), (FIRST, GREEN, 50_000), (SECOND, OFFICE, 30_000)]
    listed = roster(tmp_path / "名册.xlsx", ("用款单位", "项目名称", "预算数（元）"), *rows)
    with pytest.raises(InputError, match="不用 --rows"):
        start(folder, form="jingyan-2023", roster=listed, year=2024, rows={"数量指标": 9}, options=options)
    begun = start(folder, form="jingyan-2023", roster=listed, year=2024, department="某区", options=options)
    assert [path.name for path in begun.forms] == [f"{FIRST}.xlsx", f"{SECOND}.xlsx"]
    assert (begun.round.per, begun.units, begun.projects, begun.amount) == ("unit", 2, 3, Decimal(200_000))
    for form in begun.forms:
        (taken,) = receive(folder, send(tmp_path / "收", form.name, _filled(form)), options=options).files
        assert (taken.unit, taken.recognised_by) == (form.stem, "content")
    assert _states(status(folder).projects) == [(LIGHTS, "received"), (GREEN, "received"), (OFFICE, "received")]
    decide(folder, "return", FIRST, LIGHTS, by="张三", why="维护数量与合同不符，请核对", options=options)
    receive(folder, send(tmp_path / "收", "甲改.xlsx", _filled(begun.forms[0], "300")), options=options)
    first, second = changes(folder, options=options)
    assert [(one.before, one.after, one.asked) for one in (*first.changes, *second.changes)] == [
        ("≥100处", "≥300处", True),
        ("≥100处", "≥300处", False),
    ]
    assert [one.unasked for one in status(folder).projects] == [0, 1, 0]
    accept_all(folder, options)
    closed = close(folder, "王五", options=options)
    assert closed.totals.accepted == closed.totals.issued == (3, Decimal(200_000))
    read = api.read(closed.summary, templates=EXAMPLES).projects
    assert {one.project_name: one.funding.total for one in read} == {name: Decimal(amount) for _, name, amount in rows}


def _states(projects: Iterable[object]) -> list[tuple[str, str]]:
    return [(one.project, one.state.value) for one in projects]  # type: ignore[attr-defined]
