"""Kinds of cells to fill, one file each in `toolkit/forms/fields/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Literal, NamedTuple

from toolkit.forms.definition import Field
from toolkit.model.cell import CellValue as CellValue
from toolkit.model.money import YUAN, decimal_text
from toolkit.model.text import fold
from toolkit.plugins import plugins, refuse_second


class Amount(NamedTuple):
    """An amount in 元, its unit as written, and words beside it."""

    yuan: Decimal
    unit: str
    words: str = ""


class Funds(NamedTuple):
    """A sentence of amounts, and these amounts by the record's field."""

    text: str
    amounts: Mapping[str, Amount]


class PeriodText(NamedTuple):
    """A period in one cell: its text, and its certain years and months."""

    text: str
    start_year: int | None = None
    end_year: int | None = None
    start_month: int | None = None
    end_month: int | None = None


#: What a kind makes of a text. An empty text says nothing, as an untouched row of boxes.
Parsed = str | int | Amount | Funds | PeriodText


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


def _nothing(field: Field) -> str:
    return ""


def _choices(field: Field) -> tuple[str, ...]:
    return () if field.choices == "types" else tuple(field.choices)


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
        fitted: the kind for one field, where reading and writing depend on its choices.
        blank: what stands in the cell of a field before it is filled in; empty for nothing.
        offered: the list that a field of this kind offers.
        leave_open: words with which a text is no number, though it has digits (约50万).
    """

    id: str
    number_format: str
    numeric: bool
    parse: Callable[[str, str], Parsed | None]
    show: Callable[[Parsed, str], CellValue]
    limit: Callable[[Field], Limit | None]
    fitted: Callable[[Field], FieldKind] | None = None
    blank: Callable[[Field], str] = _nothing
    offered: Callable[[Field], tuple[str, ...]] = _choices
    leave_open: tuple[str, ...] = ()


def kind_of(field: Field) -> FieldKind:
    """Returns the kind of a field, fitted to its choices."""
    kind = kinds()[field.kind]
    return kind.fitted(field) if kind.fitted else kind


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


def parsed_answer(text: str, field: Field, unit: str) -> str | None:
    """Returns a cell's text as an answer, None for nothing of its kind.

    An amount with words beside it is none: a row has no place for them.
    """
    value = kind_of(field).parse(text, unit)
    if value is None or value == "" or (isinstance(value, Amount) and value.words):
        return None
    return next((choice for choice in field.choices if fold(choice) == fold(text)), answer_text(value, field))


def answer_text(value: Parsed, field: Field) -> str:
    """Returns a value as an answer, an amount with two decimals at least."""
    if isinstance(value, Amount):
        return decimal_text(value.yuan)
    return str(kinds()[field.kind].show(value, YUAN))


def answer_cell(text: str, field: Field, unit: str) -> CellValue:
    """Returns an answer as it is written into a cell of a field."""
    kind = kind_of(field)
    if field.kind == "amount":
        try:
            return kind.show(Amount(Decimal(text), YUAN), unit)
        except InvalidOperation:
            return text
    value = kind.parse(text, unit)
    return kind.show(text if value is None else value, unit)
