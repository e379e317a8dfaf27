"""Records as JSON and back. Amounts are decimal strings in 元."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from toolkit.errors import InputError
from toolkit.model.frozen import Answers, FrozenMap
from toolkit.model.money import MOST, decimal_text
from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.schema import DEPARTMENT, FIELDS, PROJECT, RecordField

SCHEMA_VERSION = 1
JSON = dict[str, Any]


class SerialError(InputError, ValueError):
    """A JSON document of another shape than documented; the message names the place."""


def project_json(project: Project) -> JSON:
    """Returns a project as JSON.

    Keys that only some forms have are left out where they are empty.
    """
    return _to_json(project)


def department_json(target: DepartmentTarget) -> JSON:
    """Returns a department's target as JSON."""
    return _to_json(target)


@cache
def _in_order(record: Any) -> tuple[RecordField, ...]:
    """Returns the fields of a dataclass that JSON has, in its own order."""
    by_key = {field.key: field for field in FIELDS[record]}
    return tuple(by_key[one.name] for one in fields(record) if by_key[one.name].json != "never")


def _to_json(record: Any) -> JSON:
    out: JSON = {}
    kind: Any = type(record)
    for field in _in_order(kind):
        value = getattr(record, field.key)
        if field.json == "always" or _holds(value):
            out[field.key] = _value_json(value, field)
    return out


def _holds(value: Any) -> bool:
    """Whether a field that only some forms have says anything."""
    return value is not None and not (isinstance(value, tuple | FrozenMap) and not value)


def _value_json(value: Any, field: RecordField) -> Any:
    match field.kind:
        case "amount":
            return None if value is None else decimal_text(value)
        case "group":
            return _to_json(value)
        case "rows":
            return [_to_json(row) for row in value]
        case "texts":
            return list(value)
        case "answers":
            return dict(value)
        case "tables":
            return {key: [dict(row) for row in rows] for key, rows in value.items()}
        case _:
            return value


def projects_from(document: Any) -> tuple[Project, ...]:
    """Returns the projects of a document or a bare list.

    Raises:
        SerialError: with the place of the first fault.
    """
    listed = document.get("projects") if isinstance(document, Mapping) else document
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise SerialError("projects: 应为列表", "projects: a list is expected")
    return tuple(Project(**_from_json(item, PROJECT, f"projects[{number}]")) for number, item in enumerate(listed))


def departments_from(document: Any) -> tuple[DepartmentTarget, ...]:
    """Returns the departments' targets of a document.

    Raises:
        SerialError: with the place of the first fault.
    """
    listed = _list(document.get("departments"), "departments") if isinstance(document, Mapping) else []
    return tuple(
        DepartmentTarget(**_from_json(item, DEPARTMENT, f"departments[{number}]")) for number, item in enumerate(listed)
    )


def _from_json(item: Any, schema: Sequence[RecordField], place: str) -> dict[str, Any]:
    """Returns the attributes of a record, by key."""
    if not isinstance(item, Mapping):
        raise SerialError(f"{place}: 应为对象", f"{place}: an object is expected")
    return {
        field.key: _value_from(item.get(field.key), field, f"{place}.{field.key}")
        for field in schema
        if field.json != "never"
    }


def _value_from(value: Any, field: RecordField, place: str) -> Any:
    match field.kind:
        case "amount":
            return _amount(value, place)
        case "year" | "month":
            return _year(value, place)
        case "answers":
            return _answers(value, place)
        case "tables":
            return FrozenMap(
                (key, tuple(_answers(row, f"{place}.{key}[{number}]") for number, row in enumerate(_list(rows, place))))
                for key, rows in _object(value, place).items()
            )
        case "texts":
            return tuple(map(str, _list(value, place)))
        case "rows":
            assert field.record is not None
            rows = enumerate(_list(value, place))
            return tuple(field.record(**_from_json(row, field.fields, f"{place}[{number}]")) for number, row in rows)
        case "group":
            if value is None and field.json == "filled":
                return None
            assert field.record is not None
            return field.record(**_from_json(value or {}, field.fields, place))
        case _:
            return _text(value, place) or field.empty


def _list(value: Any, place: str) -> Sequence[Any]:
    if value is not None and not isinstance(value, list):
        raise SerialError(f"{place}: 应为列表", f"{place}: a list is expected")
    return value or []


def _object(value: Any, place: str) -> Mapping[str, Any]:
    if value is not None and not isinstance(value, Mapping):
        raise SerialError(f"{place}: 应为对象", f"{place}: an object is expected")
    return value or {}


def _answers(value: Any, place: str) -> Answers:
    texts = ((key, _text(text, f"{place}.{key}")) for key, text in _object(value, place).items())
    return FrozenMap((key, text) for key, text in texts if text is not None)


def _text(value: Any, place: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise SerialError(f"{place}: 应为文字：{value!r}", f"{place}: a text is expected: {value!r}")
    return value


def _year(value: Any, place: str) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise SerialError(f"{place}: 应为年份：{value!r}", f"{place}: a year is expected: {value!r}")
    return value


def _amount(value: Any, place: str) -> Decimal | None:
    if value is None:
        return None
    try:
        amount = Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or abs(amount) >= MOST:
        raise SerialError(
            f'{place}: 应为金额文字，如 "36300.00"：{value!r}',
            f'{place}: a decimal string such as "36300.00" is expected: {value!r}',
        )
    return amount
