"""Dataclasses, schema, JSON and sheets agree on the fields of records."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from toolkit.model import (
    MONEY_KEYS,
    DepartmentTarget,
    FrozenMap,
    Funding,
    Indicator,
    PaymentStep,
    Project,
    Source,
    SubGoal,
    department_json,
    departments_from,
    project_json,
    projects_from,
    same_record,
)
from toolkit.model.schema import FIELDS, MONEY, PROJECT, RecordField, leaves
from toolkit.summary_book import sheets


@pytest.mark.parametrize("record", FIELDS)
def test_every_attribute_of_a_record_has_its_line_in_the_schema(record: type[Any]) -> None:
    assert {one.name for one in fields(record)} == {one.key for one in FIELDS[record]}


def test_the_parts_of_money_are_those_of_the_schema() -> None:
    assert tuple(one.key for one in MONEY) == MONEY_KEYS


def test_records_within_a_record_name_their_dataclass() -> None:
    for schema in FIELDS.values():
        for one in schema:
            assert (one.record is not None) == (one.kind in ("group", "rows"))
            assert one.record is None or FIELDS[one.record] == one.fields


def _value(field: RecordField, number: int) -> Any:
    match field.kind:
        case "year":
            return 2000 + number
        case "amount":
            return Decimal(f"{number}.25")
        case "month":
            return number % 12 + 1
        case "answers":
            return FrozenMap({"phone": f"138{number}", "fee": "12.50"})
        case "tables":
            return FrozenMap({"tasks": (FrozenMap({"name": "清淤"}), FrozenMap())})
        case "texts":
            return (f"一{number}", f"二{number}")
        case "group":
            assert field.record is not None
            return filled(field.record)
        case "rows":
            assert field.record is not None
            return (filled(field.record), filled(field.record))
        case _:
            return f"{field.zh}{number}"


def filled(record: type[Any]) -> Any:
    """A record with a value of its own in every field that JSON keeps."""
    values = {one.key: _value(one, number) for number, one in enumerate(FIELDS[record], 1) if one.json != "never"}
    return record(**values)


def test_a_project_with_every_field_filled_comes_back_from_json() -> None:
    project = filled(Project)
    assert projects_from([project_json(project)]) == (project,)


def test_a_department_with_every_field_filled_comes_back_from_json() -> None:
    target = filled(DepartmentTarget)
    assert departments_from({"departments": [department_json(target)]}) == (target,)


def test_json_leaves_out_only_what_only_some_forms_have() -> None:
    empty = project_json(Project("form13", "1", indicators=(Indicator("产出指标", "数量指标", None, None, None),)))
    assert empty.keys() == {one.key for one in PROJECT if one.json == "always"}
    assert empty["indicators"][0].keys() == {one.key for one in FIELDS[Indicator] if one.json == "always"}


@pytest.mark.parametrize("path", [path for path, one in leaves(PROJECT) if one.compared])
def test_two_projects_that_differ_in_a_field_say_different_things(path: str) -> None:
    one, other = filled(Project), filled(Project)
    group, _, key = path.rpartition(".")
    holder = getattr(other, group) if group else other
    changed = type(holder)(**{part.name: getattr(holder, part.name) for part in fields(holder)} | {key: None})
    other = (
        type(other)(**{part.name: getattr(other, part.name) for part in fields(other)} | {group: changed})
        if (group)
        else changed
    )
    assert same_record(one, one)
    assert not same_record(one, other)


def test_every_field_with_a_width_has_one_column_of_the_sheets_of_records() -> None:
    for columns, record in ((sheets.PROJECTS.columns, Project), (sheets.INDICATORS.columns, Indicator)):
        headings = [column.heading for column in columns]
        assert len(headings) == len(set(headings))
        wide = {one.key for _, one in leaves(FIELDS[record]) if one.width}
        assert wide <= {column.key for column in columns}
        assert wide, "a sheet without columns proves nothing"
    assert {Funding, PaymentStep, Source, SubGoal} <= FIELDS.keys()
