"""A returned sheet as a table, with the findings at their cells. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.checks.finding_text import Lang, fix, sentence, top_left
from toolkit.excel.grid import CellKind, Grid
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.finding import Finding, Severity

#: Rows and columns that are drawn; a form has a third of them.
ROWS, COLUMNS = 400, 40
#: Characters of a cell that are drawn.
_LONGEST = 4000
#: Cells of a range that a finding marks, so that a finding on a whole form colours no page.
_MARKED = 12
#: Width in pixels of one character of the default font.
_CHARACTER = 7.5


class DrawnFinding(NamedTuple):
    """A finding beside the drawing.

    Attributes:
        number: its number on the page, from 1.
        code: the rule.
        severity: error, warning or info.
        message: the sentence.
        fix: what to do.
        cells: the cells as the file calls them; empty where it concerns the whole.
        anchor: the first of its cells that is drawn, None for none.
    """

    number: int
    code: str
    severity: Severity
    message: str
    fix: str
    cells: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One cell of the drawing, with the cells that it is merged with.

    Attributes:
        name: A1.
        text: as a person reads it.
        rows: rows that it spans.
        cols: columns that it spans.
        is_label: whether the form has it locked.
        is_number: whether it holds a number.
        severity: of the worst finding at it; None without one.
        findings: numbers of the findings at it.
    """

    name: str
    text: str
    rows: int
    cols: int
    is_label: bool
    is_number: bool
    severity: Severity | None
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DrawnForm:
    """A sheet as a table.

    Attributes:
        sheet: its name.
        letters: of the columns that are drawn.
        widths: of the columns in pixels.
        rows: number of the row, then its cells.
        findings: all findings on it, the worst first.
        is_cut: whether the sheet has more than is drawn.
    """

    sheet: str
    letters: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[int, tuple[DrawnCell, ...]], ...]
    findings: tuple[DrawnFinding, ...]
    is_cut: bool


def draw_form(
    grid: Grid,
    findings: Iterable[Finding],
    lang: Lang,
    *,
    widths: Sequence[float] = (),
    own_columns: bool = False,
) -> DrawnForm:
    """Returns a sheet as a table.

    Args:
        grid: the sheet as it came.
        findings: those on it.
        lang: of the sentences.
        widths: of the columns in characters, from the form's definition.
        own_columns: whether columns beyond `widths` are drawn only where something was found in them: beside an
            issued form stand the program's own help and stamp.
    """
    listed = tuple(_listed(findings, lang))
    rows, cols, is_cut = _extent(grid)
    if own_columns and widths:
        marked = {col for one in listed for _, col in _places(one.cells)}
        cols = [col for col in cols if col < len(widths) or col in marked]
    spans, covered = _spans(grid, rows, cols)
    marks = _marks(listed, covered)
    shown = [row for row in rows if row not in grid.hidden_rows]
    drawn = tuple(
        (row + 1, tuple(_cell(grid, row, col, spans, marks) for col in cols if (row, col) not in covered))
        for row in shown
    )
    names = {cell.name for _, cells in drawn for cell in cells}
    return DrawnForm(
        grid.name,
        tuple(column_letters(col) for col in cols),
        tuple(round((widths[col] if col < len(widths) else 14) * _CHARACTER) for col in cols),
        drawn,
        tuple(one._replace(anchor=next((a for a in _anchors(one, covered) if a in names), None)) for one in listed),
        is_cut,
    )


def _extent(grid: Grid) -> tuple[list[int], list[int], bool]:
    """Returns the rows and columns to draw, and whether there are more."""
    filled = [place for place, cell in grid.cells.items() if not cell.blank]
    filled += [(merge.last.row, merge.last.col) for merge in grid.merges]
    last_row = max((row for row, _ in filled), default=0)
    last_col = max((col for _, col in filled), default=0)
    cols = [col for col in range(min(last_col + 1, COLUMNS)) if col not in grid.hidden_cols]
    return list(range(min(last_row + 1, ROWS))), cols or [0], last_row >= ROWS or last_col >= COLUMNS


def _spans(
    grid: Grid, rows: Sequence[int], cols: Sequence[int]
) -> tuple[Mapping[tuple[int, int], tuple[int, int]], Mapping[tuple[int, int], tuple[int, int]]]:
    """Returns the spans of merged cells, and the cover of each covered cell."""
    shown_rows = {row for row in rows if row not in grid.hidden_rows}
    shown_cols = set(cols)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for merge in grid.merges:
        down = [row for row in range(merge.first.row, min(merge.last.row, rows[-1]) + 1) if row in shown_rows]
        across = [col for col in range(merge.first.col, min(merge.last.col, cols[-1]) + 1) if col in shown_cols]
        if not down or not across or (merge.first.row, merge.first.col) in covered:
            continue
        head = (merge.first.row, merge.first.col)
        if head != (down[0], across[0]):  # its corner is hidden: the cells are drawn one by one
            continue
        spans[head] = (len(down), len(across))
        covered |= {(row, col): head for row in down for col in across if (row, col) != head}
    return spans, covered


def _listed(findings: Iterable[Finding], lang: Lang) -> Iterator[DrawnFinding]:
    """Yields findings with numbers, the worst first."""
    ordered = sorted(findings, key=lambda one: (one.severity.rank, top_left(one.where.cell), one.code))
    for number, one in enumerate(ordered, 1):
        yield DrawnFinding(
            number, one.code, one.severity, sentence(one, lang), fix(one, lang), one.where.cell or "", None
        )


def _places(cells: str) -> Iterator[tuple[int, int]]:
    """Yields the cells that a finding marks."""
    for name in cells.split(","):
        try:
            area = CellRange.parse(name.strip())
        except ValueError:
            continue
        size = (area.last.row - area.first.row + 1) * (area.last.col - area.first.col + 1)
        if size > _MARKED:
            continue
        for row in range(area.first.row, area.last.row + 1):
            for col in range(area.first.col, area.last.col + 1):
                yield row, col


def _anchors(one: DrawnFinding, covered: Mapping[tuple[int, int], tuple[int, int]]) -> Iterator[str]:
    for place in _places(one.cells):
        yield str(CellRef(*covered.get(place, place)))


def _marks(
    findings: Iterable[DrawnFinding], covered: Mapping[tuple[int, int], tuple[int, int]]
) -> Mapping[tuple[int, int], list[DrawnFinding]]:
    marks: dict[tuple[int, int], list[DrawnFinding]] = {}
    for one in findings:
        if one.severity is Severity.INFO:  # nothing to do there
            continue
        for place in dict.fromkeys(covered.get(place, place) for place in _places(one.cells)):
            marks.setdefault(place, []).append(one)
    return marks


def _cell(
    grid: Grid,
    row: int,
    col: int,
    spans: Mapping[tuple[int, int], tuple[int, int]],
    marks: Mapping[tuple[int, int], list[DrawnFinding]],
) -> DrawnCell:
    cell = grid.cells.get((row, col))
    text = "" if cell is None else cell.text
    at = marks.get((row, col), [])
    return DrawnCell(
        str(CellRef(row, col)),
        text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…",
        *spans.get((row, col), (1, 1)),
        is_label=grid.protected and cell is not None and cell.locked and not cell.blank,
        is_number=cell is not None and cell.kind is CellKind.NUMBER,
        severity=min((one.severity for one in at), key=lambda severity: severity.rank, default=None),
        findings=tuple(one.number for one in at),
    )
