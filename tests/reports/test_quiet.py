"""Findings that need no action are one line a file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.batches import JUNDA, at, finding
from toolkit.checks import rules
from toolkit.model import Severity
from toolkit.reports.quiet import OWN, QUIET, is_quiet, quiet_line, split_quiet


def test_every_quiet_code_is_a_rule() -> None:
    assert set(QUIET) <= set(rules())


@pytest.mark.parametrize("code", ["V07", "V20", "S22", "S17", "F08", "A05"])
def test_infos_that_ask_nothing_are_quiet(code: str) -> None:
    assert is_quiet(at(code, "E14"))


def test_a_quiet_rule_that_settings_make_a_warning_is_heard() -> None:
    assert not is_quiet(replace(at("V07", "E14"), severity=Severity.WARNING))


def test_an_edited_stamp_is_heard_one_that_cannot_be_verified_is_not() -> None:
    assert not is_quiet(at("S28", None))
    assert is_quiet(replace(at("S28", None), severity=Severity.INFO))


def test_comments_of_a_person_are_heard_those_of_the_tool_are_not() -> None:
    assert not is_quiet(at("S31", None, kind="批注"))
    assert is_quiet(at("S31", None, kind="批注", **{OWN: "yes"}))


def test_infos_that_ask_something_are_heard() -> None:
    assert not any(is_quiet(at(code, "E14")) for code in ("S25", "S26", "V22", "G03", "V11"))


def test_the_line_counts_by_kind_the_most_frequent_first_with_cells_of_one_sheet() -> None:
    findings = (at("V20", "D14"), *(at("V07", f"E{row}") for row in (15, 17, 19)), at("S04", "A7"))
    assert quiet_line(findings) == "另有 4 处无需处理：运算符已归一 3 处（E15、E17…）、名称与值重复写了单位 1 处（D14）"
    assert quiet_line(findings, "en") == (
        "No action needed for 4 more: operators normalised 3 (E15, E17…), units repeated in names 1 (D14)"
    )


def test_cells_of_several_sheets_are_not_mixed() -> None:
    findings = (finding("V07", JUNDA, "甲", "E15"), finding("V07", JUNDA, "乙", "E15"))
    assert quiet_line(findings) == "另有 2 处无需处理：运算符已归一 2 处"


def test_nothing_quiet_no_line() -> None:
    assert quiet_line((at("S04", "A7"),)) == ""


def test_asking_and_quiet_keep_their_order() -> None:
    first, second, third = at("S04", "A7"), at("V07", "E15"), at("V22", "E16")
    assert split_quiet((first, second, third)) == ([first, third], [second])
