"""The way back: projects find the form they are written on."""

from __future__ import annotations

from dataclasses import replace

from tests.merge.builders import combined, placed, project, read_back, written
from toolkit.forms.definition import FormDefinition
from toolkit.forms.loader import load_form
from toolkit.merge.split import split
from toolkit.model.project import Project


def form13() -> FormDefinition:
    """The form that ships."""
    form = load_form("form13")
    assert isinstance(form, FormDefinition)
    return form


DEFINITIONS = {"form13": form13(), "combined": combined(), "own": replace(form13(), id="own")}


def test_projects_go_back_on_the_form_they_came_from() -> None:
    records = [project("甲", form="own"), project("乙"), project("丙", form="own")]
    shares = split(records, form13(), DEFINITIONS)
    named = [(share.form.id, [getattr(one, "project_name", None) for one in share.records]) for share in shares]
    assert named == [
        ("form13", ["乙"]),
        ("own", ["甲", "丙"]),
    ]


def test_projects_of_a_typed_summary_or_an_unknown_form_go_on_the_given_one() -> None:
    records = [project("甲", form="combined"), project("乙", form="gone")]
    ((form, projects),) = split(records, form13(), DEFINITIONS)
    assert form.id == "form13"
    assert len(projects) == 2


def test_nothing_gives_nothing() -> None:
    assert split([], form13(), DEFINITIONS) == ()


def test_what_merge_wrote_is_split_into_the_same_records() -> None:
    records = placed([project("甲"), project("乙", period_goal="周期目标。")])
    read = [one.record for one in read_back(written(records)).records if isinstance(one.record, Project)]
    ((_, projects),) = split(read, form13(), DEFINITIONS)
    told = [one for one in projects if isinstance(one, Project)]
    assert [(one.project_name, one.period_goal, one.indicators[0].name) for one in told] == [
        ("甲", None, "活动次数"),
        ("乙", "周期目标。", "活动次数"),
    ]
