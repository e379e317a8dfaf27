"""Whether a sheet stands exactly as it was issued, apart from what was filled in.

Most forms come back so. Then every label, formula, merge, lock and limit is where it was, and nothing that
`toolkit.intake.aligning.compare` and `toolkit.intake.aligning.doubt` look for by their slower ways can be found:
they need not be asked. Where the least thing differs they are, so that this module can be wrong in one direction only.

Where only locks, limits, merges or the sheet's name differ, no cell was moved all the same: the formulas of the
self-check would have followed it. There too every cell means what it was issued for, whatever word stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from toolkit.forms.layout import Layout, once
from toolkit.forms.selfcheck import panel_texts, self_check, stamp_cell
from toolkit.forms.stamp import Stamp
from toolkit.intake.aligning.compare import is_limited
from toolkit.intake.grid import Grid, Validation
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange


class _Issued(NamedTuple):
    """A sheet as it was issued.

    Attributes:
        texts: the fixed texts of the form and of the panel beside it.
        formulas: the self-check.
        inputs: the cells to fill and their keys.
        marks: where the stamp and the printed code stand.
        frame: whether merges and limits are as issued, where these keys were filled in before.
    """

    texts: Mapping[tuple[int, int], str]
    formulas: Mapping[tuple[int, int], str]
    inputs: Mapping[tuple[int, int], str]
    marks: frozenset[tuple[int, int]]
    frame: Callable[[tuple[CellRange, ...], tuple[Validation, ...], frozenset[str]], bool]


def filled_in(grid: Grid, layout: Layout, stamp: Stamp) -> dict[str, Token] | None:
    """The cells that were filled in, by key, where nothing else differs from what was issued; else None.

    They hold plain values, and what was filled in before the form was sent is still there.
    """
    if not grid.visible or not grid.protected or grid.hidden_rows or grid.hidden_cols or grid.name != stamp.sheet:
        return None
    found = in_place(grid, layout, structured=True)
    if found is None or not _issued(layout).frame(grid.merges, grid.validations, frozenset(stamp.prefilled)):
        return None
    if any(token.cell.formula is not None or token.cell.blank for token in found.values()):
        return None
    kept = all(key in found and found[key].text == text for key, text in stamp.prefilled.items())
    return found if kept else None


def in_place(grid: Grid, layout: Layout, *, structured: bool) -> dict[str, Token] | None:
    """The cells that were filled in, by key, where every cell stands at the place that it was issued at; else None.

    Args:
        grid: the sheet.
        layout: the form as it was issued.
        structured: whether the file's format tells formulas. Else what they computed may stand in their cells.
    """
    texts, formulas, inputs, marks, _ = _issued(layout)
    found: dict[str, Token] = {}
    seen = 0
    for place, cell in grid.cells.items():
        if not cell.text and cell.formula is None:
            continue
        if place in inputs:
            found[inputs[place]] = Token(*place, cell)
        elif place in texts:
            if texts[place] != cell.text or cell.formula is not None:
                return None
            seen += 1
        elif place in formulas:
            if structured and formulas[place] != cell.formula:
                return None
            seen += structured
        elif place not in marks:
            return None
    return found if seen == len(texts) + structured * len(formulas) else None


@once
def _issued(layout: Layout) -> _Issued:
    texts: dict[tuple[int, int], str] = {cell.range.first: cell.text for cell in layout.locked if cell.text}
    texts.update(panel_texts(layout))
    return _Issued(
        texts,
        {check.cell: check.formula for check in self_check(layout)},
        {cell.range.first: key for key, cell in layout.inputs.items()},
        frozenset({layout.code_cell, stamp_cell(layout)}),
        lru_cache(maxsize=256)(_frame_of(layout)),
    )


def _frame_of(layout: Layout) -> Callable[[tuple[CellRange, ...], tuple[Validation, ...], frozenset[str]], bool]:
    merged = {cell.range for cell in layout.cells if cell.range.area > 1}
    limited = {key: cell.range.first for key, cell in layout.inputs.items() if is_limited(layout, key)}

    def stands(merges: tuple[CellRange, ...], validations: tuple[Validation, ...], prefilled: frozenset[str]) -> bool:
        ranges = [one for validation in validations for one in validation.ranges]
        to_cover = (place for key, place in limited.items() if key not in prefilled)
        return set(merges) == merged and all(any(one.holds(*place) for one in ranges) for place in to_cover)

    return stands
