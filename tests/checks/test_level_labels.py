"""A level without an indicator is reported at its label, on real forms."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.damage.kinds.labels import label
from tests.support.records import sample
from tests.support.returned_forms import OFFICE, PLAN, fill, read
from tests.support.sheet_editor import Opened, editing
from toolkit.checks import run
from toolkit.excel import Limits, open_file
from toolkit.model import ReadFile
from toolkit.reports import mark

PLACES = {"I01": "产出指标", "I02": "效益指标", "I03": "满意度指标"}


def cells_found(file: ReadFile, code: str) -> list[str | None]:
    return [one.where.cell for one in run([file]) if one.code == code]


@pytest.mark.parametrize("code", PLACES)
def test_a_first_level_without_an_indicator_is_reported_at_its_label_and_marked_there(code: str) -> None:
    seed, number = OFFICE
    project = sample(seed)[number]
    form = fill((replace(project, indicators=tuple(i for i in project.indicators if i.level1 != PLACES[code])),))
    place, file = label(form, PLACES[code]), read(form.data)
    assert cells_found(file, code) == [str(place)]
    book = open_file("a.xlsx", form.data, Limits()).book
    assert book is not None
    marked = mark(form.data, file, run([file]), book)
    assert marked is not None
    sheet = load_workbook(BytesIO(marked))[project.project_name or ""]
    assert sheet[str(place)].comment is not None


def test_a_category_is_reported_at_its_label_wherever_that_is_now() -> None:
    seed, number = PLAN
    project = sample(seed)[number]
    form = fill((replace(project, indicators=tuple(i for i in project.indicators if i.level2 != "时效指标")),))
    assert cells_found(read(form.data), "I04") == [str(label(form, "时效指标"))]


def test_a_form_whose_label_is_missing_is_reported_at_its_first_category() -> None:
    seed, number = OFFICE
    project = sample(seed)[number]
    form = fill((replace(project, indicators=tuple(i for i in project.indicators if i.level1 != "效益指标")),))
    book = Opened(form.data)
    with editing(book) as sheet:
        sheet.clear(label(form, "效益指标"))
    assert cells_found(read(book.saved()), "I02") == [str(label(form, "经济效益指标"))]
