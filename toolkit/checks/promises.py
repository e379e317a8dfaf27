"""The satisfaction that a department's target promises, and the department's projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from toolkit.checks.context import BatchContext, DepartmentContext, ProjectContext
from toolkit.checks.readings import ValueReading, full_record, readings
from toolkit.checks.words import SATISFACTION, complains
from toolkit.indicators.value import Percentage
from toolkit.model.finding import Where
from toolkit.model.text import fold

#: 居民满意度达到75%, 群众满意率不低于90%; not 满意度提高5%, which promises a change.
_PROMISE = re.compile(
    r"(?P<whose>[一-鿿]{0,6})(?<!不)满意(?:程度|度|率)(?P<between>[^，。；;、,\n%％\d]{0,12})"
    r"(?P<number>\d{1,3}(?:\.\d+)?)\s*[%％]"
)
_CHANGE = re.compile(r"(?:提高|提升|增长|增加|上升|高于|[比较].*)(?!.*[至到达为])")


class Promise(NamedTuple):
    """A promised threshold of satisfaction: the percentage, its words, their field."""

    percent: Decimal
    text: str
    key: str


def promises(context: DepartmentContext) -> Iterator[Promise]:
    """Yields every threshold of satisfaction in a department's goals and indicators."""
    target = context.target
    texts = {"overall_goal": target.overall_goal}
    for number, sub in enumerate(target.sub_goals, 1):
        texts |= {f"sub_goals.{number}.goal": sub.goal, f"sub_goals.{number}.indicators_text": sub.indicators_text}
    for key, text in texts.items():
        for match in _PROMISE.finditer(text or ""):
            if _CHANGE.search(match["between"]) is None:
                yield Promise(Decimal(match["number"]), match[0], key)


def below(context: BatchContext) -> Iterator[tuple[DepartmentContext, ProjectContext]]:
    """Yields each project with its department.

    That is the department that the project names, else the only one there is.
    """
    departments = list(context.departments())
    if not departments:
        return
    of_year: dict[int | None, list[DepartmentContext]] = {}
    by_name: dict[tuple[int | None, str], list[DepartmentContext]] = {}
    for project in context.projects():
        year = project.project.budget_year
        if year not in of_year:
            of_year[year] = [one for one in departments if _years_agree(one, project)]
            for one in of_year[year]:
                by_name.setdefault((year, fold(one.name or "")), []).append(one)
        named = [one for name in _names(project) for one in by_name.get((year, name), ())]
        if len(named or of_year[year]) == 1:
            yield (named or of_year[year])[0], project


def _names(project: ProjectContext) -> set[str]:
    record = project.project
    return {fold(name) for name in (record.supervising_department, record.spending_unit) if name} - {""}


def _years_agree(department: DepartmentContext, project: ProjectContext) -> bool:
    years = {department.target.budget_year, project.project.budget_year} - {None}
    return len(years) < 2


def satisfactions(context: ProjectContext) -> Iterator[ValueReading]:
    """Yields a project's satisfactions of the year; complaints do not count."""
    for one in readings(context):
        if one.indicator.level1 == SATISFACTION and not complains(one.indicator.name) and "annual_value" in one.parts:
            yield one


def differing(context: BatchContext) -> Iterator[tuple[ProjectContext, ValueReading, Promise, Where]]:
    """Yields each project's first satisfaction that its department does not promise, with the promise."""
    for department, project in below(context):
        promised = tuple(promises(department))
        if promised:
            full, percents = full_record(project), {promise.percent for promise in promised}
            for one in satisfactions(full):
                if isinstance(one.value, Percentage) and one.value.number not in percents:
                    yield full, one, promised[0], department.where(promised[0].key)
                    break
