"""The same finding over many cells is one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.batches import FAMILY, JUNDA, SECURITY, at, finding
from toolkit.model import Severity
from toolkit.reports.grouping import group, join, place, worst_first


def test_the_same_finding_over_many_cells_is_one_line_with_its_cells_joined() -> None:
    cells = ("A7", "B9", "B10", "B11", "B12")
    (one,) = group(at("S04", cell, found="甲", expected="乙") for cell in cells)
    assert one.cells == "A7、B9–B12"
    assert one.message == "锁定内容被改动：A7、B9–B12"
    assert len(one.findings) == 5


def test_cells_that_need_different_mending_share_the_message_and_keep_their_own_fixes() -> None:
    (one,) = group([at("S04", "A7", expected="甲"), at("S04", "B9", expected="乙"), at("S04", "B10", expected="乙")])
    assert [fix[:9] for fix in one.fixes] == ["请把 A7 恢复为", "请把 B9、B10"]


def test_findings_that_name_different_facts_stay_apart() -> None:
    assert len(group([at("S11", "D14", formula="A1"), at("S11", "D15", formula="A2")])) == 2


def test_findings_of_different_weight_stay_apart() -> None:
    heavy = at("S15", "12:14", rows="12–14")
    assert len(group([heavy, replace(heavy, severity=Severity.ERROR)])) == 2


def test_a_finding_of_the_whole_sheet_is_not_joined_with_one_of_a_cell() -> None:
    assert [one.cells for one in group([at("S27", None), at("S27", "D14")])] == ["", "D14"]


def test_projects_on_one_sheet_are_joined_in_a_list_and_kept_apart_in_a_letter() -> None:
    both = [finding("S26", JUNDA, "汇总", "B7", SECURITY), finding("S26", JUNDA, "汇总", "B8", FAMILY)]
    assert [(one.project, one.cells) for one in group(both)] == [(None, "B7、B8")]
    assert [one.project for one in group(both, by_project=True)] == [SECURITY, FAMILY]


def test_errors_come_before_warnings_and_infos_and_keep_their_order() -> None:
    groups = group([at("S25", "A1"), at("S01", None), at("S04", "A2"), at("S03", "A3", label="甲")])
    assert [one.code for one in worst_first(groups)] == ["S04", "S03", "S01", "S25"]


@pytest.mark.parametrize(
    ("cells", "joined"),
    [
        (["D14"], "D14"),
        (["D14", "D15"], "D14、D15"),
        (["D14", "D15", "D16"], "D14–D16"),
        (["D14", "E15", "D15"], "D14、E15、D15"),
        (["A1:F31", "D14", "D14"], "A1:F31、D14"),
        (["12:14", "D9", "D10", "D11"], "12:14、D9–D11"),
        ([], ""),
    ],
)
def test_cells_are_joined_in_their_order_each_once_and_runs_by_a_dash(cells: list[str], joined: str) -> None:
    assert join(cells) == joined


def test_cells_are_joined_with_commas_in_english() -> None:
    assert join(["D14", "D16"], "en") == "D14, D16"


def test_a_place_is_named_in_words_where_the_whole_of_something_is_meant() -> None:
    assert place("治安", "A7") == "治安!A7"
    assert place("治安", "") == "工作表“治安”"
    assert place(None, "") == "整个文件"
    assert place(None, "", "en") == "the whole file"
