"""Every copy of a stamp is compared with the others."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.support.records import sample
from tests.support.returned_forms import KEY, Filled, fill, read
from tests.support.workbooks import saved
from toolkit import api
from toolkit.checks import run, sentence
from toolkit.forms.stamp import DEFINED_NAME, FULL, PROPERTY, SHEET
from toolkit.issuing import type_in
from toolkit.model import Project, Severity, same_record

Change = Callable[[Workbook], None]


def reported(form: Filled, change: Change) -> set[tuple[str, Severity]]:
    """Returns the findings on a form after a change."""
    book = load_workbook(io.BytesIO(form.data))
    change(book)
    return {(one.code, one.severity) for one in run([read(saved(book))], families=("file", "structure"))}


def _properties(book: Any) -> Any:
    """Its custom properties, of which the library's types do not know."""
    return book.custom_doc_props


@cache
def forms(count: int) -> Filled:
    """A workbook of so many forms."""
    return fill(sample("000-junda")[:count])


def _nothing(book: Workbook) -> None:
    pass


def _no_hidden_sheet(book: Workbook) -> None:
    del book[SHEET]


def _empty_hidden_sheet(book: Workbook) -> None:
    book[SHEET].delete_rows(1, 99)


def _other_version_on_the_hidden_sheet(book: Workbook) -> None:
    book[SHEET]["B2"] = str(book[SHEET]["B2"].value).replace("2024.1", "2023.1")


def _edited_on_the_hidden_sheet(book: Workbook) -> None:
    book[SHEET]["C2"] = f"{str(book[SHEET]['C2'].value)[:-1]}z"


def _torn_on_the_hidden_sheet(book: Workbook) -> None:
    book[SHEET]["C2"] = f"{FULL}abc"


def _other_version_in_the_property(book: Workbook) -> None:
    mark = _properties(book)[PROPERTY]
    mark.value = mark.value.replace("2024.1", "2023.1")


def _other_text_in_the_property(book: Workbook) -> None:
    _properties(book)[PROPERTY].value = "abc"


def _no_property(book: Workbook) -> None:
    _properties(book).props.clear()


def _own_keywords(book: Workbook) -> None:
    book.properties.keywords = "绩效 目标"


def _one_more_keyword(book: Workbook) -> None:
    book.properties.keywords = f"绩效 {book.properties.keywords}"


def _another_project_in_the_keywords(book: Workbook) -> None:
    book.properties.keywords = "form13·2024.1·2024·0000000000·aaaaaa"


def _no_name(book: Workbook) -> None:
    del book.defined_names[DEFINED_NAME]


def _another_year_in_the_name(book: Workbook) -> None:
    name = book.defined_names[DEFINED_NAME]
    name.attr_text = name.attr_text.replace("·2024·", "·2025·")


def _another_version_printed(book: Workbook) -> None:
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if str(cell.value).startswith("表样编号"):
                cell.value = str(cell.value).replace("2024.1", "2023.1")


FORGED, EDITED = ("S28", Severity.ERROR), ("S28", Severity.WARNING)
LOST, SLIGHT = ("S02", Severity.WARNING), ("S02", Severity.INFO)


@pytest.mark.parametrize("count", [1, 9])  # of nine forms the property has no room for all codes
@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (_nothing, set()),
        (_no_hidden_sheet, {LOST}),
        (_empty_hidden_sheet, {LOST}),
        (_other_version_on_the_hidden_sheet, {EDITED}),
        (_edited_on_the_hidden_sheet, {EDITED, LOST}),
        (_torn_on_the_hidden_sheet, {EDITED, LOST}),
        (_other_version_in_the_property, {EDITED}),
        (_other_text_in_the_property, {EDITED}),
        (_no_property, {SLIGHT}),
        (_own_keywords, {SLIGHT}),
        (_one_more_keyword, set()),
        (_another_project_in_the_keywords, {EDITED}),
        (_no_name, {SLIGHT}),
        (_another_year_in_the_name, {EDITED}),
        (_another_version_printed, {LOST}),
    ],
)
def test_each_copy_is_compared(change: Change, codes: set[tuple[str, Severity]], count: int) -> None:
    found = reported(forms(count), change)
    assert found - {("S18", Severity.ERROR)} == codes if change is not _torn_on_the_hidden_sheet else EDITED in found


def test_an_edited_copy_next_to_a_stamp_that_does_not_verify_is_an_error() -> None:
    def edit(book: Workbook) -> None:
        _other_version_in_the_property(book)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if str(cell.value).startswith(FULL):
                    cell.value = f"{str(cell.value)[:-1]}z"

    assert FORGED in reported(forms(1), edit)
    assert EDITED not in reported(forms(1), edit)


def test_a_form_with_an_edited_copy_is_merged_and_its_copy_is_named(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(forms(1).data))
    _other_version_in_the_property(book)
    (tmp_path / "key").write_bytes(KEY)
    (tmp_path / "a.xlsx").write_bytes(saved(book))
    merged = api.merge(tmp_path / "a.xlsx", output=tmp_path / "s.xlsx", key=tmp_path / "key")
    assert len([*merged.summary.top.projects()]) == 1
    [found] = [one for one in api.check(tmp_path / "a.xlsx", key=tmp_path / "key").findings if one.code == "S28"]
    assert sentence(found) == "下发标识被篡改（文档属性）"


def test_the_stamp_of_another_project_on_a_form_is_reported() -> None:
    hidden = load_workbook(io.BytesIO(forms(2).data))[SHEET]
    other = str(hidden["C3"].value)
    assert other.startswith(FULL)

    def paste(book: Workbook) -> None:
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                if str(cell.value).startswith(FULL):
                    cell.value = other

    assert LOST in reported(forms(2), paste)


def test_a_range_pasted_into_a_workbook_of_its_own_is_read_with_a_word_about_its_marks() -> None:
    source = load_workbook(io.BytesIO(forms(1).data)).worksheets[0]
    book = Workbook()
    [sheet] = book.worksheets
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value
    for merge in source.merged_cells.ranges:
        sheet.merge_cells(str(merge))
    file = read(saved(book))
    [record] = file.records
    assert isinstance(record.record, Project)
    assert same_record(record.record, sample("000-junda")[0])
    codes = {(one.code, one.severity) for one in run([file], families=("file", "structure"))}
    assert LOST in codes
    assert not {code for code, severity in codes if severity is Severity.ERROR}


def test_without_the_key_an_edited_copy_is_reported_all_the_same() -> None:
    book = load_workbook(io.BytesIO(fill(sample("000-junda")[:1]).data))
    _other_version_in_the_property(book)
    found = run([read(saved(book), key=None)], families=("structure",))
    assert {(one.code, one.severity) for one in found} == {FORGED, ("S28", Severity.INFO)}


def test_a_form_filled_with_the_content_of_another_project() -> None:
    project, other = sample("000-junda")[0], sample("000-junda")[5]
    form = fill((project,), prefilled=False)
    sheet = (project.project_name or "")[:31]
    alien = type_in(form.data, {sheet: replace(other, project_type=project.project_type)})
    codes = {(one.code, one.severity) for one in run([read(alien)], families=("structure",))}
    assert codes == {("S29", Severity.WARNING)}


def test_a_project_whose_name_was_corrected_is_no_other_one() -> None:
    project = sample("000-junda")[0]
    form = fill((project,), prefilled=False)
    sheet = (project.project_name or "")[:31]
    mended = type_in(form.data, {sheet: replace(project, project_name=f"社区{project.project_name}")})
    assert run([read(mended, key=KEY)], families=("structure",)) == ()
