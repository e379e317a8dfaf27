"""Records as bytes and back, and the head of a record."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from copyreg import dispatch_table
from dataclasses import fields, replace
from decimal import Decimal
from io import BytesIO
from operator import attrgetter
from typing import Any

from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.stamp import Stamp
from toolkit.model.evidence import Flag, Observation, Observed, Placed, ReadFile, ReadRecord, ReadTotal
from toolkit.model.finding import Bilingual, Finding, Severity, Where
from toolkit.model.frozen import EMPTY, FrozenMap
from toolkit.model.records import (
    NO_TABLES,
    DepartmentTarget,
    Funding,
    Indicator,
    PaymentStep,
    Project,
    Record,
    Source,
    SubGoal,
)

#: The fields whose cells are named by rules between files.
_PLACED_IN_HEADS = (
    "project_name", "project_code", "project_type", "project_level", "spending_unit", "budget_year", "start_year",
    "end_year", "total", "department",
)  # fmt: skip
_ISSUED = ("project_name", "spending_unit")


def head_of(file: ReadFile) -> ReadFile:
    """Returns a file with the heads of its records only."""
    seen = tuple(_first_of_each_sheet(file.observations))
    return replace(file, records=tuple(map(_head, file.records)), totals=(), observations=seen)


#: A project's texts and rows, empty: no rule between files asks for them.
_NOT_IN_HEADS: Mapping[str, Any] = {
    "period_goal": None, "annual_goal": None, "payment_plan": (), "indicators": (), "funds_text": None,
    "extra": EMPTY, "tables": NO_TABLES,
}  # fmt: skip


def _head(read: ReadRecord) -> ReadRecord:
    record: Record = read.record
    if isinstance(record, Project):  # a department's target stays complete: there are few, and reports print them
        record = replace(record, **_NOT_IN_HEADS)
    placed = {key: replace(read.placed[key], raw="") for key in _PLACED_IN_HEADS if key in read.placed}
    stamp = read.stamp and replace(
        read.stamp, prefilled={key: read.stamp.prefilled[key] for key in _ISSUED if key in read.stamp.prefilled}
    )
    return replace(read, record=record, placed=placed, observations=(), stamp=stamp)


def _first_of_each_sheet(observations: Sequence[Observation]) -> Iterator[Observation]:
    """Yields the first observation of each sheet: reports order sheets by them."""
    first: dict[str | None, Observation] = {}
    for seen in observations:
        first.setdefault(seen.sheet, seen)
    for sheet, seen in first.items():
        yield seen if seen.seen is Observed.ATTACHMENT else Observation(seen.seen, sheet=sheet)


Definitions = Mapping[str, Definition]

_RECORDS: tuple[type, ...] = (
    ReadFile, ReadRecord, ReadTotal, Placed, Observation, Stamp, Finding, Where,
    Project, Funding, PaymentStep, Source, Indicator, DepartmentTarget, SubGoal,
)  # fmt: skip
_VALUES: tuple[type, ...] = (Observed, Flag, Severity, Bilingual, Decimal, FrozenMap, range)
_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    (kind.__module__, kind.__qualname__): kind for kind in (*_RECORDS, *_VALUES)
}


def pack(value: object) -> bytes:
    """Returns records as bytes."""
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return out.getvalue()


def unpack(data: bytes, definitions: Definitions) -> Any:
    """Returns the records that bytes hold.

    Raises:
        pickle.UnpicklingError, ValueError, TypeError, KeyError, EOFError: they hold something else.
    """
    return _Reader(data, definitions).load()


#: The errors of `unpack` on foreign or damaged bytes.
FAULTS = (pickle.UnpicklingError, ValueError, TypeError, KeyError, EOFError, AttributeError, IndexError)


class _Reader(pickle.Unpickler):
    """An unpickler that knows the record classes and the definitions only."""

    def __init__(self, data: bytes, definitions: Definitions) -> None:
        super().__init__(BytesIO(data))
        self._definitions = definitions

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _named.__name__):
            return self._definitions.__getitem__
        if (module, name) in _ALLOWED:
            return _ALLOWED[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _named(identifier: str) -> Definition:
    """Represents a definition in the bytes; reading them never calls it."""
    raise NotImplementedError(identifier)


def _name(definition: Definition) -> tuple[Callable[[str], Definition], tuple[str]]:
    return _named, (definition.id,)


def _by_fields(kind: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    """Returns a function that pickles a record as a call of its class.

    The way of dataclasses takes ten times as long.
    """
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda record: (kind, values(record))


_PLACED = [field.name for field in fields(ReadRecord)].index("placed")
_values_of = attrgetter(*(field.name for field in fields(ReadRecord)))


def _apart(read: ReadRecord) -> tuple[Callable[..., ReadRecord], tuple[object, ...]]:
    """Returns a record of a form with its places as three columns.

    A record for each place takes more bytes.
    """
    places = read.placed.values()
    columns = tuple(read.placed), [one.cell for one in places], [one.raw for one in places]
    values = _values_of(read)
    return _together, (*values[:_PLACED], columns, *values[_PLACED + 1 :])


def _together(*values: Any) -> ReadRecord:
    keys, cells, texts = values[_PLACED]
    placed = dict(zip(keys, map(Placed, cells, texts), strict=True))
    build: Callable[..., ReadRecord] = ReadRecord
    return build(*values[:_PLACED], placed, *values[_PLACED + 1 :])


_ALLOWED[__name__, _together.__name__] = _together
_TABLE: dict[type, Callable[[Any], Any]] = {
    **dispatch_table,
    **{kind: _by_fields(kind) for kind in _RECORDS},
    ReadRecord: _apart,
    FormDefinition: _name,
    SummaryDefinition: _name,
}
