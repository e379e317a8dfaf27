"""The rows of a flat table, as one row for each project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.excel.grid import GridCell
from toolkit.forms.definition import Field, SummaryDefinition, SummaryKey
from toolkit.forms.table_definition import PARTS
from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import pack
from toolkit.intake.cells import look_at
from toolkit.intake.form.body import Body, Levels, read_line
from toolkit.intake.form.table import FormTable
from toolkit.intake.summary.rows import BRIEF, SheetRow
from toolkit.intake.tokens import Token
from toolkit.model.evidence import Observation, Observed
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import fold

_UNIT: SummaryKey = "spending_unit"
_DEPARTMENT: SummaryKey = "supervising_department"


def collapsed(rows: Sequence[SheetRow], definition: SummaryDefinition, framework: Framework) -> tuple[SheetRow, ...]:
    """Returns one row for each project, with its indicators, and the rows of totals.

    A row goes on with the project above where it says nothing of a project, or the same again.
    """
    parts = {column.key: column.part for column in definition.columns if column.part}
    found: list[SheetRow] = []
    blocks: list[list[SheetRow]] = []
    above: dict[SummaryKey, GridCell] = {}  # merged over the projects of a unit or department
    for row in rows:
        heads = {key: cell for key, cell in row.cells.items() if key not in parts}
        above |= {key: heads[key] for key in (_UNIT, _DEPARTMENT) if key in heads}
        if blocks and _goes_on(heads, row, found[-1], parts):
            blocks[-1].append(row)
            continue
        if "name" in heads:
            heads = {**above, **heads}
        elif group := heads.get(_UNIT, heads.get(_DEPARTMENT)):  # the row of a unit or department, with its total
            heads = {"name": group, **heads}
        found.append(replace(row, cells=heads))
        blocks.append([row])
    read = _Reader(definition, framework, parts)
    return tuple(read.project(head, block) for head, block in zip(found, blocks, strict=True))


def unit_rows(rows: Sequence[SheetRow]) -> frozenset[str]:
    """Returns the folded names of the rows of units and the department."""
    return frozenset(
        fold(row.name) for row in rows if row.has(_UNIT) and not row.has("indicators", "goal") and _same(row)
    )


def _same(row: SheetRow) -> bool:
    return fold(row.text("name")) == fold(row.text(_UNIT))


def _goes_on(
    heads: Mapping[SummaryKey, GridCell], row: SheetRow, above: SheetRow, parts: Mapping[SummaryKey, str]
) -> bool:
    """Whether a row goes on with the project above it."""
    if not any(key in parts for key in row.cells):
        return False
    return all(key in above.cells and fold(above.cells[key].text) == fold(cell.text) for key, cell in heads.items())


class _Reader:
    """Reads the rows of indicators below each project.

    Args:
        definition: the table's definition.
        framework: its levels.
        parts: by key, the part of an indicator that a column holds.
    """

    def __init__(self, definition: SummaryDefinition, framework: Framework, parts: Mapping[SummaryKey, str]) -> None:
        own = (one for one in definition.columns if one.part and one.part not in PARTS)
        self._own = {one.key: Field(one.kind or "text", one.label, choices=one.choices) for one in own}
        self._parts = parts
        self._framework = framework
        self._usual = frozenset(fold(name) for _, two in framework.pairs() for name in (two.name, two.packed))

    def project(self, head: SheetRow, rows: Sequence[SheetRow]) -> SheetRow:
        """Returns the row of a project with what its rows of indicators hold."""
        columns = {self._parts[key]: col for key, col in head.table.columns.items() if key in self._parts}
        ordered = dict(sorted(columns.items(), key=lambda item: item[1]))
        units = {self._parts[key]: unit for key, unit in head.table.units.items() if key in self._parts}
        table = FormTable(ordered, self._framework, self._usual, self._own, None, head.unit, units)
        body, levels = Body(), _NO_LEVELS
        for row in rows:
            if tokens := tuple(self._tokens(row)):
                levels = read_line(body, tokens, table, levels)
        body.observations.extend(self._seen(body, head, rows))
        if not body.indicators and not body.used and not body.left:
            return replace(head, listed=body)
        packed = GridCell(pack(body.indicators, self._framework) or " ")
        return replace(head, cells={**head.cells, "indicators": packed}, listed=body, end=rows[-1].number)

    def _tokens(self, row: SheetRow) -> Iterator[Token]:
        places = ((row.table.columns[key], cell) for key, cell in row.cells.items() if key in self._parts)
        yield from (Token(row.number, col, cell) for col, cell in sorted(places, key=lambda place: place[0]))

    def _seen(self, body: Body, head: SheetRow, rows: Sequence[SheetRow]) -> Iterator[Observation]:
        """Yields observations of single cells, and of those that nobody understood."""
        for token in body.used:
            yield from look_at(token.cell, token.address, numeric=token.text.replace(".", "").isdigit())
        for token in body.left:
            yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:BRIEF]})
        for row in rows[1:]:
            for token in row.others:
                yield Observation(Observed.STRAY_CONTENT, token.address, {"found": token.text[:BRIEF]})
            if row.hidden:
                yield Observation(Observed.HIDDEN_CONTENT, row.range, {"ref": row.range, "found": row.range})
        if not head.has("name", *MONEY_KEYS) and body.indicators:
            yield Observation(Observed.AMBIGUOUS, head.range, {"found": body.indicators[0].name or ""})


_NO_LEVELS: Levels = (None, None)
