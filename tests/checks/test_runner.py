"""One pass over everything, in an order that never changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.support.definitions import combined, form13
from tests.support.read_records import file, findings, read, seed, seen
from tests.support.records import CLEAN, project, row
from toolkit.checks import Rule, Settings, arrange, check_batch, check_file, rules, run, runner, sentence
from toolkit.checks.across import shared_project_name
from toolkit.checks.header import invalid_amount
from toolkit.forms import CheckSettings, load_form
from toolkit.model import DepartmentTarget, Finding, Observed, Severity, Where

BAD = project(project_name="", spending_unit=None, total=None, annual_goal=None, end_year=2020)


def test_a_clean_form_has_no_findings() -> None:
    assert findings(file(read(CLEAN))) == ()


def test_nothing_has_no_findings() -> None:
    assert run([]) == ()


def test_findings_come_by_file_then_sheet_then_cell_then_code() -> None:
    first = file(
        read(
            BAD, seen(Observed.FORMULA, "D15"), seen(Observed.NORMALISED, "C9"), seen(Observed.MOVED, "D15"), sheet="乙"
        ),
        read(project(annual_goal=None, project_name="另一项"), sheet="甲"),
        observations=(seen(Observed.MACROS), replace(seen(Observed.HIDDEN_CONTENT), sheet="丙")),
        path="b.xlsx",
    )
    first = replace(first, records=tuple(replace(r, source=replace(r.source, file="b.xlsx")) for r in first.records))
    second = file(read(project(annual_goal=None, project_name="第三项"), path="a.xlsx"))
    alike = ("I11", "G06")  # the three forms share their indicators and their goal of the period
    found = [one for one in run([first, second]) if one.code not in alike]
    order = [(one.where.file, one.where.sheet, one.where.cell, one.code) for one in found]
    assert order == [
        ("b.xlsx", None, None, "F05"),
        ("b.xlsx", "乙", "C7", "H01"),
        ("b.xlsx", "乙", "D8,F8", "H06"),
        ("b.xlsx", "乙", "C9", "H02"),
        ("b.xlsx", "乙", "C9", "S25"),
        ("b.xlsx", "乙", "C13", "G01"),
        ("b.xlsx", "乙", "D15", "S06"),
        ("b.xlsx", "乙", "D15", "S11"),
        ("b.xlsx", "甲", "C13", "G01"),
        ("b.xlsx", "丙", None, "S20"),
        ("a.xlsx", "治安经费", "C13", "G01"),
    ]


def test_rows_are_ordered_as_numbers_and_not_as_text() -> None:
    cells = ("B10", "AA9", "B9", "C9:D9")
    found = findings(file(read(CLEAN, *(seen(Observed.LOOKS_EMPTY, cell) for cell in cells))))
    assert [one.where.cell for one in found] == ["B9", "C9:D9", "AA9", "B10"]


def test_files_checked_apart_give_what_they_give_together() -> None:
    files = [seed(number) for number in ("000", "001", "003")]
    apart = [one for each in random.sample(files, 3) for one in check_file(each)]
    assert arrange([*check_batch(files), *apart], files) == run(files)


def test_families_can_be_chosen() -> None:
    read_ = file(read(BAD, seen(Observed.NO_STAMP)))
    assert {one.code for one in run([read_], families=("structure",))} == {"S01"}
    assert {one.code for one in run([read_], families=("goals", "header"))} == {"H01", "H02", "H06", "G01"}


def test_a_departments_target_has_only_what_was_seen_on_it() -> None:
    target = DepartmentTarget("department", "2022.1", "党建工作办公室", 2022, None)
    given = replace(read(CLEAN, seen(Observed.LOOKS_EMPTY, "B4")), definition=load_form("department"), placed={})
    found = findings(file(replace(given, record=target)))
    assert [(one.code, one.where.project) for one in found] == [("S26", "党建工作办公室")]


def test_a_finding_names_file_sheet_cell_and_project() -> None:
    (found,) = findings(file(read(project(annual_goal=None))))
    assert found.where == Where("returned/骏达.xlsx", "治安经费", "C13", "治安经费（常）")


def test_a_definition_changes_a_rule_for_its_own_forms_only() -> None:
    milder = replace(form13(), checks={"G01": CheckSettings("info"), "A07": CheckSettings("off")})
    forms = file(read(project(annual_goal=None), definition=milder), read(project(annual_goal=None), sheet="二"))
    assert [one.severity for one in findings(forms, code="G01")] == [Severity.INFO, Severity.ERROR]
    years = file(read(project(budget_year=2023), definition=milder), read(CLEAN, sheet="二"))
    assert findings(years, code="A07") == ()


def test_a_rule_between_files_can_be_switched_off() -> None:
    off = Settings({"H08": CheckSettings("off")})
    twice = file(read(CLEAN), read(CLEAN, sheet="二"))
    assert findings(twice, code="H08", settings=off) == ()
    assert len(findings(twice, code="H08")) == 1


def test_the_summary_has_the_severities_of_its_definition() -> None:
    assert combined().checks["I03"].severity == "warning"
    (found,) = findings(file(read(row(indicators=CLEAN.indicators[:5]))), code="I03")
    assert (found.code, found.severity) == ("I03", Severity.WARNING)


def _breaking(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rule raise after its last finding."""
    broken: Rule = vars(module)["check"]

    def raising(context: Any) -> Iterator[Finding]:
        yield from broken.check(context)
        raise ZeroDivisionError("a fault of our own")

    raising.__module__ = broken.check.__module__
    catalogue = {**rules(), broken.code: replace(broken, check=raising)}
    monkeypatch.setattr("toolkit.checks.runner.rules", lambda: catalogue)
    runner._on.cache_clear()


def test_a_rule_that_raises_costs_its_own_findings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given = file(read(BAD), read(project(annual_goal=None, project_name="另一项"), sheet="甲"))
    before = run([given])
    _breaking(invalid_amount, monkeypatch)
    try:
        found = run([given])
    finally:
        runner._on.cache_clear()
    faults = [one for one in found if one.code == "F13"]
    assert [one for one in found if one.code != "F13"] == list(before)
    assert [(one.where.sheet, one.where.project, one.severity) for one in faults] == [
        ("治安经费", "", Severity.ERROR),
        ("甲", "另一项", Severity.ERROR),
    ]
    assert "规则 H02 没有完成（ZeroDivisionError: a fault of our own）" in sentence(faults[0])
    assert "in raising" in str(faults[0].facts["trace"])


def test_a_rule_between_files_that_raises_costs_its_own_findings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [file(read(CLEAN)), file(read(CLEAN, path="b.xlsx"), path="b.xlsx")]
    before = run(given)
    assert before
    _breaking(shared_project_name, monkeypatch)
    found = run(given)
    assert [one for one in found if one.code != "F13"] == list(before)
    assert [one.where for one in found if one.code == "F13"] == [Where("")]
