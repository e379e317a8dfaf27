"""Kinds of cells to fill, one file each in `toolkit/forms/fields/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from toolkit.forms.definition import Field
from toolkit.model.cell import CellValue as CellValue
from toolkit.plugins import plugins, refuse_second


class Amount(NamedTuple):
    """An amount in 元 and the unit in which it was written."""

    yuan: Decimal
    unit: str


class Funds(NamedTuple):
    """A sentence of amounts, and these amounts by the record's field."""

    text: str
    amounts: Mapping[str, Amount]


#: What a kind makes of a text.
Parsed = str | int | Amount | Funds


@dataclass(frozen=True, slots=True)
class Limit:
    """A data validation of a cell to fill.

    Attributes:
        type: list (its entries come from the field's choices), whole, decimal or textLength.
        low: smallest value, or length.
        high: largest value, or length.
        prompt: what is shown when the cell is chosen.
        error: what is shown when something else is typed.
        strict: whether other input is refused; False for a list that only suggests.
    """

    type: Literal["list", "whole", "decimal", "textLength"]
    prompt: str
    error: str
    low: int = 0
    high: int = 0
    strict: bool = True


@dataclass(frozen=True, slots=True)
class FieldKind:
    """A kind of cell to fill.

    Attributes:
        id: name in definitions.
        number_format: format of the cell; `@` where text is meant.
        numeric: whether the cell holds a number.
        parse: what a text means, given the unit of the sheet; None where it is nothing of this kind.
        show: what is written into a cell for a value, given the unit of the sheet.
        limit: the validation of a field of this kind.
    """

    id: str
    number_format: str
    numeric: bool
    parse: Callable[[str, str], Parsed | None]
    show: Callable[[Parsed, str], CellValue]
    limit: Callable[[Field], Limit | None]


@cache
def kinds() -> Mapping[str, FieldKind]:
    """Returns all kinds by id, those of other packages last.

    Raises PluginError where one of these cannot be used.
    """
    package = importlib.import_module("toolkit.forms.fields")
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        kind: FieldKind = importlib.import_module(f"{package.__name__}.{info.name}").KIND
        found[kind.id] = kind
    for place, added in plugins("jixiao.field_kinds", FieldKind):
        if added.id in found:
            raise refuse_second(place, added.id, "jixiao.field_kinds")
        found[added.id] = added
    return found


def plain(value: Parsed, unit: str) -> CellValue:
    """Returns a text or number as it is written into a cell."""
    return str(value) if isinstance(value, tuple) else value
