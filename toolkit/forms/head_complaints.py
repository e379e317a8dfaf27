"""Complaints about the fields above the table: period, budget, spending plan.

As for the rows of the table (`toolkit.forms.row_complaints`), each condition has its twin in Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from toolkit.forms.complaint import (
    BLANKS,
    Complaint,
    Contents,
    contains_none,
    content_complaint,
    filled,
    left_out,
    narrow,
    text_in,
    without,
)
from toolkit.forms.definition import sums_of
from toolkit.forms.further_tables import cell_key, row_count, sum_targets
from toolkit.forms.layout import Layout
from toolkit.forms.typed_amounts import addition
from toolkit.model.cell import CellRef

_PLAN = "payment_plan."
_CODE_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CODE = re.compile("[0-9A-Za-z][0-9A-Za-z_-]{3,}")
_LONGEST_CODE = 30
_SHARE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?")


def head_complaints(layout: Layout, key: str, cell: CellRef) -> Iterator[Complaint]:
    """Yields the complaints about the content of a field above the table."""
    field = layout.field(key)
    if field.required:
        yield _blanks_only(cell, f"请填写{field.name}")
    if key == "end_year":
        yield from _period(layout, cell)
    elif parts := sums_of(layout.form).get(key):
        yield from _sum(layout, key, cell, parts)
    elif field.kind == "code":
        yield _code(cell, f"{field.name}应为4位以上的数字和字母")
    elif field.kind == "funds":
        yield _sentence(cell)
    elif key.startswith(_PLAN):
        steps = [one.range.first for name, one in layout.inputs.items() if name.startswith(_PLAN)]
        if cell == steps[-1]:
            yield _plan(steps)
    for table, column, target in sum_targets(layout.form):
        if target == key:
            yield _table_sum(layout, cell, table, column)


def _blanks_only(cell: CellRef, words: str) -> Complaint:
    return content_complaint(
        f"AND(LEN(TRIM({cell}))>0,LEN({without(str(cell), BLANKS)})=0)",
        lambda c: filled(c, cell) and not left_out(text_in(c, cell), BLANKS),
        words,
    )


def _number(contents: Contents, cell: CellRef) -> Decimal | None:
    value = contents.get(cell)
    return None if value is None or isinstance(value, str) else Decimal(value)


def _period(layout: Layout, end: CellRef) -> Iterator[Complaint]:
    """Yields the complaint about a period that ends early or excludes the year."""
    field = layout.inputs.get("start_year")
    if field is None or not layout.year:
        return
    start, year = field.range.first, layout.year

    def holds(contents: Contents) -> bool:
        first, last = _number(contents, start), _number(contents, end)
        return first is not None and last is not None and not 2000 <= first <= year <= last <= 2099

    first = str(start) if start.row == end.row else f"{start}:{start}"
    condition = (
        f"AND(COUNT({first})=1,ISNUMBER({end}),OR(SUM({first})<2000,SUM({first})>{year},N({end})<{year},N({end})>2099))"
    )
    yield content_complaint(condition, holds, f"实施周期应包含{year}年")


def _sum(layout: Layout, key: str, total: CellRef, names: tuple[str, ...]) -> Iterator[Complaint]:
    """Yields the complaint about amounts that do not add up to another one."""
    parts = [layout.inputs[name].range.first for name in names if name in layout.inputs]
    words = "各项资金之和与总额不符" if key == "total" else f"各项之和与{layout.field(key).name}不符"
    if parts:
        yield addition(parts, total, layout.form.unit, words)


def _table_sum(layout: Layout, total: CellRef, table: str, column: str) -> Complaint:
    """Returns the complaint about a further table's rows and their sum."""
    keys = [cell_key(table, row, column) for row in range(1, row_count(layout.form.tables[table]) + 1)]
    cells = [layout.inputs[key].range.first for key in keys if key in layout.inputs]  # the rest are fields of the form
    label = next(one.label for one in layout.form.tables[table].columns if one.key == column)
    return addition(cells, total, layout.form.unit, f"{layout.form.tables[table].name}的{label}之和不符")


