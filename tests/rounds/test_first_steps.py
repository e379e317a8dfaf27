"""A round begins, takes in returns, and takes verdicts: on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.town import answered, archive, fill, form_of, send, small_round, write_roster
from toolkit.errors import FileError, InputError
from toolkit.ledger import EventKind, FileRole
from toolkit.model import ProjectState
from toolkit.rounds import RoundOptions, Started, decide, log, receive, start, status, undo

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"


@pytest.fixture
def options(ledger_url: str | None) -> RoundOptions:
    return RoundOptions(ledger=ledger_url)


@pytest.fixture
def begun(tmp_path: Path, options: RoundOptions) -> Started:
    return small_round(tmp_path / "一 轮", options=options)


@pytest.fixture
def folder(begun: Started) -> Path:
    return begun.folder


def security(begun: Started, saved: str = "2023-11-10T01:00:00Z", **changes: object) -> bytes:
    return fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, **changes)], saved)  # type: ignore[arg-type]


def states(folder: Path) -> dict[str, ProjectState]:
    return {one.project: one.state for one in status(folder).projects}


def project_json(folder: Path, name: str) -> dict[str, Any]:
    document: Any = status(folder).to_json()
    return next(one for unit in document["units"] for one in unit["projects"] if one["project_name"] == name)


def test_every_row_of_the_roster_gets_a_form_and_is_not_returned(begun: Started) -> None:
    assert (begun.units, begun.projects, str(begun.amount)) == (2, 3, "450000")
    below = [path.relative_to(begun.folder).as_posix() for path in begun.forms]
    assert below == [f"下发/{JUNDA}/{SECURITY}.xlsx", f"下发/{JUNDA}/{SPORTS}.xlsx", f"下发/{PARTY}/{BUILDING}.xlsx"]
    assert all(path.is_file() for path in begun.forms)
    assert (begun.folder / "名册.xlsx").is_file()
    assert set(states(begun.folder).values()) == {ProjectState.NOT_RETURNED}


def test_the_status_has_the_shape_that_scripts_rely_on(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    document: Any = status(begun.folder).to_json()
    assert document["schema_version"] == 1
    assert document["round"] == {
        "name": "一 轮",
        "form": "form13",
        "budget_year": 2024,
        "deadline": "2023-11-30",
        "open": True,
        "department": "东坑镇",
    }
    (first, *_), *_ = (unit["projects"] for unit in document["units"])
    received = first.pop("last_received")
    assert received[10] == "T"
    assert received[-6] in "+-"
    assert first == {
        "project_name": SECURITY,
        "state": "received",
        "amount": "200000.00",
        "returns": 1,
        "errors": 0,
        "warnings": 0,
        "file": "治安.xlsx",
        "reminders": 0,
        "verdict": None,
    }
    assert document["totals"] == {
        "expected": 3,
        "returned": 1,
        "accepted": 0,
        "amount_expected": "450000.00",
        "amount_accepted": "0.00",
    }


def test_the_same_bytes_change_nothing_however_they_come(begun: Started, tmp_path: Path) -> None:
    data = security(begun)
    first = receive(begun.folder, send(tmp_path / "收", "治安.xlsx", data))
    before, entries = status(begun.folder).to_json(), log(begun.folder)
    stored = sorted(path.relative_to(begun.folder) for path in (begun.folder / "报回").rglob("*"))
    packed = send(tmp_path / "收", "又一次.zip", archive({"里/别的名字.xlsx": data}))
    second = receive(begun.folder, tmp_path / "收" / "治安.xlsx", packed)
    assert [one.is_new for one in first.files] == [True]
    assert [(one.name, one.is_new) for one in second.files] == [
        ("治安.xlsx", False),
        ("又一次.zip!里/别的名字.xlsx", False),
    ]
    assert status(begun.folder).to_json() == before
    assert log(begun.folder) == entries
    assert sorted(path.relative_to(begun.folder) for path in (begun.folder / "报回").rglob("*")) == stored


def test_the_original_is_kept_byte_by_byte_under_its_own_name(begun: Started, tmp_path: Path) -> None:
    data = security(begun)
    given = send(tmp_path / "收", "治安 第一次.xlsx", data)
    (taken,) = receive(begun.folder, given).files
    assert (begun.folder / taken.stored).read_bytes() == data == given.read_bytes()
    assert Path(taken.stored).parts[0] == "报回"
    assert Path(taken.stored).name == "治安 第一次.xlsx"
    assert taken.sha256.startswith(Path(taken.stored).parts[1])


def test_errors_send_a_project_back_and_a_better_return_is_resubmitted(begun: Started, tmp_path: Path) -> None:
    wrong = security(begun, annual_goal="", saved="2023-11-10T01:00:00Z")
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", wrong))
    assert states(begun.folder)[SECURITY] is ProjectState.TO_CORRECT
    assert project_json(begun.folder, SECURITY)["errors"] > 0
    better = security(begun, saved="2023-11-12T01:00:00Z")
    receive(begun.folder, send(tmp_path / "收", "治安改.xlsx", better))
    later = project_json(begun.folder, SECURITY)
    assert (later["state"], later["errors"], later["returns"], later["file"]) == ("resubmitted", 0, 2, "治安改.xlsx")


def test_scans_and_word_files_are_kept_as_attachments_of_the_unit(begun: Started, tmp_path: Path) -> None:
    room = tmp_path / "收"
    send(room / "骏达", "治安.xlsx", security(begun))
    send(room / "骏达", "盖章.pdf", b"%PDF-1.4 scan")
    send(room, "党建办 说明.jpg", b"\xff\xd8\xff\xe0 picture")
    send(room, "不知道谁的.png", b"\x89PNG\r\n\x1a\n picture")
    taken = {one.name: one for one in receive(begun.folder, room).files}
    assert {name: (one.role, one.unit, one.recognised_by) for name, one in taken.items()} == {
        "治安.xlsx": (FileRole.FORM, JUNDA, "stamp"),
        "盖章.pdf": (FileRole.ATTACHMENT, JUNDA, "folder"),
        "党建办 说明.jpg": (FileRole.ATTACHMENT, PARTY, "name"),
        "不知道谁的.png": (FileRole.ATTACHMENT, None, None),
    }
    assert [finding.code for finding in taken["盖章.pdf"].findings] == ["F11"]
    now = status(begun.folder)
    assert {unit.unit: [one.name for one in unit.attachments] for unit in now.units} == {
        JUNDA: ["盖章.pdf"],
        PARTY: ["党建办 说明.jpg"],
    }
    assert [one.name for one in now.nobodys] == ["不知道谁的.png"]
    (renamed,) = receive(begun.folder, send(tmp_path / "再收", "党建办 照片.png", b"\x89PNG\r\n\x1a\n picture")).files
    assert (renamed.unit, renamed.recognised_by) == (PARTY, "name")
    assert not status(begun.folder).nobodys


def test_what_is_not_on_the_roster_is_off_it_until_it_is_admitted(begun: Started, tmp_path: Path) -> None:
    from toolkit import api

    record = answered(JUNDA, "消防经费", 30_000)
    (form,) = api.generate("form13", output=tmp_path / "自己做的", records=[record], password="x").paths
    receive(begun.folder, form)
    assert states(begun.folder)["消防经费"] is ProjectState.OFF_ROSTER
    assert status(begun.folder).totals.expected == 3
    with pytest.raises(InputError, match="先用 admit"):
        decide(begun.folder, "accept", JUNDA, "消防经费", by="张三", why="已核")
    decide(begun.folder, "admit", JUNDA, "消防经费", by="张三", why="年中追加")
    assert states(begun.folder)["消防经费"] is ProjectState.RECEIVED
    decide(begun.folder, "accept", JUNDA, "消防经费", by="张三", why="已核")
    assert status(begun.folder).totals.expected == 4
    assert str(status(begun.folder).totals.amount_accepted) == "30000.00"


def test_a_verdict_needs_a_name_and_a_reason(folder: Path) -> None:
    with pytest.raises(InputError, match="--by"):
        decide(folder, "nil", JUNDA, SECURITY, by="  ", why="不需要")
    with pytest.raises(InputError, match="--why"):
        decide(folder, "nil", JUNDA, SECURITY, by="张三", why="")
    assert [entry.kind for entry in log(folder)] == [EventKind.START]


@pytest.mark.parametrize("verdict", ["accept", "return", "waive", "admit", "reopen"])
def test_what_was_not_returned_cannot_be_judged(folder: Path, verdict: str) -> None:
    with pytest.raises(InputError, match=f"“{JUNDA}”“{SECURITY}”："):
        decide(folder, verdict, JUNDA, SECURITY, "H02" if verdict == "waive" else None, by="张三", why="试试")
    assert states(folder)[SECURITY] is ProjectState.NOT_RETURNED


def test_an_error_must_be_waived_before_its_project_is_accepted(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun, annual_goal="")))
    codes = list(status(begun.folder).projects[0].errors)
    with pytest.raises(InputError, match=codes[0]):
        decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="已核")
    for code in codes:
        decide(begun.folder, "waive", JUNDA, SECURITY, code, by="张三", why="另有纸质材料")
    with pytest.raises(InputError, match="已经放行"):
        decide(begun.folder, "waive", JUNDA, SECURITY, codes[0], by="张三", why="再来一次")
    assert states(begun.folder)[SECURITY] is ProjectState.RECEIVED
    decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="已核")
    assert project_json(begun.folder, SECURITY)["verdict"]["by"] == "张三"


def test_a_verdict_falls_when_the_project_comes_anew(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="已核")
    assert states(begun.folder)[SECURITY] is ProjectState.ACCEPTED
    changed = security(begun, saved="2023-11-15T01:00:00Z", annual_goal="年内组织治安经费活动6次。")
    receive(begun.folder, send(tmp_path / "收", "治安2.xlsx", changed))
    assert states(begun.folder)[SECURITY] is ProjectState.RESUBMITTED
    assert project_json(begun.folder, SECURITY)["verdict"] is None


def test_a_verdict_holds_when_the_same_words_come_in_another_file(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    decide(begun.folder, "return", JUNDA, SECURITY, by="张三", why="金额请再核对")
    assert states(begun.folder)[SECURITY] is ProjectState.TO_CORRECT
    receive(begun.folder, send(tmp_path / "收", "治安2.xlsx", security(begun, saved="2023-11-15T01:00:00Z")))
    assert states(begun.folder)[SECURITY] is ProjectState.TO_CORRECT


def test_everything_without_findings_is_accepted_at_once(begun: Started, tmp_path: Path) -> None:
    room = tmp_path / "收"
    send(room, "治安.xlsx", security(begun))
    vague = answered(JUNDA, SPORTS, 150_000, annual_goal="做好文体经费的安排，按月检查。")
    send(room, "文体.xlsx", fill(form_of(begun, SPORTS), [vague]))
    send(room, "党建.xlsx", fill(form_of(begun, BUILDING), [answered(PARTY, BUILDING, 100_000)]))
    receive(begun.folder, room)
    decision = decide(begun.folder, "accept", by="张三", why="没有问题")
    assert [one.project for one in decision.projects] == [SECURITY, BUILDING]
    assert [one.project for one in decision.passed_over] == [SPORTS]
    assert states(begun.folder) == {
        SECURITY: ProjectState.ACCEPTED,
        SPORTS: ProjectState.RECEIVED,
        BUILDING: ProjectState.ACCEPTED,
    }


def test_cancelled_and_nil_projects_are_asked_of_nobody_until_reopened(folder: Path) -> None:
    decide(folder, "cancel", JUNDA, SECURITY, by="张三", why="项目取消")
    decide(folder, "nil", JUNDA, SPORTS, by="张三", why="免报")
    assert states(folder) == {
        SECURITY: ProjectState.CANCELLED,
        SPORTS: ProjectState.NIL,
        BUILDING: ProjectState.NOT_RETURNED,
    }
    assert (status(folder).totals.expected, status(folder).totals.returned) == (2, 1)
    for project in (SECURITY, SPORTS):
        with pytest.raises(InputError, match="已经"):
            decide(folder, "cancel" if project == SECURITY else "nil", JUNDA, project, by="张三", why="再来")
        decide(folder, "reopen", JUNDA, project, by="张三", why="弄错了")
    assert set(states(folder).values()) == {ProjectState.NOT_RETURNED}


def test_undo_takes_back_a_decision_and_keeps_it_in_the_log(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    decide(begun.folder, "nil", JUNDA, SPORTS, by="张三", why="免报")
    decide(begun.folder, "accept", by="张三", why="没有问题")
    assert states(begun.folder)[SECURITY] is ProjectState.ACCEPTED
    undo(begun.folder, "李四", "看错了")
    assert states(begun.folder)[SECURITY] is ProjectState.RECEIVED
    assert states(begun.folder)[SPORTS] is ProjectState.NIL
    undo(begun.folder, "李四")
    assert states(begun.folder)[SPORTS] is ProjectState.NOT_RETURNED
    with pytest.raises(InputError, match="没有可撤回的决定"):
        undo(begun.folder, "李四")
    entries = [(entry.kind.value, entry.who, entry.why) for entry in log(begun.folder)]
    assert entries == [
        ("start", None, None),
        ("receive", None, None),
        ("decide", "张三", "免报"),
        ("decide", "张三", "没有问题"),
        ("undo", "李四", "看错了"),
        ("undo", "李四", None),
    ]


def test_names_that_are_not_in_the_round_are_answered_with_similar_ones(folder: Path) -> None:
    with pytest.raises(InputError, match=f"是不是“{JUNDA}”"):
        decide(folder, "nil", "骏达", SECURITY, by="张三", why="免报")
    with pytest.raises(InputError, match=f"是不是“{SECURITY}”"):
        decide(folder, "nil", JUNDA, "治安", by="张三", why="免报")


def test_a_round_goes_on_in_a_folder_that_was_moved(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    before = status(begun.folder).to_json()
    moved = tmp_path / "搬到 这里" / "改了名"
    moved.parent.mkdir()
    shutil.move(begun.folder, moved)
    assert status(moved).to_json() == before
    receive(
        moved,
        send(
            tmp_path / "收",
            "党建.xlsx",
            fill(moved / f"下发/{PARTY}/{BUILDING}.xlsx", [answered(PARTY, BUILDING, 100_000)]),
        ),
    )
    assert states(moved)[BUILDING] is ProjectState.RECEIVED
    assert project_json(moved, SECURITY)["returns"] == 1


def test_a_second_round_in_the_folder_is_refused(begun: Started, options: RoundOptions) -> None:
    with pytest.raises(InputError, match="已有一轮"):
        small_round(begun.folder, options=options)


def test_a_folder_without_a_round_is_named(tmp_path: Path) -> None:
    for step in (status, log):
        with pytest.raises(InputError, match="没有台账"):
            step(tmp_path)
    with pytest.raises(InputError, match="没有台账"):
        receive(tmp_path, tmp_path)
    assert not list(tmp_path.glob("*.sqlite"))


def test_files_of_somebody_else_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    send(tmp_path / "轮" / "下发", "我的.xlsx", b"mine")
    with pytest.raises(FileError, match="不是空的"):
        small_round(tmp_path / "轮")
    assert (tmp_path / "轮" / "下发" / "我的.xlsx").read_bytes() == b"mine"


def test_additions_get_forms_and_what_left_the_roster_is_cancelled(
    begun: Started, options: RoundOptions, tmp_path: Path
) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", security(begun)))
    before = {path: path.read_bytes() for path in begun.forms}
    rows = [(JUNDA, SECURITY, 200_000), (PARTY, BUILDING, 120_000), (PARTY, "廉政经费", 50_000)]
    roster = write_roster(tmp_path / "新名册.xlsx", rows)
    more = start(begun.folder, form="form13", roster=roster, only_new=True, options=options)
    names = [path.relative_to(begun.folder).as_posix() for path in more.forms]
    assert names == [f"下发/{PARTY}/{BUILDING}（2）.xlsx", f"下发/{PARTY}/廉政经费.xlsx"]
    assert more.dropped == ((JUNDA, SPORTS),)
    assert {path: path.read_bytes() for path in begun.forms} == before
    assert states(begun.folder) == {
        SECURITY: ProjectState.RECEIVED,
        SPORTS: ProjectState.CANCELLED,
        BUILDING: ProjectState.NOT_RETURNED,
        "廉政经费": ProjectState.NOT_RETURNED,
    }
    with pytest.raises(InputError, match="没有新的项目"):
        start(begun.folder, form="form13", roster=roster, only_new=True, options=options)
