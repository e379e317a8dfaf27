"""The addresses for programs, the folder of rounds, the settings of rules."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from tests.desk.served import NAME, ServedDesk, fill_forms, served, start_round, town_projects, write_roster
from tests.support.office_forms_more import TENNIS
from tests.support.other_offices import workbook
from toolkit import api
from toolkit.checks import load_settings
from toolkit.desk.adopted_forms import guesses_in
from toolkit.rounds import status

PROJECTS = town_projects()[:3]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    folder = start_round(tmp_path / "轮", PROJECTS)
    fill_forms(folder, tmp_path / "报回", PROJECTS, without_goal=(str(PROJECTS[1].project_name),))
    with served(tmp_path / "轮") as running:
        yield running


def returned(desk: ServedDesk) -> list[Path]:
    return sorted((desk.root.parent / "报回").iterdir())


def upload(desk: ServedDesk, client: httpx.Client, path: Path) -> httpx.Response:
    return client.post(desk.uploads, content=path.read_bytes(), headers={"X-Filename": quote(path.name)})


def write(desk: ServedDesk, client: httpx.Client, address: str, **fields: str) -> httpx.Response:
    """Sends a form as a page does, and follows to the result."""
    answer = client.post(address, data=fields, headers={"Origin": desk.base})
    for _ in range(20_000):
        if answer.status_code != 303 and not answer.url.path.startswith("/work/"):
            break
        if answer.status_code == 400:
            break
        answer = client.get(answer.headers.get("location", answer.url.path))
    return answer


def test_the_status_is_that_of_the_ledger(desk: ServedDesk, client: httpx.Client) -> None:
    answer = client.get(f"/api/rounds/{quote(NAME)}/status")
    assert answer.json() == json.loads(json.dumps(status(desk.root / NAME).to_json()))


def test_an_upload_is_answered_with_its_findings(desk: ServedDesk, client: httpx.Client) -> None:
    wrong = next(path for path in returned(desk) if str(PROJECTS[1].project_name) in path.name)
    answer = upload(desk, client, wrong).json()
    assert [one["name"] for one in answer["files"]] == [wrong.name]
    assert [(one["project_name"], one["state"]) for one in answer["projects"]] == [
        (PROJECTS[1].project_name, "to_correct")
    ]
    assert "G01" in {one["code"] for one in answer["findings"] if one["severity"] == "error"}
    assert {"message", "fix", "cell", "sheet"} <= set(answer["findings"][0])


def test_the_same_bytes_twice_change_nothing(desk: ServedDesk, client: httpx.Client) -> None:
    first = upload(desk, client, returned(desk)[0]).json()
    before = client.get(f"/api/rounds/{quote(NAME)}/status").json()
    second = upload(desk, client, returned(desk)[0]).json()
    assert first["files"][0]["is_new"]
    assert not second["files"][0]["is_new"]
    assert client.get(f"/api/rounds/{quote(NAME)}/status").json() == before


def test_an_archive_is_taken_in_file_by_file(desk: ServedDesk, client: httpx.Client, tmp_path: Path) -> None:
    archive = tmp_path / "骏达.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for path in returned(desk):
            out.write(path, path.name)
    answer = upload(desk, client, archive).json()
    assert len(answer["files"]) == len(PROJECTS)
    assert {one["project_name"] for one in answer["projects"]} == {one.project_name for one in PROJECTS}


def test_the_events_say_when_the_round_changes(desk: ServedDesk, client: httpx.Client) -> None:
    with client.stream("GET", f"/api/rounds/{quote(NAME)}/events") as stream:
        lines = (line for line in stream.iter_lines() if line.startswith("data:"))
        first = json.loads(next(lines).removeprefix("data:"))["version"]
        upload(desk, client, returned(desk)[0])
        assert json.loads(next(lines).removeprefix("data:"))["version"] > first
    once = client.get(f"/api/rounds/{quote(NAME)}/events", params={"once": "1"})
    assert once.json()["version"] > first


def test_a_verdict_without_name_or_reason_is_refused_with_a_sentence(desk: ServedDesk, client: httpx.Client) -> None:
    upload(desk, client, returned(desk)[0])
    good = status(desk.root / NAME).projects[0]
    fields = {"verdict": "accept", "unit": good.unit, "project": good.project}
    answer = write(desk, client, desk.round("decide"), **fields, by="", why="已核对")
    assert answer.status_code == 400
    assert "请写明由谁决定" in answer.text
    assert all(one.verdict is None for one in status(desk.root / NAME).projects)


def test_a_round_whose_ledger_is_damaged_hides_no_other(desk: ServedDesk, client: httpx.Client) -> None:
    (desk.root / "坏的").mkdir()
    (desk.root / "坏的" / "台账.sqlite").write_bytes(b"no ledger" * 100)
    assert {one["name"] for one in client.get("/api/rounds").json()["rounds"]} == {NAME, "坏的"}
    answer = client.get("/")
    assert answer.status_code == 200
    assert NAME in answer.text


def test_a_roster_with_faults_is_answered_with_its_line(desk: ServedDesk, client: httpx.Client, tmp_path: Path) -> None:
    roster = write_roster(tmp_path / "名册.csv", PROJECTS)
    roster.write_text(roster.read_text("utf-8-sig").replace("36300", "三万六"), encoding="utf-8-sig")
    sent = client.post("/api/rosters", content=roster.read_bytes(), headers={"X-Filename": quote(roster.name)})
    page = client.get(sent.json()["next"])
    assert page.status_code == 200
    assert "三万六" in page.text
    assert "写出填报表</button>" not in page.text


@pytest.mark.parametrize("name", ["a/b", "..", "con", "AUX .2024", "", NAME, "x" * 200])
def test_a_name_that_is_no_folder_is_refused(desk: ServedDesk, client: httpx.Client, tmp_path: Path, name: str) -> None:
    roster = write_roster(tmp_path / "名册.csv", PROJECTS)
    sent = client.post("/api/rosters", content=roster.read_bytes(), headers={"X-Filename": quote(roster.name)})
    key = httpx.URL(sent.json()["next"]).params["roster"]
    before = sorted(desk.root.parent.rglob("台账.sqlite"))
    answer = write(desk, client, "/new", roster=key, form="form13", name=name)
    assert answer.status_code == 400
    assert sorted(desk.root.parent.rglob("台账.sqlite")) == before


def test_settings_are_written_for_the_folder_and_hold_for_the_next_return(
    desk: ServedDesk, client: httpx.Client
) -> None:
    answer = write(desk, client, "/rules/G01", severity="warning")
    assert "已保存" in answer.text
    assert load_settings(desk.root / "规则设置.yaml").checks["G01"].severity == "warning"
    wrong = next(path for path in returned(desk) if str(PROJECTS[1].project_name) in path.name)
    found = upload(desk, client, wrong).json()["findings"]
    assert {one["severity"] for one in found if one["code"] == "G01"} == {"warning"}
    write(desk, client, "/rules/G01", severity="error")
    assert "G01" not in load_settings(desk.root / "规则设置.yaml").checks


def test_a_threshold_that_is_no_number_is_refused(desk: ServedDesk, client: httpx.Client) -> None:
    answer = write(desk, client, "/rules/T01", **{"severity": "warning", "option-least": "很高"})
    assert answer.status_code == 400
    assert not (desk.root / "规则设置.yaml").exists()


def test_an_office_adopts_its_own_form_by_dropping_it(desk: ServedDesk, client: httpx.Client, tmp_path: Path) -> None:
    [form] = api.generate("plan", output=tmp_path / "空白", year=2027, password="x").paths
    sent = client.post("/api/forms", content=form.read_bytes(), headers={"X-Filename": quote(form.name)})
    progress = f"/api{sent.json()['next']}"
    while not (state := client.get(progress).json())["finished"]:
        pass
    answer = client.get(state["next"])
    assert "试走一遍没有发现问题" in answer.text
    assert sorted(path.name for path in (desk.root / "表样").rglob("*.*")) == ["own1.xlsx", "own1.yaml"]
    assert "/forms/own1" in client.get("/forms").text


def test_guesses_of_an_adopted_form_are_confirmed_next_to_the_original(desk: ServedDesk, client: httpx.Client) -> None:
    form = workbook(TENNIS)
    sent = client.post("/api/forms", content=form, headers={"X-Filename": quote("网球 申报表.xlsx")})
    while not client.get(f"/api{sent.json()['next']}").json()["finished"]:
        pass
    written = desk.root / "表样" / "own1.yaml"
    left = len(list(guesses_in(written.read_text("utf-8"))))
    assert left > 1
    assert (desk.root / "表样" / "原表" / "own1.xlsx").read_bytes() == form
    page = client.get("/forms/own1").text
    assert "原来的表" in page
    assert page.count(">对的</button>") == left
    line = str(next(guesses_in(written.read_text("utf-8"))).line)
    before = written.read_bytes()
    refused = write(desk, client, "/forms/own1/confirm", line=line, by="")
    assert (refused.status_code, written.read_bytes()) == (400, before)
    done = write(desk, client, "/forms/own1/confirm", line=line, by="李明 # 科员")
    assert f"还有 {left - 1} 处" in done.text
    assert "已核对（李明 # 科员" in written.read_text("utf-8")
    assert write(desk, client, "/forms/own1/confirm", line=line, by="李明").status_code == 400
    assert "还有 0 处" in write(desk, client, "/forms/own1/confirm", line="all", by="李明").text
    assert "没有未核对的猜测" in client.get("/forms/own1").text
    assert "没有发现问题" in write(desk, client, "/forms/own1/prove").text
    assert write(desk, client, "/forms/form13/confirm", line="1", by="李明").status_code == 404


def test_what_is_no_form_is_refused_with_a_sentence(desk: ServedDesk, client: httpx.Client) -> None:
    sent = client.post("/api/forms", content=b"%PDF-1.4", headers={"X-Filename": quote("扫描件.pdf")})
    progress = f"/api{sent.json()['next']}"
    while not (state := client.get(progress).json())["finished"]:
        pass
    answer = client.get(state["next"])
    assert answer.status_code == 400
    assert "扫描件.pdf" in answer.text
