"""The form as it was issued laid over the form as it came back: where each of its cells is now.

Three witnesses tell: labels by their words, the self-check's formulas by what they refer to, the stamp by its row.
A formula that still stands beside the cells it was made for outweighs a label, whose words may have been changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.forms.kinds import kinds
from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.forms.selfcheck import CODE_LABEL, Check, panel_column, self_check
from toolkit.forms.stamp import PREFIX, Stamp, decode_short
from toolkit.intake.aligning.axis import Axis
from toolkit.intake.aligning.body import Body
from toolkit.intake.aligning.header import Header
from toolkit.intake.aligning.recognise import Segment
from toolkit.intake.aligning.tracing import Trace, joining, paired, where_now
from toolkit.intake.aligning.vocabulary import Vocabulary
from toolkit.intake.grid import Grid, GridCell
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.text import fold


@dataclass(frozen=True)
class Aligned:
    """A form that came back, with the layout that it was issued with.

    Attributes:
        grid: its sheet.
        segment: the part of it that the form takes.
        header: what was found above the table.
        body: what was found in the table.
        columns: the table's columns on this sheet.
        headings: the rows of the table's heading on this sheet, none where it has none.
        layout: the layout it was issued with.
        stamp: its stamp.
        structured: whether the format tells locks, merges, validations and formulas at all.
        traces: the self-check's formulas as they came back.
    """

    grid: Grid
    segment: Segment
    header: Header
    body: Body
    columns: Mapping[str, int]
    headings: tuple[int, ...]
    layout: Layout
    stamp: Stamp
    structured: bool
    traces: tuple[Trace, ...]

    @property
    def words(self) -> Vocabulary:
        """The form's vocabulary."""
        return self.segment.words

    @property
    def heading(self) -> int | None:
        """The last row of the table's heading on this sheet, None where it has none."""
        return self.headings[-1] if self.headings else None

    @cached_property
    def anchors(self) -> Mapping[LayoutCell, Token]:
        """The labels of the layout that were found by their words."""
        found = ((cell, self._token(cell)) for cell in self.layout.locked)
        return {cell: token for cell, token in found if token is not None}

    def _token(self, cell: LayoutCell) -> Token | None:
        row = cell.range.first.row
        if cell.role is not Role.LABEL:
            lines = self.segment.lines.values()
            return next((t for tokens in lines for t in tokens if fold(t.text) == fold(cell.text)), None)
        if row >= self._table.stop and (second := self.words.framework.second(cell.text)):
            return self.body.levels.get(second[1].name)
        if row < self._table.start and (hit := self.words.label(cell.text)):
            return self.header.labels.get(hit.key, (None, None))[0]
        return None

    @cached_property
    def _table(self) -> range:
        """The rows of the table's heading in the layout; behind the last row where it has no table."""
        end = len(self.layout.heights)
        return self.layout.heading if self.layout.slots else range(end, end)

    @cached_property
    def _pairs(self) -> tuple[tuple[Check, Trace], ...]:
        return tuple(paired(self.layout, self.traces))

    @cached_property
    def rows(self) -> Axis:
        """Where each row of the layout is now."""
        sure = {check.cell.row: trace.place.row for check, trace in self._pairs if trace.at_home}
        labels = {cell.range.first.row: token.row for cell, token in list(self.anchors.items())[::-1]}
        labels.update(zip(self._table, self.headings, strict=False))
        sure |= self._filled_rows(labels)
        known = {line: row for line, row in labels.items() if _fits(line, row, sure)} | sure
        code = self._code_row()
        if code is not None:
            known[self.layout.code_cell.row] = code
        return Axis(known, len(self.layout.heights))

    def _filled_rows(self, labels: Mapping[int, int]) -> dict[int, int]:
        """Rows of the table by the formulas beside them, where all are there and the labels agree."""
        said = joining(self.layout)
        beside = [trace.place.row for trace in self.traces if trace.words[0] == said and trace.at_home]
        found = dict(zip((slot.row for slot in self.layout.slots), beside, strict=False))
        agree = len(beside) == len(found) and all(found.get(line, row) == row for line, row in labels.items())
        return found if said and agree else {}

    def _code_row(self) -> int | None:
        """The row of the printed code, or of the full stamp beside it."""
        rows = (row for (row, col), cell in self.grid.cells.items() if self.segment.holds(row, col) and _is_mark(cell))
        return max(rows, default=None)

    @cached_property
    def cols(self) -> Axis:
        """Where each column of the layout is now, the self-check's column behind them too."""
        labels = {cell.range.first.col: token.col for cell, token in list(self.anchors.items())[::-1]}
        known = labels | self._headings(labels) | self._joined
        if self.traces:
            panel = Counter(trace.place.col for trace in self.traces)
            known[panel_column(self.layout)] = panel.most_common(1)[0][0]
        return Axis(known, max(self.layout.width, *(col + 1 for col in known)))

    @property
    def _joined(self) -> dict[int, int]:
        """Columns by the formulas; none where cells changed places, since headings may have gone along or not."""
        votes: dict[int, Counter[int]] = {}
        for check, trace in self._pairs:
            for made, now in where_now(check, trace).items():
                if now is not None and now.row == trace.place.row:
                    votes.setdefault(made.col, Counter())[now.col] += 1
        known = {col: count.most_common(1)[0][0] for col, count in votes.items()}
        return known if _in_order(known) else {}

    def _headings(self, labels: Mapping[int, int]) -> dict[int, int]:
        """Columns by the table's heading; none where its words changed places and the labels above did not."""
        known = {col: self.columns[part] for part, col in self.layout.columns.items() if part in self.columns}
        agree = all(labels.get(col, now) == now for col, now in known.items())
        return known if agree or _in_order(known) else {}

    def now(self, ref: CellRef) -> CellRef | None:
        """Where a cell of the layout is now, None where its row or column is gone."""
        row, col = self.rows.now.get(ref.row), self.cols.now.get(ref.col)
        return None if row is None or col is None else CellRef(row, col)

    def range_now(self, place: CellRange) -> CellRange | None:
        """Where a range of the layout is now, None where a corner of it is gone."""
        first, last = self.now(place.first), self.now(place.last)
        return None if first is None or last is None else CellRange(first, last)

    def confirms(self, key: str) -> bool:
        """Whether a field says what the stamp says that was issued in it."""
        issued, found = self.stamp.prefilled.get(key), self.header.fields.get(key)
        if issued is None or found is None:
            return False
        kind = kinds()[self.layout.field(key).kind]
        meant, unit = kind.parse(issued, self.words.form.unit), self.words.form.unit
        return fold(found.text) == fold(issued) or (meant is not None and kind.parse(found.text, unit) == meant)

    @property
    def witnessed(self) -> bool:
        """Whether the self-check is there, by and large."""
        return 2 * len(self.traces) >= len(self_check(self.layout))

    @cached_property
    def values_only(self) -> bool:
        """Whether only values came back: no lock, no limit and no formula of the issued form is left."""
        if not self.structured or self.traces or self.grid.protected or self.grid.validations:
            return False
        return all(cell.locked for place, cell in self.grid.cells.items() if self.segment.holds(*place))

    @cached_property
    def in_place(self) -> bool:
        """Whether every row and column stands where it was issued."""
        return self.rows.in_place and self.cols.in_place

    @cached_property
    def inputs(self) -> tuple[tuple[str, CellRef], ...]:
        """The cells to fill that are still there, by key."""
        places = ((key, self.now(cell.range.first)) for key, cell in self.layout.inputs.items())
        return tuple((key, place) for key, place in places if place is not None)


def _fits(line: int, row: int, sure: Mapping[int, int]) -> bool:
    """Whether a label stands between the rows that are sure, or went along with the sure one below it."""
    above = max((now for was, now in sure.items() if was < line), default=-1)
    below = min((was for was in sure if was > line), default=None)
    if below is None:
        return above < row
    return above < row < sure[below] or sure[below] - row == below - line


def _in_order(known: Mapping[int, int]) -> bool:
    places = [now for _, now in sorted(known.items())]
    return places == sorted(places)


def _is_mark(cell: GridCell) -> bool:
    if cell.text.startswith(f"{PREFIX}."):
        return True
    return cell.text.startswith(CODE_LABEL) and decode_short(cell.text) is not None
