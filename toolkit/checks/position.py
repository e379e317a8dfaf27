"""Where a finding stands on its sheet, as numbers that sort and compare."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.model.cell import CellRange, CellRef

_ROW = re.compile(r"\d+")
_NOWHERE = CellRef(-1, -1)


@lru_cache(maxsize=4096)  # forms have the same cells throughout
def top_left(cell: str | None) -> CellRef:
    """The first corner of the first of the cells named (`D14`, `A1:F31`, `D14,D15`); rows (`12:14`) begin in
    column A; the sheet as a whole comes before all its cells.
    """
    if not cell:
        return _NOWHERE
    first = cell.split(",")[0].strip()
    try:
        return CellRange.parse(first).first
    except ValueError:
        row = _ROW.search(first)
        return CellRef(int(row[0]) - 1, 0) if row else _NOWHERE


@lru_cache(maxsize=4096)
def cells_named(cell: str | None) -> frozenset[CellRef]:
    """The single cells that a finding names. A range names none: what concerns a whole form or row is not about
    the cell at its corner. A finding about a whole sheet or file names one place that is no cell.
    """
    if not cell:
        return frozenset({_NOWHERE})
    return frozenset(top_left(part) for part in cell.split(",") if ":" not in part) - {_NOWHERE}
