"""Structural damage at random places, one to three kinds at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from random import Random

from tests.support import shift
from tests.support.returned_forms import OFFICE, Filled, filled
from tests.support.sheet_editor import Opened, Sheet, editing
from toolkit.forms import panel_column
from toolkit.model import CellRange, CellRef

FORMS: tuple[Callable[[], Filled], ...] = (
    partial(filled, OFFICE),
    partial(filled, OFFICE, prefilled=False),
    partial(filled, ("004-zongzhi", 8)),
    partial(filled, ("001-dangjian", 9), prefilled=False),
)
Step = Callable[[Random, Sheet, Filled], object]


def damaged(seed: int, forms: Sequence[Callable[[], Filled]] = FORMS) -> tuple[Filled, list[str], bytes]:
    """Returns a form, the damage done to it, and the damaged workbook."""
    chance = Random(seed)
    form = chance.choice(forms)()
    steps = chance.choices(STEPS, k=chance.choice((1, 1, 2, 3)))
    book = Opened(form.data)
    with editing(book) as sheet:
        sheet.unprotect()
        for step in steps:
            step(chance, sheet, form)
    return form, [step.__name__ for step in steps], book.saved()


def _last(form: Filled) -> int:
    """The last column of the form."""
    return form.layout.width - 1


def _row(chance: Random, form: Filled) -> int:
    return chance.randint(0, form.layout.code_cell.row)


def _square(chance: Random, form: Filled, tall: int = 1, wide: int = 1) -> CellRange:
    row, col = _row(chance, form), chance.randint(0, _last(form))
    return CellRange(CellRef(row, col), CellRef(row + tall - 1, min(_last(form), col + wide - 1)))


def _in_table(chance: Random, form: Filled, wide: int) -> CellRange:
    slot = chance.choice(form.layout.slots)
    cells = list(slot.cells.values())
    first = chance.randrange(len(cells))
    return CellRange(cells[first], cells[min(len(cells), first + wide) - 1])


def insert_rows(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.insert_rows(sheet, _row(chance, form), chance.randint(1, 3))


def delete_rows(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.delete_rows(sheet, _row(chance, form), chance.randint(1, 2))


def move_rows(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.move_rows(sheet, _row(chance, form), chance.randint(1, 3), _row(chance, form))


def insert_column(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.insert_columns(sheet, chance.randint(0, _last(form) + 1))


def delete_column(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.delete_columns(sheet, chance.randint(0, _last(form)))


def move_column(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.move_columns(sheet, chance.randint(3, _last(form)), 1, chance.randint(3, _last(form)))


def close_up(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, _in_table(chance, form, chance.randint(1, 3)), "up")


def push_down(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, _in_table(chance, form, chance.randint(1, 3)), "down")


def close_left(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, _square(chance, form), "left")


def push_right(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.insert_cells(sheet, _square(chance, form, wide=chance.randint(1, 2)), "right")


def close_up_anywhere(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.delete_cells(sheet, _square(chance, form, wide=chance.randint(1, 4)), "up")


def cut_block(chance: Random, sheet: Sheet, form: Filled) -> None:
    source = _in_table(chance, form, chance.randint(1, 3))
    source = CellRange(source.first, CellRef(source.last.row + chance.randint(0, 3), source.last.col))
    shift.cut(sheet, source, _in_table(chance, form, 1).first)


def cut_anywhere(chance: Random, sheet: Sheet, form: Filled) -> None:
    shift.cut(sheet, _square(chance, form), CellRef(_row(chance, form), chance.randint(0, _last(form) + 3)))


def merge_cells(chance: Random, sheet: Sheet, form: Filled) -> None:
    sheet.merge(_square(chance, form, chance.randint(1, 2), chance.randint(2, 3)))


def take_apart(chance: Random, sheet: Sheet, form: Filled) -> None:
    sheet.unmerge(_square(chance, form))


def drop_panel(chance: Random, sheet: Sheet, form: Filled) -> None:
    panel = next((place.col for place, _ in sheet.formulas()), panel_column(form.layout))
    for place in list(sheet.cells):
        if place.col == panel:
            sheet.clear(place)


def clear_label(chance: Random, sheet: Sheet, form: Filled) -> None:
    sheet.clear(chance.choice(form.layout.locked).range.first)


def note(chance: Random, sheet: Sheet, form: Filled) -> None:
    empty = [place for place in sheet.cells if not sheet.text(place)]
    sheet.put(chance.choice(empty), "请领导审阅")


STEPS: tuple[Step, ...] = (
    insert_rows,
    delete_rows,
    move_rows,
    insert_column,
    delete_column,
    move_column,
    close_up,
    push_down,
    close_left,
    push_right,
    close_up_anywhere,
    cut_block,
    cut_anywhere,
    merge_cells,
    take_apart,
    drop_panel,
    clear_label,
    note,
)
