"""What was read, as bytes: for the way between processes, for the shelf of a large batch, for the cache.

The bytes name nothing but the toolkit's own records: other classes and functions are refused on the way back, so
that a file in the cache folder that somebody exchanged can do no harm. Definitions are not sent at all but named,
and come back as the ones at hand.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from copyreg import dispatch_table
from dataclasses import fields
from decimal import Decimal
from io import BytesIO
from operator import attrgetter
from typing import Any

from toolkit.forms.definition import Definition, FormDefinition, SummaryDefinition
from toolkit.forms.stamp import Stamp
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed, ReadFile, ReadRecord, ReadTotal
from toolkit.model.finding import Bilingual, Finding, Severity, Where
from toolkit.model.indicator import Indicator
from toolkit.model.project import DepartmentTarget, Funding, PaymentStep, Project, Source, SubGoal

Definitions = Mapping[str, Definition]

_RECORDS: tuple[type, ...] = (
    ReadFile, ReadRecord, ReadTotal, Placed, Observation, Stamp, Finding, Where,
    Project, Funding, PaymentStep, Source, Indicator, DepartmentTarget, SubGoal,
)  # fmt: skip
_VALUES: tuple[type, ...] = (Seen, Severity, Bilingual, Decimal)
_KNOWN: dict[tuple[str, str], Callable[..., Any]] = {
    (kind.__module__, kind.__qualname__): kind for kind in (*_RECORDS, *_VALUES)
}


def pack(value: object) -> bytes:
    """Records as bytes."""
    out = BytesIO()
    pickler = pickle.Pickler(out, protocol=5)
    pickler.dispatch_table = _TABLE
    pickler.dump(value)
    return out.getvalue()


def unpack(data: bytes, definitions: Definitions) -> Any:
    """The records that bytes hold.

    Raises:
        pickle.UnpicklingError, ValueError, TypeError, KeyError, EOFError: they hold something else.
    """
    return _Reader(data, definitions).load()


#: What foreign or damaged bytes make `unpack` raise.
FAULTS = (pickle.UnpicklingError, ValueError, TypeError, KeyError, EOFError, AttributeError, IndexError)


class _Reader(pickle.Unpickler):
    """Knows the classes above and the definitions at hand, and nothing else."""

    def __init__(self, data: bytes, definitions: Definitions) -> None:
        super().__init__(BytesIO(data))
        self._definitions = definitions

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == (__name__, _named.__name__):
            return self._definitions.__getitem__
        if (module, name) in _KNOWN:
            return _KNOWN[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _named(identifier: str) -> Definition:
    """Stands in the bytes for a definition; reading them never calls it."""
    raise NotImplementedError(identifier)


def _name(definition: Definition) -> tuple[Callable[[str], Definition], tuple[str]]:
    return _named, (definition.id,)


def _by_fields(kind: type) -> Callable[[Any], tuple[type, tuple[object, ...]]]:
    """How a record is written: as a call of its class. What dataclasses do by themselves takes ten times as long."""
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda record: (kind, values(record))


_PLACED = [field.name for field in fields(ReadRecord)].index("placed")
_values_of = attrgetter(*(field.name for field in fields(ReadRecord)))


def _apart(read: ReadRecord) -> tuple[Callable[..., ReadRecord], tuple[object, ...]]:
    """How the record of a form is written: its many places as keys, cells and texts, not as a record each."""
    places = read.placed.values()
    columns = tuple(read.placed), [one.cell for one in places], [one.raw for one in places]
    values = _values_of(read)
    return _together, (*values[:_PLACED], columns, *values[_PLACED + 1 :])


def _together(*values: Any) -> ReadRecord:
    keys, cells, texts = values[_PLACED]
    placed = dict(zip(keys, map(Placed, cells, texts), strict=True))
    made: Callable[..., ReadRecord] = ReadRecord
    return made(*values[:_PLACED], placed, *values[_PLACED + 1 :])


_KNOWN[__name__, _together.__name__] = _together
_TABLE: dict[type, Callable[[Any], Any]] = {
    **dispatch_table,
    **{kind: _by_fields(kind) for kind in _RECORDS},
    ReadRecord: _apart,
    FormDefinition: _name,
    SummaryDefinition: _name,
}
