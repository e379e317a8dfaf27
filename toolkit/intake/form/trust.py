"""The cells that can no longer be believed.

The formulas of the self-check are the witness: they follow cells that are cut, inserted or deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.forms.layout import Layout
from toolkit.forms.table_definition import BLOCKS, LEVELS, PARTS, VALUE_OF
from toolkit.intake.form.alignment import Alignment
from toolkit.intake.form.body import Body, BodyRow
from toolkit.intake.form.header import Header
from toolkit.intake.form.locks import slipped
from toolkit.intake.form.traces import LOST, Trace, joining, paired, where_now
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed
from toolkit.model.schema import INDICATOR_CELLS, keys


def unlabelled(form: Alignment) -> Iterator[int]:
    """Yields rows of the table beyond their label whose own label is gone."""
    labels = form.body.levels
    order = list(dict.fromkeys(slot.category for slot in form.layout.slots if "level2" not in slot.cells))
    starts = sorted(token.row for token in labels.values())
    for level, following in zip(order, [*order, None][1:], strict=True):
        if level not in labels or following is None or following in labels or not _same_side(level, following):
            continue
        first = labels[level].row
        end = next((row for row in starts if row > first), max(form.region.lines) + 1)
        yield from range(first + _covered(form, level, labels[level]), end)


def _same_side(level: str, following: str) -> bool:
    return level.partition(".")[0] == following.partition(".")[0] or "." not in level + following


def _covered(form: Alignment, level: str, label: Token) -> int:
    """Returns how many rows a label covers: as it is merged, else as issued."""
    merged = next((merge for merge in form.grid.merges if merge.first == label.place), None)
    if merged is not None:
        return merged.last.row - merged.first.row + 1
    return 1 if form.structured else sum(slot.category == level for slot in form.layout.slots)


def is_alone(part: str) -> bool:
    """Whether a part of a row belongs to no value and is missed by no rule."""
    return part in _CARRIED or part not in PARTS


_CARRIED = frozenset(keys(INDICATOR_CELLS, carried=True))


def usual_columns(joints: Sequence[Trace], parts: Sequence[str]) -> Mapping[str, int]:
    """Returns the column of each part of a row in most formulas.

    A deleted column is missing.
    """
    votes: dict[str, Counter[int]] = {}
    for trace in joints:
        for part, cell in zip(parts, trace.cells, strict=False):
            if cell is not None:
                votes.setdefault(part, Counter())[cell.col] += 1
    return {part: count.most_common(1)[0][0] for part, count in votes.items()}


def incomplete_values(
    trace: Trace, parts: Sequence[str], usual: Mapping[str, int], read: Mapping[CellRef, str]
) -> Iterator[CellRef]:
    """Yields the rest of each value whose cells are no longer side by side.

    Where the words of all filled cells agree with the formula, both witnesses agree and nothing is doubtful.
    """
    now = dict(zip(parts, trace.cells, strict=False))
    for block in BLOCKS.values():
        cells = {part: now[part] for part in block if part in now}
        present = {part: cell for part, cell in cells.items() if cell is not None}
        side_by_side = len({cell.row for cell in present.values()}) == 1 and len(present) == len(cells)
        agreed = len(present) == len(cells) and any(cell in read for cell in present.values())
        agreed = agreed and all(read.get(cell, part) == part for part, cell in present.items())
        if agreed and len({cell.row for cell in present.values()}) == 1:
            continue
        if cells and not (side_by_side and all(cell.col == usual[part] for part, cell in present.items())):
            yield from present.values()


def lost_names(joints: Sequence[Trace], usual: Mapping[str, int], rows: Mapping[int, BodyRow]) -> Iterator[Observation]:
    """Yields filled rows whose weight, description or basis was deleted with its cell.

    A deleted column has an observation of its own.
    """
    for part in sorted(filter(is_alone, usual)):
        for trace in joints:
            row, place = rows.get(trace.place.row), CellRef(trace.place.row, usual[part])
            if row is not None and part not in row.parts and place not in trace.cells:
                yield Observation(Observed.MOVED, str(place), {"found": LOST, "expected": ""})


#: The parts that belong together in a row, those first that slip first. Texts come last, as do own columns: their words
#: do not show that they were moved.
_SLIPPING = (
    *("period_value", "annual_value", "period_number", "number", "name"),
    *(part for operator, _, unit in BLOCKS.values() for part in (operator, unit)),
    *(one.key for one in sorted(INDICATOR_CELLS, key=lambda one: one.kind == "text") if one.carried),
)
_TABLE = "slots."


@dataclass
class DoubtfulCells:
    """Cells that cannot be believed, by the kind of their observation."""

    seen: dict[Observed, set[Token]] = field(default_factory=dict)

    @property
    def cells(self) -> set[CellRef]:
        """Returns all doubtful cells."""
        return {token.place for tokens in self.seen.values() for token in tokens}

    @property
    def observations(self) -> Iterator[Observation]:
        """Yields one observation for each kind."""
        for seen, tokens in self.seen.items():
            cells = sorted(tokens, key=lambda token: token.place)
            shown = "、".join(token.text[:12] for token in cells[:6])
            if cells:
                yield Observation(seen, joined(cells), {"found": shown, "expected": ""})

    def add(self, seen: Observed, tokens: Iterable[Token]) -> None:
        """Adds cells that are not doubtful yet."""
        cells = self.cells
        self.seen.setdefault(seen, set()).update(token for token in tokens if token.place not in cells)


def doubts(
    header: Header, body: Body, layout: Layout, traces: tuple[Trace, ...], form: Alignment | None
) -> DoubtfulCells:
    """Returns everything that is doubtful in a form.

    Args:
        header: the part above the table.
        body: the table.
        layout: the form as it was issued, or for an unknown one as it would be.
        traces: the self-check's formulas as they came back.
        form: the form beside its layout, None for a form without a stamp.
    """
    doubt = DoubtfulCells()
    _claimed(doubt, header, body, layout, traces)
    _torn(doubt, body, layout, traces)
    if form is not None and form.structured and not form.witnessed:
        doubt.add(Observed.CELLS_SHIFTED, slipped(form))
    _ragged(doubt, body, witnessed=2 * len(traces) > len(layout.slots) > 0)
    return doubt


def ragged_rows(body: Body) -> DoubtfulCells:
    """Returns what is doubtful in a table whose formulas are all in place."""
    doubt = DoubtfulCells()
    _ragged(doubt, body, witnessed=True)
    return doubt


def _claimed(doubt: DoubtfulCells, header: Header, body: Body, layout: Layout, traces: tuple[Trace, ...]) -> None:
    """Doubts cells that a formula claims for another field than they were read as.

    Cells that were not read at all are among them.
    """
    claims = _claims(layout, traces)
    for key, found in header.fields.items():
        doubt.add(Observed.CELLS_SHIFTED, [token for token in found.tokens if claims.get(token.place, key) != key])
    for row in body.rows.values():
        wrong = [token for token in row.parts.values() if claims.get(token.place, _TABLE) != _TABLE]
        doubt.add(Observed.CELLS_SHIFTED, wrong)
    for token in (*header.left, *body.left):
        field = header.fields.get(claims.get(token.place, ""))
        if field is not None and not field.text:
            doubt.add(Observed.CELLS_SHIFTED, [token])


def _claims(layout: Layout, traces: tuple[Trace, ...]) -> dict[CellRef, str]:
    """Returns the field for which the formulas claim a cell.

    All cells of the table have one name.
    """
    words = {joining(layout, area) for area in layout.areas}
    claims = {cell: _TABLE for trace in traces if trace.words[0] in words for cell in trace.cells if cell is not None}
    keys = {cell.range.first: key for key, cell in layout.inputs.items()}
    for check, trace in paired(layout, traces):
        for issued, now in where_now(check, trace).items():
            if now is not None and not keys[issued].startswith(_TABLE):
                claims[now] = keys[issued]
    return claims


def _torn(doubt: DoubtfulCells, body: Body, layout: Layout, traces: tuple[Trace, ...]) -> None:
    """Doubts cells that one formula joins but that were read as two indicators.

    The same where they were read as other parts.
    """
    claims = _claims(layout, traces)
    for number, area in enumerate(layout.areas):
        words = joining(layout, area)
        own = [trace for trace in traces if trace.words[0] == words]
        before = 0
        for scope in area.table.scopes:
            slots = [slot for slot in layout.slots if slot.table == number and slot.scope == scope]
            parts = [part for part in slots[0].cells if part not in LEVELS]
            #: a formula of an older version names fewer cells, and does not tell which
            joints = [
                trace._replace(cells=trace.cells[before : before + len(parts)])
                for trace in own
                if len(trace.cells) >= before + len(parts)
            ]
            _torn_side(doubt, _TableSide(body, body.side(scope), parts, joints, len(slots)), claims)
            before += len(parts)


@dataclass(frozen=True)
class _TableSide:
    """One side of a table, with the formulas that join the cells of its rows.

    Attributes:
        body: everything that was read.
        rows: what was read on this side, by row.
        parts: the parts of a row in the order of the formulas.
        joints: the formulas that came back, with the cells of this side.
        issued: how many rows were issued.
    """

    body: Body
    rows: Mapping[int, BodyRow]
    parts: list[str]
    joints: list[Trace]
    issued: int


def _torn_side(doubt: DoubtfulCells, side: _TableSide, claims: Mapping[CellRef, str]) -> None:
    body, parts, joints = side.body, side.parts, side.joints
    places: dict[CellRef, tuple[int, str, Token]] = {}
    for number, row in side.rows.items():
        places.update({token.place: (number, part, token) for part, token in row.parts.items()})
    usual = usual_columns(joints, parts)
    read = {cell: part for cell, (_, part, _) in places.items()}
    for trace in joints:
        held = [(part, *places[cell]) for part, cell in zip(parts, trace.cells, strict=False) if cell in places]
        numbers = {number for _, number, _, _ in held}
        torn = [token for part, _, said_as, token in held if part != said_as]
        torn += [places[cell][2] for cell in incomplete_values(trace, parts, usual, read) if cell in places]
        if len(joints) < side.issued:
            torn += _unclaimed(side, claims, trace)
        if len(numbers) > 1:
            torn += _spread(side.rows, trace.place.row, [(part, number, token) for part, number, _, token in held])
        elif held and held[0][1] != trace.place.row and not torn:
            _carried(body, [token for *_, token in held], trace)
        doubt.add(Observed.CELLS_SHIFTED, torn)
    for number, row in side.rows.items():
        owners = {token: owner for token in row.parts.values() if (owner := _owner(joints, token)) is not None}
        if len(set(owners.values())) > 1:
            doubt.add(Observed.CELLS_SHIFTED, [token for token, owner in owners.items() if owner != number])
    _pasted_over(side)
    body.observations.extend(lost_names(joints, usual, side.rows))


def _spread(rows: Mapping[int, BodyRow], own: int, held: list[tuple[str, int, Token]]) -> list[Token]:
    """Returns the cells of one formula outside its own row.

    And the cells that took their places in that row.
    """
    away = [token for _, number, token in held if number != own]
    home = rows[own].parts if own in {number for _, number, _ in held} else {}
    parts = {VALUE_OF.get(part, part) for part, number, _ in held if number != own}
    return away + [token for part, token in home.items() if VALUE_OF.get(part, part) in parts]


def _owner(joints: list[Trace], token: Token) -> int | None:
    """Returns the row whose formula refers to a cell."""
    return next((trace.place.row for trace in joints if token.place in trace.cells), None)


def _pasted_over(side: _TableSide) -> None:
    """Notes rows that were pasted over with nothing.

    A person may not notice the loss. A deleted column has an observation of its own.
    """
    kept = {part for part in range(len(side.parts)) if any(trace.cells[part] is not None for trace in side.joints)}
    for trace in side.joints:
        if trace.place.row not in side.rows and any(trace.cells[part] is None for part in kept):
            facts = {"found": LOST, "expected": ""}
            side.body.observations.append(Observation(Observed.MOVED, str(trace.place), facts))


def _unclaimed(side: _TableSide, claims: Mapping[CellRef, str], trace: Trace) -> list[Token]:
    """Returns cells in places that a formula lost.

    They may come from a row whose formula is gone.
    """
    row = side.rows.get(trace.place.row)
    lost = [p for p, cell in zip(side.parts, trace.cells, strict=False) if cell is None and row and p in row.parts]
    return [row.parts[part] for part in lost if row and row.parts[part].place not in claims]


def _carried(body: Body, tokens: list[Token], trace: Trace) -> None:
    """Notes an indicator that was cut and pasted as a whole.

    It is where its person wants it, which is to be checked.
    """
    expected = ",".join(str(CellRef(trace.place.row, token.col)) for token in tokens)
    body.observations.append(
        Observation(Observed.MOVED, joined(tokens), {"found": tokens[0].text[:40], "expected": expected})
    )


def _ragged(doubt: DoubtfulCells, body: Body, *, witnessed: bool) -> None:
    """Doubts neighbouring rows where one column lacks a cell here and has one there.

    Where formulas witness that no cell was moved, a column must look as if it were typed some rows too low or high.
    """
    for scope in {side for _, side in body.rows}:
        for run in _runs(body.side(scope)):
            _ragged_run(doubt, run, witnessed=witnessed)


def _ragged_run(doubt: DoubtfulCells, run: Mapping[int, BodyRow], *, witnessed: bool) -> None:
    if len({frozenset(row.parts) for row in run.values()}) == 1:
        return  # every row has the same columns
    filled = {part for row in run.values() for part in row.parts}
    columns = [*(part for part in _SLIPPING if part in filled), *sorted(filled.difference(PARTS))]
    for part in columns if len(columns) > 1 else ():
        own = {number for number, row in run.items() if part in row.parts}
        others = {number for number, row in run.items() if set(row.parts).intersection(columns) - {part}}
        typed_off = len(own) > 1 and any(own == {row + step for row in others} for step in (1, -1, 2, -2))
        if own - others and others - own and (typed_off or not witnessed):
            doubt.add(Observed.AMBIGUOUS, [row.parts[part] for row in run.values() if part in row.parts])
            break


def _runs(rows: Mapping[int, BodyRow]) -> Iterator[Mapping[int, BodyRow]]:
    """Yields filled rows that follow each other without an empty one between."""
    run: dict[int, BodyRow] = {}
    for number, row in sorted(rows.items()):
        if run and number - 1 not in run:
            yield run
            run = {}
        run[number] = row
    if run:
        yield run
