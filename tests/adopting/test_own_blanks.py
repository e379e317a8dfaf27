"""The forms that ship, adopted from their own blanks, read all samples."""

from __future__ import annotations

from copy import copy as copied
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.adopting.conftest import Adopting
from tests.support.records import sample, without_source
from toolkit import api
from toolkit.demo.samples import target
from toolkit.forms.selfcheck import is_panel_text
from toolkit.model import DepartmentTarget, Project

FORMS = {
    "form13": ("000-junda", "001-dangjian", "004-zongzhi"),
    "plan": ("002-shequ",),
    "costfirst": ("costfirst-re-expressed",),
}


def typed_anew(path: Path) -> bytes:
    """Returns an issued workbook as a person would have typed it, unstamped."""
    typed = Workbook()
    typed.remove(typed.worksheets[0])
    for sheet in load_workbook(path).worksheets:
        if sheet.sheet_state != "visible":
            continue
        copy = typed.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                text = cell.value
                if text is not None and not (isinstance(text, str) and (is_panel_text(text) or text.startswith("="))):
                    new = copy.cell(cell.row, cell.column, text)
                    new.number_format, new.border = cell.number_format, copied(cell.border)
        for merge in sheet.merged_cells.ranges:
            copy.merge_cells(str(merge))
        for letters, column in sheet.column_dimensions.items():
            copy.column_dimensions[letters].width = column.width
        for number, row_look in sheet.row_dimensions.items():
            copy.row_dimensions[number].height = row_look.height
    stream = BytesIO()
    typed.save(stream)
    return stream.getvalue()


def records_of(path: Path, templates: Path) -> list[Project | DepartmentTarget]:
    outcome = api.read(path, templates=templates)
    return [*outcome.projects, *outcome.departments]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("issued", [True, False], ids=["issued", "typed"])
def test_a_form_adopted_from_its_blank_reads_all_samples(
    form: str, issued: bool, adopted: Adopting, tmp_path: Path
) -> None:
    blank = api.generate(form, output=tmp_path / "blank", year=2024, password="x").paths[0]
    done = adopted(blank if issued else typed_anew(blank), form.replace("13", "a"))
    assert done.faults is None
    assert not done.filled
    for name in FORMS[form]:
        projects = list(dict.fromkeys(sample(name)))
        filled = api.generate(form, output=tmp_path / name, records=projects, per="unit", password="x").paths
        for number, path in enumerate(filled):
            copy = tmp_path / f"{name}-{number}.xlsx"
            copy.write_bytes(typed_anew(path))
            wanted = [without_source(one) for one in api.read(path).projects]
            got = [without_source(one) for one in api.read(copy, templates=done.path.parent).projects]
            assert {one.form for one in got} == {done.form}
            assert [replace(one, form=form, form_version=wanted[0].form_version) for one in got] == wanted


def test_a_department_s_form_adopted_from_its_blank_reads_the_sample(adopted: Adopting, tmp_path: Path) -> None:
    blank = api.generate("department", output=tmp_path / "blank", year=2024, password="x").paths[0]
    done = adopted(blank, "whole")
    assert done.faults is None
    record = target("002-shequ")
    path = api.generate("department", output=tmp_path / "filled", records=[record], password="x").paths[0]
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(typed_anew(path))
    [wanted] = api.read(path).departments
    [got] = api.read(copy, templates=done.path.parent).departments
    assert got.form == done.form
    assert replace(got, form=wanted.form, form_version=wanted.form_version, source=None) == replace(wanted, source=None)


@pytest.mark.parametrize("form", FORMS)
def test_a_returned_form_is_adopted_like_its_blank(form: str, adopted: Adopting, tmp_path: Path) -> None:
    for name in FORMS[form]:
        [project, *_] = dict.fromkeys(sample(name))
        path = api.generate(form, output=tmp_path / name, records=[project], per="unit", password="x").paths[0]
        done = adopted(path, f"returned-{name[:3]}")
        assert (done.faults, done.filled) == (None, True)
        assert done.outcome is not None
        [got] = done.outcome.projects
        [wanted] = api.read(path).projects
        same = replace(without_source(got), form=form, form_version=wanted.form_version)
        assert same == without_source(wanted)
