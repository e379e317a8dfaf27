"""One issued form, blank or filled, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from toolkit.forms.definition import FormDefinition
from toolkit.forms.kinds import CellValue
from toolkit.forms.layout import Layout, compile_layout
from toolkit.forms.loader import load_form, load_framework
from toolkit.forms.stamp import Stamp, encode, identifier
from toolkit.indicators.framework import Framework
from toolkit.issuing.draw import Issue, draw

KEY = b"the department's key"
NOW = 1_732_000_000  # 2024-11-19
PASSWORD = "绩效2024"
TYPE = "其他特定目标类（部门职能类）"


@pytest.fixture(scope="session")
def form() -> FormDefinition:
    found = load_form("form13")
    assert isinstance(found, FormDefinition)
    return found


@pytest.fixture(scope="session")
def framework(form: FormDefinition) -> Framework:
    return load_framework(form.framework)


@pytest.fixture(scope="session")
def layout(form: FormDefinition, framework: Framework) -> Layout:
    return compile_layout(form, framework, 2024, TYPE)


def issue(
    layout: Layout, values: Mapping[str, CellValue], prefilled: frozenset[str] = frozenset(), sheet: str = "项目"
) -> Issue:
    told = {key: str(values[key]) for key in prefilled}
    stamp = Stamp(
        identifier(NOW, 1), layout.form.id, layout.form.version, layout.year, layout.project_type,
        layout.rows, layout.fingerprint, told, sheet,
    )  # fmt: skip
    return Issue(layout, values, prefilled, encode(stamp, KEY), sheet)


Drawn = Callable[..., Workbook]


@pytest.fixture(scope="session")
def drawn(layout: Layout) -> Drawn:
    """Draw one form and open it with openpyxl: `drawn({"total": 5}, frozenset({"total"}))`."""

    def make(values: Mapping[str, CellValue] | None = None, prefilled: frozenset[str] = frozenset()) -> Workbook:
        return openpyxl.load_workbook(BytesIO(draw([issue(layout, values or {}, prefilled)], PASSWORD)))

    return make


def complete(layout: Layout) -> dict[str, CellValue]:
    """Values that leave nothing to fill."""
    values: dict[str, CellValue] = {
        "project_name": "治安经费（常）",
        "project_type": TYPE,
        "project_level": "二级项目",
        "supervising_department": "东莞市东坑镇骏达社区居民委员会",
        "spending_unit": "东莞市东坑镇骏达社区居民委员会",
        "start_year": 2022,
        "end_year": 2024,
        "total": 36300,
        "period_goal": "三年内配齐保安服装和巡逻车辆。",
        "annual_goal": "今年采购保安服装约8套，维修巡逻车不少于3次。",
    }
    for slot in layout.slots:
        if slot.first:
            for part in slot.cells:
                values[f"slots.{slot.number}.{part}"] = "采购保安服装" if part == "name" else "≧8套"
    return values
