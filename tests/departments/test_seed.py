"""Seed 002 as its document has it: one department, three projects."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.departments import narrative, target
from tests.support.workbooks import column
from toolkit import api
from toolkit.api import load_records
from toolkit.forms import shipped


@pytest.fixture
def returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The plan forms and the pasted text, in files of their own."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "报回"
    api.generate("plan", output=folder, records=load_records(shipped("samples") / "records" / "002-shequ.json"))
    (folder / "部门.xlsx").write_bytes(column(narrative()))
    return folder


def test_four_sub_goals_have_no_measure_and_three_projects_differ_from_the_promise(returned: Path) -> None:
    found = api.check(returned).findings
    vague = [one.facts["name"] for one in found if one.code == "G10"]
    assert vague == [sub.title for sub in target().sub_goals[2:]]
    differing = {one.where.project: (one.facts["expected"], one.severity.value) for one in found if one.code == "T05"}
    assert differing == dict.fromkeys(
        ("社区工作经费", "社会治理综合服务中心建设", "各工作站装修费用"), ("居民满意度达到75%", "info")
    )


def test_the_summary_holds_the_departments_text_and_the_project_without_an_error(returned: Path) -> None:
    merged = api.merge(returned, output="汇总.xlsx")
    assert [one.department for one in merged.summary.targets] == ["某某街道办事处"]
    assert merged.summary.department == "某某街道办事处"
    assert [one.project_name for one in merged.summary.top.projects()] == ["社区工作经费"]
    assert [left.reason[:3] for left in merged.left_out] == ["H03", "H03"]
    assert {one.code for one in api.check(merged.path).findings} >= {"G10", "T05"}
