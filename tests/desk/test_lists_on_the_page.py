"""A round of lists, many projects on one sheet, on the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import openpyxl
import pytest

from tests.desk.served import ServedDesk, served
from toolkit.forms import shipped
from toolkit.rounds import status

UNIT, OTHER = "甲街道", "乙街道"
ROSTER = f"用款单位,项目名称,预算数（元）\n{UNIT},路灯维护,120000\n{UNIT},绿化养护,50000\n{OTHER},办公设备,30000\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    own = tmp_path / "轮" / "表样"
    own.mkdir(parents=True)
    shutil.copy(shipped("templates") / "examples" / "jingyan-2023.yaml", own)
    with served(tmp_path / "轮") as running:
        yield running


def test_a_round_of_lists_is_begun_and_its_returns_are_drawn(
    desk: ServedDesk, client: httpx.Client, tmp_path: Path
) -> None:
    assert 'value="jingyan-2023"' in client.get("/new").text
    sent = client.post(
        "/api/rosters",
        params={"form": "jingyan-2023"},
        content=ROSTER.encode("utf-8-sig"),
        headers={"X-Filename": quote("名册.csv")},
    )
    key = httpx.URL(sent.json()["next"]).params["roster"]
    asked = {"form": "jingyan-2023", "roster": key, "year": "2024"}
    page = client.get("/new", params=asked).text
    assert "200,000" in page
    assert "路灯维护" in page
    answer = client.post("/new", data={**asked, "name": "清单"}, headers={"Origin": desk.base})
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    while not status(desk.root / "清单").projects:
        pass
    book = openpyxl.load_workbook(next((desk.root / "清单" / "下发").rglob(f"{UNIT}.xlsx")))
    sheet = book.worksheets[0]
    [row] = [number for number in range(1, sheet.max_row + 1) if sheet.cell(number, 2).value == "路灯维护"]
    sheet.cell(row, 4).value = "全年维护路灯100盏。"
    book.save(tmp_path / f"{UNIT}.xlsx")
    taken = client.post(
        f"/api/rounds/{quote('清单')}/files",
        content=(tmp_path / f"{UNIT}.xlsx").read_bytes(),
        headers={"X-Filename": quote(f"{UNIT}.xlsx")},
    )
    assert taken.status_code == 200, taken.text
    board = client.get(f"/rounds/{quote('清单')}").text
    assert all(name in board for name in ("路灯维护", "绿化养护", "办公设备"))
    drawn = client.get(f"/rounds/{quote('清单')}/project", params={"unit": UNIT, "project": "路灯维护"})
    assert drawn.status_code == 200, drawn.text
    assert "全年维护路灯100盏。" in drawn.text
