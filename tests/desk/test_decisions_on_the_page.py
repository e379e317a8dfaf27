"""Decisions that need a choice on the page."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import httpx
import openpyxl
import pytest

from tests.desk.served import NAME, ServedDesk, fill_forms, served, start_round, town_projects
from toolkit.desk.page_sentences import for_page
from toolkit.model import Bilingual
from toolkit.rounds import decide, status

PROJECTS = town_projects()[:2]
ONE = PROJECTS[0]
ABOUT = {"unit": str(ONE.spending_unit), "project": str(ONE.project_name)}
SIGNED = {"by": "李明", "why": "电话问过"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ServedDesk]:
    start_round(tmp_path / "轮", PROJECTS)
    with served(tmp_path / "轮") as running:
        yield running


def send(desk: ServedDesk, client: httpx.Client, path: Path, name: str) -> None:
    answer = client.post(desk.uploads, content=path.read_bytes(), headers={"X-Filename": quote(name)})
    assert answer.status_code == 200, answer.text


def write(desk: ServedDesk, client: httpx.Client, address: str, **fields: str) -> str:
    """Sends a form as a page does, and returns the page with its result."""
    answer = client.post(address, data=fields, headers={"Origin": desk.base})
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    work = answer.url.path
    while "data-work=" in answer.text:
        answer = client.get(work, follow_redirects=True)
    return html.unescape(answer.text)


def undated(path: Path) -> Path:
    """The file, saved by a program that writes no date."""
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            new.writestr(item, re.sub(rb"<dcterms:modified.*?</dcterms:modified>", b"", content))
    path.write_bytes(data.getvalue())
    return path


def two_rivals(desk: ServedDesk, client: httpx.Client, room: Path, *names: str) -> None:
    """Two files with different content, of which nothing says which is the later one."""
    for times, name in enumerate(names, 5):
        goal = f"2024年围绕治安经费组织活动{times}次，合格率达到95%以上，按月检查进度并及时公开结果。"
        [path] = fill_forms(desk.root / NAME, room / str(times), [replace(ONE, annual_goal=goal)])
        send(desk, client, undated(path), name)


@pytest.mark.parametrize("names", [("甲版.xlsx", "乙版.xlsx"), ("报表.xlsx", "报表.xlsx")])
def test_one_of_two_returns_is_chosen_and_accepted(
    desk: ServedDesk, client: httpx.Client, tmp_path: Path, names: tuple[str, str]
) -> None:
    two_rivals(desk, client, tmp_path / "收", *names)
    first = status(desk.root / NAME).projects[0]
    assert first.undecided
    page = client.get(desk.round("project"), params=ABOUT).text
    assert "分不出以哪一份为准" in page
    assert "--" not in re.sub(r"<!--.*?-->|<[^>]+>", "", page)
    offered = [html.unescape(one) for one in re.findall(r'name="file" value="([^"]+)"', page)]
    assert sorted(offered) == sorted(back.stored for back in first.returns)
    chosen = first.returns[0].stored
    wrong = write(desk, client, desk.round("decide"), verdict="accept", file="丙.xlsx", **ABOUT, **SIGNED)
    assert "没有做成" in wrong
    assert "已记下：通过" in write(desk, client, desk.round("decide"), verdict="accept", file=chosen, **ABOUT, **SIGNED)
    after = status(desk.root / NAME).projects[0]
    assert (after.state.value, after.counting and after.counting.stored) == ("accepted", chosen)


def test_the_source_of_the_money_is_chosen_once_for_all(desk: ServedDesk, client: httpx.Client, tmp_path: Path) -> None:
    for path in fill_forms(desk.root / NAME, tmp_path / "收", PROJECTS):
        send(desk, client, path, path.name)
    for one in status(desk.root / NAME).projects:
        for code in one.errors:
            decide(desk.root / NAME, "waive", one.unit, one.project, code, by="李明", why="属实")
        decide(desk.root / NAME, "accept", one.unit, one.project, by="李明", why="已核")
    assert f"名册没写资金来源的 {len(PROJECTS)} 个项目" in client.get(desk.round("summary")).text
    assert "没有“gold”这种资金来源" in write(desk, client, desk.round("close"), funding="gold", by="王芳", why="")
    write(desk, client, desk.round("draft"), funding="fiscal")
    draft = client.get(f"{desk.round('draft')}/{quote('公开稿（草稿）.xlsx')}").content
    (tmp_path / "稿.xlsx").write_bytes(draft)
    assert "已结束" in write(desk, client, desk.round("close"), funding="fiscal", by="王芳", why="")
    for path in (tmp_path / "稿.xlsx", desk.root / NAME / "汇总" / "公开稿.xlsx"):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        numbers = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)]
        for project in PROJECTS:
            amount = float((project.funding.total or Decimal(0)) / 10_000)
            assert numbers.count(amount) == 2, (path, amount, numbers)  # the whole, and its source


def test_what_a_step_refuses_is_explained_in_the_words_of_the_page(
    desk: ServedDesk, client: httpx.Client, tmp_path: Path
) -> None:
    name = str(ONE.project_name)
    [path] = fill_forms(desk.root / NAME, tmp_path / "收", PROJECTS[:1], without_goal=(name,))
    send(desk, client, path, path.name)
    steps = [
        ("decide", {"verdict": "accept", **ABOUT, **SIGNED}),
        ("decide", {"verdict": "waive", **ABOUT, **SIGNED}),
        ("decide", {"verdict": "return", **ABOUT, "by": "", "why": "x"}),
        ("decide", {"verdict": "return", **ABOUT, "by": "李明", "why": ""}),
        ("decide", {"verdict": "accept", **SIGNED}),
        ("decide", {"verdict": "reopen", **SIGNED}),
        ("decide", {"verdict": "nil", **SIGNED}),
        ("undo", {"by": "", "why": ""}),
        ("close", {"by": "", "why": ""}),
        ("close", {"by": "王芳", "why": ""}),
    ]
    for step, fields in steps:
        for language in ("zh", "en"):
            client.cookies.set("jixiao_lang", language, domain="127.0.0.1")
            page = write(desk, client, desk.round(step), **fields)
            alert = re.findall(r'class="alert" role="alert">(.*?)</p>', page, re.DOTALL)
            assert alert, (step, fields)
            assert not re.search(r"--|jixiao |\bwaive$", alert[0]), alert


@pytest.mark.parametrize(
    ("zh", "plain"),
    [
        ("请写明由谁结束：--by 姓名", "请写明由谁结束"),
        ("已退回、还没有重报，先用 reopen 重开", "已退回、还没有重报，先重开"),
        (
            "还有 2 个项目没有着落，不能结束：甲“乙”。逐个作出决定，或加 --anyway 并写明原因",
            "还有 2 个项目没有着落，不能结束：甲“乙”。逐个作出决定，或勾选“仍要结束”并写明原因",
        ),
        ("第2行：“--甲社区”的项目", "第2行：“--甲社区”的项目"),
    ],
)
def test_words_of_the_command_line_become_those_of_the_page(zh: str, plain: str) -> None:
    assert for_page(Bilingual(zh, "")).zh == plain


def test_only_the_decision_that_the_page_shows_is_taken_back(desk: ServedDesk, client: httpx.Client) -> None:
    def shown(page: str) -> str:
        found = re.findall(r'name="event" value="(\d+)"', client.get(page).text)
        return found[0] if found else ""

    other = str(PROJECTS[1].project_name)
    write(desk, client, desk.round("decide"), verdict="nil", **ABOUT, **SIGNED)
    first = shown(desk.round("log"))
    assert first == shown(f"{desk.round('project')}?unit={quote(ABOUT['unit'])}&project={quote(ABOUT['project'])}")
    write(desk, client, desk.round("decide"), verdict="nil", unit=ABOUT["unit"], project=other, **SIGNED)
    assert not shown(f"{desk.round('project')}?unit={quote(ABOUT['unit'])}&project={quote(ABOUT['project'])}")
    for event in (first, "9" * 20, "²", "x"):
        assert "在这之后又有了别的决定" in write(desk, client, desk.round("undo"), by="李明", event=event)
    assert [one.state.value for one in status(desk.root / NAME).projects] == ["nil", "nil"]
    assert "已撤回" in write(desk, client, desk.round("undo"), by="李明", event=shown(desk.round("log")))
    assert [one.state.value for one in status(desk.root / NAME).projects] == ["nil", "not_returned"]
