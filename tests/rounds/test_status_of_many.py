"""The status of a round some units at a time, as all at once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.support.town import answered, fill, form_of, send, small_round, write_roster
from toolkit import api
from toolkit.ledger import read_ledger, statuses, unit_rows
from toolkit.papers import board_text
from toolkit.papers.board_lines import BoardLook
from toolkit.rounds import RoundOptions, decide, receive, remind, start, status
from toolkit.rounds.round_board import board_lines, board_of
from toolkit.rounds.round_reading import facts_of
from toolkit.rounds.round_status import status_json

JUNDA, PARTY, ORDER = "东坑镇骏达社区", "东坑镇党建办", "东坑镇综治办"


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str | None) -> Path:
    """A round with everything that makes an order hard."""
    options = RoundOptions(ledger=ledger_url)
    begun = small_round(tmp_path / "轮", options=options)
    rows = [
        (ORDER, "综治经费", 80_000),
        (JUNDA, "治安经费", 200_000),
        (PARTY, "党建经费", 100_000),
        (JUNDA, "消防经费", 1),
    ]
    start(begun.folder, form="form13", roster=write_roster(tmp_path / "新.xlsx", rows), only_new=True, options=options)
    renamed = replace(answered(PARTY, "党建经费", 100_000), project_name="党建工作经费", spending_unit="党建办公室")
    (unlisted,) = api.generate(
        "form13", output=tmp_path / "自制", records=[answered("东坑镇新单位", "追加经费", 70_000)], password="x"
    ).paths
    receive(begun.folder, unlisted)
    data = fill(form_of(begun, "治安经费"), [answered(JUNDA, "治安经费", annual_goal="")])
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", data))
    stamped = fill(form_of(begun, "党建经费"), [replace(renamed, project_name="党建经费")])
    receive(begun.folder, send(tmp_path / "收", "党建.xlsx", stamped))
    receive(begun.folder, send(tmp_path / "收", "扫描.pdf", b"%PDF-1.4"))
    receive(begun.folder, send(tmp_path / "收", "党建办 照片.png", b"\x89PNG\r\n\x1a\n"))
    decide(begun.folder, "cancel", ORDER, "综治经费", by="张三", why="核减")
    remind(begun.folder)
    return begun.folder


@pytest.mark.parametrize("together", [1, 2, 1000])
def test_some_units_at_a_time_are_all_at_once(folder: Path, together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unit_rows, "_TOGETHER", together)
    with read_ledger(folder) as ledger:
        wanted = statuses(facts_of(ledger, brief=True))
    now = status(folder)
    assert now.projects == wanted
    assert len({one.key for one in wanted}) == 6
    assert json.loads("".join(status_json(folder))) == now.to_json()
    day = date(2023, 11, 20)
    assert board_lines(folder, day, BoardLook()) == board_text(board_of(now, day))


def test_a_round_without_units_is_a_document_too(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮")
    document = json.loads("".join(status_json(begun.folder)))
    assert [len(unit["projects"]) for unit in document["units"]] == [2, 1]
    assert "unassigned" not in document
