"""Severities and thresholds: the person's word before the definition's, the definition's before the rule's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from tests.support.definitions import combined, form13
from tests.support.read_records import file, findings, read, seen
from tests.support.records import project
from toolkit.checks import SettingChange, Settings, load_settings, rules
from toolkit.errors import TemplateError
from toolkit.forms import CheckSettings, FormDefinition
from toolkit.model import Bilingual, Flag, Observation, Observed, Severity

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
H05 = rules()["H05"]


def _form(**checks: CheckSettings) -> FormDefinition:
    return replace(form13(), checks=checks)


def test_without_settings_a_rule_has_its_own() -> None:
    assert Settings().terms(H05) == (W, True, {"low": "100", "high": "100000000"})


def test_a_definition_counts_before_the_rule() -> None:
    terms = Settings().terms(H05, _form(H05=CheckSettings("error", {"low": "500"})))
    assert terms == (E, True, {"low": "500", "high": "100000000"})


def test_a_person_counts_before_the_definition() -> None:
    settings = Settings({"H05": CheckSettings("info", {"low": "1"})})
    terms = settings.terms(H05, _form(H05=CheckSettings("error", {"low": "500", "high": "9"})))
    assert terms == (INFO, True, {"low": "1", "high": "9"})


def test_a_severity_switches_a_rule_on_and_off_switches_it_off() -> None:
    assert not Settings().terms(rules()["H10"]).enabled
    assert Settings({"H10": CheckSettings("warning")}).terms(rules()["H10"]) == (W, True, {})
    assert not Settings({"H05": CheckSettings("off")}).terms(H05).enabled
    assert Settings({"H05": CheckSettings("info")}).terms(H05, _form(H05=CheckSettings("off"))).enabled


def test_thresholds_alone_leave_the_severity() -> None:
    assert Settings({"H05": CheckSettings(options={"low": "1"})}).terms(H05).severity is W


def test_changes_name_the_rule_what_and_who() -> None:
    settings = Settings({"H05": CheckSettings("off", {"low": "1", "high": "100000000"})}, "本镇.yaml")
    assert settings.changes([combined(), _form(H10=CheckSettings("info"), G01=CheckSettings("error"))]) == (
        SettingChange("I03", Bilingual("错误→警告", "error → warning"), "combined"),
        SettingChange("H10", Bilingual("停用→提示", "off → info"), "form13"),
        SettingChange("H05", Bilingual("警告→停用", "warning → off"), "本镇.yaml"),
        SettingChange("H05", Bilingual("low：100→1", "low: 100 → 1"), "本镇.yaml"),
    )


def _write(folder: Path, text: str) -> Path:
    path = folder / "设置.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_settings_file_is_read_with_numbers_as_people_write_them(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        "checks:\n  H05: {severity: off, options: {low: 50, high: '1000'}}\n  H13:\n    options: {last: 40.5}\n",
    )
    settings = load_settings(path)
    assert settings.source == "设置.yaml"
    assert settings.checks == {
        "H05": CheckSettings("off", {"low": "50", "high": "1000"}),
        "H13": CheckSettings(None, {"last": "40.5"}),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("checks:\n  H05: {severity: off}\n  H99: {severity: off}\n", "设置.yaml:3: checks.H99"),
        ("checks:\n  H05:\n    options:\n      least: 5\n", "设置.yaml:4: checks.H05.options.least"),
        ("checks:\n  H05:\n    options: {low: 一百}\n", "设置.yaml:3: checks.H05.options.low"),
        ("checks:\n  H05:\n    severity: fatal\n", "设置.yaml:3: checks.H05.severity"),
        ("checks:\n  H05:\n    level: info\n", "设置.yaml:3: checks.H05.level"),
        ("check:\n  H05: {severity: off}\n", "设置.yaml:1: check"),
        ("- H05\n", "设置.yaml:1"),
    ],
)
def test_a_fault_in_a_settings_file_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(TemplateError) as fault:
        load_settings(_write(tmp_path, text))
    assert expected in str(fault.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = _write(tmp_path, "checks:\n  H98: {severity: off}\n  H99: {severity: off}\n")
    with pytest.raises(TemplateError, match=r"H98[\s\S]*H99"):
        load_settings(path)


def test_an_empty_settings_file_changes_nothing(tmp_path: Path) -> None:
    assert load_settings(_write(tmp_path, "checks: {}\n")).checks == {}


def _severities(severity: Literal["error", "warning", "info", "off"], *observed: Observation) -> list[Severity]:
    codes = {code: CheckSettings(severity) for code in ("S05", "S08", "S09", "S28")}
    found = findings(file(read(project(), *observed)), settings=Settings(codes))
    return [one.severity for one in found]


OLD, UNKNOWN = (
    seen(Observed.OTHER_VERSION, None, Flag.OLDER, version="1"),
    seen(Observed.OTHER_VERSION, version="9"),
)
STRANGE, ALIAS = (
    seen(Observed.CATEGORY_UNKNOWN, name="甲"),
    seen(Observed.CATEGORY_UNKNOWN, None, Flag.LOCAL_NAME, name="乙"),
)


def test_lowering_a_rule_lowers_its_usual_findings_and_not_the_case_it_holds_for_worse() -> None:
    assert _severities("info", OLD) == [INFO]
    assert _severities("info", UNKNOWN) == [E]
    assert _severities("info", seen(Observed.AMBIGUOUS, "D9", found="36300")) == [E]


def test_raising_a_rule_raises_its_usual_findings_and_not_the_case_it_holds_for_harmless() -> None:
    assert _severities("error", STRANGE) == [E]
    assert _severities("error", ALIAS) == [INFO]
    assert _severities("warning", seen(Observed.STAMP_FORGED)) == [W]
    assert _severities("warning", seen(Observed.STAMP_UNVERIFIED)) == [INFO]


def test_a_rule_that_is_off_finds_none_of_its_cases() -> None:
    assert _severities("off", OLD, UNKNOWN, STRANGE, ALIAS) == []
