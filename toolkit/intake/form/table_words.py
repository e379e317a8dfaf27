"""The words of one table of indicators: its headings in every spelling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.forms.table_definition import IndicatorTable, TableColumn
from toolkit.model.money_units import without_unit
from toolkit.model.text import fold


@dataclass(frozen=True)
class TableWords:
    """The words of one table of indicators.

    Attributes:
        table: its definition.
        columns: keys of columns by the folded heading of their group, empty for none, and their own; several from
            left to right where the sides of the table are headed alike.
        groups: the groups of columns by every folded spelling.
        side: folded label beside it.
    """

    table: IndicatorTable
    columns: Mapping[tuple[str, str], tuple[str, ...]]
    groups: Mapping[str, str]
    side: str

    def column(self, text: str, group: str = "") -> str | None:
        """Returns the column that a header cell names, the first of several."""
        folded = heading_key(text)
        found = self.columns.get((group, folded)) or self.columns.get((group, without_unit(folded)[0]))
        return found[0] if found else None

    def alike(self, key: str) -> tuple[str, ...]:
        """Returns the columns that are headed like one, it among them."""
        return next((keys for keys in self.columns.values() if keys[0] == key), (key,))


def heading_key(text: str) -> str:
    """Returns a heading as it is compared, without the star before it."""
    return fold(text).lstrip("*")


def table_words(table: IndicatorTable) -> TableWords:
    """Returns the words of a table of indicators."""
    columns: dict[tuple[str, str], tuple[str, ...]] = {}
    for column in table.columns:
        for name in dict.fromkeys(
            one for written in (column.label, *column.also) for one in _spellings(column, written)
        ):
            place = fold(column.group or ""), name
            columns[place] = (*columns.get(place, ()), table.key(column))
    groups = sorted({column.group for column in table.columns if column.group})
    spelled = {fold(name): fold(group) for group in groups for name in (group, *table.groups.get(group, ()))}
    return TableWords(table, columns, spelled, fold(table.side or ""))


def _spellings(column: TableColumn, written: str) -> tuple[str, ...]:
    """Returns a heading folded, of an amount without its unit too."""
    folded = heading_key(written)
    return (folded, without_unit(folded)[0]) if column.kind == "amount" else (folded,)
