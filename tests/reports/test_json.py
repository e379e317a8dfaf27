"""The JSON document has the shape of the contract."""

from __future__ import annotations

import json

from tests.support.batches import CLEAN, SHA, at, finding, read_file, read_record
from tests.support.records import sample
from toolkit.model import Bilingual, DepartmentTarget, ReadFile, SubGoal
from toolkit.reports import Report
from toolkit.reports.formats.json import document, render


def test_check_gives_schema_version_departments_findings_and_files_and_nothing_else(clean: Report) -> None:
    assert json.loads(render(clean)) == {
        "schema_version": 1,
        "departments": [],
        "findings": [],
        "files": {"read": 1, "with_errors": 0, "skipped": 0},
    }


def test_read_gives_the_projects_too_in_their_order(report: Report) -> None:
    found = json.loads(render(report, projects=True))
    assert list(found)[:2] == ["schema_version", "projects"]
    names = [project["project_name"] for project in found["projects"]]
    assert names == [
        p.project_name for s, n in (("000-junda", 2), ("001-dangjian", 2), ("004-zongzhi", 1)) for p in sample(s)[:n]
    ]
    first = found["projects"][0]
    assert first["funding"]["total"] == "36300.00"
    assert first["source"] == {
        "file": "returned/骏达.xlsx",
        "sheet": "治安经费（常）",
        "range": "A1:F40",
        "sha256": SHA,
    }


def test_a_department_is_listed_apart_from_projects() -> None:
    target = DepartmentTarget(
        form="department", form_version="1", department="某局", budget_year=2022, overall_goal="总目标",
        sub_goals=(SubGoal("分项", "目标", "指标"),), measures=("措施",),
    )  # fmt: skip
    found = document(Report((ReadFile("a.xlsx", SHA, (read_record(target, "a.xlsx", "整体"),)),)), projects=True)
    assert found["projects"] == []
    assert found["departments"][0]["sub_goals"] == [{"title": "分项", "goal": "目标", "indicators_text": "指标"}]


def test_a_finding_is_given_in_both_languages_with_its_place() -> None:
    found = document(Report((), (at("S04", "A7", found="甲", expected="乙"),)))["findings"]
    assert found == [
        {
            "code": "S04",
            "severity": "error",
            "file": "returned/骏达.xlsx",
            "sheet": "治安经费（常）",
            "cell": "A7",
            "project_name": "治安经费（常）",
            "found": "甲",
            "expected": "乙",
            "message": "锁定内容被改动：A7",
            "fix": "请把 A7 恢复为“乙”（现为“甲”），或用下发的表重新填写。",
            "message_en": "Locked content was changed: A7",
            "fix_en": "Restore “乙” in A7 (now “甲”), or fill in the issued form again.",
        }
    ]


def test_what_is_not_known_is_null_and_a_fact_of_two_languages_is_given_in_chinese() -> None:
    (found,) = document(Report((), (finding("F09", "a.xlsx", found=Bilingual("自评表", "a self-evaluation")),)))[
        "findings"
    ]
    assert (found["sheet"], found["cell"], found["project_name"], found["expected"]) == (None, None, None, None)
    assert found["found"] == "自评表"


def test_files_are_counted_by_what_became_of_them() -> None:
    files = (
        read_file("a.xlsx", "000-junda", 1),
        ReadFile("~$a.xlsx", "", skipped=True),
        read_file(CLEAN, "000-junda", 1),
    )
    found = document(Report(files, (finding("S03", "a.xlsx", label="甲"), finding("S03", "a.xlsx", label="乙"))))
    assert found["files"] == {"read": 2, "with_errors": 1, "skipped": 1}


def test_waived_findings_notes_and_changes_have_keys_of_their_own(report: Report) -> None:
    found = document(report)
    assert [one["code"] for one in found["waived"]] == ["H05"]
    assert found["waived"][0]["waiver"] == {
        "reason": "金额经镇财政分局核实", "name": "张三", "date": "2024-03-01", "expires": "2024-12-31",
    }  # fmt: skip
    assert found["notes"] == [{"message": "放行 G02“某项目”没有用上", "message_en": "The waiver of G02 was not used"}]
    assert found["changes"] == [{"code": "H05", "what": "警告→提示", "what_en": "warning → info", "by": "office.yaml"}]
    assert "H05" not in {one["code"] for one in found["findings"]}


def test_a_file_name_that_is_no_utf_8_survives() -> None:
    path = "\udcb1\udced.xlsx"
    text = render(Report((ReadFile(path, ""),), (finding("F03", path),)))
    text.encode("utf-8")
    assert json.loads(text)["findings"][0]["file"] == path
