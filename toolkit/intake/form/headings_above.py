"""The headings above a value: its field, and its unit of money.

Fields may stand where a label's row crosses a heading's column: 上级资金 × 年初预算数. A value belongs to the heading
under which it stands. Two values under one heading, and a value under a heading of nobody, are not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Role
from toolkit.intake.form.form_labels import parameters
from toolkit.intake.form.header import Found, Header
from toolkit.intake.form.vocabulary import LabelHit, Vocabulary
from toolkit.intake.tokens import Lines, Token, joined
from toolkit.model.cell import CellRef
from toolkit.model.evidence import Observation, Observed
from toolkit.model.money_units import unit_in
from toolkit.model.text import fold


def read_crossed(lines: Lines, words: Vocabulary, header: Header) -> Lines:
    """Reads the crossed fields into a header, and returns the lines without their values."""
    rest = dict(lines)
    for row, tokens in lines.items() if words.crossed else ():
        hits = [(token, words.label(token.text)) for token in tokens]
        labels = [(token, hit) for token, hit in hits if hit is not None]
        for place, (token, hit) in enumerate(labels):
            if hit.key not in words.crossed:
                continue
            end = labels[place + 1][0].col if place + 1 < len(labels) else None
            values = [one for one in tokens if one.col > token.col and (end is None or one.col < end)]
            taken = _read_row(token, hit, values, _headings(lines, row, words.crossed[hit.key]), (words, header))
            rest[row] = tuple(one for one in rest[row] if one not in taken)
    return {row: tokens for row, tokens in rest.items() if tokens}


def missing_headings(lines: Lines, words: Vocabulary) -> Iterator[str]:
    """Yields the headings of crossed fields that no cell of the sheet has."""
    needed = {heading: words.crossing[heading] for fields in words.crossed.values() for heading in fields}
    found = {_bare(token.text) for tokens in lines.values() for token in tokens} if needed else set()
    yield from (printed for heading, printed in needed.items() if heading not in found)


def _headings(lines: Lines, row: int, fields: Mapping[str, str]) -> tuple[Token, ...]:
    """Returns the nearest line above with one of the fields' headings, else nothing."""
    above = (tokens for number, tokens in reversed(list(lines.items())) if number < row)
    return next((tokens for tokens in above if any(_bare(token.text) in fields for token in tokens)), ())


def _read_row(
    label: Token, hit: LabelHit, values: list[Token], headings: tuple[Token, ...], into: tuple[Vocabulary, Header]
) -> list[Token]:
    """Reads the values behind one label, and returns those that were read."""
    words, header = into
    fields = words.crossed[hit.key]
    under: dict[str, list[Token]] = {}
    for token in values:
        heading = next((one for one in reversed(headings) if one.col <= token.col), None)
        if heading is not None and heading.col > label.col and (name := fields.get(_bare(heading.text))):
            under.setdefault(name, []).append(token)
    if hit.value:
        header.observations.append(Observation(Observed.AMBIGUOUS, label.address, {"found": label.text[:60]}))
    for heading in headings:
        name = fields.get(_bare(heading.text))
        if name is None:
            continue
        tokens = under.get(name, [])
        unit = unit_in(heading.text) or hit.unit
        first = tokens[0].place if tokens else CellRef(label.row, heading.col)
        if len(tokens) > 1:
            facts = {"found": "；".join(token.text[:20] for token in tokens), "expected": heading.text}
            header.observations.append(Observation(Observed.AMBIGUOUS, joined(tokens), facts))
        text = tokens[0].text if len(tokens) == 1 else ""
        header.fields[name] = Found(text, first, tuple(tokens), (), unit)
    return [token for tokens in under.values() for token in tokens]


def _bare(text: str) -> str:
    return parameters(fold(text))[0]


def take_units_above(header: Header, lines: Lines, words: Vocabulary) -> None:
    """Gives each amount the unit of the nearest printed text above it."""
    printed = {
        _bare(cell.text)
        for cell in words.layout.cells
        if cell.role in (Role.NOTE, Role.HEADING) and unit_in(cell.text) and "单位" not in cell.text
    }
    if not printed:
        return
    stated = [
        (token.place, unit)
        for tokens in lines.values()
        for token in tokens
        if _bare(token.text) in printed and (unit := unit_in(token.text))
    ]
    for name, found in header.fields.items():
        if found.unit or name not in words.form.fields or not kind_of(words.form.fields[name]).numeric:
            continue
        above = [one for one in stated if one[0].col == found.cell.col and one[0].row < found.cell.row]
        if above:
            header.fields[name] = replace(found, unit=max(above)[1])
