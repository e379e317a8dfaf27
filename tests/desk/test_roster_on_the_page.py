"""A roster filled in on the page, and the comparison with last year's round."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import httpx
import openpyxl
import pytest

from tests.desk.served import NAME, ServedDesk, fill_forms, served, start_round, town_projects, write_roster
from toolkit.desk.year_comparison import compare_years, previous_round
from toolkit.model import Project
from toolkit.rounds import close, decide, receive, start, status

PROJECTS = town_projects()[:3]
KIND = "其他特定目标类（部门职能类）"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    start_round(tmp_path / "轮", PROJECTS)
    with served(tmp_path / "轮") as running:
        yield running


def filled_in(desk: ServedDesk, client: httpx.Client, rows: list[dict[str, str]], **fields: str) -> httpx.Response:
    """Sends a grid with these rows and an empty one, as the page does."""
    names = ("spending_unit", "project_name", "project_type", "project_level", "supervising_department")
    every = (*names, "budget_year", "start_year", "end_year", "total")
    data: dict[str, list[str] | str] = {f"cell-{name}": [row.get(name, "") for row in (*rows, {})] for name in every}
    given = {"form": "form13", "year": "", **data, **fields}
    answer = client.post("/new/grid", data=given, headers={"Origin": desk.base})
    return client.get(answer.headers["location"]) if answer.status_code == 303 else answer


def row(project: str, total: str) -> dict[str, str]:
    years = {"budget_year": "2027", "start_year": "2027", "end_year": "2027"}
    return {"spending_unit": "骏达社区", "project_name": project, "project_type": KIND, "total": total, **years}


def test_a_roster_that_is_filled_in_starts_a_round(desk: ServedDesk, client: httpx.Client) -> None:
    page = filled_in(desk, client, [row("治安经费", "36,300"), row("文体经费", "1000.5")])
    assert "<b>1</b> 个单位" in page.text
    assert "37,300.50" in page.text
    assert "2027年绩效目标" in page.text
    key = page.url.params["roster"]
    reopened = client.get("/new/grid", params={"form": "form13", "roster": key})
    assert all(f'value="{text}"' in reopened.text for text in ("治安经费", "36300.00", "1000.50", "骏达社区"))
    compared = client.get("/new", params={"form": "form13", "roster": key, "budget": "37,000"})
    assert "+300.50" in compared.text
    assert "和预算一致" in client.get("/new", params={"form": "form13", "roster": key, "budget": "37300.5"}).text
    assert "不是金额" in client.get("/new", params={"form": "form13", "roster": key, "budget": "三万"}).text
    answer = client.post(
        "/new", data={"form": "form13", "roster": key, "name": "新一轮"}, headers={"Origin": desk.base}
    )
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    [unit] = status(desk.root / "新一轮").units
    assert [(one.project, one.amount) for one in unit.projects] == [
        ("治安经费", Decimal("36300")),
        ("文体经费", Decimal("1000.5")),
    ]


def test_a_wrong_cell_is_named_with_its_row(desk: ServedDesk, client: httpx.Client) -> None:
    page = filled_in(desk, client, [row("治安经费", "三万六")])
    assert "三万六" in page.text
    assert "写出填报表</button>" not in page.text


def test_more_rows_keep_what_is_filled_in(desk: ServedDesk, client: httpx.Client) -> None:
    page = filled_in(desk, client, [row("治安经费", "36300")], more="yes")
    assert 'value="治安经费"' in page.text
    assert page.text.count('name="cell-project_name"') == 11


def test_an_earlier_round_gives_its_projects_without_its_money(desk: ServedDesk, client: httpx.Client) -> None:
    page = client.get("/new/grid", params={"form": "form13", "from": NAME, "year": "2025"})
    assert all(f'value="{one.project_name}"' in page.text for one in PROJECTS)
    assert 'value="2025"' in page.text
    amounts = re.findall(r'name="cell-total" value="([^"]*)"', page.text)
    assert set(amounts) == {""}
    assert re.findall(r'name="cell-previous" value="([^"]+)" readonly', page.text) == [
        f"{one.funding.total:.2f}" for one in PROJECTS
    ]
    assert client.get("/new/grid", params={"from": "没有的"}).status_code == 404
    other = client.get("/new/grid", params={"form": "department", "from": NAME})
    assert other.status_code == 400
    assert "用的是另一种表" in other.text


def drop_former(client: httpx.Client, name: str, content: bytes, **asked: str) -> httpx.Response:
    """Drops last year's file and follows to its result."""
    sent = client.post("/api/former", params=asked, content=content, headers={"X-Filename": quote(name)})
    work = sent.json()["next"]
    while not client.get(f"/api{work}").json()["finished"]:
        pass
    answer = client.get(work)
    return client.get(answer.headers["location"]) if answer.status_code == 303 else answer


