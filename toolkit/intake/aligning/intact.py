"""Whether a sheet stands exactly as it was issued, apart from what was filled in.

Most forms come back so. Then every label, formula, merge, lock and limit is where it was, and nothing that
`toolkit.intake.aligning.compare` and `toolkit.intake.aligning.doubt` look for by their slower ways can be found:
they need not be asked. Where the least thing differs they are, so that this module can be wrong in one direction only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

from toolkit.forms.layout import Layout, once
from toolkit.forms.selfcheck import panel_texts, self_check, stamp_cell
from toolkit.forms.stamp import Stamp
from toolkit.intake.aligning.body import Body
from toolkit.intake.aligning.compare import is_limited
from toolkit.intake.aligning.header import Header
from toolkit.intake.grid import Grid, Validation
from toolkit.intake.observation import Seen
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange

#: What tells that a row of the table was not read as it stands.
_OUT_OF_PLACE = (Seen.MOVED, Seen.AMBIGUOUS)


class _Issued(NamedTuple):
    """A sheet as it was issued.

    Attributes:
        texts: the fixed texts of the form and of the panel beside it.
        formulas: the self-check, each as it is issued and as it was before.
        inputs: the cells to fill and their keys.
        marks: where the stamp and the printed code stand.
        frame: whether merges and limits are as issued, where these keys were filled in before.
    """

    texts: Mapping[tuple[int, int], str]
    formulas: Mapping[tuple[int, int], tuple[str, ...]]
    inputs: Mapping[tuple[int, int], str]
    marks: frozenset[tuple[int, int]]
    frame: Callable[[tuple[CellRange, ...], tuple[Validation, ...], frozenset[str]], bool]


def filled_in(grid: Grid, layout: Layout, stamp: Stamp) -> dict[str, Token] | None:
    """The cells that were filled in, by key, where nothing else differs from what was issued; else None.

    They hold plain values, and what was filled in before the form was sent is still there.
    """
    if not grid.visible or not grid.protected or grid.hidden_rows or grid.hidden_cols or grid.name != stamp.sheet:
        return None
    texts, formulas, inputs, marks, frame = _issued(layout)
    found: dict[str, Token] = {}
    seen = 0
    for place, cell in grid.cells.items():
        if not cell.text and cell.formula is None:
            continue
        if place in inputs:
            if cell.formula is not None or cell.blank:
                return None
            found[inputs[place]] = Token(*place, cell)
        elif place in texts:
            if texts[place] != cell.text or cell.formula is not None:
                return None
            seen += 1
        elif place in formulas:
            if cell.formula not in formulas[place]:
                return None
            seen += 1
        elif place not in marks:
            return None
    if seen < len(texts) + len(formulas) or not frame(grid.merges, grid.validations, frozenset(stamp.prefilled)):
        return None
    kept = all(key in found and found[key].text == text for key, text in stamp.prefilled.items())
    return found if kept else None


def read_in_place(header: Header, body: Body, layout: Layout) -> bool:
    """Whether every value was read as what its cell is for, and none was left."""
    inputs, cells = layout.inputs, _issued(layout).inputs
    if any(found.cell != inputs[key].range.first or len(found.tokens) > 1 for key, found in header.fields.items()):
        return False
    if header.observations or any(seen.seen in _OUT_OF_PLACE for seen in body.observations):
        return False
    return not any((token.row, token.col) in cells for token in (*header.left, *body.left))


@once
def _issued(layout: Layout) -> _Issued:
    texts: dict[tuple[int, int], str] = {cell.range.first: cell.text for cell in layout.locked if cell.text}
    texts.update(panel_texts(layout))
    return _Issued(
        texts,
        {check.cell: (check.formula, check.former) for check in self_check(layout)},
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
