"""A department's overall target as a form, as paragraphs and as records."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from toolkit import api
from toolkit.excel import Limits
from toolkit.forms import shipped
from toolkit.forms.repeat import chinese
from toolkit.intake import Library, ReadOptions, read_bytes
from toolkit.issuing import type_in
from toolkit.model import DepartmentTarget, ReadFile, ReadRecord, departments_from

NAME = "某某街道办事处"


@cache
def target(**changes: object) -> DepartmentTarget:
    """The department of seed 002, with a name."""
    (found,) = departments_from(json.loads((shipped("samples") / "records" / "002-shequ.json").read_text("utf-8")))
    return replace(replace(found, department=NAME, form_version="2022.1"), **changes)  # type: ignore[arg-type]


def target_without_source(record: object) -> DepartmentTarget:
    """Returns a department's target without its source, for comparison."""
    assert isinstance(record, DepartmentTarget)
    return replace(record, source=None)


def read(data: bytes, library: Library, name: str = "部门.xlsx") -> ReadFile:
    """A workbook as it is read."""
    return read_bytes(name, data, library, ReadOptions(Limits()))


def only(file: ReadFile) -> ReadRecord:
    """The only record of a file."""
    (found,) = file.records
    return found


def issued(folder: Path, **how: object) -> Path:
    """A form that was issued: blank, for a roster, or filled with records."""
    (path,) = api.generate("department", output=folder, year=2022, password="jixiao", **how).paths  # type: ignore[arg-type]
    return path


def filled(folder: Path, record: DepartmentTarget | None = None) -> bytes:
    """A blank form that a clerk typed a record into."""
    path = issued(folder)
    data = path.read_bytes()
    return type_in(data, {load_workbook(BytesIO(data)).sheetnames[0]: record or target()})


def narrative(record: DepartmentTarget | None = None) -> list[str]:
    """The paragraphs as documents print them."""
    shown = record or target()
    found = [
        f"{shown.department}2022年部门整体绩效目标",
        "一、总体绩效目标",
        shown.overall_goal or "",
        "二、分项绩效目标",
    ]
    for number, sub in enumerate(shown.sub_goals, 1):
        found += [f"（{chinese(number)}）{sub.title}", f"绩效目标：{sub.goal}", f"绩效指标：{sub.indicators_text}"]
    found.append("三、目标规划及保障措施")
    return found + [f"（{chinese(number)}）{measure}" for number, measure in enumerate(shown.measures, 1)]
