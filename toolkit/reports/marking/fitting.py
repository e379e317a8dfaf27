"""Where the rows of an issued form stand on a sheet that came back; rows may have been added or taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.forms.layout import Layout
from toolkit.intake.grid import GridCell
from toolkit.model.cell import CellRef

#: Of its fixed texts, so many must stand in their places for a sheet to be laid out as the form.
_ENOUGH = 0.5


@dataclass(frozen=True)
class Fit:
    """A layout laid over a sheet.

    Attributes:
        rows: the row of the sheet for each row of the layout that is there.
        right: by how many columns the form stands further right.
    """

    rows: Mapping[int, int]
    right: int


def fit(filled: Mapping[CellRef, GridCell], layout: Layout) -> Fit | None:
    """Lay a form over a sheet by its fixed texts; None where too few of them are there."""
    places: dict[str, list[CellRef]] = {}
    for ref, cell in filled.items():
        places.setdefault(_plain(cell.text), []).append(ref)
    labels = {cell.range.first: _plain(cell.text) for cell in layout.locked if cell.text}
    moves = Counter(
        (found.row - ref.row, found.col - ref.col) for ref, text in labels.items() for found in places.get(text, [])[:9]
    )
    if not moves or len(labels) * _ENOUGH > sum(
        count for (_, right), count in moves.items() if right == moves.most_common(1)[0][0][1]
    ):
        return None
    (down, right), _ = moves.most_common(1)[0]
    return Fit(_rows(labels, places, layout, down, right), right)


def _rows(
    labels: Mapping[CellRef, str], places: Mapping[str, list[CellRef]], layout: Layout, down: int, right: int
) -> dict[int, int]:
    """Rows with a text in its place lead those without one that follow them; none stands above an earlier one."""
    by_row: dict[int, list[tuple[CellRef, str]]] = {}
    for ref, text in labels.items():
        by_row.setdefault(ref.row, []).append((ref, text))
    rows: dict[int, int] = {}
    at, move = -1, _first_move(by_row, places, down, right)
    for row in range(len(layout.heights)):
        candidates = {
            found.row - row
            for ref, text in by_row.get(row, ())
            for found in places.get(text, ())[:9]
            if found.col == ref.col + right and found.row > at
        }
        if candidates:
            move = min(candidates, key=lambda other: (abs(other - move), other))
        if row + move > at:
            at = rows[row] = row + move
    return rows


def _first_move(
    by_row: Mapping[int, list[tuple[CellRef, str]]], places: Mapping[str, list[CellRef]], down: int, right: int
) -> int:
    """How far down the first fixed text stands."""
    for row in sorted(by_row):
        for ref, text in by_row[row]:
            for found in places.get(text, ()):
                if found.col == ref.col + right:
                    return found.row - ref.row
    return down


def _plain(text: str) -> str:
    return "".join(text.split())
