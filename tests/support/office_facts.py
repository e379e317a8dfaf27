"""The facts of an office's form, compared with a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tests.support.other_offices import OfficeForm
from toolkit.model import DepartmentTarget, Indicator, Project, fold, parse_amount

_MONEY = ("total", "fiscal", "special_account", "other")
_HEAD = (
    "project_name",
    "project_code",
    "project_type",
    "supervising_department",
    "spending_unit",
    "period_text",
    "period_goal",
    "annual_goal",
    "department",
    "overall_goal",
    "start_year",
    "end_year",
)


@dataclass(frozen=True)
class Score:
    """The number of facts, and those that did not come back.

    Attributes:
        asked: all facts.
        lost: keys of those that are in no field.
        wrong: keys of those whose field has something else.
    """

    asked: int
    lost: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def share(self) -> float:
        return 1 - (len(self.lost) + len(self.wrong)) / self.asked


def score(form: OfficeForm, record: Project | DepartmentTarget) -> Score:
    """Returns the comparison of a form's facts with a record."""
    facts = dict(form.facts())
    lost: list[str] = []
    wrong: list[str] = []
    answers = set(_answers(record, form.unit))
    for key, text in facts.items():
        if key.startswith("indicators."):
            number, part = key.split(".")[1:]
            name = fold(facts.get(f"indicators.{number}.name", ""))
            places = [one for one in record.indicators if fold(one.name or "") == name]
            if not any(_row_says(one, part, text, facts, number) for one in places):
                # a unit beside words or another unit (28.8万元, %) is left out, and S09 says so
                unfit = part == "unit" and not _is_figure(facts.get(f"indicators.{number}.number", ""))
                read_otherwise = any(_has_value(one) for one in places) and not unfit
                (wrong if read_otherwise else lost).append(key)
        elif key in _MONEY:
            amount = getattr(record.funding, key)
            if amount is None:
                lost.extend(() if _is_given(text, form.unit, answers) else (key,))
            elif amount != _yuan(text, form.unit):
                wrong.append(key)
        elif key in _HEAD and hasattr(record, key) and getattr(record, key) is not None:
            if fold(str(getattr(record, key))) != fold(text):
                wrong.append(key)
        elif not _is_given(text, form.unit, answers):
            lost.append(key)
    return Score(len(facts), tuple(lost), tuple(wrong))


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.,]+", text) is not None


def _yuan(text: str, unit: str) -> Decimal | None:
    found = parse_amount(text.split("（")[0], unit)
    return found[0] if found is not None else None


def _is_given(text: str, unit: str, answers: set[str]) -> bool:
    ticked = re.findall(r"(\w+)√", text)
    if fold(text) in answers or (ticked and fold(ticked[0]) in answers):
        return True
    yuan = _yuan(text, unit)
    return yuan is not None and any(_number(one) == yuan for one in answers)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _answers(record: Project | DepartmentTarget, unit: str) -> Iterator[str]:
    values: Iterable[object] = (getattr(record, key) for key in _HEAD if hasattr(record, key))
    yield from (fold(str(value)) for value in values if value is not None)
    yield from (fold(text) for text in record.extra.values() if text is not None)
    for rows in record.tables.values():
        for row in rows:
            yield from (fold(text) for text in row.values() if text is not None)


def _has_value(row: Indicator) -> bool:
    return row.period_value is not None or row.annual_value is not None


def _row_says(row: Indicator, part: str, text: str, facts: Mapping[str, str], number: str) -> bool:
    if part == "name":
        return True
    own = [fold(one) for one in row.extra.values() if one is not None]
    values = [getattr(row, key) for key in ("period_value", "annual_value", "weight", "description", "basis")]
    given = {*own, *(fold(str(one)) for one in values if one is not None)}
    if part in ("operator", "number", "unit"):  # in three cells, one value
        parts = (facts.get(f"indicators.{number}.{one}", "") for one in ("operator", "number", "unit"))
        joined = fold("".join(one for one in parts if one not in ("定性", "无")))
        return fold(text) in given or joined in given or any(fold(text) in one for one in given)
    return fold(text) in given
