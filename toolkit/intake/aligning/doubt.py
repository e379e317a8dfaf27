"""Values that may have slipped away from their names. What is doubtful stays empty, and is said.

The self-check's formulas know which cells belonged together; where what they claim and what was read disagree,
nobody knows. Without formulas, locks and limits tell whether a column's cells stand where they were issued, and
gaps in one column beside leftovers in the same column tell that it slipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.forms.layout import Layout
from toolkit.forms.parts import BESIDE, VALUE_OF
from toolkit.intake.aligning.aligned import Aligned
from toolkit.intake.aligning.body import Body, Row
from toolkit.intake.aligning.header import Header
from toolkit.intake.aligning.locks import slipped
from toolkit.intake.aligning.maimed import bereft, maimed, usual_columns
from toolkit.intake.aligning.tracing import LOST, Trace, joining, paired, where_now
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.tokens import Token, joined
from toolkit.model.cell import CellRef

#: The parts that belong together in a row, those first that slip first.
PARTS = ("period_value", "annual_value", "period_number", "number", "name", *BESIDE)
_TABLE = "slots."


@dataclass
class Doubt:
    """What nobody can be sure of: cells whose content must not be taken for what it seems to be, by what was seen."""

    seen: dict[Seen, set[Token]] = field(default_factory=dict)

    @property
    def cells(self) -> set[CellRef]:
        """All of them."""
        return {token.place for tokens in self.seen.values() for token in tokens}

    @property
    def observations(self) -> Iterator[Observation]:
        """What is said of them, once for each reason."""
        for seen, tokens in self.seen.items():
            cells = sorted(tokens, key=lambda token: token.place)
            shown = "、".join(token.text[:12] for token in cells[:6])
            if cells:
                yield Observation(seen, joined(cells), {"found": shown, "expected": ""})

    def add(self, seen: Seen, tokens: Iterable[Token]) -> None:
        """Doubt some cells that are not doubtful yet."""
        known = self.cells
        self.seen.setdefault(seen, set()).update(token for token in tokens if token.place not in known)


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
    _ragged(doubt, body, witnessed=2 * len(traces) > len(layout.slots) > 0)
    return doubt


def ragged_rows(body: Body) -> Doubt:
    """What is doubtful in a table whose formulas all stand beside the cells they were made for."""
    doubt = Doubt()
    _ragged(doubt, body, witnessed=True)
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
    said = joining(layout)
    #: a formula of an older version names fewer cells, and does not tell which
    joints = [trace for trace in traces if trace.words[0] == said and len(trace.cells) >= len(parts)]
    claims, usual = _claims(layout, traces), usual_columns(joints, parts)
    for trace in joints:
        held = [(part, *rows[cell]) for part, cell in zip(parts, trace.cells, strict=False) if cell in rows]
        numbers = {number for _, number, _, _ in held}
        torn = [token for part, _, read, token in held if part != read]
        torn += [rows[cell][2] for cell in maimed(trace, parts, usual) if cell in rows]
        if len(joints) < len(layout.slots):
            torn += _unclaimed(body, claims, trace, parts)
        if len(numbers) > 1:
            torn += _spread(body, trace.place.row, [(part, number, token) for part, number, _, token in held])
        elif held and held[0][1] != trace.place.row and not torn:
            _carried(body, [token for *_, token in held], trace)
        doubt.add(Seen.CELLS_SHIFTED, torn)
    for number, row in body.rows.items():
        owners = {token: owner for token in row.parts.values() if (owner := _owner(joints, token)) is not None}
        if len(set(owners.values())) > 1:
            doubt.add(Seen.CELLS_SHIFTED, [token for token, owner in owners.items() if owner != number])
    _pasted_over(body, joints, len(parts))
    body.observations.extend(bereft(joints, usual, body.rows))


def _spread(body: Body, own: int, held: list[tuple[str, int, Token]]) -> list[Token]:
    """Of cells that one formula joins and that stand in several rows, those elsewhere than in the formula's own row,
    and what stands in their place there.
    """
    away = [token for _, number, token in held if number != own]
    home = body.rows[own].parts if own in {number for _, number, _ in held} else {}
    gone = {VALUE_OF.get(part, part) for part, number, _ in held if number != own}
    return away + [token for part, token in home.items() if VALUE_OF.get(part, part) in gone]


def _owner(joints: list[Trace], token: Token) -> int | None:
    """The row whose formula holds a cell."""
    return next((trace.place.row for trace in joints if token.place in trace.cells), None)


def _pasted_over(body: Body, joints: list[Trace], count: int) -> None:
    """Rows pasted over with nothing: a person may not know what is gone. A deleted column is told elsewhere."""
    kept = {part for part in range(count) if any(trace.cells[part] is not None for trace in joints)}
    for trace in joints:
        if trace.place.row not in body.rows and any(trace.cells[part] is None for part in kept):
            body.observations.append(Observation(Seen.MOVED, str(trace.place), {"found": LOST, "expected": ""}))


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


def _ragged(doubt: Doubt, body: Body, *, witnessed: bool) -> None:
    """Neighbouring rows where one column misses a cell here and has one too many there.

    Where formulas witness that no cell was moved, a column must look as if it were typed some rows too low or high.
    """
    for run in _runs(body.rows):
        if len({frozenset(row.parts) for row in run.values()}) == 1:
            continue  # every row has the same columns
        columns = [part for part in PARTS if any(part in row.parts for row in run.values())]
        for part in columns if len(columns) > 1 else ():
            own = {number for number, row in run.items() if part in row.parts}
            others = {number for number, row in run.items() if set(row.parts) & set(PARTS) - {part}}
            typed_off = len(own) > 1 and any(own == {row + step for row in others} for step in (1, -1, 2, -2))
            if own - others and others - own and (typed_off or not witnessed):
                doubt.add(Seen.AMBIGUOUS, [row.parts[part] for row in run.values() if part in row.parts])
                break


def _runs(rows: Mapping[int, Row]) -> Iterator[Mapping[int, Row]]:
    """Filled rows that follow each other without an empty one between."""
    run: dict[int, Row] = {}
    for number, row in sorted(rows.items()):
        if run and number - 1 not in run:
            yield run
            run = {}
        run[number] = row
    if run:
        yield run
