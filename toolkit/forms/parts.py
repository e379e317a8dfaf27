"""The parts of an indicator's row that have a cell of their own on a form."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.forms.definition import Field

_OPERATOR = Field("choice", "计算符号", choices=("≥", "≤", "=", ">", "<", "定性"))
_NUMBER = Field("text", "指标值", most=120)
_UNIT = Field("text", "计量单位", most=20)

#: The cells of an indicator's row, as fields.
PART_FIELDS: Mapping[str, Field] = {
    "name": Field("text", "三级指标", most=60),
    "description": Field("text", "绩效指标描述", most=200),
    "period_value": Field("text", "实施周期指标值", most=120),
    "annual_value": Field("text", "年度指标值", most=120),
    "period_operator": _OPERATOR,
    "period_number": _NUMBER,
    "period_unit": _UNIT,
    "operator": _OPERATOR,
    "number": _NUMBER,
    "unit": _UNIT,
    "basis": Field("text", "指标值确定依据", most=200),
    "weight": Field("weight", "权重"),
}

#: The values of an indicator, each with the parts that it is written in where it does not stand whole.
BLOCKS: Mapping[str, tuple[str, str, str]] = {
    "period_value": ("period_operator", "period_number", "period_unit"),
    "annual_value": ("operator", "number", "unit"),
}
#: By part, the value that it belongs to; a whole value belongs to itself.
VALUE_OF: Mapping[str, str] = {part: value for value, block in BLOCKS.items() for part in (value, *block)}
#: An indicator is complete only with these …
MUST = ("name", "period_value", "annual_value", "period_number", "number")
#: … and these say nothing without them.
BESIDE = ("period_operator", "period_unit", "operator", "unit", "weight", "description", "basis")
