"""Made indicators, with which the proof of a definition fills its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.forms.answers import parsed_answer
from toolkit.forms.definition import Field, FormDefinition, column_field
from toolkit.forms.layout import compile_layout
from toolkit.indicators.framework import Framework
from toolkit.model.frozen import FrozenMap
from toolkit.model.records import Indicator
from toolkit.model.schema import INDICATOR_CELLS

#: The budget year of made records.
YEAR = 2025


def made_rows(form: FormDefinition, framework: Framework, kind: str | None) -> Iterator[Indicator]:
    """Yields an indicator for every row of a form, every cell filled."""
    layout = compile_layout(form, framework, YEAR, kind)
    levels = [(first.name, second.name) for first, second in framework.pairs()]
    for slot in layout.slots:
        number = slot.number + 1
        own: dict[str, Any] = {
            field.key: "5" if field.kind == "weight" else f"{field.zh}{number}"
            for field in INDICATOR_CELLS
            if field.carried and field.key in slot.cells
        }
        typed = levels[slot.number % len(levels)] if "level2" in slot.cells else (slot.level1, slot.level2)
        columns = layout.areas[slot.table].table.side_columns(slot.scope).values()
        extra = ((one.part, made_answer(column_field(one), number)) for one in columns if one.is_own)
        yield Indicator(
            *typed,
            f"试填指标{number}",
            f"≥{number + 10}个" if slot.cells.keys() & {"period_value", "period_number"} else None,
            f"≥{number}个" if slot.cells.keys() & {"annual_value", "number"} else None,
            scope=slot.scope,
            extra=FrozenMap(extra),
            **own,
        )


#: Texts among which every kind of cell finds one of its own.
SAMPLES = ("5", "5%", f"{YEAR}", f"{YEAR}-03-01", "13800138000", "张三")


def made_answer(field: Field, number: int) -> str:
    """Returns a made answer to a field or column of the definition's own."""
    if field.choices:
        return tuple(field.choices)[number % len(field.choices)]
    if field.kind in ("text", "long_text", "code"):
        return f"{'' if field.kind == 'code' else field.name}{number}"[-(field.most or 60) :]
    found = (parsed_answer(text, field, "万元") for text in SAMPLES)
    return next((answer for answer in found if answer), "")
