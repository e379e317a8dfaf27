"""The sheet of a department's overall target: labels, headings, widths.

`merge` puts one before its summary; people make their own with the same headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME, TITLE = "部门整体目标", "部门整体绩效目标表"
#: Widths of the columns in characters.
WIDTHS = (12, 20, 35, 35)
#: What the columns are called, the tool's own words first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("分项目标", "分项绩效目标", "分项目标名称", "目标名称"),
    "goal": ("绩效目标", "目标内容", "具体目标"),
    "indicators_text": ("绩效指标", "指标", "具体指标"),
}
ORDINAL = "序号"
OVERALL = "总体绩效目标"
MEASURES = "目标规划及保障措施"
DEPARTMENT_LABEL = "部门名称："
#: The lines above the sections that only some targets have (`toolkit.summary_book.department_sections`).
FIELD_ROWS, INDICATOR_ROWS = "资金及其他栏目", "绩效指标明细"
#: Width of a column beyond the others, in characters.
FURTHER_WIDTH = 18
#: The last line of the tool's own: where the record came from, and the definition that it was read with.
ORIGIN = "来源：{place}；表样：{form} {version}"
ORIGIN_LINE = re.compile(r"来源：.*；表样：(?P<form>\S+) (?P<version>\S*)", re.DOTALL)
