"""The self-check next to a form: formulas for Excel, WPS and LibreOffice.

They also reveal cells that were moved: a formula follows its cells, so one that refers elsewhere on return shows
that cells were cut, deleted or inserted (`toolkit.intake.form.compare`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count, islice

from toolkit.forms.complaint import Complaint, Contents, content_complaint, filled
from toolkit.forms.field_names import is_own
from toolkit.forms.further_tables import FURTHER
from toolkit.forms.head_complaints import head_complaints
from toolkit.forms.incomplete_rows import category_empty, half_filled, level_empty, required, weights
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, once
from toolkit.forms.row_complaints import row_complaints
from toolkit.forms.stamp import FULL, decode_short
from toolkit.forms.typed_amounts import UNJUDGED, amount_unjudged, is_no_number, no_number, number_unjudged
from toolkit.model.cell import CellRef

ARROW = "←"
#: What a remark begins with, which asks for nothing.
REMARK_SIGN = "※"
#: The status line when nothing is left to fill.
READY = "初步自查：未见错误"
#: What follows it where the panel cannot judge some places.
_LATER = "处以审核为准"
#: The same in forms issued before the self-check looked at content.
_FORMERLY = "可以上报"
#: Excel takes formulas of 8,192 characters and calls a workbook damaged that holds a longer one.
_LONGEST = 8000
#: The text before the printed code.
CODE_LABEL = "表样编号："


@dataclass(frozen=True, slots=True)
class Check:
    """A formula of the self-check.

    Attributes:
        cell: its place.
        formula: what it computes, without the equals sign.
        complaints: what it is made of.
        former: the formula in forms issued before the self-check knew of content; its single cells come first in
            the present one too.
    """

    cell: CellRef
    formula: str
    complaints: tuple[Complaint, ...] = ()
    former: str = ""


def panel_column(layout: Layout) -> int:
    """Returns the column of the self-check: one blank column after the form."""
    return layout.width + 1


@once
def status_cell(layout: Layout) -> CellRef:
    """Returns the cell of the status line, above the first cell to fill.

    It says 初步自查, or how many places are left to fill.
    """
    first = min(cell.range.first.row for cell in layout.inputs.values())
    return CellRef(max(first - 1, 0), panel_column(layout))


def stamp_cell(layout: Layout) -> CellRef:
    """Returns the cell of the full stamp next to the form."""
    return CellRef(layout.code_cell.row, panel_column(layout))


@once
def self_check(layout: Layout) -> tuple[Check, ...]:
    """Returns all formulas of the self-check, the status line first."""
    lines = tuple(_lines(layout, panel_column(layout)))
    first, last = min(line.cell for line in lines), max(line.cell for line in lines)
    open_places = f'SUMPRODUCT((LEFT({first}:{last},1)="{ARROW}")*1)'
    open_ = f'"还有 "&{open_places}&" 处需要填写")'
    former = f'IF({open_places}=0,"{_FORMERLY}",{open_}'
    remarks = f'SUMPRODUCT((LEFT({first}:{last},1)="{REMARK_SIGN}")*1)'
    ready = f'"{READY}"&IF({remarks}=0,"","，"&{remarks}&"{_LATER}")'
    return (Check(status_cell(layout), f"IF({open_places}=0,{ready},{open_}", former=former), *lines)


def panel_results(checks: tuple[Check, ...], contents: Contents) -> tuple[str, ...]:
    """Returns the results of the formulas for these contents.

    Viewers that do not calculate show them.
    """
    results_of_checks = tuple(_result(check, contents) for check in checks[1:])
    left, later = (sum(text.startswith(sign) for text in results_of_checks) for sign in (ARROW, REMARK_SIGN))
    ready = f"{READY}，{later}{_LATER}" if later else READY
    return (f"还有 {left} 处需要填写" if left else ready, *results_of_checks)


def _result(check: Check, contents: Contents) -> str:
    held = (complaint for complaint in check.complaints if complaint.holds(contents))
    return next((f"{REMARK_SIGN if one.remark else ARROW} {one.words}" for one in held), "")


def _lines(layout: Layout, col: int) -> Iterator[Check]:
    for row, complaints in _by_row(layout).items():
        ordered = _fitting(sorted(complaints, key=lambda complaint: (not complaint.witness, complaint.remark)))
        former = [_formerly(complaint) for complaint in ordered if complaint.witness]
        yield Check(CellRef(row, col), _formula(ordered), tuple(ordered), _formula(former))


def _formerly(complaint: Complaint) -> Complaint:
    return replace(complaint, condition=complaint.formerly) if complaint.formerly else complaint


def _fitting(complaints: list[Complaint]) -> list[Complaint]:
    """Returns as many complaints as a formula can hold; the first matter most."""
    while len(_formula(complaints)) > _LONGEST and not complaints[-1].witness:
        complaints = complaints[:-1]
    return complaints


def _formula(complaints: list[Complaint]) -> str:
    formula = '""'
    for complaint in reversed(complaints):
        # A formula is recognised by the words of its witnesses, with which older forms were issued too.
        sign = REMARK_SIGN if complaint.remark else ARROW
        words = f'"{sign} {complaint.words}"' if complaint.witness else f'"{sign}"&" {complaint.words}"'
        formula = f"IF({complaint.condition},{words},{formula})"
    return formula


def _by_row(layout: Layout) -> dict[int, list[Complaint]]:
    rows: dict[int, list[Complaint]] = {}
    for key, cell in layout.inputs.items():
        if not key.startswith("slots."):
            rows.setdefault(cell.range.first.row, []).extend(_field(layout, key, cell.range.first))
    for area in layout.areas:
        rows.setdefault(area.heading[-1], []).extend(weights(layout, area))
    for slot in layout.slots:
        complaints = rows.setdefault(slot.row, [])
        complaints.append(half_filled(layout, slot))
        if slot.first and required(layout, slot):
            complaints.append(category_empty(layout, slot))
        complaints.extend(level_empty(layout, slot))
        complaints.extend(row_complaints(layout, slot))
    return {row: complaints for row, complaints in sorted(rows.items()) if complaints}


def _number(contents: Contents, cell: CellRef) -> bool:
    return cell in contents and not isinstance(contents[cell], str)


def _field(layout: Layout, key: str, cell: CellRef) -> Iterator[Complaint]:
    field = layout.field(key)
    if field.required:
        yield Complaint(f"LEN(TRIM({cell}))=0", lambda c: not filled(c, cell), f"请填写{field.name}")
    kind = kind_of(field)
    if field.required and (blank := kind.blank(field)):
        yield content_complaint(f'{cell}="{blank}"', lambda c: c.get(cell) == blank, f"请选择{field.name}")
    if kind.numeric:
        former = f"AND(LEN(TRIM({cell}))>0,NOT(ISNUMBER({cell})))"
        condition, words = no_number(cell, kind.leave_open), f"{field.name}应为数字"
        yield Complaint(condition, lambda c: is_no_number(c, cell, kind.leave_open), words, formerly=former)
        alone = key.startswith(FURTHER)  # words beside an amount have no place there
        if field.kind == "amount":
            yield amount_unjudged(cell, layout.form.unit, alone=alone)
        else:
            yield number_unjudged(cell)
    if field.most and not layout.slots:  # where there is no table, each text has a formula that follows it
        most = field.most
        yield Complaint(f"LEN({cell})>{most}", lambda c: len(str(c.get(cell, ""))) > most, f"{field.name}超过{most}字")
    if field.kind == "amount" and key != "total":  # a part of the money may be nothing
        condition, former = (f"AND(ISNUMBER({cell}),N({cell}){sign}0)" for sign in ("<", "<="))
        words = f"{field.name}不应为负数" if is_own(key, layout.form.record) else f"{field.name}应大于0"
        yield Complaint(condition, lambda c: _number(c, cell) and Decimal(c[cell]) < 0, words, formerly=former)
    elif field.kind == "amount":
        condition = f"AND(ISNUMBER({cell}),N({cell})<=0)"
        yield Complaint(condition, lambda c: _number(c, cell) and Decimal(c[cell]) <= 0, f"{field.name}应大于0")
    yield from head_complaints(layout, key, cell)


#: The fixed words of the panel: its heading and the filling instructions below it. The generator writes these
#: and no others next to a form, so that the reader recognises them.
PANEL_TEXTS: tuple[str, ...] = (
    "填报自查（不打印）",
    "浅黄色为必填；按 Tab 键跳到下一格。",
    "粘贴请选“只粘贴文本”；显示不全可拉高行。",
    "三级指标可选可自填；行数不够请联系下发单位。",
)
_STATUS = re.compile(rf"{_FORMERLY}|{READY}(?:，\d+{_LATER})?|还有 ?\d+ ?处需要填写")


@once
def panel_texts(layout: Layout) -> tuple[tuple[CellRef, str], ...]:
    """Returns the fixed words of the panel with their cells.

    The heading is above the status line, the instructions are in rows without a check.
    """
    status, *lines = self_check(layout)
    taken = {line.cell.row for line in lines} | {layout.code_cell.row}
    free = (row for row in count(status.cell.row + 1) if row not in taken)
    rows = [status.cell.row - 1, *islice(free, len(PANEL_TEXTS) - 1)]
    return tuple((CellRef(row, status.cell.col), text) for row, text in zip(rows, PANEL_TEXTS, strict=True) if row >= 0)


def is_panel_text(text: str) -> bool:
    """Whether the generator writes this text next to or below a form."""
    return (
        text.startswith((ARROW, FULL, f"{REMARK_SIGN} {UNJUDGED}"))
        or text in PANEL_TEXTS
        or _STATUS.fullmatch(text) is not None
        or (text.startswith(CODE_LABEL) and decode_short(text) is not None)
    )
