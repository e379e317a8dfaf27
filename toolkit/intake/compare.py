"""The form as it was issued beside the form as it came back: what a person changed, cell by cell.

Rows and columns are matched by the labels first, so that an inserted row is one finding and not a hundred.
What programs change by themselves on saving is not a difference (`toolkit.intake.normal`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.forms.stamp import Stamp
from toolkit.intake.body import Body
from toolkit.intake.grid import Grid
from toolkit.intake.header import Header
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.tokens import Lines, Token
from toolkit.intake.tracing import shifted_checks
from toolkit.intake.vocabulary import Vocabulary
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.text import fold


@dataclass(frozen=True)
class Aligned:
    """A form that came back, with the layout that it was issued with.

    Attributes:
        grid: its sheet.
        lines: what a person reads on it.
        words: its vocabulary.
        header: what was found above the table.
        body: what was found in the table.
        columns: the table's columns on this sheet.
        layout: the layout it was issued with.
        stamp: its stamp.
        structured: whether the format tells locks, merges, validations and formulas at all.
    """

    grid: Grid
    lines: Lines
    words: Vocabulary
    header: Header
    body: Body
    columns: Mapping[str, int]
    layout: Layout
    stamp: Stamp
    structured: bool

    @cached_property
    def anchors(self) -> tuple[tuple[LayoutCell, Token], ...]:
        """The labels of the layout that were found, in the layout's order."""
        found = []
        for cell in self.layout.locked:
            token = self._token(cell)
            if token is not None:
                found.append((cell, token))
        return tuple(found)

    def _token(self, cell: LayoutCell) -> Token | None:
        hit = self.words.label(cell.text)
        if hit is not None and cell.range.first.row < self._heading_row:
            return self.header.labels.get(hit.key, (None, None))[0]
        if cell.range.first.row > self._heading_row and (second := self.layout.framework.second(cell.text)):
            return self.body.levels.get(second[1].name)
        return None

    @cached_property
    def _heading_row(self) -> int:
        return self.layout.slots[0].row - 1

    @cached_property
    def rows(self) -> Mapping[int, int]:
        """Where each row of the layout is now."""
        known = {cell.range.first.row: token.row for cell, token in self.anchors}
        if self.body.levels or self.columns:
            heading = next((row for row, t in self.lines.items() if self._is_heading(t)), None)
            if heading is not None:
                known[self._heading_row] = heading
        return _interpolated(known, len(self.layout.heights))

    def _is_heading(self, tokens: tuple[Token, ...]) -> bool:
        return sum(self.words.column(token.text) is not None for token in tokens) >= 2

    @cached_property
    def cols(self) -> Mapping[int, int]:
        """Where each column of the layout is now."""
        known: dict[int, int] = {}
        for cell, token in self.anchors:
            known.setdefault(cell.range.first.col, token.col)
        for cell in self.layout.locked:
            part = self.words.column(cell.text)
            if part is not None and cell.range.first.row == self._heading_row and part in self.columns:
                known[cell.range.first.col] = self.columns[part]
        return _interpolated(known, self.layout.width)

    def now(self, ref: CellRef) -> CellRef:
        """Where a cell of the layout is now."""
        return CellRef(self.rows[ref.row], self.cols.get(ref.col, ref.col))

    def range_now(self, place: CellRange) -> CellRange:
        """Where a range of the layout is now."""
        return CellRange(self.now(place.first), self.now(place.last))

    @cached_property
    def in_place(self) -> bool:
        """Whether every row and column stands where it was issued."""
        return all(row == now for row, now in self.rows.items()) and all(col == now for col, now in self.cols.items())


def _interpolated(known: Mapping[int, int], count: int) -> dict[int, int]:
    """Every line's place from those that are known: as far behind the nearest known one above as before."""
    out: dict[int, int] = {}
    shift = next((now - was for was, now in sorted(known.items())), 0)
    for line in range(count):
        if line in known:
            shift = known[line] - line
        out[line] = line + shift
    return out


def compare(form: Aligned) -> tuple[Observation, ...]:
    """Everything that differs from what was issued."""
    text = (*_rows_changed(form), *_columns_changed(form), *_locked(form), *_prefilled(form), *_renamed(form))
    if not form.structured:
        return text
    return (
        *text,
        *_protection(form),
        *_hidden(form),
        *_merges(form),
        *_validations(form),
        *shifted_checks(form.grid, form.layout, form.rows, form.cols),
    )


