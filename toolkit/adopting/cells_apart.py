"""Cells with several labels and answers, taken apart before a sheet is understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.adopting.field_words import is_known_label, looks_like_label
from toolkit.adopting.sheet_look import SheetLook
from toolkit.adopting.visible_part import VisiblePart
from toolkit.excel.grid import Grid, GridCell
from toolkit.intake.form.labels_in_one_cell import cut_at_labels
from toolkit.intake.form.vocabulary import is_year_line
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.money_units import unit_in


@dataclass(frozen=True, slots=True)
class _Cut:
    """A cell to take apart.

    Attributes:
        place: its columns.
        lines: by new line, each text with its first and last column.
    """

    place: CellRange
    lines: tuple[tuple[tuple[str, int, int], ...], ...]


def with_cells_apart(grid: Grid, look: SheetLook, options: Mapping[CellRef, tuple[str, ...]]) -> VisiblePart | None:
    """Returns a sheet with one label a cell; None where it is so."""
    merges = {merge.first: merge for merge in grid.merges}
    cuts = {
        CellRef(*place): cut
        for place, cell in grid.cells.items()
        if (cut := _cut(grid, cell, merges.get(CellRef(*place), CellRange(CellRef(*place), CellRef(*place)))))
    }
    if not cuts:
        return None
    last = max(row for row, _ in grid.cells)
    more = {place.row: max(len(cut.lines) for at, cut in cuts.items() if at.row == place.row) - 1 for place in cuts}
    rows = tuple(row for row in range(last + 1) for _ in range(1 + more.get(row, 0)))
    begins = {row: rows.index(row) for row in range(last + 1)}

    def down(row: int) -> int:
        return begins.get(row, row + len(rows) - last - 1)

    cells = {(down(row), col): cell for (row, col), cell in grid.cells.items() if CellRef(row, col) not in cuts}
    kept = [_moved(merge, down) for merge in grid.merges if merge.first not in cuts]
    looks = {(down(row), col): one for (row, col), one in look.cells.items()}
    for place, cut in cuts.items():
        for below, line in enumerate(cut.lines):
            row = down(place.row) + below
            for text, first, final in line:
                cells[row, first] = grid.cells[place.row, place.col]._replace(text=text, raw=text)
                kept += [CellRange(CellRef(row, first), CellRef(row, final))] if final > first else []
                if (place.row, place.col) in look.cells:
                    looks |= {(row, col): look.cells[place.row, place.col] for col in range(first, final + 1)}
    heights = {down(row): height for row, height in look.heights.items()}
    area = _moved(look.area, down) if look.area is not None else None
    return VisiblePart(
        replace(grid, cells=cells, merges=tuple(kept)),
        replace(look, cells=looks, heights=heights, area=area),
        {CellRef(down(place.row), place.col): listed for place, listed in options.items()},
        rows,
        tuple(range(max(col for _, col in grid.cells) + 1)),
    )


def _moved(merge: CellRange, down: object) -> CellRange:
    assert callable(down)
    return CellRange(CellRef(down(merge.first.row), merge.first.col), CellRef(down(merge.last.row), merge.last.col))


def _cut(grid: Grid, cell: GridCell, place: CellRange) -> _Cut | None:
    """Returns the parts of a cell and their columns, None for one label."""
    if cell.blank or place.first.row != place.last.row:
        return None
    parts = cut_at_labels(cell.text, lambda words: is_known_label(words, "project") or looks_like_label(words))
    if len(parts) < 2:
        return None
    span = place.last.col - place.first.col + 1
    lines = list(_lines(parts, span))
    if not lines or (len(lines) > 1 and not _is_alone(grid, place)):
        return None
    return _Cut(place, tuple(tuple(_placed(line, place.first.col, span)) for line in lines))


def _needed(part: str) -> int:
    """Returns the columns that a part needs: a label two, a note one."""
    return 1 if is_year_line(part) or unit_in(part) or re.fullmatch(r"[（(]\s*年\s*度?\s*[）)]", part) else 2


def _lines(parts: Sequence[str], span: int) -> Iterator[tuple[str, ...]]:
    """Yields the parts that fit beside each other; nothing where one alone does not."""
    line: list[str] = []
    if any(_needed(part) > span for part in parts):
        return
    for part in parts:
        if line and sum(map(_needed, (*line, part))) > span:
            yield tuple(line)
            line = []
        line.append(part)
    yield tuple(line)


def _placed(line: Sequence[str], left: int, span: int) -> Iterator[tuple[str, int, int]]:
    """Yields the parts of a line with first and last column.

    The first ones are the widest.
    """
    spare = span - sum(map(_needed, line))
    wide = [one for one in range(len(line)) if _needed(line[one]) > 1] or list(range(len(line)))
    for number, part in enumerate(line):
        place = wide.index(number) if number in wide else -1
        own = _needed(part) + (spare // len(wide) + (place < spare % len(wide)) if place >= 0 else 0)
        yield part, left, left + own - 1
        left += own


def _is_alone(grid: Grid, place: CellRange) -> bool:
    """Whether nothing else stands in a cell's row, nor reaches over it."""
    row = place.first.row
    others = any(at == row and col != place.first.col and not one.blank for (at, col), one in grid.cells.items())
    return not others and not any(one.first.row <= row <= one.last.row and one != place for one in grid.merges)
