"""The cells of a definition's own columns, as answers of a record and back.

An answer is a text: amounts in 元, everything else as it was written.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from toolkit.forms.definition import Field
from toolkit.forms.kinds import Amount, Parsed, kind_of, kinds
from toolkit.model.cell import CellValue
from toolkit.model.money import YUAN, decimal_text
from toolkit.model.text import fold


def parsed_answer(text: str, field: Field, unit: str) -> str | None:
    """Returns a cell's text as an answer, None where it is nothing of its kind.

    An amount with words beside it is none: a row has no place for them.
    """
    value = kind_of(field).parse(text, unit)
    if value is None or value == "" or (isinstance(value, Amount) and value.words):
        return None
    return next((choice for choice in field.choices if fold(choice) == fold(text)), answer_text(value, field))


def answer_text(value: Parsed, field: Field) -> str:
    """Returns a value as an answer: an amount in 元 with two decimals at least, else as its kind shows it."""
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
