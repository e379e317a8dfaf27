"""Real forms: issued by the generator, filled, returned and read.

Period and annual values differ in every row here, and no two rows say the same: whatever slips shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from zlib import crc32

from openpyxl import Workbook

from tests.support.definitions import form_definition
from tests.support.records import sample
from tests.support.stamps import stamp_for
from tests.support.workbooks import first
from toolkit.excel import Limits
from toolkit.forms import Layout, load_framework
from toolkit.intake import Library, ReadOptions, load_library, read_bytes
from toolkit.issuing import Issue, draw, layout_for, record_values, type_in
from toolkit.model import CellRef, Indicator, Project, ReadFile

KEY = b"the department's key"
NOW = 1_700_000_000
OFFICE = ("000-junda", 5)
"""社区办公经费 of 骏达社区: fifteen indicators in eight of nine categories."""
PLAN = ("002-shequ", 0)
"""社区工作经费 on the form with a spending plan: one indicator in each of nine categories, in sentences."""


@dataclass(frozen=True)
class Filled:
    """A filled form before any damage.

    Attributes:
        data: the workbook.
        layouts: of each sheet, in order.
        truth: the record of each sheet.
    """

    data: bytes
    layouts: tuple[Layout, ...]
    truth: tuple[Project, ...]

    @property
    def layout(self) -> Layout:
        """The layout of the first sheet."""
        return self.layouts[0]

    def at(self, key: str, number: int = 0) -> CellRef:
        """Returns the place of a cell to fill: `total`, `slots.3.name`."""
        return self.layouts[number].inputs[key].range.first


def distinct(project: Project) -> Project:
    """Returns a record in which no two values are the same."""
    worded = ("长期", "有效提升", "按上级要求落实到位", "良好", "基本满足居民办事需求")

    def values(number: int, indicator: Indicator) -> tuple[str, str]:
        if "率" in (indicator.name or "") or "满意" in (indicator.name or ""):
            return f"≥{60 + number}%", f"≥{59 + number}.5%"
        if any(char.isdigit() for char in indicator.annual_value or ""):
            return f"≥{100 + number}次", f"{30 + number}次"
        return f"{worded[number % 5]}{number}年", f"{worded[(number + 2) % 5]}"

    indicators = []
    if all(one.period_value is None for one in project.indicators):
        unit = project.spending_unit or "东坑镇骏达社区"
        return replace(project, spending_unit=unit, indicators=tuple(_described(project.indicators)), source=None)
    for number, indicator in enumerate(project.indicators):
        period, annual = values(number, indicator)
        indicators.append(replace(indicator, period_value=period, annual_value=annual, cell=None))
    return replace(project, indicators=tuple(indicators), source=None)


def _described(indicators: tuple[Indicator, ...]) -> Iterator[Indicator]:
    """Yields indicators with one value, a description and a basis each."""
    for number, one in enumerate(replace(one, cell=None) for one in indicators):
        value = re.sub(r"\d+", str(60 + number), one.annual_value or "")
        own = f"{one.name}的具体安排{number}"
        yield replace(one, description=own, annual_value=value, basis=f"第{number}号工作台账")
        if number < 3:
            added: dict[str, Any] = {
                "name": f"{one.name}（后续）",
                "description": f"{own}之后",
                "basis": f"第{number}号考核表",
            }
            yield replace(one, **added, annual_value=f"≥{20 + number}次")


def issued(projects: tuple[Project, ...], *, prefilled: bool = True) -> tuple[bytes, tuple[Layout, ...]]:
    """One workbook with an empty form for each project, named as the projects are."""
    form = form_definition(projects[0].form)
    framework = load_framework(form.framework)
    issues = []
    for number, project in enumerate(projects, 1):
        layout = layout_for(project, form, framework, project.budget_year or 2024)
        values = record_values(project, layout) if prefilled else {}
        locked = {key: values[key] for key in form.prefilled if key in values}
        sheet = (project.project_name or "")[:31]
        unique = number + crc32(sheet.encode()) % 60_000
        stamp = stamp_for(layout, KEY, sheet, number=unique, prefilled=locked, now=NOW)
        issues.append(Issue(layout, locked, frozenset(locked), stamp, sheet))
    return draw(issues, "x"), tuple(issue.layout for issue in issues)


@cache
def filled(*which: tuple[str, int], prefilled: bool = True, plain: bool = False) -> Filled:
    """A workbook of samples' records: (seed, number) each. Plain ones keep their values."""
    projects = tuple(sample(seed)[number] for seed, number in which)
    if not plain:
        projects = tuple(map(distinct, projects))
    return fill(projects, prefilled=prefilled)


def fill(projects: tuple[Project, ...], *, prefilled: bool = True) -> Filled:
    """Issue a workbook and type the records into it."""
    data, layouts = issued(projects, prefilled=prefilled)
    names = {(project.project_name or "")[:31]: project for project in projects}
    return Filled(type_in(data, names), layouts, projects)


@cache
def _library() -> Library:
    return load_library()


def read(data: bytes, name: str = "骏达/交回.xlsx", key: bytes | None = KEY) -> ReadFile:
    """Read a workbook as the department does."""
    return read_bytes(name, data, _library(), ReadOptions(Limits(), key))


def homemade(form: Filled, *, names: bool = True) -> Workbook:
    """The form typed anew by a person: labels and values only."""
    workbook = Workbook()
    sheet = first(workbook)
    values = record_values(form.truth[0], form.layout) if names else {}
    for cell in form.layout.cells:
        text = values.get(cell.field) if cell.field else cell.text
        if text not in (None, ""):
            row, col = cell.range.first
            sheet.cell(row + 1, col + 1, str(text) if not isinstance(text, int) else text)
    return workbook
