"""The live self-check beside a form: plain formulas that Excel, WPS and LibreOffice all calculate.

They also betray cells that were moved: a formula follows its cells, so one that refers elsewhere on return
tells that cells were cut, deleted or inserted (`toolkit.intake.compare`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.forms.kinds import kinds
from toolkit.forms.layout import Layout, Slot
from toolkit.model.cell import CellRef

ARROW = "←"


@dataclass(frozen=True, slots=True)
class Check:
    """One formula of the self-check: its cell and what it computes, without the equals sign."""

    cell: CellRef
    formula: str


def panel_column(layout: Layout) -> int:
    """The column of the self-check: one blank column beside the form."""
    return layout.width + 1


def status_cell(layout: Layout) -> CellRef:
    """The one line on top: 可以上报, or how many places are left to fill."""
    return CellRef(1, panel_column(layout))


def stamp_cell(layout: Layout) -> CellRef:
    """Where the full stamp stands beside the form."""
    return CellRef(layout.code_cell.row, panel_column(layout))


def self_check(layout: Layout) -> tuple[Check, ...]:
    """All formulas of the self-check, the status line first."""
    col = panel_column(layout)
    lines = tuple(_lines(layout, col))
    first, last = min(line.cell for line in lines), max(line.cell for line in lines)
    count = f'SUMPRODUCT((LEFT({first}:{last},1)="{ARROW}")*1)'
    status = f'IF({count}=0,"可以上报","还有 "&{count}&" 处需要填写")'
    return (Check(status_cell(layout), status), *lines)


def _lines(layout: Layout, col: int) -> Iterator[Check]:
    for row, complaints in _by_row(layout).items():
        formula = '""'
        for condition, words in reversed(complaints):
            formula = f'IF({condition},"{ARROW} {words}",{formula})'
        yield Check(CellRef(row, col), formula)


def _by_row(layout: Layout) -> dict[int, list[tuple[str, str]]]:
    rows: dict[int, list[tuple[str, str]]] = {}
    for key, cell in layout.inputs.items():
        if not key.startswith("slots."):
            rows.setdefault(cell.range.first.row, []).extend(_field(layout, key, cell.range.first))
    required = {category.level2 for category in layout.form.indicators.categories if category.required}
    for slot in layout.slots:
        complaints = rows.setdefault(slot.row, [])
        complaints.append(_half_filled(slot))
        if slot.first and slot.level2 in required:
            complaints.append(_category_empty(layout, slot))
    return {row: complaints for row, complaints in sorted(rows.items()) if complaints}


def _field(layout: Layout, key: str, cell: CellRef) -> Iterator[tuple[str, str]]:
    field = layout.field(key)
    if field.required:
        yield f"LEN(TRIM({cell}))=0", f"请填写{field.name}"
    kind = kinds()[field.kind]
    if kind.numeric:
        yield f"AND(LEN(TRIM({cell}))>0,NOT(ISNUMBER({cell})))", f"{field.name}应为数字"
    if field.kind == "amount":
        yield f"AND(ISNUMBER({cell}),N({cell})<=0)", f"{field.name}应大于0"


def _must(slot: Slot) -> list[CellRef]:
    """The cells that make an indicator complete: its name and its values."""
    return [cell for part, cell in slot.cells.items() if part in ("name", "period_value", "annual_value", "number")]


def _half_filled(slot: Slot) -> tuple[str, str]:
    filled = "+".join(f"(LEN(TRIM({cell}))>0)" for cell in _must(slot))
    count = len(_must(slot))
    return f"MOD({filled},{count})>0", "名称和指标值都要填写"


def _category_empty(layout: Layout, slot: Slot) -> tuple[str, str]:
    last = max(other.row for other in layout.slots if other.level2 == slot.level2)
    columns = [f"(LEN(TRIM({cell}:{CellRef(last, cell.col)}))>0)" for cell in _must(slot)]
    printed = layout.form.indicators.spelling.get(slot.level2, slot.level2)
    return f"SUMPRODUCT({'*'.join(columns)})=0", f"至少填写一项{printed}"
