"""The board and the list of issued forms, read back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from rich.cells import cell_len

from tests.papers.rounds import BOARD, FACTS, UNITS
from tests.support.programs import convert
from toolkit.model import Bilingual, ProjectState
from toolkit.papers import IssuedForm, board_text, board_xlsx, issue_list_xlsx

FORMS = [
    IssuedForm(unit.name, project.name, f"{unit.name}/{project.name}.xlsx", f"00e{n}12", project.amount)
    for n, unit in enumerate(UNITS)
    for project in unit.projects
]


def first(data: bytes) -> Worksheet:
    return load_workbook(BytesIO(data)).worksheets[0]


def test_totals_leave_out_what_is_cancelled_or_off_the_roster() -> None:
    totals = BOARD.totals
    assert (totals.expected, totals.returned, totals.accepted) == (6, 5, 1)
    assert totals.amount_expected == Decimal("1925301.005")
    assert totals.amount_accepted == Decimal("36300.005")


def test_every_state_has_words_and_waits_for_one_side_at_most() -> None:
    assert len({state.words for state in ProjectState}) == len(ProjectState)
    assert not [state for state in ProjectState if state.is_owed_by_unit and state.awaits_verdict]
    assert {state.value for state in ProjectState} == {
        *("not_returned", "received", "to_correct", "resubmitted", "accepted", "nil", "cancelled", "off_roster")
    }


def test_the_workbook_has_a_line_for_each_project_with_its_state_in_word_and_colour() -> None:
    sheet = first(board_xlsx(BOARD))
    lines = {row[1].value: row for row in sheet.iter_rows(min_row=5)}
    fills = {}
    for unit in UNITS:
        for project in unit.projects:
            cells = lines[project.name]
            assert cells[2].value == project.state.words.zh
            assert cells[0].value == unit.name
            fills[project.state] = cells[2].fill.fgColor.rgb
    assert len(set(fills.values())) >= 7
    assert lines["计生经费"][5].value == 2
    total = list(sheet.iter_rows(values_only=True))[-1]
    assert total[:2] == ("合计", "应报 6，已报 5，通过 1")
    assert total[3] == pytest.approx(1925301.005)


def test_the_head_says_how_many_days_are_left() -> None:
    assert "截止 2023年11月30日，还有 10 天" in str(first(board_xlsx(BOARD))["A2"].value)
    assert "已办结" in str(first(board_xlsx(replace(BOARD, is_open=False)))["A2"].value)


def test_the_terminal_has_a_line_for_each_unit_in_both_languages() -> None:
    lines = board_text(BOARD).splitlines()
    assert lines[0] == "2024年项目绩效目标填报：截止 2023-11-30，还有 10 天"
    [line] = [one for one in lines if one.startswith("党建办")]
    assert re.split(r"\s{2,}", line.strip()) == ["党建办", "2/3", "0", "12.90", "未报1、重报待审1、无需填报1", "2"]
    assert "10 days left" in board_text(BOARD, "en")
    assert "not returned 1" in board_text(BOARD, "en")
    assert "\x1b[" not in board_text(BOARD)
    assert "\x1b[1;31m未报1" in board_text(BOARD, colour=True)


def test_a_round_without_a_deadline_or_a_project_has_a_board() -> None:
    bare = replace(BOARD, facts=replace(FACTS, deadline=None), units=())
    assert "未定截止日" in board_text(bare)
    assert first(board_xlsx(bare)).max_row >= 4


def test_a_board_of_forms_without_money_has_no_sums_and_one_with_loose_files_names_them() -> None:
    note = Bilingual("有 1 个文件还不知道是哪个单位的", "1 file of nobody yet")
    units = tuple(replace(unit, projects=tuple(replace(one, amount=None) for one in unit.projects)) for unit in UNITS)
    bare = replace(BOARD, units=units, notes=(note,))
    for text, sign in ((board_text(bare, "zh"), note.zh), (board_text(bare, "en"), note.en)):
        assert "万元" not in text
        assert text.splitlines()[-1] == sign
    rows = [*first(board_xlsx(bare)).values]
    assert {row[3] for row in rows[4:]} == {None}
    assert rows[-1][0] == note.zh


def test_a_narrow_terminal_breaks_states_and_names_and_loses_nothing() -> None:
    long = replace(BOARD, units=(replace(UNITS[0], name="东坑镇骏达社区居民委员会办公室"), *UNITS[1:]))
    wide, narrow = board_text(long, width=200), board_text(long, width=60)
    table = narrow.splitlines()[2:-2]
    assert max(map(cell_len, table)) <= 70 < max(map(cell_len, wide.splitlines()[2:-2]))
    assert Counter(re.findall(r"\w", narrow)) == Counter(re.findall(r"\w", wide))


def test_the_list_has_every_password_as_text_and_warns_that_it_is_confidential() -> None:
    sheet = first(issue_list_xlsx(FACTS, FORMS))
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [row[1:5] for row in rows[:-1]] == [(one.unit, one.project, one.file, one.password) for one in FORMS]
    assert "请勿外传" in str(sheet["A2"].value)
    assert rows[-1][5] == pytest.approx(float(sum(one.amount or 0 for one in FORMS)))


def test_the_same_board_gives_the_same_bytes() -> None:
    assert board_xlsx(BOARD) == board_xlsx(BOARD)
    assert issue_list_xlsx(FACTS, FORMS) == issue_list_xlsx(FACTS, FORMS)


@pytest.mark.libreoffice
def test_board_and_list_print_one_page_wide(tmp_path: Path, office: Callable[..., list[Path]]) -> None:
    paths = [tmp_path / "进度表.xlsx", tmp_path / "清单.xlsx"]
    paths[0].write_bytes(board_xlsx(BOARD))
    paths[1].write_bytes(issue_list_xlsx(FACTS, FORMS))
    for path in office(paths, "pdf"):
        assert len(re.findall(rb"/Type\s*/Page[^s]", path.read_bytes())) == 1


@pytest.mark.parametrize(("projects", "pages"), [(6, 1), (45, 1), (150, 5)])
def test_the_board_of_a_town_prints_on_one_page(projects: int, pages: int, tmp_path: Path) -> None:
    [pattern] = UNITS[0].projects[:1]
    every = tuple(replace(pattern, name=f"第{number}号经费") for number in range(projects))
    units = tuple(replace(UNITS[0], name=f"第{n}社区", projects=every[n::3]) for n in range(3))
    book = tmp_path / "进度表.xlsx"
    book.write_bytes(board_xlsx(replace(BOARD, units=units)))
    [printed] = convert([book], "pdf", tmp_path)
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == pages
