"""Decisions that name a file, and one statement of the money's source for all."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.support.town import answered, fill, form_of, send, small_round
from toolkit import api
from toolkit.errors import InputError
from toolkit.model import ProjectState
from toolkit.rounds import RoundOptions, Started, close, decide, log, receive, status, undo

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"
GOALS = [f"2024年围绕治安经费组织活动{times}次，合格率达到95%以上，按月检查进度并及时公开结果。" for times in (5, 6, 7)]


@pytest.fixture
def begun(tmp_path: Path, ledger_url: str | None) -> Started:
    return small_round(tmp_path / "轮", options=RoundOptions(ledger=ledger_url))


def two_rivals(begun: Started, room: Path) -> None:
    """Two returns of SECURITY that nothing puts in order."""
    for name, goal in zip(("甲版.xlsx", "乙版.xlsx"), GOALS, strict=False):
        data = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, annual_goal=goal)])
        receive(begun.folder, send(room / "收", name, data))


def first(begun: Started) -> tuple[ProjectState, str | None, str | None]:
    one = status(begun.folder).projects[0]
    return one.state, one.undecided, one.counting and one.counting.name


def test_an_officer_says_which_of_two_returns_counts(begun: Started, tmp_path: Path) -> None:
    two_rivals(begun, tmp_path)
    state, undecided, _ = first(begun)
    assert state is ProjectState.TO_CORRECT
    assert undecided
    assert "decide accept --file" in undecided
    assert "--prefer" not in undecided
    with pytest.raises(InputError, match="--file"):
        decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="已核")
    with pytest.raises(InputError, match=re.escape("没有“丙版.xlsx”，有：甲版.xlsx、乙版.xlsx")):
        decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="已核", file="丙版.xlsx")
    done = decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="电话问过", file="甲版.xlsx")
    assert done.file == "甲版.xlsx"
    assert first(begun) == (ProjectState.ACCEPTED, None, "甲版.xlsx")
    assert log(begun.folder)[-1].detail["file"] == "甲版.xlsx"
    closed = close(begun.folder, "王五", "其余不等", anyway=True)
    (read,) = api.read(closed.summary).projects
    assert read.annual_goal == GOALS[0]


def _reopen(folder: Path) -> None:
    decide(folder, "reopen", JUNDA, SECURITY, by="张三", why="再问")


@pytest.mark.parametrize("takes_back", [lambda folder: undo(folder, "张三"), _reopen], ids=["undo", "reopen"])
def test_undo_takes_back_which_return_counts(
    begun: Started, tmp_path: Path, takes_back: Callable[[Path], object]
) -> None:
    two_rivals(begun, tmp_path)
    decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="电话问过", file="甲版.xlsx")
    takes_back(begun.folder)
    state, undecided, _ = first(begun)
    assert state is ProjectState.TO_CORRECT
    assert undecided


def test_a_later_return_counts_whatever_was_chosen_before(begun: Started, tmp_path: Path) -> None:
    two_rivals(begun, tmp_path)
    decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="电话问过", file="甲版.xlsx")
    later = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, annual_goal=GOALS[2])], "2023-11-20T01:00:00Z")
    receive(begun.folder, send(tmp_path / "收", "丙版.xlsx", later))
    assert first(begun) == (ProjectState.RESUBMITTED, None, "丙版.xlsx")


def test_a_return_with_errors_is_not_accepted_by_its_name(begun: Started, tmp_path: Path) -> None:
    two_rivals(begun, tmp_path)
    wrong = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, annual_goal="")])
    receive(begun.folder, send(tmp_path / "收", "错的.xlsx", wrong))
    before = log(begun.folder)
    with pytest.raises(InputError, match=r"“错的\.xlsx”：还有错误"):
        decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="就这份", file="错的.xlsx")
    assert log(begun.folder) == before


def test_whose_a_file_is_is_no_verdict_on_a_project(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "扫描0001.pdf", b"%PDF-1.4 scan"))
    with pytest.raises(InputError, match="jixiao round assign"):
        decide(begun.folder, "admit", PARTY, by="张三", why="认得章", file="扫描0001.pdf")


@pytest.mark.parametrize("funding", ["fiscal", None])
def test_one_statement_fills_the_published_money(begun: Started, tmp_path: Path, funding: str | None) -> None:
    unlisted = answered(JUNDA, "消防经费", 30_000)
    (own,) = api.generate("form13", output=tmp_path / "自制", records=[unlisted], password="x").paths
    receive(begun.folder, own)
    data = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY)])
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", data))
    decide(begun.folder, "admit", JUNDA, "消防经费", by="张三", why="年中追加")
    for project in (SECURITY, "消防经费"):
        decide(begun.folder, "accept", JUNDA, project, by="张三", why="已核")
    closed = close(begun.folder, "王五", "其余不等", anyway=True, funding=funding)  # type: ignore[arg-type]
    found = {one.project_name: one.funding.fiscal for one in api.read(closed.summary).projects}
    wanted = {SECURITY: Decimal(200_000), "消防经费": Decimal(30_000)}
    assert found == (wanted if funding else dict.fromkeys(wanted))
    rows = [*openpyxl.load_workbook(closed.public).worksheets[0].values]
    (head,) = [row for row in rows if "财政拨款" in row]
    column = head.index("财政拨款")
    amounts = {row[column] for row in rows[rows.index(head) + 1 :]} - {None, ""}
    assert bool(amounts) == bool(funding)
