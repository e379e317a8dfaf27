"""Records as cells of the summary's sheets, and read back from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from toolkit.indicators.value import typed
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.money import decimal_text
from toolkit.model.records import Funding, Indicator, PaymentStep, Project
from toolkit.model.schema import FIELDS, INDICATOR, PROJECT, RecordField, leaves, value_at
from toolkit.model.text import cell_text
from toolkit.summary_book.sheets import EXTRA, TABLES, shown

_PROJECT = tuple(shown(PROJECT))
_NUMBERS = tuple((path, field.key) for path, field in leaves(PROJECT) if field.kind in ("year", "amount"))
_INDICATOR = tuple(leaf for _, leaf in shown(INDICATOR))
#: Fields without a declared column that are carried all the same.
_FURTHER: Mapping[type, tuple[str, ...]] = {
    record: tuple(field.key for field in FIELDS[record] if field.carried and field.is_scalar and not field.width)
    for record in (Project, Indicator)
}


def project_cells(project: Project) -> Mapping[str, str]:
    """Returns a project's row by key; amounts are exact decimal texts in 元."""
    cells = {field.key: cell_text(_text_of(value_at(project, path), field)) for path, field in _PROJECT}
    return cells | further_cells(project)


def further_cells(record: Project | Indicator) -> dict[str, str]:
    """Returns what only some records have, by key: `period_text`, `extra.phone`, `tables.cost`."""
    cells = {key: str(value) for key in _FURTHER[type(record)] if (value := getattr(record, key)) is not None}
    cells |= {f"{EXTRA}{key}": cell_text(text) for key, text in record.extra.items()}
    if isinstance(record, Project):
        cells |= {f"{TABLES}{key}": _rows_text(rows) for key, rows in record.tables.items()}
    return cells


def _further_from(cells: Mapping[str, str], record: type) -> dict[str, Any]:
    """Returns the attributes that `further_cells` wrote.

    Raises:
        ValueError: a month or a table cannot be read; the sheet was edited.
    """
    found: dict[str, Any] = {key: text for key in _FURTHER[record] if (text := cells.get(key))}
    months = {key: int(text) for key, text in found.items() if key in ("start_month", "end_month")}
    extra = {key.removeprefix(EXTRA): text for key, text in cells.items() if key.startswith(EXTRA) and text}
    tables = {key.removeprefix(TABLES): _rows(text) for key, text in cells.items() if key.startswith(TABLES) and text}
    own = found | months | {"extra": FrozenMap(extra)}
    return own | ({"tables": FrozenMap(tables)} if tables else {})


def _rows_text(rows: Sequence[Answers]) -> str:
    """Returns a further table, a row a line: `item：人工；amount：20000.00`."""
    return "\n".join("；".join(f"{_escape(key)}：{_escape(text)}" for key, text in row.items()) for row in rows)


def _rows(text: str) -> tuple[Answers, ...]:
    return tuple(FrozenMap(map(_pair, line.split("；") if line else ())) for line in text.split("\n"))


def _pair(text: str) -> tuple[str, str]:
    key, colon, answer = text.partition("：")
    if not colon:
        raise ValueError(f"no answer: {text!r}")
    return _unescape(key), _unescape(answer)


def project_numbers(project: Project) -> Mapping[str, int | Decimal | None]:
    """Returns the years and amounts of a project by key; amounts in 元."""
    return {key: value_at(project, path) for path, key in _NUMBERS}


def _text_of(value: Any, field: RecordField) -> str:
    if value is None:
        return ""
    if field.kind == "amount":
        return decimal_text(value)
    return _plan_text(value) if field.kind == "rows" else str(value)


def indicator_cells(indicator: Indicator) -> Mapping[str, str]:
    """Returns an indicator's row by key."""
    cells = {field.key: cell_text(getattr(indicator, field.key) or "") for field in _INDICATOR}
    return cells | further_cells(indicator)


def value_cells(indicator: Indicator) -> Mapping[str, str | Decimal | None]:
    """Returns the parts of an indicator's value, for filters and calculation."""
    value = typed(indicator.annual_value or indicator.period_value)
    return {"operator": value.operator, "value": value.number, "upper": value.upper, "measure": value.unit}


def project_from(cells: Mapping[str, str], indicators: Iterable[Indicator]) -> Project:
    """Returns the project of a row, without its source.

    Raises:
        ValueError: an amount or a year is none; the sheet was edited.
    """
    values = {path: _value_from(cells.get(field.key, ""), field) for path, field in _PROJECT}
    money = {path.removeprefix("funding."): value for path, value in values.items() if path.startswith("funding.")}
    own = {path: value for path, value in values.items() if "." not in path}
    further = _further_from(cells, Project)
    return Project(**own, **further, funding=Funding(**money), indicators=tuple(indicators))


def _value_from(text: str, field: RecordField) -> Any:
    match field.kind:
        case "rows":
            return _plan(text)
        case "year":
            return int(text) if text else None
        case "amount":
            return _amount(text)
        case _:
            return text or (None if field.empty is None else "")


def indicator_from(cells: Mapping[str, str]) -> Indicator:
    """Returns the indicator of a row."""
    texts = {field.key: cells.get(field.key, "") for field in _INDICATOR if field.compared}
    own: dict[str, Any] = {key: text or _EMPTY[key] for key, text in texts.items()}
    return Indicator(**own, **_further_from(cells, Indicator))


_EMPTY: Mapping[str, Any] = {field.key: field.empty for field in _INDICATOR}


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"not an amount: {text!r}") from error


def _plan_text(plan: Sequence[PaymentStep]) -> str:
    """Returns a spending plan, a checkpoint a line: `3月底：5`."""
    return "\n".join(f"{_escape(step.by)}：{_escape(step.percent or '')}" for step in plan)


def _plan(text: str) -> tuple[PaymentStep, ...]:
    steps = []
    for line in text.split("\n") if text else ():
        by, _, percent = line.partition("：")
        steps.append(PaymentStep(_unescape(by), _unescape(percent) or None))
    return tuple(steps)


def _escape(text: str) -> str:
    """Returns a text without the characters that structure a plan or a table."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("：", "\\c").replace("；", "\\s")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "c": "：", "s": "；"}.get(match[1], match[1]), text)
