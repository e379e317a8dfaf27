"""The one definition of when names, values and records are the same.

Names and texts are compared as `fold` leaves them: without blanks, line breaks and characters without a glyph, in
half-width forms. A value is compared like a text, and an operator counts as the sign that it means (≧ is ≥). A record
describes the same project where unit, year and name are the same; two records agree where all their fields agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.records import DepartmentTarget, Indicator, PaymentStep, Project, Record
from toolkit.model.remember import Remember
from toolkit.model.schema import FUNDING, INDICATOR, PROJECT, RecordField
from toolkit.model.signs import unified
from toolkit.model.text import fold

#: What forms of two kinds share of an indicator: a summary has no columns for the rest.
_SHARED = ("level2", "name", "annual_value")

#: Signs of one kind that look different, and letters of other scripts that look like Latin ones: nobody names two
#: projects 治安经费【常】 and 治安经费〔常〕, “十个有” and "十个有", A1 with a Latin and with a Cyrillic A.
_ONE_SIGN = str.maketrans(
    "[]{}〔〕〖〗〘〙〚〛「」『』" + "“”„‟«»" + "‘’‛`´" + "‐‑‒–—―−" + "•・‧∙⋅"
    "АВЕКМНОРСТУХаеорсухІіЈј" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "()" * 8 + '"' * 6 + "'" * 5 + "-" * 7 + "·" * 5
    + "ABEKMHOPCTYXaeopcyxIiJj" + "ABEZHIKMNOPTYXo",
)  # fmt: skip
#: The fields that name something.
_NAMES = frozenset(("project_name", "spending_unit", "supervising_department"))

Pairs = tuple[tuple[str, str], ...]
Compared = str | int | Decimal | Pairs | tuple[tuple[str, tuple[Pairs, ...]], ...] | None


class RecordKey(NamedTuple):
    """The identity of a record: records with one key describe one thing.

    Attributes:
        unit: the unit, or the department whose overall target it is, as compared.
        year: the budget year.
        name: the project's name as compared, empty for a department's target.
    """

    unit: str
    year: int | None
    name: str


def name_key(text: str | None) -> str:
    """Returns a name as compared; signs and letters that look alike are one."""
    return fold(text or "").translate(_ONE_SIGN)


@Remember(600_000)  # a full cell finds room
def value_key(text: str | None) -> str:
    """Returns an indicator's value as it is compared; empty for none."""
    return unified(fold(text or ""))


def unit_of(project: Project) -> str | None:
    """Returns the spending unit of a project, or its department where none is named."""
    return project.spending_unit or project.supervising_department or None


def record_key(record: Record) -> RecordKey | None:
    """Returns the identity of a record; None where unit or name is missing."""
    if isinstance(record, DepartmentTarget):
        return RecordKey(name_key(record.department), record.budget_year, "") if record.department else None
    unit = unit_of(record)
    if not unit or not record.project_name:
        return None
    return RecordKey(name_key(unit), record.budget_year, name_key(record.project_name))


def same_record(one: Record, other: Record) -> bool:
    """Whether two records agree in content.

    On one form all fields count; on two different forms only the fields that both fill in.
    """
    if isinstance(one, DepartmentTarget) or isinstance(other, DepartmentTarget):
        return (
            isinstance(one, DepartmentTarget)
            and isinstance(other, DepartmentTarget)
            and [*map(fold, one.texts)] == [*map(fold, other.texts)]
            and _beside_texts(one) == _beside_texts(other)
        )
    same_form = one.form == other.form
    if not _agree(_facts(one), _facts(other), same_form):
        return False
    return _indicators(one.indicators, same_form) == _indicators(other.indicators, same_form)


def _beside_texts(target: DepartmentTarget) -> tuple[object, ...]:
    """Returns the money, indicators and own answers of a department's target, as compared."""
    money = tuple(getattr(target.funding, key) for key in _AMOUNTS) if target.funding else ()
    return money, _indicators(target.indicators, same_form=True), _compared(target.extra), _compared(target.tables)


def content_key(record: Project) -> tuple[bytes, bytes]:
    """Returns digests by which very many records are compared.

    Returns:
        What records of one form share when they say the same, and only then; and what records of two forms share
        when they say the same, and others too (`same_record` decides).
    """
    facts = sorted((key, _plain(value)) for key, value in _facts(record).items())
    own = _digest((facts, _indicators(record.indicators, same_form=True)))
    return own, _digest(_indicators(record.indicators, same_form=False))


def _plain(value: Compared) -> str:
    """Returns a fact as a text; equal amounts give the same one."""
    if isinstance(value, Decimal):
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return repr(value)


def _digest(value: object) -> bytes:
    return sha256(repr(value).encode("utf-8", "surrogatepass")).digest()


def indicator_key(indicator: Indicator, *, shared: bool = False) -> tuple[str, ...]:
    """Returns an indicator as it is compared.

    Args:
        indicator: the indicator.
        shared: whether only what every form and summary has of it counts.
    """
    if shared:
        return tuple(value_key(getattr(indicator, part)) for part in _SHARED)
    parts = tuple(value_key(getattr(indicator, part)) for part in _PARTS)
    own = _pairs(indicator.extra)
    return (*parts, *(part for pair in own for part in pair)) if own else parts


def _agree(one: Mapping[str, Compared], other: Mapping[str, Compared], same_form: bool) -> bool:
    pairs = ((value, other[key]) for key, value in one.items())
    return all(a == b or (not same_form and (not a or not b)) for a, b in pairs)


def _facts(project: Project) -> dict[str, Compared]:
    """Returns all of a project but its indicators, as compared."""
    facts = {key: _compared(getattr(project, key)) for key in _FACTS}
    facts |= {key: name_key(getattr(project, key)) for key in _NAMES & {*_FACTS}}
    return facts | {key: _compared(getattr(project.funding, key)) for key in _AMOUNTS}


def _pairs(answers: Answers) -> Pairs:
    """Returns a form's own answers as compared, in an order of their own."""
    return tuple((key, fold(answers[key])) for key in sorted(answers))


def _compared(value: str | int | Decimal | tuple[PaymentStep, ...] | FrozenMap[Any] | None) -> Compared:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, FrozenMap):
        if any(isinstance(rows, tuple) for rows in value.values()):
            return tuple((key, tuple(map(_pairs, value[key]))) for key in sorted(value))
        return _pairs(value)
    if isinstance(value, tuple):
        return tuple((fold(step.by), fold(step.percent or "")) for step in value)
    return value


def _indicators(indicators: Iterable[Indicator], same_form: bool) -> list[tuple[str, ...]]:
    """Returns the indicators as compared, in an order of their own."""
    return sorted(indicator_key(one, shared=not same_form) for one in indicators)


def _facts_of(schema: Sequence[RecordField]) -> tuple[str, ...]:
    """Returns the keys of the compared fields, without funding and indicators."""
    left = ("funding", "indicators")
    return tuple(one.key for one in schema if one.compared and one.key not in left)


_FACTS = _facts_of(PROJECT)
_AMOUNTS = _facts_of(FUNDING)
_PARTS = tuple(key for key in _facts_of(INDICATOR) if key != "extra")
