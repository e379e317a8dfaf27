"""The lists that drop-downs offer: one column each on a hidden sheet, whatever their length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.forms.layout import Layout
from toolkit.forms.stamp import LISTS
from toolkit.generate.styles import HIDDEN
from toolkit.generate.xlsx import Book
from toolkit.model.cell import CellRef, column_letters

Choices = tuple[str, ...]
#: Where each list stands, as a formula.
Sources = Mapping[Choices, str]


def sources(layouts: Iterable[Layout]) -> Sources:
    """Every list that the forms of a workbook offer, with the range it will stand in."""
    found = dict.fromkeys(choices for layout in layouts for key in layout.inputs if (choices := layout.choices(key)))
    return {choices: _range(col, len(choices)) for col, choices in enumerate(found)}


def draw_lists(book: Book, lists: Sources) -> None:
    """Write the hidden sheet; a workbook without lists has it too, empty."""
    sheet = book.sheet(LISTS, hidden=True)
    for col, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            sheet.text(CellRef(row, col), choice, HIDDEN)


def _range(col: int, length: int) -> str:
    letters = column_letters(col)
    return f"={LISTS}!${letters}$1:${letters}${length}"
