"""The contexts of one file and of one record with its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from toolkit.checks.context.base import SeenContext
from toolkit.checks.settings import Terms
from toolkit.forms.definition import Definition, FormDefinition
from toolkit.forms.field_names import PERIOD, is_own
from toolkit.forms.kinds import kind_of
from toolkit.forms.loader import load_framework
from toolkit.forms.table_definition import VALUE_OF
from toolkit.indicators.framework import Framework
from toolkit.model.evidence import Observation, Placed, ReadFile, ReadRecord
from toolkit.model.finding import Where
from toolkit.model.money import in_unit
from toolkit.model.records import Project
from toolkit.model.schema import MONEY_KEYS
from toolkit.model.text import is_blank

#: Columns of a summary, by the field of the record that they hold, where the two are called differently.
_SUMMARY_KEYS = {"project_name": "name", "annual_goal": "goal"}

Remembered = TypeVar("Remembered")


@dataclass(frozen=True)
class FileContext(SeenContext):
    """One file as it was opened."""

    file: ReadFile = field(kw_only=True)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Returns the observations on the file itself."""
        return self.file.observations

    def place(self, observation: Observation) -> Where:
        """Returns the file, sheet and cell of an observation."""
        return Where(self.file.path, observation.sheet, observation.cell)

    @property
    def member(self) -> str:
        """The path inside its archive; empty for a file by itself.

        For instance `returned.zip!骏达/治安经费.xlsx`.
        """
        return self.file.member

    def record(self, number: int) -> RecordContext:
        """Returns one of the file's records, under the terms of its own definition."""
        return RecordContext(self.rule, self.settings, read=self.file.records[number])


@dataclass(frozen=True)
class RecordContext(SeenContext):
    """One record with its form: a project, or a department's target.

    Attributes:
        read: the record as intake gave it.
        known: what has been worked out about it, shared by the contexts of all rules (`once`).
    """

    read: ReadRecord = field(kw_only=True)
    remembered: dict[object, Any] = field(kw_only=True, default_factory=dict, compare=False, repr=False)

    @property
    def terms(self) -> Terms:
        """The rule's severity and thresholds on this form."""
        return self.settings.terms(self.rule, self.definition)

    @property
    def applies(self) -> bool:
        """Whether the rule is meant for this kind of form and switched on."""
        return self.terms.enabled and self.rule.kind in (None, self.definition.kind)

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Returns the observations on this form."""
        return self.read.observations

    def place(self, observation: Observation) -> Where:
        """Returns the cell on this record's sheet."""
        return self.at(observation.cell)

    @property
    def definition(self) -> Definition:
        """The definition of the form or summary it was read with."""
        return self.read.definition

    def once(self, work: Callable[[Any], Remembered]) -> Remembered:
        """Returns what several rules ask about this record, worked out once.

        Args:
            work: takes a context of this record, and looks at everything in it but the rule.
        """
        if work not in self.remembered:
            self.remembered[work] = work(self)
        found: Remembered = self.remembered[work]
        return found

    @property
    def framework(self) -> Framework:
        """The framework of levels that the definition names."""
        return self.once(_framework)

    @property
    def name(self) -> str | None:
        """The project's name."""
        return name_of(self.read)

    def at(self, cell: str | None) -> Where:
        """Returns a cell of this record's sheet."""
        return place_of(self.read, cell)

    def value(self, key: str) -> str | int | Decimal | None:
        """Returns the value of a field of the head, own fields included."""
        record = self.read.record
        if isinstance(self.definition, FormDefinition) and is_own(key, self.definition.record):
            return record.extra.get(key)
        holder = record.funding if key in MONEY_KEYS else record
        name = "period_text" if key == PERIOD else key
        found: str | int | Decimal | None = getattr(holder, name, None)
        return found

    def says(self, key: str) -> bool:
        """Whether the cell of a field says anything; boxes without a tick say nothing."""
        raw = self.raw(key)
        if is_blank(raw) or not isinstance(self.definition, FormDefinition) or key not in self.definition.fields:
            return not is_blank(raw)
        return kind_of(self.definition.fields[key]).parse(raw, self.definition.unit) != ""

    def placed(self, key: str) -> Placed | None:
        """Returns the place and raw content of a field; None without such a field."""
        return self.read.placed.get(key)

    def where(self, key: str) -> Where:
        """Returns the place of a field, else that of the whole form.

        Fields are named as `total` or `indicators.3.name`.
        """
        placed = self.read.placed.get(key)
        return self.at(placed.cell if placed else self.read.source.range)

    def raw(self, key: str) -> str:
        """Returns the raw content of a field; empty without any."""
        placed = self.read.placed.get(key)
        return placed.raw if placed else ""

    def asks_for(self, key: str) -> bool:
        """Whether this form has the field at all."""
        return key in self.read.placed

    def may_stay_empty(self, part: str) -> bool:
        """Whether this form lets a value of an indicator stay empty.

        The definition says so by `may_be_empty` of the value's column.
        """
        if not isinstance(self.definition, FormDefinition):
            return False
        columns = (one for table in self.definition.indicators.tables for one in table.columns)
        return any(VALUE_OF.get(one.part) == part and one.may_be_empty for one in columns)

    def requires(self, key: str) -> bool:
        """Whether this form has the field and requires it; summaries require all theirs."""
        if not isinstance(self.definition, FormDefinition) or key not in self.definition.fields:
            return self.asks_for(key)
        return self.asks_for(key) and self.definition.fields[key].required

    def field_at(self, cell: str) -> str:
        """Returns the field that belongs in a cell; empty if none does."""
        return next((key for key, placed in self.read.placed.items() if placed.cell == cell), "")

    def label(self, key: str) -> str:
        """Returns the name of a field as people see it on this form."""
        if isinstance(self.definition, FormDefinition):
            found = self.definition.fields.get(key)
            return found.name if found else key
        column = _SUMMARY_KEYS.get(key, key)
        return next((one.label for one in self.definition.columns if one.key == column), key)

    def money(self, amount: Decimal) -> str:
        """Returns an amount in 元 as written in the sheet's unit: 36,300元, 30万元."""
        unit = self.definition.unit
        shown = in_unit(amount, unit).normalize()
        return f"{shown:,f}{unit}"


def name_of(read: ReadRecord) -> str | None:
    """Returns the name of a project, or of the department whose target it is."""
    record = read.record
    return record.project_name if isinstance(record, Project) else record.department


def place_of(read: ReadRecord, cell: str | None) -> Where:
    """Returns a cell of a record's sheet."""
    return Where(read.source.file, read.source.sheet, cell, name_of(read))


def _framework(context: RecordContext) -> Framework:
    return load_framework(context.definition.framework, context.settings.templates)
