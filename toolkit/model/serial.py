"""Records as the JSON of the contract, and back. Amounts are decimal strings in 元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from toolkit.model.indicator import Indicator
from toolkit.model.money import MOST, decimal_text
from toolkit.model.project import DepartmentTarget, Funding, PaymentStep, Project, Source, SubGoal

SCHEMA_VERSION = 1
JSON = dict[str, Any]

_MONEY = ("total", "fiscal", "special_account", "other")
_INDICATOR = (
    "level1",
    "level2",
    "name",
    "period_value",
    "annual_value",
    "description",
    "basis",
    "weight",
    "cell",
)


class SerialError(ValueError):
    """A JSON document is not of the contract's shape; the message names the place."""


def project_json(project: Project) -> JSON:
    """One project as the contract has it; keys that only some forms have are left out where empty."""
    out: JSON = {}
    for column in fields(Project):
        value = getattr(project, column.name)
        match column.name:
            case "funding":
                out["funding"] = _funding_json(value)
            case "payment_plan":
                out["payment_plan"] = [{"by": step.by, "percent": step.percent} for step in value]
            case "indicators":
                out["indicators"] = [_indicator_json(indicator) for indicator in value]
            case "source":
                if value is not None:
                    out["source"] = source_json(value)
            case "funds_text":
                if value is not None:
                    out["funds_text"] = value
            case _:
                out[column.name] = value
    return out


def department_json(target: DepartmentTarget) -> JSON:
    """A department's target as the contract has it."""
    out: JSON = {
        "form": target.form,
        "form_version": target.form_version,
        "department": target.department,
        "budget_year": target.budget_year,
        "overall_goal": target.overall_goal,
        "sub_goals": [
            {"title": sub.title, "goal": sub.goal, "indicators_text": sub.indicators_text} for sub in target.sub_goals
        ],
        "measures": list(target.measures),
    }
    if target.source is not None:
        out["source"] = source_json(target.source)
    return out


def source_json(source: Source) -> JSON:
    """Where a record was read."""
    return {"file": source.file, "sheet": source.sheet, "range": source.range, "sha256": source.sha256}


def _funding_json(funding: Funding) -> JSON:
    out: JSON = {}
    for name in _MONEY:
        amount = getattr(funding, name)
        out[name] = None if amount is None else decimal_text(amount)
    out["unit_as_written"] = funding.unit_as_written
    return out


def _indicator_json(indicator: Indicator) -> JSON:
    out = {name: getattr(indicator, name) for name in _INDICATOR}
    for optional in ("weight", "cell"):
        if out[optional] is None:
            del out[optional]
    return out


def projects_from(document: Any) -> tuple[Project, ...]:
    """The projects of a document or a bare list. Raises SerialError with the place of the first fault."""
    listed = document.get("projects") if isinstance(document, Mapping) else document
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise SerialError("projects: 应为列表 (a list is expected)")
    return tuple(_project(item, f"projects[{number}]") for number, item in enumerate(listed))


def departments_from(document: Any) -> tuple[DepartmentTarget, ...]:
    """The departments' targets of a document. Raises SerialError."""
    listed = _list(document.get("departments") or [], "departments") if isinstance(document, Mapping) else []
    return tuple(_department(item, f"departments[{number}]") for number, item in enumerate(listed))


def _project(item: Any, place: str) -> Project:
    data = _mapping(item, place)
    funding = _mapping(data.get("funding") or {}, f"{place}.funding")
    plan = _list(data.get("payment_plan") or [], f"{place}.payment_plan")
    rows = _list(data.get("indicators") or [], f"{place}.indicators")
    texts: dict[str, Any] = {name: _text(data, name, place) for name in _PROJECT_TEXTS}
    return Project(
        form=_text(data, "form", place) or "form13",
        form_version=_text(data, "form_version", place) or "",
        **texts,
        start_year=_year(data, "start_year", place),
        end_year=_year(data, "end_year", place),
        budget_year=_year(data, "budget_year", place),
        funding=Funding(
            **{name: _amount(funding, name, f"{place}.funding") for name in _MONEY},
            unit_as_written=_text(funding, "unit_as_written", f"{place}.funding"),
        ),
        payment_plan=tuple(
            PaymentStep(str(step["by"]), step.get("percent")) for step in (_mapping(s, place) for s in plan)
        ),
        indicators=tuple(_indicator(row, f"{place}.indicators[{number}]") for number, row in enumerate(rows)),
        source=_source(data.get("source"), place),
    )


def _source(source: Any, place: str) -> Source | None:
    return None if source is None else Source(**{key: str(_mapping(source, place)[key]) for key in _SOURCE})


_SOURCE = ("file", "sheet", "range", "sha256")
_PROJECT_TEXTS = (
    "project_name", "project_code", "project_type", "project_level", "supervising_department",
    "spending_unit", "period_goal", "annual_goal", "funds_text",
)  # fmt: skip


def _indicator(item: Any, place: str) -> Indicator:
    data = _mapping(item, place)
    texts = {name: _text(data, name, place) for name in _INDICATOR if name not in ("level1", "level2")}
    return Indicator(_text(data, "level1", place) or "", _text(data, "level2", place) or "", **texts)


def _department(item: Any, place: str) -> DepartmentTarget:
    data = _mapping(item, place)
    subs = [_mapping(sub, place) for sub in _list(data.get("sub_goals") or [], f"{place}.sub_goals")]
    return DepartmentTarget(
        form=_text(data, "form", place) or "department",
        form_version=_text(data, "form_version", place) or "",
        department=_text(data, "department", place),
        budget_year=_year(data, "budget_year", place),
        overall_goal=_text(data, "overall_goal", place),
        sub_goals=tuple(
            SubGoal(
                _text(sub, "title", place) or "",
                _text(sub, "goal", place),
                _text(sub, "indicators_text", place),
            )
            for sub in subs
        ),
        measures=tuple(str(text) for text in _list(data.get("measures") or [], f"{place}.measures")),
        source=_source(data.get("source"), place),
    )


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise SerialError(f"{place}: 应为对象 (an object is expected)")
    return value


def _list(value: Any, place: str) -> Sequence[Any]:
    if not isinstance(value, list):
        raise SerialError(f"{place}: 应为列表 (a list is expected)")
    return value


def _text(data: Mapping[str, Any], key: str, place: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise SerialError(f"{place}.{key}: 应为文字 (a text is expected): {value!r}")
    return value


def _year(data: Mapping[str, Any], key: str, place: str) -> int | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise SerialError(f"{place}.{key}: 应为年份 (a year is expected): {value!r}")
    return value


def _amount(data: Mapping[str, Any], key: str, place: str) -> Decimal | None:
    value = data.get(key)
    if value is None:
        return None
    try:
        amount = Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) >= MOST:
        raise SerialError(f'{place}.{key}: 应为金额文字，如 "36300.00" (a decimal string is expected): {value!r}')
    return amount
