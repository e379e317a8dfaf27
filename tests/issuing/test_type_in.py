"""Typing into an issued form changes the open cells and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from tests.support.issued_forms import PASSWORD, TYPE, issue
from toolkit.errors import InputError
from toolkit.forms import FormDefinition, Layout
from toolkit.indicators import Framework
from toolkit.issuing import draw, layout_for, record_values, type_in
from toolkit.model import Funding, Project

Records = Callable[[str], tuple[Project, ...]]


def cells(data: bytes, sheet: str) -> dict[str, object]:
    found = openpyxl.load_workbook(BytesIO(data))[sheet]
    return {c.coordinate: c.value for row in found.iter_rows() for c in row if c.value is not None}


def test_every_record_of_the_seeds_can_be_typed_into_its_issued_form(
    records: Records, form: FormDefinition, framework: Framework
) -> None:
    for record in (*records("000-junda")[:3], *records("004-zongzhi")[-4:]):
        layout = layout_for(record, form, framework, 2024)
        filled = cells(type_in(draw([issue(layout, {})], PASSWORD), {"项目": record}), "项目")
        for key, value in record_values(record, layout).items():
            assert filled[str(layout.inputs[key].range.first)] == value


def test_what_is_locked_stays_as_it_was_issued(records: Records, layout: Layout) -> None:
    record = replace(records("000-junda")[0], funding=Funding(Decimal(1)))
    data = draw([issue(layout, {"total": 36300, "project_type": TYPE}, frozenset({"total"}))], PASSWORD)
    filled = cells(type_in(data, {"项目": record}), "项目")
    assert filled[str(layout.inputs["total"].range.first)] == 36300
    before = cells(data, "项目")
    inputs = {str(cell.range.first) for cell in layout.inputs.values()}
    assert {k: v for k, v in filled.items() if k not in inputs} == {k: v for k, v in before.items() if k not in inputs}


def test_typed_text_that_looks_like_a_formula_stays_text(layout: Layout) -> None:
    record = Project("form13", "2024.1", project_name="=1+1")
    book = openpyxl.load_workbook(BytesIO(type_in(draw([issue(layout, {})], PASSWORD), {"项目": record})))
    row, col = layout.inputs["project_name"].range.first
    cell = book["项目"].cell(row + 1, col + 1)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_sheet_that_was_not_issued_is_refused(layout: Layout) -> None:
    with pytest.raises(InputError, match="没有下发标识"):
        type_in(draw([issue(layout, {})], PASSWORD), {"别的": Project("form13", "2024.1")})