def _steps(lines: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Where lines were inserted (positive) or deleted (negative): line now, how many."""
    before = -1
    for was, now in sorted(lines.items()):
        step = now - before - 1
        if step and was > 0:
            yield now, step
        before = now


def _rows_changed(form: Aligned) -> Iterator[Observation]:
    told = [f"第{row + 1}行前{'多' if step > 0 else '少'}{abs(step)}行" for row, step in _steps(form.rows)]
    if told:
        yield Observation(Seen.ROWS_CHANGED, facts={"rows": "，".join(told), "needed": "", "found": "，".join(told)})


def _columns_changed(form: Aligned) -> Iterator[Observation]:
    told = [f"{column_letters(col)}列前{'多' if step > 0 else '少'}{abs(step)}列" for col, step in _steps(form.cols)]
    offset = form.cols.get(0, 0)
    if offset:
        told.insert(0, f"表格整体右移{offset}列")
    if told:
        yield Observation(Seen.COLUMNS_CHANGED, facts={"columns": "，".join(told), "found": "，".join(told)})


def _locked(form: Aligned) -> Iterator[Observation]:
    anchored = dict(form.anchors)
    for cell in form.layout.locked:
        if cell in anchored:
            place, text = CellRef(anchored[cell].row, anchored[cell].col), anchored[cell].text
        else:
            place = form.now(cell.range.first)
            text = form.grid.text(*place)
        if text == cell.text:
            continue
        facts = {"found": text, "expected": cell.text}
        if fold(text) == fold(cell.text):
            yield Observation(Seen.LABEL_RESPELLED, str(place), facts)
        elif cell in anchored or text.strip() or not _told_missing(form, cell):
            yield Observation(Seen.LOCKED_CHANGED, str(place), facts)


def _told_missing(form: Aligned, cell: LayoutCell) -> bool:
    """Whether a label that is gone has its own finding already."""
    return cell.role is Role.LABEL and (
        form.words.label(cell.text) is not None
        or form.layout.framework.second(cell.text) is not None
        or form.words.column(cell.text) is not None
    )


def _prefilled(form: Aligned) -> Iterator[Observation]:
    for key, issued in form.stamp.prefilled.items():
        found = form.header.fields.get(key)
        if found is None or key not in form.layout.inputs:
            continue
        text = found.text
        if _same(text, issued):
            continue
        name = form.layout.field(key).name
        facts = {"field": name, "found": text, "expected": issued}
        yield Observation(Seen.PREFILLED_CHANGED, str(found.cell), facts)
        if key in ("spending_unit", "project_name"):
            told = {"field": name, "stamp": issued, "found": text, "expected": issued}
            yield Observation(Seen.OTHER_RECIPIENT, str(found.cell), told)


def _same(text: str, issued: str) -> bool:
    if fold(text) == fold(issued):
        return True
    try:
        return float(text) == float(issued)
    except ValueError:
        return False


def _protection(form: Aligned) -> Iterator[Observation]:
    if not form.grid.protected:
        yield Observation(Seen.PROTECTION_OFF, facts={"by": "person"})


def _hidden(form: Aligned) -> Iterator[Observation]:
    if not form.grid.visible:
        yield Observation(Seen.HIDDEN_CONTENT, facts={"ref": form.grid.name})
    for row, tokens in form.lines.items():
        if row in form.grid.hidden_rows:
            yield Observation(Seen.HIDDEN_CONTENT, tokens[0].address, {"ref": f"第{row + 1}行"})
    for col in sorted(form.grid.hidden_cols):
        tokens = tuple(t for line in form.lines.values() for t in line if t.col == col)
        if tokens:
            yield Observation(Seen.HIDDEN_CONTENT, tokens[0].address, {"ref": f"{column_letters(col)}列"})


def _merges(form: Aligned) -> Iterator[Observation]:
    expected = {form.range_now(cell.range) for cell in form.layout.cells if cell.range.area > 1}
    inputs = {form.now(cell.range.first): key for key, cell in form.layout.inputs.items()}
    area = form.range_now(form.layout.area)
    for merge in form.grid.merges:
        if merge in expected or not area.holds(*merge.first):
            continue
        covered = [ref for ref in inputs if merge.holds(*ref)]
        if len(covered) > 1:
            yield Observation(Seen.MERGES_CHANGED, str(merge), {"ref": str(merge), "hides": "yes"})
        elif form.in_place:
            yield Observation(Seen.MERGES_CHANGED, str(merge), {"ref": str(merge), "hides": ""})
    if form.in_place:
        for gone in sorted(expected - set(form.grid.merges)):
            yield Observation(Seen.MERGES_CHANGED, str(gone), {"ref": str(gone), "hides": ""})


def _validations(form: Aligned) -> Iterator[Observation]:
    """Cells whose drop-down or limit is gone; those that a roster filled have none."""
    from toolkit.forms.kinds import kinds

    covered = [place for validation in form.grid.validations for place in validation.ranges]
    gone = []
    for key, cell in form.layout.inputs.items():
        field = form.layout.field(key)
        if key in form.stamp.prefilled or (field.kind == "text" and key.startswith("slots.")):
            continue
        if kinds()[field.kind].limit(field) is None:
            continue
        place = form.now(cell.range.first)
        if not any(range_.holds(*place) for range_ in covered):
            gone.append(str(place))
    if gone:
        yield Observation(Seen.VALIDATIONS_LOST, ",".join(gone), {"ref": ",".join(gone)})


def _renamed(form: Aligned) -> Iterator[Observation]:
    if form.stamp.sheet and form.grid.name != form.stamp.sheet:
        facts = {"change": f"{form.stamp.sheet} → {form.grid.name}", "found": form.grid.name}
        yield Observation(Seen.SHEETS_CHANGED, facts={**facts, "expected": form.stamp.sheet})
