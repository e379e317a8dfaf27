"""Numbers, shares and ticks are read as they are meant."""

from __future__ import annotations

import pytest

from toolkit.forms.definition import Field
from toolkit.forms.kinds import answer_cell, parsed_answer


@pytest.mark.parametrize(
    ("kind", "written", "read"),
    [
        ("number", "1,200人", "1200人"),
        ("number", "３.5公顷", "3.5公顷"),
        ("number", "-3", "-3"),
        ("number", "约120", None),
        ("number", "120左右", None),
        ("number", "120人以上", None),
        ("number", "1,20", None),
        ("number", "3-5", None),
        ("percent", "45.2%", "45.2%"),
        ("percent", "45.2", "45.2%"),
        ("percent", "0.5%", "0.5%"),
        ("percent", "0.452", None),  # 45.2% or 0.452%: nobody can tell
        ("percent", "1", None),
        ("percent", "0", "0%"),
        ("weight", "8分", "8"),
        ("period", "2025.01-2025.12", "2025.01-2025.12"),
    ],
)
def test_a_text_is_an_answer_or_none(kind: str, written: str, read: str | None) -> None:
    assert parsed_answer(written, Field(kind, "栏目"), "元") == read


@pytest.mark.parametrize("written", ["√", "☑", "✓", "[√]", "（√）"])
def test_a_tick_alone_is_an_answer(written: str) -> None:
    field = Field("mark", "核心指标", choices=("√",))
    assert parsed_answer(written.strip("[]"), field, "元") == "√"
    assert answer_cell("√", field, "元") == "√"
    assert parsed_answer("□", field, "元") is None
    assert parsed_answer("是", field, "元") is None


@pytest.mark.parametrize("kind", ["number", "weight", "percent"])
def test_an_answer_comes_back_from_its_cell(kind: str) -> None:
    field = Field(kind, "栏目")
    for written in ("12", "12.5", "45"):
        answer = parsed_answer(written, field, "元")
        assert answer is not None
        assert parsed_answer(str(answer_cell(answer, field, "元")), field, "元") == answer
