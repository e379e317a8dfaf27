"""The plan form: damaged at random, filled by people, saved by other programs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.damage.chance import damaged
from tests.damage.test_undamaged_forms import check
from tests.damage.verdict import untold
from tests.support.records import sample
from tests.support.returned_forms import PLAN, Filled, distinct, fill, filled, read
from tests.support.sheet_editor import Opened, editing
from tests.support.workbooks import saved
from toolkit.forms import self_check

CASES = 100
FORMS = (partial(filled, PLAN), partial(filled, PLAN, prefilled=False), partial(filled, ("002-shequ", 2)))
Office = Callable[..., list[Path]]


def units() -> dict[str, Filled]:
    """The seed's projects with values that all differ, and without a roster."""
    projects = sample("002-shequ")
    return {
        "原值": fill(projects),
        "各值不同": fill(tuple(map(distinct, projects))),
        "无名册": fill(projects, prefilled=False),
    }


@pytest.mark.parametrize("seed", range(CASES))
def test_damage_at_random_places_leaves_no_wrong_value_in_silence(seed: int) -> None:
    form, steps, data = damaged(seed, FORMS)
    assert untold(read(data), form.truth[0]) == [], steps


def test_a_form_filled_by_its_unit_and_saved_again_with_openpyxl() -> None:
    for form in units().values():
        check(form.data, form)
        check(saved(load_workbook(io.BytesIO(form.data))), form)


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_form_saved_again_with_libreoffice(kind: str, office: Office, tmp_path: Path) -> None:
    forms = units()
    paths = [tmp_path / f"{name}.xlsx" for name in forms]
    for path, form in zip(paths, forms.values(), strict=True):
        path.write_bytes(form.data)
    for path, form in zip(office(paths, kind), forms.values(), strict=True):
        check(path.read_bytes(), form, path.name)


def test_a_form_of_an_older_version_whose_formulas_name_only_names_and_values() -> None:
    form = filled(PLAN)
    book = Opened(form.data)
    with editing(book) as sheet:
        formers = {check.cell: check.former for check in self_check(form.layout)}
        for place, formula in sheet.formulas():
            issued = formers.get(place) or formula.text or ""
            formula.text = _AS_BEFORE.sub(r"MOD((LEN(TRIM(C\1))>0)+(LEN(TRIM(E\1))>0),2)>0", issued.removeprefix("="))
    assert book.saved() != form.data
    check(book.saved(), form)


_AS_BEFORE = re.compile(r"MOD\(MIN\(\(LEN\(TRIM\(C(\d+)\)\)>0\)\*3[^,]*,6\),6\)>0")
