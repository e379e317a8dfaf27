"""A cancelled step leaves the round as it was, and can be repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.town import answered, fill, form_of, send, small_round, write_roster
from toolkit.errors import ToolkitError
from toolkit.rounds import RoundOptions, assign, close, decide, letters, log, receive, start, status

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"


class StoppedError(ToolkitError):
    """An error: the person no longer wants it."""


def stopping(after: int) -> RoundOptions:
    """The options of a step that is cancelled after so many files."""

    def progress(done: int, total: int) -> None:
        if done >= after:
            raise StoppedError("停", "stop")

    return RoundOptions(progress=progress)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a round but its ledger."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("台账")
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round in which both units sent something that is wrong."""
    begun = small_round(tmp_path / "一 轮")
    for unit, project in ((JUNDA, SECURITY), (PARTY, BUILDING)):
        form = fill(form_of(begun, project), [answered(unit, project, annual_goal="")])
        send(tmp_path / "收", f"{project}.xlsx", form)
    receive(begun.folder, tmp_path / "收")
    return begun.folder


def test_a_cancelled_start_leaves_no_form_and_the_round_can_be_started(tmp_path: Path) -> None:
    roster = write_roster(
        tmp_path / "名册.xlsx", [(JUNDA, SECURITY, 200_000), (JUNDA, SPORTS, 1), (PARTY, BUILDING, 2)]
    )
    place = tmp_path / "一轮"
    with pytest.raises(StoppedError):
        start(place, form="form13", roster=roster, options=stopping(2))
    assert [path for path in place.rglob("*.xlsx") if "未完成" not in str(path)] == []
    begun = start(place, form="form13", roster=roster)
    assert begun.projects == 3
    assert not [path for path in place.rglob("*") if "未完成" in path.name]


def test_cancelled_letters_leave_no_folder_and_no_entry(folder: Path) -> None:
    before, entries = contents(folder), log(folder)
    with pytest.raises(StoppedError):
        letters(folder, options=stopping(1))
    assert contents(folder) == before
    assert log(folder) == entries
    assert len(letters(folder)) == 2


def test_returns_whose_check_is_cancelled_are_taken_in_later(folder: Path, tmp_path: Path) -> None:
    before, entries = status(folder).to_json(), log(folder)
    picture = send(tmp_path / "再收", "IMG_001.png", b"\x89PNG\r\n\x1a\n picture")
    with pytest.raises(StoppedError):
        receive(folder, picture, options=stopping(1))
    assert (status(folder).to_json(), log(folder)) == (before, entries)
    assert [one.is_new for one in receive(folder, picture).files] == [True]


def test_a_cancelled_assignment_and_a_cancelled_close_write_nothing(folder: Path, tmp_path: Path) -> None:
    receive(folder, send(tmp_path / "再收", "IMG_001.png", b"\x89PNG\r\n\x1a\n picture"))
    for unit, project in ((JUNDA, SECURITY), (PARTY, BUILDING)):
        for code in next(one for one in status(folder).projects if one.project == project).errors:
            decide(folder, "waive", unit, project, code, by="张三", why="另有材料")
        decide(folder, "accept", unit, project, by="张三", why="已核")
    before, files, entries = status(folder).to_json(), contents(folder), log(folder)
    with pytest.raises(StoppedError):
        assign(folder, ["IMG_001.png"], JUNDA, by="张三", why="问过", options=stopping(1))
    with pytest.raises(StoppedError):
        close(folder, "张三", "先这样", anyway=True, options=stopping(1))
    assert (status(folder).to_json(), contents(folder), log(folder)) == (before, files, entries)
    assert close(folder, "张三", "先这样", anyway=True).public.is_file()
