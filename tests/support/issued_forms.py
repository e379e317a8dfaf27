"""One issued form: its stamp, its prefilled cells, values that complete it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openpyxl.workbook import Workbook

from tests.support.stamps import stamp_for
from toolkit.forms import CellValue, Layout
from toolkit.issuing import Issue

KEY = b"the department's key"
NOW = 1_732_000_000  # 2024-11-19
PASSWORD = "绩效2024"
TYPE = "其他特定目标类（部门职能类）"
Drawn = Callable[..., Workbook]


def issue(
    layout: Layout, values: Mapping[str, CellValue], prefilled: frozenset[str] = frozenset(), sheet: str = "项目"
) -> Issue:
    stamp = stamp_for(layout, KEY, sheet, prefilled={key: values[key] for key in prefilled}, now=NOW)
    return Issue(layout, values, prefilled, stamp, sheet)


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
