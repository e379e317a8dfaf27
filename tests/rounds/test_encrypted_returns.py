"""Returns with a password: it is given once, and what was read stays read."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.support.town import answered, fill, form_of, send, small_round
from toolkit.errors import InputError
from toolkit.excel import Limits
from toolkit.model import ProjectState
from toolkit.rounds import RoundOptions, Started, close, decide, letters, receive, status, undo

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"
AMOUNTS = {SECURITY: 200_000, SPORTS: 150_000, BUILDING: 100_000}


@pytest.fixture
def begun(tmp_path: Path) -> Started:
    return small_round(tmp_path / "轮")


def locked(begun: Started, unit: str, project: str, password: str, goal: str | None = None) -> bytes:
    """A filled form that asks for a password."""
    record = answered(unit, project, AMOUNTS[project])
    plain = fill(form_of(begun, project), [record if goal is None else replace(record, annual_goal=goal)])
    out = BytesIO()
    OOXMLFile(BytesIO(plain)).encrypt(password, out)
    return out.getvalue()


def states(begun: Started) -> dict[str, ProjectState]:
    return {one.project: one.state for one in status(begun.folder).projects}


def test_an_unread_return_is_read_once_its_password_is_given_with_it_again(begun: Started, tmp_path: Path) -> None:
    path = send(tmp_path / "收到", "治安.xlsx", locked(begun, JUNDA, SECURITY, "123456"))
    assert receive(begun.folder, path).nobodys
    [wrong] = receive(begun.folder, path, options=RoundOptions(open_password="654321")).new
    assert any("提供的密码不正确" in str(one.facts.get("reason")) for one in wrong.findings)
    [read] = receive(begun.folder, path, options=RoundOptions(open_password="123456")).new
    assert read.projects == (SECURITY,)
    assert states(begun)[SECURITY] is ProjectState.RECEIVED
    assert receive(begun.folder, path, options=RoundOptions(open_password="123456")).new == ()


def test_what_two_passwords_opened_stays_read_in_every_later_step_without_them(begun: Started, tmp_path: Path) -> None:
    for unit, project, password in ((JUNDA, SECURITY, "123456"), (PARTY, BUILDING, "密码")):
        goal = "" if project == BUILDING else None
        path = send(tmp_path / password, f"{project}.xlsx", locked(begun, unit, project, password, goal))
        receive(begun.folder, path, options=RoundOptions(open_password=password))
    plain = fill(form_of(begun, SPORTS), [answered(JUNDA, SPORTS, AMOUNTS[SPORTS])])
    receive(begun.folder, send(tmp_path / "无", "文体.xlsx", plain))
    assert states(begun) == {
        SECURITY: ProjectState.RECEIVED,
        SPORTS: ProjectState.RECEIVED,
        BUILDING: ProjectState.TO_CORRECT,
    }
    [letter] = letters(begun.folder)
    assert len(letter.copies) == 1
    decide(begun.folder, "accept", by="张三", why="齐全")
    decide(begun.folder, "cancel", unit=PARTY, project=BUILDING, by="张三", why="不做了")
    undo(begun.folder, by="张三")
    decide(begun.folder, "cancel", unit=PARTY, project=BUILDING, by="张三", why="不做了")
    closed = close(begun.folder, by="张三")
    assert closed.totals.accepted[0] == 2


def test_a_form_that_was_read_and_cannot_be_read_now_stops_the_step(begun: Started, tmp_path: Path) -> None:
    form = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, AMOUNTS[SECURITY])])
    receive(begun.folder, send(tmp_path / "一", "治安.xlsx", form))
    other = fill(form_of(begun, SPORTS), [answered(JUNDA, SPORTS, AMOUNTS[SPORTS])])
    with pytest.raises(InputError, match=r"治安\.xlsx.*这次读不出来"):
        receive(begun.folder, send(tmp_path / "二", "文体.xlsx", other), options=RoundOptions(limits=Limits(cells=10)))
    assert states(begun)[SECURITY] is ProjectState.RECEIVED
    assert states(begun)[SPORTS] is ProjectState.NOT_RETURNED
