"""A second form of one office adds spellings to its definition."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.adopting.conftest import Adopting
from tests.support.office_facts import score
from tests.support.office_forms_plain import ESTATES
from tests.support.other_offices import Box, OfficeForm, workbook
from toolkit import api

_OTHERWISE = {
    "项目名称": "申报项目名称",
    "实施单位": "项目实施单位",
    "年度目标": "年度总体目标",
    "指标值": "年度指标值",
}


def otherwise(form: OfficeForm) -> OfficeForm:
    """Returns the form with other words for some labels."""

    def spelled(box: Box) -> Box:
        return replace(box, text=_OTHERWISE.get(box.text, box.text)) if box.key is None else box

    return replace(form, lines=tuple(replace(one, boxes=tuple(map(spelled, one.boxes))) for one in form.lines))


def test_its_spellings_are_added_and_both_forms_read(adopted: Adopting, tmp_path: Path) -> None:
    first = adopted(workbook(ESTATES, filled=False))
    with_comment = first.path.read_text("utf-8").replace("fields:", "# 本单位的栏目\nfields:", 1)
    first.path.write_text(with_comment, "utf-8")
    second = adopted(workbook(otherwise(ESTATES), filled=False), name="second", into=first.path)
    assert second.faults is None
    text = second.path.read_text("utf-8")
    assert "# 本单位的栏目" in text
    assert all(f"also: [{word}]" in text for word in _OTHERWISE.values())
    assert text.count("id: own") == 1
    assert {note.zh for note in second.notes} >= {"project_name：加了叫法“申报项目名称”"}

    first.path.unlink()
    for form in (ESTATES, otherwise(ESTATES)):
        path = tmp_path / "报回.xlsx"
        path.write_bytes(workbook(form))
        [record] = api.read(path, templates=second.path.parent).projects
        found = score(form, record)
        assert (record.form, found.lost, found.wrong) == ("own", (), ())


def test_the_same_form_adds_nothing(adopted: Adopting) -> None:
    first = adopted(workbook(ESTATES, filled=False))
    before = first.path.read_text("utf-8")
    second = adopted(workbook(ESTATES), name="own", into=first.path)
    assert second.path.read_text("utf-8") == before
