"""The formulas of the self-check as they came back, and their checks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolkit.excel.grid import Grid
from toolkit.forms.layout import Layout
from toolkit.forms.selfcheck import ARROW, Check, self_check
from toolkit.forms.table_layout import TableArea
from toolkit.intake.form.locate import Region
from toolkit.model.cell import CellRef
from toolkit.model.remember import Remember

#: What a spreadsheet writes for a cell that is gone.
LOST = "#REF!"
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_REFERENCE = re.compile(r"(?<![A-Za-z0-9_$:.])\$?([A-Z]{1,3})\$?([1-9]\d*)(?![\w(:.])")
_POSITION = re.compile(_REFERENCE.pattern + r"|(?P<lost>(?<![:!])#REF!(?!:))")


class Trace(NamedTuple):
    """A formula of the self-check as it came back.

    Attributes:
        place: its cell.
        words: the texts that it can show.
        cells: the single cells that it refers to, in its order; None for a deleted one.
    """

    place: CellRef
    words: tuple[str, ...]
    cells: tuple[CellRef | None, ...]

    @property
    def at_home(self) -> bool:
        """Whether it refers only to its own row."""
        return {cell and cell.row for cell in self.cells} == {self.place.row}


def references(formula: str) -> tuple[CellRef, ...]:
    """Returns the single cells that a formula refers to, without ranges, in its order."""
    return tuple(cell for cell in _cells(formula) if cell is not None)


def traces(grid: Grid, region: Region) -> tuple[Trace, ...]:
    """Returns the self-check's formulas beside one form, from top to bottom."""
    formulas = sorted((place, cell.formula) for place, cell in grid.cells.items() if cell.formula)
    return tuple(
        Trace(CellRef(*place), words, _cells(formula))
        for place, formula in formulas
        if ARROW in formula and region.holds(*place) and (words := _words(formula))
    )


def paired(layout: Layout, found: tuple[Trace, ...]) -> Iterator[tuple[Check, Trace]]:
    """Yields checks of a layout with unique texts, each with its present formula."""
    by_words: dict[tuple[str, ...], list[Check]] = {}
    back: dict[tuple[str, ...], list[Trace]] = {}
    for check in self_check(layout)[1:]:
        by_words.setdefault(_words(check.formula), []).append(check)
    for trace in found:
        back.setdefault(trace.words, []).append(trace)
    for words, checks in by_words.items():
        if len(checks) == len(back.get(words, ())) == 1:
            yield checks[0], back[words][0]


def where_now(check: Check, trace: Trace) -> Mapping[CellRef, CellRef | None]:
    """Returns the present place of each cell that a check was made for.

    Empty where the formula was rewritten. Lost ranges come after the single cells, and look like lost cells.
    """
    issued = references(check.former)  # a form may have been issued with this one
    return dict(zip(issued, trace.cells, strict=False)) if len(issued) <= len(trace.cells) else {}


def joining(layout: Layout, area: TableArea) -> str:
    """Returns the formulas that join the cells of a table's row."""
    return next((_words(check.formula)[0] for check in self_check(layout)[1:] if check.cell.row == area.rows.start), "")


@Remember(300_000)  # every form of a kind brings the same formulas
def _words(formula: str) -> tuple[str, ...]:
    return tuple(text for text in _QUOTED.findall(formula) if text.startswith(f"{ARROW} "))


@Remember(300_000)
def _cells(formula: str) -> tuple[CellRef | None, ...]:
    bare = _QUOTED.sub('""', formula)
    return tuple(None if match["lost"] else CellRef.parse(match[1] + match[2]) for match in _POSITION.finditer(bare))
