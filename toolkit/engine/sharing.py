"""Equal texts of many records made one object: a batch has few units, and the same cells and sentences throughout."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from toolkit.forms.stamp import Stamp
from toolkit.intake.result import Brief, ReadRecord
from toolkit.model.finding import Fact, Finding, Where
from toolkit.model.project import Project, Source

#: Texts of a record that many share.
_REPEATED = ("form", "form_version", "project_type", "project_level", "supervising_department", "spending_unit")
#: Facts of no more characters than these together come again in other files; longer ones are somebody's own words.
_SHORT = 40

Value = TypeVar("Value", bound=Hashable)


class Sharing:
    """What has come before, to be used again."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def brief(self, read: ReadRecord, load: Callable[[], ReadRecord]) -> Brief:
        """A head that can be kept by the hundred thousand; `load` fetches the whole of it."""
        source = read.source
        source = Source(source.file, self._one(source.sheet), self._one(source.range), source.sha256)
        record = read.record
        if isinstance(record, Project):
            repeated = {key: self._one(getattr(record, key)) for key in _REPEATED}
            record = replace(record, **repeated, source=source)
        placed = self._known.setdefault(tuple(read.placed.items()), read.placed)
        return Brief(read.definition, record, source, placed, (), self._stamp(read), load=load)

    def finding(self, finding: Finding) -> Finding:
        """A finding of which whatever it shares with others is there once."""
        where = finding.where
        where = Where(where.file, self._one(where.sheet), self._one(where.cell), where.project)
        return Finding(self._one(finding.code), finding.severity, where, self._facts(finding.facts))

    def _stamp(self, read: ReadRecord) -> Stamp | None:
        stamp = read.stamp
        if stamp is None:
            return None
        own = {getattr(read.record, key, None): getattr(read.record, key, None) for key in stamp.prefilled}
        return replace(
            stamp,
            form=self._one(stamp.form),
            version=self._one(stamp.version),
            project_type=self._one(stamp.project_type),
            rows=self._one(stamp.rows),
            fingerprint=self._one(stamp.fingerprint),
            sheet=self._one(stamp.sheet),
            prefilled={key: own.get(told) or told for key, told in stamp.prefilled.items()},
        )

    def _facts(self, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
        if sum(map(len, facts.values())) > _SHORT:
            return facts
        known: Mapping[str, Fact] = self._known.setdefault(("facts", *facts.items()), facts)
        return known

    def _one(self, value: Value) -> Value:
        known: Value = self._known.setdefault(value, value)
        return known
