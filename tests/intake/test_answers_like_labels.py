"""Answers that begin with their own label, or hold words that look like labels."""

from __future__ import annotations

import pytest

from tests.support.returned_forms import OFFICE, PLAN, Filled, filled, homemade, read
from tests.support.workbooks import first, saved
from toolkit.model import Project

ANSWERS = (
    "年度目标：完成治安巡逻。 项目时间：2024年全年",
    "2024年度目标：完成治安巡逻。\n联系人：李娜 联系电话：0912-6721234",
    "完成治安巡逻；项目时间：全年  填报人：李娜",
)


def goal_of(form: Filled, key: str, text: str) -> str | None:
    """The goal that is read from the form typed anew with this text."""
    book, place = homemade(form), form.at(key)
    first(book).cell(place.row + 1, place.col + 1).value = text
    [found] = read(saved(book), "社区/自制.xlsx").records
    assert isinstance(found.record, Project)
    goal: str | None = getattr(found.record, key)
    return goal


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_below_its_label_is_kept_whatever_it_begins_with(answer: str) -> None:
    assert goal_of(filled(OFFICE), "annual_goal", answer) == answer


@pytest.mark.parametrize("answer", ANSWERS[2:])
def test_an_answer_behind_its_label_is_kept_whatever_it_holds(answer: str) -> None:
    assert goal_of(filled(PLAN), "annual_goal", answer) == answer
