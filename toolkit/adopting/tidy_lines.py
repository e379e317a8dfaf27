"""Lines of a draft as a definition can say them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import replace

from toolkit.adopting.draft import DraftCell, DraftLine
from toolkit.forms.proof_layout import HIGHEST, compared_label

_Lines = tuple[DraftLine, ...]


def tidied(lines: Sequence[DraftLine], words: Set[str], width: int, drop: Callable[[str], None]) -> _Lines:
    """Returns lines without fields that no label introduces.

    Such a field becomes a part of the cell beside it.

    Args:
        lines: those above the indicators, or those below.
        words: folded words of the indicator table and the title, which no label may use.
        width: columns of the form.
        drop: is called with the key of each field that has no cell any more.
    """
    found: list[DraftLine] = []
    above: dict[int, int] = {}
    used: set[int] = set()
    taken: set[tuple[int, int]] = set()
    marks = 0
    for row, line in enumerate(lines):
        cells: list[DraftCell] = []
        col, before = 0, None
        for cell in line.cells:
            while (row, col) in taken:
                col += 1
            columns = range(col, col + cell.span)
            taken.update((r, c) for r in range(row, row + cell.rows) for c in columns)
            col += cell.span
            if cell.kind == "label" and compared_label(cell.text) in words:
                cell = replace(cell, kind="heading")
            if cell.kind == "label":
                marks += 1
                before = marks
                above.update(dict.fromkeys(columns, marks))
            elif cell.kind == "field":
                label = before or above.get(columns.start)
                if label is None or label in used:
                    drop(cell.text)
                    _join(cells, cell)
                    continue
                used.add(label)
            cells.append(cell)
        found.append(replace(line, cells=tuple(_widened(cells))))
    return tuple(_without_empty(found, width))


def _without_empty(lines: Sequence[DraftLine], width: int) -> Iterator[DraftLine]:
    """Yields the lines without those that have no cells at all.

    Cells that reach into such a line become a line shorter.
    """
    taken: set[tuple[int, int]] = set()
    empty: set[int] = set()
    for row, line in enumerate(lines):
        col = 0
        for cell in line.cells:
            while (row, col) in taken:
                col += 1
            taken.update((r, c) for r in range(row, row + cell.rows) for c in range(col, col + cell.span))
            col += cell.span
        if not line.cells and not line.table and not all((row, other) in taken for other in range(width)):
            empty.add(row)
    for row, line in enumerate(lines):
        if row not in empty:
            cells = (replace(c, rows=c.rows - len(empty & set(range(row, row + c.rows)))) for c in line.cells)
            below = next((at for at in range(row + 1, len(lines)) if at not in empty), len(lines))
            height = line.height + sum(lines[at].height for at in range(row + 1, below))
            yield replace(line, cells=tuple(cells), height=min(height, HIGHEST))


def _join(cells: list[DraftCell], dropped: DraftCell) -> None:
    """Makes a dropped cell a part of the one before it, else a blank."""
    if cells and cells[-1].rows == dropped.rows and cells[-1].kind != "label":
        cells[-1] = replace(cells[-1], span=cells[-1].span + dropped.span)
    else:
        cells.append(replace(dropped, text=""))


def _widened(cells: Sequence[DraftCell]) -> Iterator[DraftCell]:
    """Yields the cells; one without a text widens its neighbour."""
    waiting = 0
    kept: list[DraftCell] = []
    for cell in cells:
        if not cell.text:
            if kept and kept[-1].rows == cell.rows:
                kept[-1] = replace(kept[-1], span=kept[-1].span + cell.span)
            else:
                waiting += cell.span
        else:
            kept.append(replace(cell, span=cell.span + waiting))
            waiting = 0
    if waiting and kept:
        kept[-1] = replace(kept[-1], span=kept[-1].span + waiting)
    yield from kept


def with_repeated(parts: Sequence[_Lines], words: Set[str]) -> Iterator[_Lines]:
    """Yields the lines with labels of the same words told apart.

    One that introduces a field is `repeated`; one that introduces none is a heading where another does.
    """
    naming = [list(_naming(lines)) for lines in parts]
    named = {compared_label(cell.text) for found in naming for _, _, cell in found}
    seen: set[str] = set()
    for lines, found in zip(parts, naming, strict=True):
        places = {(row, number) for row, number, _ in found}
        kept = []
        for row, line in enumerate(lines):
            cells = []
            for number, cell in enumerate(line.cells):
                key = compared_label(cell.text)
                if cell.kind == "label":
                    if (row, number) not in places and (key in named or key in seen):
                        cell = replace(cell, kind="heading")
                    else:
                        cell = replace(cell, repeated=key in seen)
                        seen.add(key)
                cells.append(cell)
            kept.append(replace(line, cells=tuple(cells)))
        yield tuple(kept)


def _naming(lines: _Lines) -> Iterator[tuple[int, int, DraftCell]]:
    """Yields line, place and cell of each label that introduces a field."""
    above: dict[int, tuple[int, int, DraftCell]] = {}
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        col, before = 0, None
        for number, cell in enumerate(line.cells):
            while (row, col) in taken:
                col += 1
            columns = range(col, col + cell.span)
            taken.update((r, c) for r in range(row, row + cell.rows) for c in columns)
            col += cell.span
            if cell.kind == "label":
                before = (row, number, cell)
                above.update(dict.fromkeys(columns, before))
            elif cell.kind == "field" and (label := before or above.get(columns.start)):
                yield label
