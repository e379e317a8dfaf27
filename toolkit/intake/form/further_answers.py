"""The rows of a form's further tables as answers of its record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from toolkit.forms.answers import answer_text
from toolkit.forms.definition import FormDefinition
from toolkit.forms.further_definition import FurtherTable
from toolkit.forms.further_tables import FURTHER, TOTALS, cell_key, field_of, is_printed, split_key
from toolkit.forms.kinds import Amount, Parsed
from toolkit.intake.form.header import Header
from toolkit.intake.tokens import joined
from toolkit.model.evidence import Observation, Observed
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.money import decimal_text
from toolkit.model.records import Tables


def further_tables(form: FormDefinition, values: Mapping[str, Parsed]) -> Tables:
    """Returns the filled rows of the further tables, with their printed first column.

    A cell has no place for words beside an amount: such an amount is missing.
    """
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for key, value in values.items():
        if key.startswith(FURTHER) and not (isinstance(value, Amount) and value.words):
            table, row, column = split_key(key)
            if row != TOTALS:
                rows.setdefault(table, {}).setdefault(row, {})[column] = answer_text(value, field_of(form, key))
    return FrozenMap(
        {
            key: tuple(_further_row(table, row, cells) for row, cells in sorted(rows[key].items()))
            for key, table in form.tables.items()
            if key in rows
        }
    )


def wrong_totals(header: Header, form: FormDefinition, values: Mapping[str, Parsed]) -> Iterator[Observation]:
    """Yields printed total rows of further tables that differ from their sum."""
    tables = further_tables(form, values)
    for key, table in form.tables.items():
        for column in table.totalled:
            name = cell_key(key, TOTALS, column)
            printed, rows = values.get(name), tables.get(key, ())
            added = sum((Decimal(row[column]) for row in rows if column in row), Decimal(0))
            if isinstance(printed, Amount) and printed.yuan != added:
                facts = {"printed": decimal_text(printed.yuan), "sum": decimal_text(added), "column": name}
                yield Observation(Observed.TOTAL_ROW, joined(header.fields[name].tokens), facts)


def _further_row(table: FurtherTable, row: int, cells: Mapping[str, str]) -> Answers:
    printed = {table.columns[0].key: table.lines[row - 1]} if is_printed(table, row, 0) else {}
    return FrozenMap({one.key: text for one in table.columns if (text := {**printed, **cells}.get(one.key))})
