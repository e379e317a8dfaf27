"""The issued form compared with the returned one: the changes that a person made.

Rows and columns are matched first (`toolkit.intake.form.alignment`), so that an inserted row is one finding and not a
hundred. What programs change by themselves on saving is not a difference (`toolkit.excel.open.formulas`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from toolkit.excel.grid import Grid
from toolkit.forms.definition import Field
from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Layout, LayoutCell, Role
from toolkit.forms.selfcheck import panel_column, self_check
from toolkit.forms.stamp import Stamp
from toolkit.intake.form.alignment import Alignment, is_as_issued
from toolkit.intake.form.axis import Axis, Step
from toolkit.intake.form.header import Header
from toolkit.intake.form.locate import Region
from toolkit.intake.sheet_context import SheetContext
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRange, CellRef, column_letters
from toolkit.model.evidence import Flag, Observation, Observed
from toolkit.model.finding import Bilingual
from toolkit.model.text import fold


def compare(form: Alignment) -> tuple[Observation, ...]:
    """Returns everything that differs from the issued form."""
    text = (
        *_rows_changed(form),
        *_columns_changed(form),
        *_locked(form),
        *prefilled_changed(form.stamp, form.header, _fields(form), form.words.form.unit),
        *_displaced(form),
        *_renamed(form),
    )
    if form.values_only:
        return (*text, Observation(Observed.PROTECTION_OFF, facts={"by": "values"}))
    if not form.structured:
        return (*text, *_merges(form)) if form.grid.merges else text
    kept = (*_protection(form.grid), *_hidden(form.grid, form.region))
    return (*text, *kept, *_merges(form), *_validations(form), *_panel(form))


def compare_marks(sheet: SheetContext, region: Region, header: Header, stamp: Stamp) -> tuple[Observation, ...]:
    """Returns differences from an issued form whose layout is no longer at hand."""
    prefilled = prefilled_changed(stamp, header, region.words.form.fields, region.words.form.unit)
    if not sheet.structure_readable:
        return tuple(prefilled)
    return (*prefilled, *_protection(sheet.grid), *_hidden(sheet.grid, region))


def _rows_changed(form: Alignment) -> Iterator[Observation]:
    rows = form.rows
    changes = []
    if rows.offset and form.region.first and not form.values_only:  # what is pasted stands where a person pastes it
        changes.append(Bilingual(f"表格上方多{rows.offset}行", f"{rows.offset} more above the form"))
    changes += [_step(step, lambda row: str(row + 1), ("行", "row")) for step in rows.steps()]
    for line, row in rows.moved:
        called = _called(form, line)
        changes.append(Bilingual(f"“{called}”移到第{row + 1}行", f"“{called}” moved to row {row + 1}"))
    for line in rows.missing:
        if line < min(rows.lines, default=0):
            changes.append(Bilingual(f"缺第{line + 1}行", f"row {line + 1} is gone"))
    if changes:
        flags = _flags(any(_needed(form, line) for line in rows.missing))
        shown = _all(changes)
        yield Observation(Observed.ROWS_CHANGED, facts={"rows": shown, "found": shown.zh}, flags=flags)


def _flags(content_gone: bool) -> frozenset[Flag]:
    return frozenset({Flag.CONTENT_GONE} if content_gone else ())


def _step(step: Step, name: Callable[[int], str], lines: tuple[str, str]) -> Bilingual:
    """Returns the words for an insertion or deletion."""
    zh, en = lines
    first = "第" if zh == "行" else ""
    number = abs(step.lines)
    if step.exact:
        at = name(step.above + 1)
        return Bilingual(f"{first}{at}{zh}处插入了{number}{zh}", f"{number} inserted at {en} {at}")
    above, below = name(step.above), name(step.below)
    more = ("多", "more") if step.lines > 0 else ("少", "fewer")
    return Bilingual(
        f"{first}{above}{zh}与{first}{below}{zh}之间{more[0]}了{number}{zh}",
        f"{number} {more[1]} between {en}s {above} and {below}",
    )


def _all(sentences: list[Bilingual]) -> Bilingual:
    return Bilingual("，".join(one.zh for one in sentences), ", ".join(one.en for one in sentences))


def _called(form: Alignment, line: int) -> str:
    cells = (cell.text for cell in form.layout.locked if cell.range.first.row == line)
    return next(cells, f"第{line + 1}行")


def _needed(form: Alignment, line: int) -> bool:
    """Whether a row of the layout had a field above the table.

    The rows of the table may be fewer.
    """
    fields = (key for key, cell in form.layout.inputs.items() if cell.range.first.row == line)
    return any(not key.startswith("slots.") for key in fields)


def _columns_changed(form: Alignment) -> Iterator[Observation]:
    cols: Axis = form.cols
    changes = []
    right = cols.offset - form.region.left
    if right > 0 and not form.values_only:
        changes.append(Bilingual(f"表格整体右移{right}列", f"the form stands {right} further to the right"))
    changes += [_step(step, column_letters, ("列", "column")) for step in cols.steps()]
    for line, col in cols.moved:
        was, now = column_letters(line), column_letters(col)
        changes.append(Bilingual(f"原{was}列移到{now}列", f"column {was} moved to {now}"))
    if changes:
        shown = _all(changes)
        yield Observation(Observed.COLUMNS_CHANGED, facts={"columns": shown, "found": shown.zh})


def _locked(form: Alignment) -> Iterator[Observation]:
    """Yields fixed texts that were changed or moved.

    A label that is gone has its own finding.
    """
    labels = {CellRef(token.row, token.col) for token in form.anchors.values()}
    for cell in form.layout.locked:
        place, token = form.now(cell.range.first), form.anchors.get(cell)
        text = form.grid.text(*place) if place else ""
        if place is None or text == cell.text:
            continue
        facts = {"found": text, "expected": cell.text}
        if fold(text) == fold(cell.text):
            yield Observation(Observed.LABEL_RESPELLED, str(place), facts)
        elif token is None:
            if place not in labels and (text.strip() or not _has_own_finding(form, cell)):
                yield Observation(Observed.LOCKED_CHANGED, str(place), facts)
        elif (token.row, token.col) == place or token.row != place.row:
            yield Observation(Observed.LOCKED_CHANGED, str(place), facts)
        elif not form.layout.slots or place.row < (form.heading or 0):  # what moved in the table, its rows tell
            yield _moved((token,), place)


def _has_own_finding(form: Alignment, cell: LayoutCell) -> bool:
    """Whether a label that is gone has its own finding already."""
    return cell.role is Role.LABEL and (
        form.words.label(cell.text) is not None
        or form.words.framework.second(cell.text) is not None
        or form.words.heads(cell.text)
    )


def prefilled_changed(stamp: Stamp, header: Header, fields: Mapping[str, Field], unit: str) -> Iterator[Observation]:
    """Yields each prefilled value that was changed."""
    for key, issued in stamp.prefilled.items():
        found = header.fields.get(key)
        if found is None or key not in fields or is_as_issued(found.text, issued, fields[key], unit):
            continue
        name = fields[key].name
        facts = {"field": name, "found": found.text, "expected": issued}
        yield Observation(Observed.PREFILLED_CHANGED, str(found.cell), facts)
        if key in ("spending_unit", "project_name") and found.text:
            details = {"field": name, "stamp": issued, "found": found.text, "expected": issued}
            yield Observation(Observed.OTHER_RECIPIENT, str(found.cell), details)


def _fields(form: Alignment) -> Mapping[str, Field]:
    """Returns the issued fields that have a cell of their own."""
    keys = (key for key in form.stamp.prefilled if key in form.layout.inputs)
    return {key: form.layout.field(key) for key in keys}


def _displaced(form: Alignment) -> Iterator[Observation]:
    """Yields fields that were found elsewhere than in their cell.

    A field that a person broke up has an observation already.
    """
    for key, found in form.header.fields.items():
        cell = form.layout.inputs.get(key)
        place = form.now(cell.range.first) if cell else None
        if cell and len(found.tokens) == 1 and found.text and found.cell != place:
            yield _moved(found.tokens, place or cell.range.first)


def _moved(tokens: tuple[Token, ...], place: CellRef) -> Observation:
    return Observation(Observed.MOVED, joined(tokens), {"found": tokens[0].text[:40], "expected": str(place)})


def _protection(grid: Grid) -> Iterator[Observation]:
    if not grid.protected:
        yield Observation(Observed.PROTECTION_OFF, facts={"by": "person"})


def _hidden(grid: Grid, region: Region) -> Iterator[Observation]:
    lines = region.lines
    if not grid.visible:
        yield Observation(Observed.HIDDEN_CONTENT, facts={"ref": grid.name})
    for row, tokens in lines.items():
        if row in grid.hidden_rows:
            yield Observation(Observed.HIDDEN_CONTENT, tokens[0].address, {"ref": f"第{row + 1}行"})
    for col in sorted(grid.hidden_cols):
        tokens = tuple(t for line in lines.values() for t in line if t.col == col)
        if tokens:
            yield Observation(Observed.HIDDEN_CONTENT, tokens[0].address, {"ref": f"{column_letters(col)}列"})


def _merges(form: Alignment) -> Iterator[Observation]:
    """Yields merges that were added or removed.

    One that joins cells to fill, or covers one with its label, hides content.
    """
    expected = {place for cell in form.layout.cells if cell.range.area > 1 and (place := form.range_now(cell.range))}
    inputs = {place for _, place in form.inputs}
    area = form.range_now(form.layout.area)
    for merge in form.grid.merges:
        if merge in expected or (area is not None and not area.holds(*merge.first)):
            continue
        covered = [place for place in inputs if merge.holds(*place)]
        hides = len(covered) > 1 or any(place != merge.first for place in covered)
        if hides or form.in_place:
            yield Observation(Observed.MERGES_CHANGED, str(merge), {"ref": str(merge)}, flags=_flags(hides))
    if form.in_place:
        for missing in sorted(expected - set(form.grid.merges)):
            yield Observation(Observed.MERGES_CHANGED, str(missing), {"ref": str(missing)})


def _validations(form: Alignment) -> Iterator[Observation]:
    """Yields the cells whose drop-down or limit is gone.

    Cells that a roster filled have none.
    """
    covered = [(*one.first, *one.last) for validation in form.grid.validations for one in validation.ranges]
    missing = [
        place
        for key, place in form.inputs
        if key not in form.stamp.prefilled and is_limited(form.layout, key) and not _within(place, covered)
    ]
    if missing:
        shown = ",".join(_runs(missing))
        yield Observation(Observed.VALIDATIONS_LOST, shown, {"ref": shown})


def _runs(places: list[CellRef]) -> Iterator[str]:
    """Yields cells as a finding names them: neighbours in a column as one range."""
    left = set(places)
    for place in sorted(places, key=lambda place: (place.col, place.row)):
        if place in left:
            last = next(row for row in count(place.row) if (row + 1, place.col) not in left)
            left -= {CellRef(row, place.col) for row in range(place.row, last + 1)}
            yield str(CellRange(place, CellRef(last, place.col)))


def _within(place: CellRef, areas: Sequence[tuple[int, int, int, int]]) -> bool:
    row, col = place
    return any(top <= row <= bottom and left <= col <= right for top, left, bottom, right in areas)


def is_limited(layout: Layout, key: str) -> bool:
    """Whether a cell to fill is issued with a drop-down or a limit."""
    field = layout.field(key)
    return kind_of(field).limit(field) is not None


def _panel(form: Alignment) -> Iterator[Observation]:
    """Yields missing formulas of the self-check whose rows are still there."""
    col = form.cols.now.get(panel_column(form.layout), panel_column(form.layout))
    standing = {trace.place.row for trace in form.traces}
    rows = [form.rows.now[line.cell.row] for line in self_check(form.layout)[1:] if line.cell.row in form.rows.now]
    missing = [CellRef(row, col) for row in rows if row not in standing]
    if standing and not form.rows.complete:
        return  # the formulas went with their rows
    if missing:
        place = ",".join(map(str, missing)) if standing else f"{missing[0]}:{missing[-1]}"
        yield Observation(Observed.PROTECTION_OFF, place, {"by": "panel"})


def _renamed(form: Alignment) -> Iterator[Observation]:
    if form.stamp.sheet and form.grid.name != form.stamp.sheet:
        facts = {"change": f"{form.stamp.sheet} → {form.grid.name}", "found": form.grid.name}
        yield Observation(Observed.SHEETS_CHANGED, facts={**facts, "expected": form.stamp.sheet})
