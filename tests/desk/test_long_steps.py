"""Long steps on the page: cancelled, left, looked at from two tabs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import NullPool

from tests.desk.served import HEADINGS, ServedDesk, served
from tests.support.office_forms_more import TENNIS
from tests.support.other_offices import workbook

NAME = "一千五百个项目"
PROJECTS = 1500


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    (tmp_path / "轮").mkdir()
    with served(tmp_path / "轮") as running:
        yield running


def roster(size: int) -> bytes:
    """A roster of so many projects in units of ten."""
    kind = "其他特定目标类（部门职能类）,二级项目,2024,2024,2024"
    rows = [f"第{n // 10}社区,东坑镇,第{n}号经费,{kind},{1000 + n}" for n in range(size)]
    return "\n".join([HEADINGS, *rows]).encode("utf-8-sig")


def begin(desk: ServedDesk, client: httpx.Client, size: int) -> str:
    """Asks for a round and returns the page of the work."""
    sent = client.post("/api/rosters", content=roster(size), headers={"X-Filename": quote("名册.csv")})
    key = httpx.URL(sent.json()["next"]).params["roster"]
    fields = {"roster": key, "form": "form13", "name": NAME}
    answer = client.post("/new", data=fields, headers={"Origin": desk.base})
    assert answer.status_code == 303
    return answer.headers["location"]


def wait_for(client: httpx.Client, work: str) -> None:
    while not client.get(f"/api{work}").json()["finished"]:
        pass


def test_a_start_that_is_cancelled_leaves_nothing_and_can_be_begun_again(
    desk: ServedDesk, client: httpx.Client
) -> None:
    work = begin(desk, client, PROJECTS)
    assert work.startswith("/work/")
    assert "正在进行" in client.get("/").text
    with desk.client() as other_tab:
        cancelled = other_tab.post(f"{work}/cancel", headers={"Origin": desk.base})
        assert cancelled.headers["location"] == work
    wait_for(client, work)
    assert "已取消，没有改动" in client.get(work).text
    assert list(desk.root.iterdir()) == []
    assert client.get("/api/rounds").json()["rounds"] == []
    second = begin(desk, client, 10)
    if second.startswith("/work/"):
        wait_for(client, second)
    assert [one["name"] for one in client.get("/api/rounds").json()["rounds"]] == [NAME]


def schemas(database: str) -> set[str]:
    """The rounds in a shared database."""
    engine = create_engine(database, poolclass=NullPool)
    with engine.connect() as connection:
        return {name for name in inspect(connection).get_schema_names() if name.startswith("round_")}


def test_a_cancelled_start_leaves_nothing_in_a_shared_database(database: str, tmp_path: Path) -> None:
    (tmp_path / "轮").mkdir()
    before = schemas(database)
    with served(tmp_path / "轮", "--ledger", database) as desk, desk.client() as client:
        work = begin(desk, client, PROJECTS)
        while schemas(database) == before:  # the tables are there, the forms are not
            assert not client.get(f"/api{work}").json()["finished"]
        client.post(f"{work}/cancel", headers={"Origin": desk.base})
        wait_for(client, work)
        assert "已取消，没有改动" in client.get(work).text
        assert schemas(database) == before
        assert list(desk.root.iterdir()) == []
        second = begin(desk, client, 10)
        if second.startswith("/work/"):
            wait_for(client, second)
        assert len(schemas(database) - before) == 1
        assert [one["totals"]["expected"] for one in client.get("/api/rounds").json()["rounds"]] == [10]


def test_a_start_that_was_killed_is_begun_again_under_its_name(tmp_path: Path, ledger_url: str | None) -> None:
    root = tmp_path / "轮"
    root.mkdir()
    options = ["--ledger", ledger_url] if ledger_url else []
    with served(root, *options) as desk, desk.client() as client:
        work = begin(desk, client, PROJECTS)
        while not (root / NAME / ("台账位置.json" if ledger_url else "台账.sqlite")).exists():
            assert not client.get(f"/api{work}").json()["finished"]
        assert NAME not in client.get("/").text.partition("<main")[2].partition("<ul")[2]
        desk.process.kill()
        desk.process.wait()
    with served(root, *options) as desk, desk.client() as client:
        assert "没有写完就中断了" in client.get("/").text
        second = begin(desk, client, 10)
        if second.startswith("/work/"):
            wait_for(client, second)
        [found] = client.get("/api/rounds").json()["rounds"]
        assert (found["name"], found["totals"]["expected"]) == (NAME, 10)
        assert len(list((root / NAME / "下发").rglob("*.xlsx"))) == 10
        third = begin(desk, client, 10)
        assert "已经有" in client.get(third).text


def test_adopting_a_form_is_cancelled_without_a_trace_and_can_be_repeated(
    desk: ServedDesk, client: httpx.Client
) -> None:
    def drop() -> str:
        sent = client.post("/api/forms", content=workbook(TENNIS), headers={"X-Filename": quote("网球 申报表.xlsx")})
        work: str = sent.json()["next"]
        return work

    work = drop()
    client.post(f"{work}/cancel", headers={"Origin": desk.base})
    wait_for(client, work)
    assert "已取消，没有改动" in client.get(work).text
    assert list(desk.root.iterdir()) == []
    assert "own1" not in client.get("/forms").text
    wait_for(client, drop())
    assert sorted(path.name for path in (desk.root / "表样").rglob("*.*")) == ["own1.xlsx", "own1.yaml"]


def test_work_whose_tab_was_closed_goes_on_and_is_found_on_every_page(desk: ServedDesk) -> None:
    with desk.client() as client:
        work = begin(desk, client, PROJECTS // 3)
    with desk.client() as client:
        if work.startswith("/work/"):
            wait_for(client, work)
        [found] = client.get("/api/rounds").json()["rounds"]
        assert found["totals"]["expected"] == PROJECTS // 3
        assert "正在进行" not in client.get("/").text


def test_two_tabs_that_start_the_same_round_make_one(desk: ServedDesk) -> None:
    with desk.client() as one, desk.client() as other:
        works = [begin(desk, one, 60), begin(desk, other, 60)]
        for work in works:
            if work.startswith("/work/"):
                wait_for(one, work)
        [found] = one.get("/api/rounds").json()["rounds"]
        assert (found["name"], found["totals"]["expected"]) == (NAME, 60)
        assert len(list((desk.root / NAME / "下发").rglob("*.xlsx"))) == 60


def test_what_failed_while_nobody_looked_is_named_until_somebody_looks(desk: ServedDesk, client: httpx.Client) -> None:
    answer = client.post("/new", data={"roster": "", "name": NAME}, headers={"Origin": desk.base})
    assert answer.headers["location"].startswith("/work/")
    assert "没有做成" in client.get("/forms").text
    assert "请先把名册拖进来" in client.get(answer.headers["location"]).text
    assert "没有做成" not in client.get("/forms").text
