"""A long goal that its row cuts off on paper is reported."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.support.records import sample
from tests.support.returned_forms import Filled, fill, read
from tests.support.workbooks import saved
from toolkit.checks import run

SENTENCE = "做好社区日常巡查、矛盾调解和安全防范工作，及时发现并处置各类隐患，确保辖区治安形势平稳；"


def form(characters: int) -> Filled:
    goal = (SENTENCE * 60)[: characters - 3] + "完毕。"
    return fill((replace(sample("000-junda")[0], annual_goal=goal),))


def at_height(data: bytes, row: int, height: float) -> bytes:
    book = load_workbook(BytesIO(data))
    book.worksheets[0].row_dimensions[row].height = height
    return saved(book)


def cut(data: bytes) -> list[str | None]:
    return [one.where.cell for one in run([read(data)]) if one.code == "S33"]


@pytest.mark.parametrize("characters", [50, 300, 600, 1200, 2000])
def test_a_form_that_the_tool_fills_shows_its_whole_goal(characters: int) -> None:
    assert cut(form(characters).data) == []


@pytest.mark.parametrize(
    ("characters", "reported"), [(50, False), (300, False), (600, True), (1200, True), (2000, True)]
)
def test_a_goal_typed_into_the_row_as_it_was_issued(characters: int, reported: bool) -> None:
    filled = form(characters)
    goal = filled.at("annual_goal")
    assert cut(at_height(filled.data, goal.row + 1, 120)) == ([str(goal)] if reported else [])


def test_whoever_makes_the_row_as_tall_as_the_advice_says_hears_no_more() -> None:
    filled = form(600)
    goal = filled.at("annual_goal")
    file = read(at_height(filled.data, goal.row + 1, 120))
    (finding,) = (one for one in run([file]) if one.code == "S33")
    assert cut(at_height(filled.data, goal.row + 1, float(str(finding.facts["points"])))) == []


def test_the_longest_goal_has_a_font_that_its_row_has_room_for() -> None:
    filled = form(2000)
    cell = load_workbook(BytesIO(filled.data)).worksheets[0][str(filled.at("annual_goal"))]
    assert 8 <= cell.font.size < 11
