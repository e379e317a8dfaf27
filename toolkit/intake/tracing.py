"""Cells that were cut, deleted or inserted betray themselves: the self-check's formulas have followed them.

Every single-cell reference of a self-check formula stands on the formula's own row, in the column of its field.
One that does not tells that a cell went elsewhere, perhaps with a value that now stands beside the wrong name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import ARROW, self_check, status_cell
from toolkit.intake.grid import Grid
from toolkit.intake.observation import Observation, Seen
from toolkit.model.cell import CellRef

_QUOTED = re.compile(r'"[^"]*"')
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_$:.])\$?([A-Z]{1,3})\$?([1-9]\d*)(?![\w(:.])")


def references(formula: str) -> tuple[CellRef, ...]:
    """The single cells that a formula refers to, in its order; ranges are left out."""
    bare = _QUOTED.sub('""', formula)
    return tuple(CellRef.parse(match[1] + match[2]) for match in _REFERENCE.finditer(bare))


def shifted_checks(
    grid: Grid, layout: Layout, rows: Mapping[int, int], cols: Mapping[int, int]
) -> Iterator[Observation]:
    """Self-check formulas that refer elsewhere than they were made to."""
    present = {ref: cell.formula for ref, cell in grid.cells.items() if cell.formula and ARROW in cell.formula}
    if not present:
        return
    by_row: dict[int, str] = {}
    for (row, _), formula in sorted(present.items()):
        by_row[row] = formula
    for check in self_check(layout):
        if check.cell == status_cell(layout):
            continue
        row = rows[check.cell.row]
        formula = by_row.get(row)
        expected = [(row, cols.get(ref.col, ref.col)) for ref in references(check.formula)]
        if formula is None:
            continue
        found = [tuple(ref) for ref in references(formula)]
        if found != expected or "#REF!" in formula:
            wrong = sorted({str(CellRef(*ref)) for ref in found if ref not in expected})
            place = ",".join(str(CellRef(*ref)) for ref in dict.fromkeys(expected))
            shown = "、".join(wrong) or "#REF!"
            yield Observation(Seen.CELLS_SHIFTED, place, {"found": shown, "expected": place})
