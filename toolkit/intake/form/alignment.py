"""The issued layout laid over the returned form: the present place of each cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.excel.grid import Grid, GridCell
from toolkit.forms.definition import Field
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.forms.selfcheck import CODE_LABEL, Check, panel_column, self_check
from toolkit.forms.stamp import PREFIX, Stamp, decode_short
from toolkit.forms.table_layout import scoped
from toolkit.intake.form.axis import Axis
from toolkit.intake.form.body import Body
from toolkit.intake.form.column_headings import TableHeading
from toolkit.intake.form.form_labels import labels_of
from toolkit.intake.form.header import Header
from toolkit.intake.form.locate import Region
from toolkit.intake.form.traces import Trace, joining, paired, where_now
from toolkit.intake.form.vocabulary import Vocabulary
from toolkit.intake.tokens import Token
from toolkit.model.cell import CellRange, CellRef
from toolkit.model.records import Scope
from toolkit.model.text import fold


@dataclass(frozen=True)
class Alignment:
    """A returned form beside the layout that it was issued with.

    Attributes:
        grid: its sheet.
        region: the part of it that the form takes.
        header: what was found above the table.
        body: what was found in the table.
        tables: the headings of its tables on this sheet; without rows where one has none.
        layout: the layout it was issued with.
        stamp: its stamp.
        structured: whether the format tells locks, merges, validations and formulas at all.
        traces: the self-check's formulas as they came back.
    """

    grid: Grid
    region: Region
    header: Header
    body: Body
    tables: tuple[TableHeading, ...]
    layout: Layout
    stamp: Stamp
    structured: bool
    traces: tuple[Trace, ...]

    @property
    def words(self) -> Vocabulary:
        """Returns the form's vocabulary."""
        return self.region.words

    @property
    def heading(self) -> int | None:
        """Returns the last row of the first table's heading, None without one."""
        return self.tables[0].rows[-1] if self.tables and self.tables[0].rows else None

    @cached_property
    def anchors(self) -> Mapping[LayoutCell, Token]:
        """Returns the labels of the layout that were found by their words."""
        found = ((cell, self._token(cell)) for cell in self.layout.locked)
        return {cell: token for cell, token in found if token is not None}

    def _token(self, cell: LayoutCell) -> Token | None:
        row = cell.range.first.row
        if cell.role is not Role.LABEL:
            lines = self.region.lines.values()
            return next((t for tokens in lines for t in tokens if fold(t.text) == fold(cell.text)), None)
        if row >= self._heading_rows.stop and (second := self.words.framework.second(cell.text)):
            return self.body.levels.get(scoped(self._scopes.get(cell.range.first), second[1].name))
        outside = row < self._heading_rows.start or row in self.layout.footer
        if outside and (hit := self.words.label(cell.text)):
            key = self._label_keys.get(cell.range.first, hit.key)
            return self.header.labels.get(key, (None, None))[0]
        return None

    @cached_property
    def _label_keys(self) -> Mapping[CellRef, str]:
        return labels_of(self.layout, self.words.labels)

    @cached_property
    def _heading_rows(self) -> range:
        """Returns the rows of the table's heading in the layout.

        Without a table, an empty range behind the last row.
        """
        end = len(self.layout.heights)
        return self.layout.heading if self.layout.slots else range(end, end)

    @cached_property
    def _scopes(self) -> Mapping[CellRef, Scope]:
        """Returns the side of the table of each second level's label."""
        columns = [area.parts(scope) for area in self.layout.areas for scope in area.table.scopes]
        scopes = [scope for area in self.layout.areas for scope in area.table.scopes]
        rows = [area.rows for area in self.layout.areas for _ in area.table.scopes]
        found = [(scope, parts["level2"], inside) for scope, parts, inside in zip(scopes, columns, rows, strict=True)
                 if scope and "level2" in parts]  # fmt: skip
        return {CellRef(row, col): scope for scope, col, inside in reversed(found) for row in inside}

    @cached_property
    def _pairs(self) -> tuple[tuple[Check, Trace], ...]:
        return tuple(paired(self.layout, self.traces))

    @cached_property
    def rows(self) -> Axis:
        """Returns the present place of each row of the layout."""
        sure = {check.cell.row: trace.place.row for check, trace in self._pairs if trace.at_home}
        labels = {cell.range.first.row: token.row for cell, token in list(self.anchors.items())[::-1]}
        for heading in self.tables:
            labels.update(zip(self.layout.areas[heading.table].heading, heading.rows, strict=False))
        sure |= self._filled_rows(labels)
        found = {line: row for line, row in labels.items() if _fits(line, row, sure)} | sure
        code = self._code_row()
        if code is not None:
            found[self.layout.code_cell.row] = code
        return Axis(found, len(self.layout.heights))

    def _filled_rows(self, labels: Mapping[int, int]) -> dict[int, int]:
        """Returns the rows of the table by their formulas.

        Empty unless all these formulas are there and the labels agree.
        """
        found: dict[int, int] = {}
        for area in self.layout.areas:
            words = joining(self.layout, area)
            rows = [trace.place.row for trace in self.traces if trace.words[0] == words and trace.at_home]
            if not words or len(rows) != len(area.rows):
                return {}
            found.update(zip(area.rows, rows, strict=True))
        return found if all(found.get(line, row) == row for line, row in labels.items()) else {}

    def _code_row(self) -> int | None:
        """Returns the row of the printed code, or of the full stamp."""
        rows = (row for (row, col), cell in self.grid.cells.items() if self.region.holds(row, col) and _is_mark(cell))
        return max(rows, default=None)

    @cached_property
    def cols(self) -> Axis:
        """Returns the present place of each column, the self-check's column included."""
        labels = {cell.range.first.col: token.col for cell, token in list(self.anchors.items())[::-1]}
        found = labels | self._headings(labels) | self._joined
        if self.traces:
            panel = Counter(trace.place.col for trace in self.traces)
            found[panel_column(self.layout)] = panel.most_common(1)[0][0]
        return Axis(found, max(self.layout.width, *(col + 1 for col in found)))

    @property
    def _joined(self) -> dict[int, int]:
        """Returns the columns by the formulas, empty where cells changed places.

        Then the headings may have moved along or not.
        """
        votes: dict[int, Counter[int]] = {}
        for check, trace in self._pairs:
            for issued, now in where_now(check, trace).items():
                if now is not None and now.row == trace.place.row:
                    votes.setdefault(issued.col, Counter())[now.col] += 1
        found = {col: count.most_common(1)[0][0] for col, count in votes.items()}
        return found if _in_order(found) else {}

    def _headings(self, labels: Mapping[int, int]) -> dict[int, int]:
        """Returns the columns by the table's heading.

        Empty where its words changed places and the labels above did not.
        """
        found: dict[int, int] = {}
        for heading in reversed(self.tables):
            placed = self.layout.areas[heading.table].columns
            found |= {col: heading.columns[key] for key, col in placed.items() if key in heading.columns}
        agree = all(labels.get(col, now) == now for col, now in found.items())
        return found if agree or _in_order(found) else {}

    def now(self, ref: CellRef) -> CellRef | None:
        """Returns the present place of a cell, None where it was deleted."""
        row, col = self.rows.now.get(ref.row), self.cols.now.get(ref.col)
        return None if row is None or col is None else CellRef(row, col)

    def range_now(self, place: CellRange) -> CellRange | None:
        """Returns the present place of a range, None where a corner was deleted."""
        first, last = self.now(place.first), self.now(place.last)
        return None if first is None or last is None else CellRange(first, last)

    def confirms(self, key: str) -> bool:
        """Whether a field has the content that the stamp names."""
        issued, found = self.stamp.prefilled.get(key), self.header.fields.get(key)
        if issued is None or found is None:
            return False
        return is_as_issued(found.text, issued, self.layout.field(key), self.words.form.unit)

    @property
    def witnessed(self) -> bool:
        """Whether at least half of the self-check is there."""
        return 2 * len(self.traces) >= len(self_check(self.layout))

    @cached_property
    def values_only(self) -> bool:
        """Whether no lock, limit or formula of the issued form is left."""
        if not self.structured or self.traces or self.grid.protected or self.grid.validations:
            return False
        return all(cell.locked for place, cell in self.grid.cells.items() if self.region.holds(*place))

    @cached_property
    def in_place(self) -> bool:
        """Whether every row and column is where it was issued."""
        return self.rows.in_place and self.cols.in_place

    @cached_property
    def inputs(self) -> tuple[tuple[str, CellRef], ...]:
        """Returns the cells to fill that are still there, by key."""
        places = ((key, self.now(cell.range.first)) for key, cell in self.layout.inputs.items())
        return tuple((key, place) for key, place in places if place is not None)


def is_as_issued(text: str, issued: str, field: Field, unit: str) -> bool:
    """Whether a cell says what was filled in before the form was sent."""
    kind = kind_of(field)
    meant = kind.parse(issued, unit)
    return fold(text) == fold(issued) or (meant is not None and kind.parse(text, unit) == meant)


def _fits(line: int, row: int, sure: Mapping[int, int]) -> bool:
    """Whether the row of a label agrees with the rows that are sure.

    The label is between these rows, or was moved together with the sure row below it.
    """
    above = max((now for was, now in sure.items() if was < line), default=-1)
    below = min((was for was in sure if was > line), default=None)
    if below is None:
        return above < row
    return above < row < sure[below] or sure[below] - row == below - line


def _in_order(found: Mapping[int, int]) -> bool:
    places = [now for _, now in sorted(found.items())]
    return places == sorted(places)


def _is_mark(cell: GridCell) -> bool:
    if cell.text.startswith(f"{PREFIX}."):
        return True
    return cell.text.startswith(CODE_LABEL) and decode_short(cell.text) is not None
