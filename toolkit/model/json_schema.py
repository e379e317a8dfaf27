"""The JSON Schema of `read --json` and `check --format json`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from toolkit.model.records import DepartmentTarget, Project
from toolkit.model.schema import FIELDS, RecordField
from toolkit.model.serial import SCHEMA_VERSION

Schema = dict[str, Any]

_AMOUNT: Schema = {"type": ["string", "null"], "pattern": r"^-?\d+\.\d{2,}$"}
_TEXT: Schema = {"type": ["string", "null"]}
_ANSWERS: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
_PLAIN: dict[str, Schema] = {
    "amount": _AMOUNT,
    "year": {"type": ["integer", "null"]},
    "month": {"type": ["integer", "null"], "minimum": 1, "maximum": 12},
    "texts": {"type": "array", "items": {"type": "string"}},
    "answers": _ANSWERS,
    "tables": {"type": "object", "additionalProperties": {"type": "array", "items": _ANSWERS}},
}


def json_schema() -> Schema:
    """Returns the schema of the whole document."""
    finding = _finding()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "jixiao",
        "type": "object",
        "required": ["schema_version", "departments", "findings", "files"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "projects": {"type": "array", "items": record_schema(Project)},
            "departments": {"type": "array", "items": record_schema(DepartmentTarget)},
            "findings": {"type": "array", "items": finding},
            "waived": {"type": "array", "items": finding},
            "notes": {"type": "array", "items": {"type": "object"}},
            "changes": {"type": "array", "items": {"type": "object"}},
            "files": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        },
        "additionalProperties": False,
    }


def record_schema(record: type) -> Schema:
    """Returns the schema of a record."""
    by_key = {field.key: field for field in FIELDS[record]}
    ordered = [by_key[one.name] for one in fields(record) if by_key[one.name].json != "never"]
    return {
        "type": "object",
        "required": [field.key for field in ordered if field.json == "always"],
        "properties": {field.key: _value(field) for field in ordered},
        "additionalProperties": False,
    }


def _value(field: RecordField) -> Schema:
    described = {"description": f"{field.zh} {field.en}"}
    if field.record is not None:
        inner = record_schema(field.record)
        return described | ({"type": "array", "items": inner} if field.kind == "rows" else inner)
    return described | _PLAIN.get(field.kind, _TEXT)


def _finding() -> Schema:
    texts = ("code", "severity", "file", "message", "fix", "message_en", "fix_en")
    nullable = ("sheet", "cell", "project_name", "found", "expected")
    return {
        "type": "object",
        "required": [*texts, *nullable],
        "properties": {
            **{key: {"type": "string"} for key in texts},
            **dict.fromkeys(nullable, _TEXT),
            "severity": {"enum": ["error", "warning", "info"]},
        },
    }
