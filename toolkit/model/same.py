"""When two names, two values, two records are the same: the one definition that everything else asks.

Names and texts are compared as `fold` leaves them: without blanks, line breaks and characters without a glyph, in
half-width forms. A value is compared like a text, and an operator counts as the sign that it means (≧ is ≥). A record
is the same project where unit, year and name are the same; it says the same where everything that it says is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple

from toolkit.model.records import DepartmentTarget, Indicator, PaymentStep, Project, Record
from toolkit.model.remember import Remember
from toolkit.model.schema import FUNDING, INDICATOR, PROJECT, RecordField
from toolkit.model.signs import unified
from toolkit.model.text import fold

#: What forms of two kinds share of an indicator: a summary has no columns for the rest.
_SHARED = ("level2", "name", "annual_value")

Compared = str | int | Decimal | tuple[tuple[str, str], ...] | None


class RecordKey(NamedTuple):
    """What makes a record the record of one thing.

    Attributes:
        unit: the unit, or the department whose overall target it is, as compared.
        year: the budget year.
        name: the project's name as compared, empty for a department's target.
    """

    unit: str
    year: int | None
    name: str


def name_key(text: str | None) -> str:
    """A name as it is compared; empty for none."""
    return fold(text or "")


@Remember(1_000_000)
def value_key(text: str | None) -> str:
    """An indicator's value as it is compared; empty for none."""
    return unified(fold(text or ""))


def unit_of(project: Project) -> str | None:
    """Returns 用款单位 of a project; a department that names none uses the money itself."""
    return project.spending_unit or project.supervising_department or None


def record_key(record: Record) -> RecordKey | None:
    """Returns what the record is of; None where a unit or a name is missing, so that nobody can tell."""
    if isinstance(record, DepartmentTarget):
        return RecordKey(name_key(record.department), record.budget_year, "") if record.department else None
    unit = unit_of(record)
    if not unit or not record.project_name:
        return None
    return RecordKey(name_key(unit), record.budget_year, name_key(record.project_name))


def same_record(one: Record, other: Record) -> bool:
    """Whether two records say the same: all of it on one form, on two forms what both of them tell."""
    if isinstance(one, DepartmentTarget) or isinstance(other, DepartmentTarget):
        return (
            isinstance(one, DepartmentTarget)
            and isinstance(other, DepartmentTarget)
            and [*map(fold, one.texts)] == [*map(fold, other.texts)]
        )
    same_form = one.form == other.form
    if not _agree(_facts(one), _facts(other), same_form):
        return False
    return _indicators(one.indicators, same_form) == _indicators(other.indicators, same_form)


def content_key(record: Project) -> tuple[bytes, bytes]:
    """What two records are compared by where there are very many, as digests.

    Returns:
        What records of one form share when they say the same, and only then; and what records of two forms share
        when they say the same, and others too (`same_record` decides).
    """
    facts = sorted((key, _plain(value)) for key, value in _facts(record).items())
    own = _digest((facts, _indicators(record.indicators, same_form=True)))
    return own, _digest(_indicators(record.indicators, same_form=False))


def _plain(value: Compared) -> str:
    """A fact as a text; two amounts that are equal give the same one."""
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return repr(value)


def _digest(value: object) -> bytes:
    return sha256(repr(value).encode("utf-8", "surrogatepass")).digest()


def indicator_key(indicator: Indicator, *, shared: bool = False) -> tuple[str, ...]:
    """An indicator as it is compared.

    Args:
        indicator: the indicator.
        shared: whether only what every form and summary has of it counts.
    """
    return tuple(value_key(getattr(indicator, part)) for part in (_SHARED if shared else _PARTS))


def _agree(one: Mapping[str, Compared], other: Mapping[str, Compared], same_form: bool) -> bool:
    pairs = ((value, other[key]) for key, value in one.items())
    return all(a == b or (not same_form and (not a or not b)) for a, b in pairs)


def _facts(project: Project) -> dict[str, Compared]:
    """Everything that a project says beside its indicators, as compared."""
    facts = {key: _compared(getattr(project, key)) for key in _FACTS}
    return facts | {key: _compared(getattr(project.funding, key)) for key in _AMOUNTS}


def _compared(value: str | int | Decimal | tuple[PaymentStep, ...] | None) -> Compared:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, tuple):
        return tuple((fold(step.by), fold(step.percent or "")) for step in value)
    return value


def _indicators(indicators: Iterable[Indicator], same_form: bool) -> list[tuple[str, ...]]:
    """The indicators as compared, their order aside."""
    return sorted(indicator_key(one, shared=not same_form) for one in indicators)


def _facts_of(schema: Sequence[RecordField]) -> tuple[str, ...]:
    """What a record says, but for what stands in records of its own that are compared by themselves."""
    return tuple(one.key for one in schema if one.compared and one.key not in ("funding", "indicators"))


_FACTS = _facts_of(PROJECT)
_AMOUNTS = _facts_of(FUNDING)
_PARTS = _facts_of(INDICATOR)
