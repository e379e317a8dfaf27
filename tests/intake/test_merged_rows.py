"""Cells of home-made tables that are merged down over several indicators."""

from __future__ import annotations

import pytest

from tests.support.returned_forms import PLAN, filled, homemade, read
from tests.support.workbooks import first, saved
from toolkit.checks import run
from toolkit.model import Indicator, Project, ReadFile


def merged(part: str, rows: int = 2) -> ReadFile:
    """The form with a spending plan, typed anew with first rows merged down."""
    form = filled(PLAN)
    book = homemade(form)
    top = form.at(f"slots.0.{part}")
    first(book).merge_cells(
        start_row=top.row + 1, end_row=top.row + rows, start_column=top.col + 1, end_column=top.col + 1
    )
    return read(saved(book), "社区/自制.xlsx")


def indicators(file: ReadFile) -> tuple[Indicator, ...]:
    record = file.records[0].record
    assert isinstance(record, Project)
    return record.indicators


@pytest.mark.parametrize("part", ["basis", "description"])
def test_a_text_that_is_merged_down_is_that_of_every_row(part: str) -> None:
    one, other, third = indicators(merged(part))[:3]
    assert getattr(one, part) == getattr(other, part) == getattr(filled(PLAN).truth[0].indicators[0], part)
    assert getattr(third, part) != getattr(one, part)


def test_a_text_that_is_merged_into_an_empty_row_makes_no_indicator() -> None:
    form = filled(PLAN)
    book = homemade(form)
    top = form.at("slots.1.name")
    for part in ("name", "description", "annual_value", "basis"):
        first(book).cell(top.row + 1, form.at(f"slots.1.{part}").col + 1).value = None
    basis = form.at("slots.0.basis")
    first(book).merge_cells(
        start_row=basis.row + 1, end_row=basis.row + 2, start_column=basis.col + 1, end_column=basis.col + 1
    )
    file = read(saved(book), "社区/自制.xlsx")
    assert len(indicators(file)) == len(form.truth[0].indicators) - 1
    assert "V02" not in {one.code for one in run((file,))}


def test_a_value_that_is_merged_down_is_that_of_the_first_row() -> None:
    file = merged("annual_value")
    one, other = indicators(file)[:2]
    assert one.annual_value
    assert other.annual_value is None
    assert "V01" in {finding.code for finding in run((file,))}
