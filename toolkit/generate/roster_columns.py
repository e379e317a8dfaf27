"""Which column of a roster holds what: names are compared without blanks, brackets and years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms.definition import FormDefinition
from toolkit.generate.roster_file import Row
from toolkit.model.money import WAN, YUAN
from toolkit.model.schema import PROJECT, leaves
from toolkit.model.text import fold

#: Rows in which the names of the columns are looked for.
HEADER_ROWS = 10
#: The columns without which a roster is none.
IDENTITY = ("project_name", "spending_unit")
#: What departments call the columns, beside the names in the definition.
_ALSO: Mapping[str, tuple[str, ...]] = {
    one.key: (one.zh, *one.synonyms) for _, one in leaves(PROJECT) if one.synonyms and one.compared
}
_BRACKETS = re.compile(r"\([^()]*\)")
_STATED = re.compile(r"单位:?(?:人民币)?(万元|元)")
_YEAR = re.compile(r"^\d{4}年度?")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a roster.

    Attributes:
        header: number of the row with their names, from 1.
        places: zero-based column by field.
        units: unit of an amount where its column names one.
    """

    header: int
    places: Mapping[str, int]
    units: Mapping[str, str]


def find_columns(table: Sequence[Row], form: FormDefinition) -> Columns | None:
    """The columns of a table, None where its first rows do not name a project and its unit."""
    names = _names(form)
    for row in table[:HEADER_ROWS]:
        places: dict[str, int] = {}
        units: dict[str, str] = {}
        for col, text in enumerate(row.texts):
            key = names.get(_plain(text))
            if key is not None and key not in places:
                places[key] = col
                units |= _unit(key, text)
        if places.keys() >= set(IDENTITY):
            return Columns(row.number, places, _unit_above(table, row.number) | units)
    return None


def _names(form: FormDefinition) -> dict[str, str]:
    """Fields by every name of their column; the definition's own names come first."""
    own = {_plain(field.name): key for key, field in form.fields.items()}
    asked = {key: names for key, names in _ALSO.items() if key in form.fields or key == "budget_year"}
    return {_plain(name): key for key, names in asked.items() for name in names} | own


def _plain(text: str) -> str:
    return _YEAR.sub("", _BRACKETS.sub("", fold(text)).strip("*:"))


def _unit_above(table: Sequence[Row], header: int) -> dict[str, str]:
    """The unit of amounts that a line above the columns names: 单位：万元."""
    for row in table:
        for text in row.texts if row.number < header else ():
            match = _STATED.search(fold(text))
            if match:
                return {"total": match[1]}
    return {}


def _unit(key: str, text: str) -> dict[str, str]:
    found = [unit for unit in (WAN, YUAN) if unit in fold(text)]
    return {key: found[0]} if found else {}