def _code(cell: CellRef, words: str) -> Complaint:
    text = without(f"ASC({cell})", BLANKS)
    # Two marks may stand inside; a number that a program rounded (1.7E+08) has others.
    inner = f'SUBSTITUTE(SUBSTITUTE({text},"-","0"),"_","0")'
    places = ";".join(str(place) for place in range(1, _LONGEST_CODE + 1))
    good = f'SUMPRODUCT(ISNUMBER(FIND(MID({inner}&REPT("0",{_LONGEST_CODE}),{{{places}}},1),"{_CODE_CHARACTERS}"))*1)'
    condition = f'AND(LEN({text})>0,OR(LEN({text})<4,{good}<{_LONGEST_CODE},ISNUMBER(FIND(LEFT({text}),"-_"))))'

    def holds(contents: Contents) -> bool:
        code = left_out(narrow(text_in(contents, cell)), BLANKS)
        return code != "" and _CODE.fullmatch(code[:_LONGEST_CODE]) is None

    return content_complaint(condition, holds, words)


def _plan(steps: list[CellRef]) -> Complaint:
    """Returns the complaint about a spending plan that does not rise to 100."""
    shares = [f'VALUE(SUBSTITUTE(ASC({cell}:{cell}),"%",""))' for cell in steps]
    falls = ",".join(f"{one}>{other}" for one, other in pairwise(shares))
    written = f"SUMPRODUCT((LEN(TRIM({steps[0]}:{steps[-1]}))>0)*1)"
    condition = f"AND({written}>0,IFERROR(OR({falls},{shares[-1]}<>100,{shares[0]}<0),1=1))"

    def holds(contents: Contents) -> bool:
        texts = [text_in(contents, cell) for cell in steps]
        if not any(text.strip(" ") for text in texts):
            return False
        numbers = [narrow(text).replace("%", "").strip(" ") for text in texts]
        if not all(map(_SHARE.fullmatch, numbers)):
            return True
        shares = list(map(Decimal, numbers))
        return shares != sorted(shares) or shares[-1] != 100 or shares[0] < 0

    return content_complaint(condition, holds, "支出计划应逐期累计到100%")


_TOTAL_WORD, _FISCAL_WORD = "预算数", "财政资金"
_OTHER_SOURCES = ("其他", "自筹", "单位自有", "财政专户")


def _sentence(cell: CellRef) -> Complaint:
    """Returns the complaint about fiscal money that differs from the budget.

    Only where the sentence uses the form's words and names no other source of money.
    """
    text = without(f"ASC({cell})", (*BLANKS, ","))
    total, fiscal = (_amount(text, word) for word in (_TOTAL_WORD, _FISCAL_WORD))
    alone = contains_none(_OTHER_SOURCES, str(cell))
    condition = f"IFERROR(AND({alone},ROUND({total}-{fiscal},6)<>0),1=0)"

    def holds(contents: Contents) -> bool:
        written = text_in(contents, cell)
        if any(word in written for word in _OTHER_SOURCES):
            return False
        text = left_out(narrow(written), (*BLANKS, ","))
        amounts = [_read(text, word) for word in (_TOTAL_WORD, _FISCAL_WORD)]
        return None not in amounts and amounts[0] != amounts[1]

    return content_complaint(condition, holds, "财政资金与预算数不符，请核对金额和单位")


def _amount(text: str, word: str) -> str:
    """Returns a formula for the amount from a word to 元, in 万元."""
    start = f'FIND("{word}",{text})+{len(word)}'
    amount = f'MID({text},{start},FIND("元",{text},{start})-({start}))'
    return f'VALUE(SUBSTITUTE({amount},"万",""))/IF(RIGHT({amount})="万",1,10000)'


_MONEY = re.compile(r"([0-9]+(?:\.[0-9]*)?)(万?)")


def _read(text: str, word: str) -> Decimal | None:
    _, found, rest = text.partition(word)
    amount, yuan, _ = rest.partition("元")
    match = _MONEY.fullmatch(amount) if found and yuan else None
    return Decimal(match[1]) / (1 if match[2] else 10_000) if match else None
