"""Findings as SARIF 2.1.0."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator

from tests.reports.sarif_schema import LOG
from tests.support.batches import JUNDA, SECURITY, SHA, at, batch, finding
from toolkit.checks import rules
from toolkit.model import Finding, Where
from toolkit.model.serial import JSON
from toolkit.reports import Report
from toolkit.reports.formats.sarif import document, render, uri


def _run(report: Report) -> JSON:
    run: JSON = document(report)["runs"][0]
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_is_valid(lang: str, report: Report) -> None:
    log = json.loads(render(replace(report, lang=lang)))  # type: ignore[arg-type]
    Draft7Validator.check_schema(LOG)
    Draft7Validator(LOG).validate(log)


def test_every_rule_of_the_catalogue_makes_a_valid_log() -> None:
    report = Report(batch(), tuple(at(code, "D14") for code in rules()))
    Draft7Validator(LOG).validate(document(report))


def test_the_log_of_a_clean_batch_is_valid_and_empty(clean: Report) -> None:
    Draft7Validator(LOG).validate(document(clean))
    assert _run(clean)["results"] == []


def test_each_result_points_to_its_rule_with_its_help(report: Report) -> None:
    run = _run(report)
    described = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert described[result["ruleIndex"]]["id"] == result["ruleId"]
    locked = next(rule for rule in described if rule["id"] == "S04")
    assert locked["help"]["text"] == rules()["S04"].page
    assert locked["shortDescription"]["text"] == "锁定内容被改动"


def test_severities_are_levels() -> None:
    run = _run(Report((), (at("S04", "A7"), at("S01", None), at("S25", "A8"))))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_a_result_names_its_file_and_its_cells() -> None:
    run = _run(Report(batch(), (at("S09", "D14,E15"),)))
    (location,) = run["results"][0]["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert unquote(artifact["uri"]) == JUNDA
    assert run["artifacts"][artifact["index"]] == {"location": {"uri": artifact["uri"]}, "hashes": {"sha-256": SHA}}
    names = [logical["fullyQualifiedName"] for logical in location["logicalLocations"]]
    assert names == [f"{SECURITY}!D14", f"{SECURITY}!E15"]


def test_a_finding_of_no_file_has_no_location() -> None:
    assert "locations" not in _run(Report((), (finding("F09", ""),)))["results"][0]


def test_the_message_says_what_is_wrong_and_what_to_do() -> None:
    (result,) = _run(Report((), (at("S22", "D14", ref="D14"),)))["results"]
    assert result["message"]["text"] == "数据有效性丢失：D14 无需处理；以后粘贴时请用“选择性粘贴—数值”。"


def test_a_waived_finding_is_suppressed_with_its_reason(report: Report) -> None:
    suppressed = [result for result in _run(report)["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["H05"]
    assert suppressed[0]["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "金额经镇财政分局核实（张三，2024-03-01）"}
    ]


def test_notes_and_changed_rules_are_notifications(report: Report) -> None:
    (invocation,) = _run(report)["invocations"]
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == [
        "放行 G02“某项目”没有用上",
        "H05 警告→提示 (office.yaml)",
    ]


@pytest.mark.parametrize("path", ["returned/骏达 1#.xlsx", "a.zip!内/b%20c?.xlsx", "x:y.xlsx", "../a&b.xlsx"])
def test_a_relative_path_is_percent_encoded_and_comes_back(path: str) -> None:
    assert unquote(uri(path)) == path
    assert uri(path).isascii()
    assert not set(uri(path)) & set("#? :")


def test_an_absolute_path_has_its_scheme() -> None:
    assert uri(str(Path("/data/骏达.xlsx").absolute())).startswith("file:///")


def test_a_file_name_that_is_no_utf_8_keeps_its_bytes() -> None:
    assert uri("\udcb1.xlsx") == "%B1.xlsx"
    report = Report((), (Finding("F03", rules()["F03"].severity, Where("\udcb1.xlsx")),))
    render(report).encode("utf-8")


def test_a_code_of_another_version_is_described_by_itself() -> None:
    unknown = replace(at("S04", "A7"), code="Z99")
    log = document(Report((), (unknown,)))
    Draft7Validator(LOG).validate(log)
    assert log["runs"][0]["tool"]["driver"]["rules"] == [{"id": "Z99", "shortDescription": {"text": "Z99"}}]
