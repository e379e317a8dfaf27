"""Values that may have slipped away from their names. What is doubtful stays empty, and is said.

The self-check's formulas know which cells belonged together; where what they claim and what was read disagree,
nobody knows. Without formulas, locks and limits tell whether a column's cells stand where they were issued, and
gaps in one column beside leftovers in the same column tell that it slipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.forms.layout import Layout
from toolkit.intake.aligned import Aligned
from toolkit.intake.body import Body, Row
from toolkit.intake.header import Header
from toolkit.intake.locks import slipped
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.tokens import Token, joined
from toolkit.intake.tracing import LOST, Trace, joining, paired, where_now
from toolkit.model.cell import CellRef

#: The parts that make an indicator complete, those that slip first.
PARTS = ("period_value", "annual_value", "number", "name")
_TABLE = "slots."


@dataclass
class Doubt:
    """What nobody can be sure of.

    Attributes:
        cells: whose content must not be taken for what it seems to be.
        observations: what is said of them.
    """

    cells: set[CellRef] = field(default_factory=set)
    observations: list[Observation] = field(default_factory=list)

    def add(self, seen: Seen, tokens: list[Token], expected: str = "") -> None:
        """Doubt some cells."""
        fresh = [token for token in dict.fromkeys(tokens) if token.place not in self.cells]
        if fresh:
            shown = "、".join(token.text[:12] for token in fresh[:6])
            self.cells.update(token.place for token in fresh)
            self.observations.append(Observation(seen, joined(fresh), {"found": shown, "expected": expected}))


def doubts(header: Header, body: Body, layout: Layout, traces: tuple[Trace, ...], form: Aligned | None) -> Doubt:
    """Everything that is doubtful in a form that was read.

    Args:
        header: what was found above the table.
        body: what was found in the table.
        layout: the form as it was issued, or for an unknown one as it would be.
        traces: the self-check's formulas as they came back.
        form: the form beside its layout, None where it carries no stamp.
    """
    doubt = Doubt()
    _claimed(doubt, header, body, layout, traces)
    _torn(doubt, body, layout, traces)
    if form is not None and form.structured and not form.witnessed:
        doubt.add(Seen.CELLS_SHIFTED, slipped(form))
    _ragged(doubt, body)
    return doubt


def _claimed(doubt: Doubt, header: Header, body: Body, layout: Layout, traces: tuple[Trace, ...]) -> None:
    """Cells that a formula holds for another field than the one they were read as, or that were not read at all."""
    claims = _claims(layout, traces)
    for key, found in header.fields.items():
        doubt.add(Seen.CELLS_SHIFTED, [token for token in found.tokens if claims.get(token.place, key) != key])
    for row in body.rows.values():
        wrong = [token for token in row.parts.values() if claims.get(token.place, _TABLE) != _TABLE]
        doubt.add(Seen.CELLS_SHIFTED, wrong)
    for token in (*header.left, *body.left):
        field = header.fields.get(claims.get(token.place, ""))
        if field is not None and not field.text:
            doubt.add(Seen.CELLS_SHIFTED, [token])


def _claims(layout: Layout, traces: tuple[Trace, ...]) -> dict[CellRef, str]:
    """The field for which the formulas hold a cell; the cells of the table have one name."""
    said = joining(layout)
    claims = {cell: _TABLE for trace in traces if trace.words[0] == said for cell in trace.cells if cell is not None}
    keys = {cell.range.first: key for key, cell in layout.inputs.items()}
    for check, trace in paired(layout, traces):
        for made, now in where_now(check, trace).items():
            if now is not None and not keys[made].startswith(_TABLE):
                claims[now] = keys[made]
    return claims


def _torn(doubt: Doubt, body: Body, layout: Layout, traces: tuple[Trace, ...]) -> None:
    """Cells that one formula joins and that were read as parts of two indicators, or as other parts."""
    if not layout.slots:
        return
    parts = [part for part in layout.slots[0].cells if part in PARTS]
    rows: dict[CellRef, tuple[int, str, Token]] = {}
    for number, row in body.rows.items():
        rows.update({token.place: (number, part, token) for part, token in row.parts.items()})
    owners: dict[int, set[int]] = {}
    joined_by = [trace for trace in traces if trace.words[0] == joining(layout)]
    complete = len(joined_by) >= len(layout.slots)
    claims = _claims(layout, traces)
    for trace in joined_by:
        held = [(part, *rows[cell]) for part, cell in zip(parts, trace.cells, strict=False) if cell in rows]
        numbers = {number for _, number, _, _ in held}
        for number in numbers:
            owners.setdefault(number, set()).add(trace.place.row)
        torn = [token for part, _, read, token in held if part != read]
        if not complete:
            torn += _unclaimed(body, claims, trace, parts)
        if len(numbers) > 1:
            torn += [token for _, number, _, token in held if number != trace.place.row]
            torn += [
                body.rows[number].parts[part]
                for number in numbers
                for part, where, _, _ in held
                if where != number and part in body.rows[number].parts
            ]
        elif held and held[0][1] != trace.place.row and not torn:
            _carried(body, [token for *_, token in held], trace)
        if None in trace.cells[: len(parts)] and trace.place.row not in body.rows:
            # what stood here was pasted over with nothing: a person may not know that it is gone
            body.observations.append(Observation(Seen.MOVED, str(trace.place), {"found": LOST, "expected": ""}))
        doubt.add(Seen.CELLS_SHIFTED, torn)
    for number, claimed in owners.items():
        if len(claimed) > 1:
            doubt.add(Seen.CELLS_SHIFTED, list(body.rows[number].parts.values()))


def _unclaimed(body: Body, claims: Mapping[CellRef, str], trace: Trace, parts: list[str]) -> list[Token]:
    """What stands where a formula lost its cell, and may have come from a row whose formula is gone."""
    row = body.rows.get(trace.place.row)
    lost = [part for part, cell in zip(parts, trace.cells, strict=False) if cell is None and row and part in row.parts]
    return [row.parts[part] for part in lost if row and row.parts[part].place not in claims]


def _carried(body: Body, tokens: list[Token], trace: Trace) -> None:
    """An indicator that was cut and pasted as a whole stands where its person wants it; that is to be looked at."""
    expected = ",".join(str(CellRef(trace.place.row, token.col)) for token in tokens)
    body.observations.append(
        Observation(Seen.MOVED, joined(tokens), {"found": tokens[0].text[:40], "expected": expected})
    )


def _ragged(doubt: Doubt, body: Body) -> None:
    """Neighbouring rows where one column misses a cell here and has one too many there."""
    for run in _runs(body.rows):
        columns = [part for part in PARTS if any(part in row.parts for row in run)]
        for part in columns:
            surplus = [row for row in run if set(row.parts) & set(PARTS) == {part}]
            gaps = [row for row in run if part not in row.parts and set(row.parts) & set(PARTS)]
            if surplus and gaps and len(columns) > 1:
                doubt.add(Seen.AMBIGUOUS, [row.parts[part] for row in run if part in row.parts])
                break


def _runs(rows: Mapping[int, Row]) -> Iterator[list[Row]]:
    """Filled rows that follow each other without an empty one between."""
    run: list[Row] = []
    before = None
    for number, row in sorted(rows.items()):
        if before is not None and number != before + 1:
            yield run
            run = []
        run.append(row)
        before = number
    if run:
        yield run
