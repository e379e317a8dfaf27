"""The words of a form for the fields that its definition adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.checks.settings import definition_faults
from toolkit.errors import ToolkitError
from toolkit.forms.definition import FormDefinition
from toolkit.forms.further_definition import FurtherTable
from toolkit.forms.further_tables import cell_key
from toolkit.forms.loader import load_form


@dataclass(frozen=True)
class FormWords:
    """The words of a form; the definition is loaded where it is needed first.

    Where it cannot be loaded any more, keys stand for words.

    Attributes:
        form: id of the definition.
        templates: the user's own folder of definitions.
    """

    form: str
    templates: Path | None = None

    @cached_property
    def _definition(self) -> FormDefinition | None:
        try:
            found = load_form(self.form, self.templates, definition_faults)
        except ToolkitError:
            return None
        return found if isinstance(found, FormDefinition) else None

    def field(self, key: str) -> str:
        """Returns the name of a field."""
        found = self._definition.fields.get(key) if self._definition else None
        return found.name if found else key

    def is_amount(self, key: str) -> bool:
        """Whether a field, or a column of a further table, holds money."""
        if self._definition is None:
            return False
        found = self._definition.fields.get(key)
        tables = (column for table in self._definition.tables.values() for column in table.columns)
        kinds = [found.kind] if found else [column.kind for column in tables if column.key == key]
        return "amount" in kinds

    def column(self, part: str) -> str:
        """Returns the heading of a column of the indicator table."""
        columns = self._definition.indicators.columns if self._definition else ()
        return next((one.label for one in columns if one.part == part and one.label), part)

    def _table(self, key: str) -> FurtherTable | None:
        return self._definition.tables.get(key) if self._definition else None

    def cell_of_table(self, key: str, number: int, row: Mapping[str, object], column: str) -> tuple[str, str]:
        """Returns the name of a cell of a further table, and its key.

        Args:
            key: of the table.
            number: of the row among the filled ones, from 1.
            row: its texts; the first column of a row that the form prints says which it is.
            column: key of the column.
        """
        table = self._table(key)
        if table is None:
            return f"{key}·{number}·{column}", cell_key(key, number, column)
        first = table.columns[0].key
        heading = next((one.label for one in table.columns if one.key == column), column)
        name = row.get(first)
        if isinstance(name, str) and name in table.lines:
            number = table.lines.index(name) + 1
        line = f"“{name}”" if name and column != first else f"第 {number} 行"
        return f"{table.name}{line}{heading}", cell_key(key, number, column)