def test_last_years_summary_is_dropped_and_gives_its_projects(
    desk: ServedDesk, client: httpx.Client, tmp_path: Path
) -> None:
    old = [replace(one, budget_year=2023, start_year=2023, end_year=2023) for one in PROJECTS[:2]]
    old.append(replace(PROJECTS[2], budget_year=2023, start_year=2022, end_year=2026))
    closed = year_of(old, tmp_path / "去年", 2023)
    summary = closed / "汇总" / "2023年绩效目标汇总表.xlsx"
    page = drop_former(client, "去年 汇总.xlsx", summary.read_bytes(), form="form13")
    assert "的 3 个项目都带出来了" in page.text
    assert re.findall(r'name="cell-project_name" value="([^"]+)"', page.text) == [one.project_name for one in old]
    years = ("budget_year", "start_year", "end_year")
    found = [re.findall(rf'name="cell-{year}" value="([^"]+)"', page.text) for year in years]
    assert found == [["2024"] * 3, ["2024", "2024", "2022"], ["2024", "2024", "2026"]]
    assert set(re.findall(r'name="cell-total" value="([^"]*)"', page.text)) == {""}
    before = re.findall(r'name="cell-previous" value="([^"]+)"', page.text)
    assert [Decimal(amount) for amount in before] == [one.funding.total for one in old]
    link = html.unescape(re.findall(r'href="(/new/blank[^"]+)"', page.text)[0])
    book = openpyxl.load_workbook(io.BytesIO(client.get(link).content))
    values = {cell.value for line in book["名册"].iter_rows() for cell in line}
    assert {one.project_name for one in old} <= values
    assert client.get("/new/grid", params={"form": "form13", "former": "0" * 32}).status_code == 404


@pytest.mark.parametrize("content", [b"%PDF-1.4 no table", b"PK\x03\x04 broken"])
def test_a_file_without_projects_is_refused_with_its_name(client: httpx.Client, content: bytes) -> None:
    page = drop_former(client, "去年.xlsx", content, form="form13")
    assert page.status_code == 400
    assert "去年.xlsx：没有读到可以列入名册的项目" in page.text
    assert "jixiao-desk-" not in page.text


def test_an_empty_roster_can_be_downloaded(client: httpx.Client) -> None:
    answer = client.get("/new/blank", params={"form": "form13", "year": "2027"})
    assert answer.content[:2] == b"PK"
    assert quote("名册.xlsx") in answer.headers["content-disposition"]


def test_projects_of_a_unit_are_offered_for_a_file_of_nobody(desk: ServedDesk, client: httpx.Client) -> None:
    address = f"/api/rounds/{quote(NAME)}/projects"
    unit = str(PROJECTS[0].spending_unit)
    own = [one.project_name for one in PROJECTS if one.spending_unit == unit]
    assert client.get(address, params={"unit": unit}).json()["projects"] == own
    assert client.get(address, params={"unit": "别的"}).json()["projects"] == []


def year_of(projects: list[Project], root: Path, year: int) -> Path:
    """A round of a year in which everything is accepted, closed."""
    folder = root / f"{year}年"
    root.mkdir(exist_ok=True)
    roster = write_roster(root / "名册.csv", projects)
    start(folder, form="form13", roster=roster, year=year, department="东坑镇财政分局")
    roster.unlink()
    receive(folder, *fill_forms(folder, root.parent / f"报回{year}", projects))
    for one in status(folder).projects:
        for code in one.errors:
            decide(folder, "waive", one.unit, one.project, code, by="李明", why="属实")
        decide(folder, "accept", one.unit, one.project, by="李明", why="已核")
    close(folder, "王芳")
    return folder


def test_last_years_closed_round_is_compared_with_this_one(desk: ServedDesk, client: httpx.Client) -> None:
    first, second, third = PROJECTS
    cheaper = replace(first, funding=replace(first.funding, total=Decimal(30_000)))
    dropped = replace(second, project_name="去年的项目")
    old = [replace(one, budget_year=2023, start_year=2023, end_year=2023) for one in (cheaper, dropped, third)]
    before, now = status(year_of(old, desk.root, 2023)), status(desk.root / NAME)
    assert previous_round([now, before], now) is before
    compared = compare_years(before, now)
    wanted = sum((one.funding.total or Decimal(0) for one in PROJECTS), Decimal(0))
    assert (compared.total.now, compared.total.accepted) == (wanted, Decimal(0))
    assert compared.total.before == sum((one.funding.total or Decimal(0) for one in old), Decimal(0))
    assert compared.total.difference == wanted - compared.total.before
    assert [(one.project, one.before, one.now) for one in compared.changed] == [
        (first.project_name, Decimal(30_000), first.funding.total),
        (second.project_name, None, second.funding.total),
        ("去年的项目", second.funding.total, None),
    ]
    page = client.get(f"/rounds/{quote(NAME)}/summary")
    assert "和上年比" in page.text
    assert "去年的项目" in page.text
    assert "没有报回" in page.text
