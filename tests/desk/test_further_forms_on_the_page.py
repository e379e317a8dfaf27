"""A roster that changed while the round runs, dropped on the page of papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.desk.served import NAME, ServedDesk, served, start_round, town_projects, write_roster
from toolkit.model import Project
from toolkit.rounds import status

FIRST, SECOND, NEW, *_ = town_projects()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    start_round(tmp_path / "轮", [FIRST, SECOND])
    with served(tmp_path / "轮") as running:
        yield running


def drop(desk: ServedDesk, client: httpx.Client, room: Path, projects: list[Project]) -> httpx.Response:
    roster = write_roster(room / "名册.csv", projects)
    address = f"/api{desk.round('roster')}"
    sent = client.post(address, content=roster.read_bytes(), headers={"X-Filename": quote(roster.name)})
    assert sent.status_code == 200, sent.text
    return client.get(sent.json()["next"])


def issue(desk: ServedDesk, client: httpx.Client, page: httpx.Response, **fields: str) -> httpx.Response:
    key = re.findall(r'name="roster" value="([0-9a-f]+)"', page.text)[0]
    answer = client.post(desk.round("issue"), data={"roster": key, **fields}, headers={"Origin": desk.base})
    while answer.status_code == 303 or "data-work=" in answer.text:
        answer = client.get(answer.headers.get("location", answer.url.path))
    return answer


def test_a_changed_roster_is_compared_before_anything_is_written(
    desk: ServedDesk, client: httpx.Client, tmp_path: Path
) -> None:
    before = status(desk.root / NAME).to_json()
    dearer = replace(FIRST, funding=replace(FIRST.funding, total=Decimal(99_000)))
    page = drop(desk, client, tmp_path, [dearer, NEW])
    parts = [re.sub(r"<[^>]+>", " ", part) for part in page.text.split("<h2>")[1:]]
    assert [str(one.project_name) in part for one, part in zip((NEW, dearer, SECOND), parts, strict=True)] == [True] * 3
    assert "99,000.00" in parts[1]
    assert status(desk.root / NAME).to_json() == before
    done = issue(desk, client, page, deadline="2099-11-30")
    assert "已补发 1 个单位、2 个项目的填报表，取消 1 个项目" in done.text
    now = status(desk.root / NAME)
    assert {one.project: one.state.value for one in now.projects} == {
        FIRST.project_name: "not_returned",
        NEW.project_name: "not_returned",
        SECOND.project_name: "cancelled",
    }
    assert str(now.round.deadline) == "2099-11-30"
    assert "不用补发" in drop(desk, client, tmp_path, [dearer, NEW]).text


def test_the_present_roster_is_given_out_and_comes_back_without_a_change(
    desk: ServedDesk, client: httpx.Client
) -> None:
    given = client.get(f"{desk.round('roster')}/file")
    assert quote("名册.csv") in given.headers["content-disposition"]
    sent = client.post(f"/api{desk.round('roster')}", content=given.content, headers={"X-Filename": quote("名册.csv")})
    assert "不用补发" in client.get(sent.json()["next"]).text
    assert client.get(desk.round("roster"), params={"roster": "0" * 32}).status_code == 404


def test_a_wrong_roster_and_a_wrong_date_write_nothing(desk: ServedDesk, client: httpx.Client, tmp_path: Path) -> None:
    before = status(desk.root / NAME).to_json()
    broken = drop(desk, client, tmp_path, [replace(FIRST, funding=replace(FIRST.funding, total=Decimal(-1)))])
    assert broken.status_code == 400
    assert "应大于0" in broken.text
    page = drop(desk, client, tmp_path, [FIRST, SECOND, NEW])
    assert "截止日期应如" in issue(desk, client, page, deadline="明天").text
    refused = client.post(f"/api{desk.round('roster')}", content=b"x", headers={"X-Filename": "a.docx"})
    assert refused.status_code == 409
    assert status(desk.root / NAME).to_json() == before
