"""The unit of money that a printed text above a column names: 预算金额（万元）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from toolkit.forms.kinds import kind_of
from toolkit.forms.layout import Role
from toolkit.intake.form.header import Header
from toolkit.intake.form.label_parameters import parameters
from toolkit.intake.form.vocabulary import Vocabulary, unit_in
from toolkit.intake.tokens import Lines
from toolkit.model.money import UNITS
from toolkit.model.text import fold

#: A unit of money behind other words of a line: 填报单位：县水利局    单位：元.
_UNIT_LAST = re.compile(rf"单位\s*[:：]\s*(?:{UNITS})\s*[）)]?\s*$")


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


def _bare(text: str) -> str:
    return parameters(fold(text))[0]


def units_of_lines(on_sheet: Lines) -> Iterator[str]:
    """Yields the units of money that lines of a sheet name: 单位：万元."""
    for token in (one for tokens in on_sheet.values() for one in tokens):
        named = "单位" in token.text and (len(token.text) < 20 or _UNIT_LAST.search(token.text))
        if named and (unit := unit_in(token.text)):
            yield unit
