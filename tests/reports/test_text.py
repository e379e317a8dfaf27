"""Findings on a terminal."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.batches import JUNDA, SECURITY, at, finding, read_file
from toolkit.model import ReadFile
from toolkit.reports import Report
from toolkit.reports.formats.text import render
from toolkit.reports.wording import width, wrap


def test_a_clean_file_has_one_clear_line(clean: Report) -> None:
    assert render(clean).splitlines()[0] == "returned/综治.xlsx：未发现问题（1 个项目）"


def test_a_file_lists_the_worst_first_with_the_fix_on_the_next_line() -> None:
    findings = (at("S01", None), at("S04", "A7", found="甲", expected="乙"))
    assert render(Report((read_file(JUNDA, "000-junda", 1),), findings)).splitlines()[:5] == [
        "returned/骏达.xlsx",
        "  错误 S04  治安经费（常）!A7  锁定内容被改动：A7",
        "            改法：请把 A7 恢复为“乙”（现为“甲”），或用下发的表重新填写。",
        "  警告 S01  工作表“治安经费（常）”  未发现下发标识，按标签识别",
        "            改法：请核对各栏内容；有条件时改用本年下发的表填写。",
    ]


def test_the_same_finding_over_many_cells_is_one_line() -> None:
    findings = tuple(at("S25", f"E{row}", found="１", expected="1") for row in range(10, 40))
    text = render(Report((), findings))
    assert text.count("S25") == 1
    assert "E10–E39" in text


def test_the_last_line_counts_files_and_findings(report: Report) -> None:
    text = render(report).splitlines()[-1]
    assert text == "共读 4 个文件，3 个有错误，跳过 0 个；错误 7 处，警告 2 处，提示 5 处；放行 1 处。"


def test_waived_findings_are_listed_with_who_and_why(report: Report) -> None:
    text = render(report, columns=400)
    (waived,) = report.waived
    assert "已放行：H05 returned/骏达.xlsx" in text
    assert "（张三，2024-03-01，至 2024-12-31：金额经镇财政分局核实）" in text
    assert waived.waiver.reason in render(replace(report, lang="en"), columns=400)


def test_notes_and_changed_settings_are_shown(report: Report) -> None:
    text = render(report)
    assert "说明：放行 G02“某项目”没有用上" in text
    assert "规则调整：H05 警告→提示（office.yaml）" in text


def test_a_project_is_named_where_the_sheet_is_not_called_after_it() -> None:
    text = render(Report((), (finding("S26", JUNDA, "Sheet1", "D14", "治安经费（常）"),)))
    assert "Sheet1!D14（治安经费（常））" in text


def test_a_skipped_file_is_not_called_clean() -> None:
    assert render(Report((ReadFile("~$a.xlsx", "", skipped=True),))).startswith("~$a.xlsx：已跳过\n")


def test_findings_of_the_batch_as_a_whole_stand_under_their_own_heading() -> None:
    assert "（批次）\n" in render(Report((), (finding("F09", ""),)))


def test_english_is_spoken_where_it_is_asked_for(report: Report) -> None:
    text = render(replace(report, lang="en"))
    assert "  error   S04  治安经费（常）!A7, B9–B11  Locked content was changed: A7, B9–B11\n" in text
    assert "returned/综治.xlsx: no findings (1 project)" in text
    assert text.splitlines()[-1].startswith("4 files read, 3 with errors, 0 skipped; 7 errors")


def test_there_are_no_escape_codes_unless_colour_is_asked_for(report: Report) -> None:
    assert "\x1b" not in render(report)
    assert "\x1b[31;1m  错误 S04  \x1b[0m" in render(report, colour=True)


def test_no_line_is_wider_than_the_terminal_but_those_with_a_path_which_stays_whole(report: Report) -> None:
    for columns in (40, 60, 100):
        lines = render(report, columns=columns).splitlines()
        assert max(width(line) for line in lines if not line.startswith("returned/")) <= columns


@pytest.mark.parametrize("piece", ["中文，", "a", "“", "， ", "a b "])
def test_wrapping_takes_no_longer_for_each_character_of_a_long_text(piece: str) -> None:
    program = f"from toolkit.reports.wording import wrap; print(len(wrap({piece!r} * 300_000, 40)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True)
    assert int(done.stdout) > 1000


@given(st.text(alphabet="项目绩效目标表，。（）“”《》abcXYZ 019%-_", max_size=120), st.integers(8, 60))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width(line) <= columns for line in lines)


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    lines = wrap("请核对金额，必要时重新填写（只填数字）。" * 6, 21)
    assert not any(line[0] in "，。）" or line[-1] in "（" for line in lines)


def test_a_word_is_broken_only_where_it_is_longer_than_a_line() -> None:
    assert wrap("请看 returned/abc.xlsx 的表", 18) == ["请看", "returned/abc.xlsx", "的表"]
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


def test_what_asks_nothing_is_one_line_a_file() -> None:
    findings = (at("S04", "A7"), *(at("V07", f"E{row}", found="≧", expected="≥") for row in range(14, 40)))
    lines = render(Report((read_file(JUNDA, "000-junda", 1),), findings)).splitlines()
    assert [line for line in lines if "运算符" in line] == ["  另有 26 处无需处理：运算符已归一 26 处（E14、E15…）"]
    assert "V07" in render(Report((), findings), every=True)


def test_a_file_with_nothing_but_that_is_clean() -> None:
    text = render(Report((read_file(JUNDA, "000-junda", 1),), (at("V07", "E14"),))).splitlines()
    assert text[:2] == ["returned/骏达.xlsx：未发现问题（1 个项目）", "  另有 1 处无需处理：运算符已归一 1 处（E14）"]


def test_much_advice_is_counted_by_rule_a_little_is_listed() -> None:
    few = tuple(at(code, "E14", name="名称", found="值") for code in ("V22", "C02", "V18"))
    assert all(render(Report((), few)).count(f"{one.code}  {SECURITY}!E14") == 1 for one in few)
    more = (*few, at("V22", "E15"), at("V19", "E14", found="5台电脑"))
    text = render(Report((), more))
    assert "  提示 5 处供参考：V22 未写运算符 2；C02 成本未写运算符 1；V18" in text
    assert text.splitlines()[-1].endswith("加 --all 逐处列出提示。")
    assert f"V19  {SECURITY}!E14" in render(Report((), more), every=True)


def test_how_a_number_was_read_is_listed_however_much_advice_is_around_it() -> None:
    advice = tuple(at(code, "E14", name="名称", found="值") for code in ("V22", "C02", "V18", "V19"))
    text = render(Report((), (*advice, at("S25", "C5", found="４", expected="4"))))
    assert f"提示 S25  {SECURITY}!C5" in text
