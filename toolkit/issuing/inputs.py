"""Limits of a cell while it is filled in: drop-downs, lengths, colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from toolkit.excel.write.book_writer import BookWriter
from toolkit.excel.write.sheet_writer import SheetWriter
from toolkit.forms.definition import Field
from toolkit.forms.heights import SHORT, fitting_characters
from toolkit.forms.incomplete_rows import must, required
from toolkit.forms.kinds import Limit, kind_of
from toolkit.forms.layout import Layout
from toolkit.forms.stamp import LISTS
from toolkit.forms.table_layout import IndicatorRow
from toolkit.forms.typed_amounts import has_no_digit
from toolkit.issuing.form_styles import HIDDEN, TO_FILL, WRONG
from toolkit.model.cell import CellRange, CellRef, column_letters

Choices = tuple[str, ...]
#: Where each list stands, as a formula.
Sources = Mapping[Choices, str]


def sources(layouts: Iterable[Layout]) -> Sources:
    """Returns every list that a workbook's forms offer, with its range."""
    found = dict.fromkeys(choices for layout in layouts for key in layout.inputs if (choices := layout.choices(key)))
    return {choices: _range(col, len(choices)) for col, choices in enumerate(found)}


def draw_lists(book: BookWriter, lists: Sources) -> None:
    """Writes the hidden sheet of lists, even where there are none."""
    sheet = book.sheet(LISTS, hidden=True)
    for col, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            sheet.put(row, col, choice, HIDDEN)


def _range(col: int, length: int) -> str:
    letters = column_letters(col)
    return f"={LISTS}!${letters}$1:${letters}${length}"


#: The longest title and the longest text that a spreadsheet shows.
TITLE, MESSAGE = 32, 255
#: Of a text that may be longer than its row shows; formulas do not know how tall a row is, so no line warns of it.
_FITS = "约{}字打印得下，更长的请拉高本行。"
_SUGGESTED = "可从下拉列表中选常用的，也可自行填写。"


def draw_limits(sheet: SheetWriter, layout: Layout, lists: Sources) -> None:
    """Attaches the validations of a form, one for each group of like cells."""
    groups: dict[tuple[str, Limit, Choices], list[CellRange]] = {}
    for name, limit, choices, place in _limits(layout):
        groups.setdefault((name, limit, choices), []).append(place)
    for (name, limit, choices), places in groups.items():
        sheet.validate(_joined(places), _options(name, limit, lists.get(choices)))


def _limits(layout: Layout) -> Iterator[tuple[str, Limit, Choices, CellRange]]:
    for key, cell in layout.inputs.items():
        field = layout.field(key)
        limit = kind_of(field).limit(field)
        choices = layout.choices(key)
        if choices and (limit is None or limit.type != "list"):
            limit = Limit("list", f"请填写{field.name}。{_SUGGESTED}", "", strict=False)
        if limit is not None and limit.type == "textLength" and limit.high > SHORT:
            fits = fitting_characters(layout, cell.range)
            limit = replace(limit, prompt=limit.prompt + _FITS.format(fits)) if 0 < fits < limit.high else limit
        if limit is not None and (choices or limit.type != "list"):
            yield field.name, limit, choices if limit.type == "list" else (), cell.range


def _options(name: str, limit: Limit, source: str | None) -> dict[str, object]:
    options: dict[str, object] = {
        "input_title": name[:TITLE],
        "input_message": limit.prompt[:MESSAGE],
        "show_error": limit.strict,
    }
    if limit.strict:
        options |= {"error_title": "填写有误", "error_message": limit.error[:MESSAGE]}
    if limit.type == "list":
        return {"validate": "list", "source": source, **options}
    kind = {"whole": "integer", "decimal": "decimal", "textLength": "length"}[limit.type]
    return {"validate": kind, "criteria": "between", "minimum": limit.low, "maximum": limit.high, **options}


def _joined(places: list[CellRange]) -> list[CellRange]:
    """Returns the ranges with those right below each other as one."""
    joined: list[CellRange] = []
    for place in sorted(places, key=lambda place: (place.first.col, place.first.row)):
        above = joined[-1] if joined else None
        if above and _columns(above) == _columns(place) and above.last.row + 1 == place.first.row:
            joined[-1] = CellRange(above.first, place.last)
        else:
            joined.append(place)
    return joined


def _columns(place: CellRange) -> tuple[int, int]:
    return place.first.col, place.last.col


#: The longest formula that a spreadsheet takes is a little longer; a longer list has its drop-down only.
FORMULA = 8000


def draw_tints(sheet: SheetWriter, layout: Layout) -> None:
    """Attaches the conditional formats of a form."""
    for key, cell in layout.inputs.items():
        field, fixed = layout.field(key), _fixed(cell.range.first)
        wrong = _wrong(field, layout.choices(key), fixed)
        if wrong:
            sheet.tint(cell.range, wrong, WRONG)
        if field.required:
            sheet.tint(cell.range, f"LEN(TRIM({fixed}))=0", TO_FILL)
    sides: dict[tuple[int, str | None], list[IndicatorRow]] = {}
    categories: dict[str, list[IndicatorRow]] = {}
    for slot in layout.slots:
        sides.setdefault((slot.table, slot.scope), []).append(slot)
        if required(layout, slot):
            categories.setdefault(slot.category, []).append(slot)
    for slots in sides.values():
        _tint_begun(sheet, slots[0], slots[-1])
    for slots in categories.values():
        _tint_nothing(sheet, slots[0], slots[-1])


def _wrong(field: Field, choices: tuple[str, ...], cell: str) -> str | None:
    """Returns a formula for values that cannot be right, None for no limit."""
    kind = kind_of(field)
    limit = kind.limit(field)
    if limit is None or not limit.strict:
        return None
    if limit.type == "list":
        other = ",".join(f'{cell}<>"{choice.replace(chr(34), chr(34) * 2)}"' for choice in choices)
        condition = f"AND(LEN(TRIM({cell}))>0,{other})"
        return condition if choices and len(condition) < FORMULA else None
    return f"AND(LEN(TRIM({cell}))>0,{_outside(limit, cell)})" if kind.numeric else None


def _outside(limit: Limit, cell: str) -> str:
    typed = f"AND(NOT(ISNUMBER({cell})),{has_no_digit(cell)})"
    return f"OR({typed},AND(ISNUMBER({cell}),OR(N({cell})<{limit.low},N({cell})>{limit.high})))"


def _tint_begun(sheet: SheetWriter, first: IndicatorRow, last: IndicatorRow) -> None:
    """Tints the empty cells of a begun row; the condition moves down with rows."""
    cells = must(first)
    filled = "+".join(f"LEN(TRIM({cell}))" for cell in cells)
    for cell, bottom in zip(cells, must(last), strict=True):
        sheet.tint(CellRange(cell, bottom), f"AND(LEN(TRIM({cell}))=0,{filled}>0)", TO_FILL)


def _tint_nothing(sheet: SheetWriter, first: IndicatorRow, last: IndicatorRow) -> None:
    """Tints the first row of a required category without any entry."""
    columns = ",".join(f"{_fixed(top)}:{_fixed(end)}" for top, end in zip(must(first), must(last), strict=True))
    for cell in must(first):
        sheet.tint(CellRange(cell, cell), f"COUNTA({columns})=0", TO_FILL)


def _fixed(cell: CellRef) -> str:
    return f"${column_letters(cell.col)}${cell.row + 1}"
