"""A round played through the pages alone, by what a person sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

from tests.desk.served import CHROMIUM, NAME, ServedDesk, fill_forms, served, start_round, town_projects, write_roster
from toolkit.rounds import RoundStatus, status

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

PROJECTS = town_projects()
WRONG = PROJECTS[3]
MISSING = PROJECTS[5]
#: What axe may not find at all.
SERIOUS = ("serious", "critical")
#: Milliseconds for work of the program on a busy machine; nothing is measured by it.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


def is_fault(line: ConsoleMessage) -> bool:
    """Whether a line is an error; once the program has ended, answers fail."""
    ended = (
        "CONNECTION_REFUSED",
        "CONNECTION_RESET",
        "EMPTY_RESPONSE",
        "INCOMPLETE_CHUNKED",
        "CONTENT_LENGTH_MISMATCH",
    )
    return line.type == "error" and not any(f"ERR_{code}" in line.text for code in ended)


@dataclass
class Seen:
    """A page with everything that went wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def seen(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Seen]:
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    watched = Seen(page)
    page.on("pageerror", lambda error: watched.faults.append(str(error)))
    page.on("console", lambda line: watched.faults.append(line.text) if is_fault(line) else None)
    page.on("response", lambda answer: watched.faults.extend(broken(answer)))
    yield watched
    context.close()
    assert watched.faults == []


def broken(answer: Response) -> Iterator[str]:
    if answer.status >= 400:
        yield f"{answer.status} {answer.url}"


def look(page: Page) -> None:
    """The page fits its width, and axe finds nothing serious."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS] == []


def go(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="这一轮").get_by_role("link", name=name).click()


def state_of(now: RoundStatus, project: str) -> str:
    [one] = [one for one in now.projects if one.project == project]
    return one.state.value


def sign(page: Page, panel: str, why: str, button: str) -> None:
    """Opens a decision, gives a reason and confirms it."""
    shown = page.get_by_role("group").filter(has=page.get_by_text(panel, exact=True))
    shown.get_by_text(panel, exact=True).click()
    shown.get_by_label("姓名").fill("李明")
    shown.get_by_label("原因").fill(why)
    shown.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_contain_text("已")


def open_project(page: Page, desk: ServedDesk, project: str) -> None:
    page.goto(desk.base + desk.round())
    page.get_by_role("link", name=project, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(project)


def test_a_town_plays_its_round_through_the_pages(seen: Seen, ledger_url: str | None, tmp_path: Path) -> None:
    root, page = tmp_path / "各轮 填报", seen.page
    root.mkdir()
    roster = write_roster(tmp_path / "名册.csv", PROJECTS)
    with served(root, *(["--ledger", ledger_url] if ledger_url else [])) as desk:
        page.goto(desk.address)
        look(page)
        begin_round(page, roster)
        folder = root / NAME
        assert len(list((folder / "下发").rglob("*.zip"))) == 2
        look(page)

        go(page, "收表")
        look(page)
        filled = fill_forms(folder, tmp_path / "一", PROJECTS, without_goal=(name_of_wrong(),))
        first = [path for path in filled if str(MISSING.project_name) not in path.name]
        scan = tmp_path / "扫描件.pdf"
        scan.write_bytes(b"%PDF-1.4 scan")
        page.get_by_label("选择文件", exact=True).set_input_files([*first, scan])
        expect(page.get_by_text(f"收完了，共 {len(first) + 1} 个文件")).to_be_visible()
        result = page.get_by_role("row").filter(has_text=name_of_wrong())
        expect(result.first).to_contain_text("待退回")
        expect(page.get_by_role("row").filter(has_text="扫描件.pdf").first).to_contain_text("不知道是谁的")
        look(page)
        now = status(folder)
        assert now.totals.returned == len(PROJECTS) - 1
        assert state_of(now, name_of_wrong()) == "to_correct"
        assert state_of(now, str(MISSING.project_name)) == "not_returned"
        kept = sorted(path.name for path in (folder / "报回").rglob("*.*"))
        assert kept == sorted([*(path.name for path in first), "扫描件.pdf"])

        assert (folder / "台账.sqlite").exists() == (ledger_url is None)
        assign_scan(page, folder)

        go(page, "进度")
        look(page)
        search(page)
        decide_by_hand(page, desk, folder)
        write_papers(page, folder)
        correct(page, desk, folder, tmp_path)
        close_round(page, desk, folder)


def name_of_wrong() -> str:
    return str(WRONG.project_name)


def begin_round(page: Page, roster: Path) -> None:
    page.get_by_role("link", name="开始第一轮").click()
    page.wait_for_url("**/new")  # no person is faster than the page's own script
    page.get_by_label("选择名册").set_input_files(roster)
    expect(page.get_by_text("2 个单位、6 个项目")).to_be_visible()
    expect(page.get_by_role("region", name="第一份填报表")).to_contain_text(str(PROJECTS[0].project_name))
    look(page)
    page.get_by_label("这一轮叫什么").fill(NAME)
    page.get_by_label("截止日期").fill((date.today() + timedelta(days=5)).isoformat())
    page.get_by_label("发文单位（落款）").fill("东坑镇财政分局")
    page.get_by_role("button", name="写出填报表").click()
    expect(page.get_by_role("status")).to_contain_text("2 个单位、6 个项目")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".zip").first.click()
    assert waiting.value.suggested_filename.endswith(".zip")


def assign_scan(page: Page, folder: Path) -> None:
    """The scan of nobody is assigned, taken back, and assigned once more."""
    assign_by_hand(page)
    look(page)
    assert [one.name for unit in status(folder).units for one in unit.attachments] == ["扫描件.pdf"]
    sign_undo(page)
    assert [one.name for one in status(folder).nobodys] == ["扫描件.pdf"]
    assign_by_hand(page)
    assert not status(folder).nobodys


def assign_by_hand(page: Page) -> None:
    unit, project = str(PROJECTS[0].spending_unit), str(PROJECTS[0].project_name)
    nobodys = page.get_by_role("region", name="不知道是谁的")
    nobodys.get_by_label("哪个单位的").select_option(unit)
    expect(nobodys.get_by_label("哪个项目的").get_by_role("option", name=project)).to_be_attached()
    nobodys.get_by_label("哪个项目的").select_option(project)
    nobodys.get_by_label("姓名").fill("李明")
    nobodys.get_by_label("原因").fill("电话问过")
    nobodys.get_by_role("button", name="指定").click()
    expect(page.get_by_text(f"已指定：1 个文件是 {unit} {project} 的")).to_be_visible()


def search(page: Page) -> None:
    """Typing is enough; the other projects go."""
    other = page.get_by_role("link", name=str(PROJECTS[0].project_name), exact=True)
    expect(other).to_be_visible()
    page.get_by_role("searchbox").fill(name_of_wrong())
    expect(other).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    expect(other).to_be_visible()
    page.get_by_role("navigation", name="按状态筛选").get_by_role("link", name="未报").click()
    expect(other).to_have_count(0)
    expect(page.get_by_role("link", name=str(MISSING.project_name), exact=True)).to_be_visible()


def decide_by_hand(page: Page, desk: ServedDesk, folder: Path) -> None:
    good = str(PROJECTS[0].project_name)
    open_project(page, desk, good)
    look(page)
    sign(page, "通过", "已核对", "确定通过")
    assert state_of(status(folder), good) == "accepted"
    sign_undo(page)
    assert state_of(status(folder), good) != "accepted"
    sign(page, "通过", "再核对一遍", "确定通过")

    open_project(page, desk, name_of_wrong())
    expect(page.get_by_role("region", name="要改的")).to_contain_text("年度目标")
    page.get_by_role("link", name=re.compile("^看 ")).first.click()
    look(page)
    sign(page, "退回修改", "请补年度目标", "确定退回修改")
    open_project(page, desk, str(MISSING.project_name))
    expect(page.get_by_text("还没有报回来")).to_be_visible()
    sign(page, "无需填报", "今年没有这项支出", "确定无需填报")
    assert state_of(status(folder), str(MISSING.project_name)) == "nil"


def sign_undo(page: Page) -> None:
    shown = page.get_by_role("group").filter(has=page.get_by_text("撤回最近一次决定"))
    shown.get_by_text("撤回最近一次决定").click()
    shown.get_by_label("姓名").fill("李明")
    shown.get_by_role("button", name="撤回").click()
    expect(page.get_by_role("status")).to_contain_text("已撤回")


def write_papers(page: Page, folder: Path) -> None:
    go(page, "下发、催报、退回")
    page.get_by_role("button", name="写催报通知").click()
    expect(page.get_by_role("status")).to_contain_text("已写好 1 个单位的催报")
    expect(page.get_by_text("已退回（请补年度目标），有 1 处错误待改")).to_be_visible()
    page.get_by_role("button", name="写退回意见").click()
    expect(page.get_by_role("status")).to_contain_text("单位的意见")
    look(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^意见.*zip")).first.click()
    assert waiting.value.suggested_filename.endswith(".zip")
    assert list((folder / "审核").rglob("审核意见.docx"))


def correct(page: Page, desk: ServedDesk, folder: Path, tmp_path: Path) -> None:
    """The corrected form comes back; what changed is shown; the rest is accepted."""
    second = fill_forms(folder, tmp_path / "二", [WRONG])
    page.goto(desk.base + desk.round("returns"))
    page.get_by_label("选择文件", exact=True).set_input_files(second)
    expect(page.get_by_text("收完了，共 1 个文件")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=name_of_wrong()).first).to_contain_text("第 2 次报")
    open_project(page, desk, name_of_wrong())
    expect(page.get_by_role("row").filter(has_text="年度目标").first).to_contain_text("按意见改")
    look(page)
    for one in PROJECTS[:5]:
        if state_of(status(folder), str(one.project_name)) != "accepted":
            open_project(page, desk, str(one.project_name))
            sign(page, "通过", "已核对", "确定通过")


def close_round(page: Page, desk: ServedDesk, folder: Path) -> None:
    go(page, "汇总")
    page.get_by_role("button", name="试汇总").click()
    expect(page.get_by_role("region", name="公布的汇总表")).to_contain_text(name_of_wrong())
    look(page)
    page.get_by_text("结束这一轮", exact=True).click()
    page.get_by_label("姓名").fill("王芳")
    page.get_by_role("button", name="结束并汇总").click()
    expect(page.get_by_role("status")).to_contain_text("已结束")
    assert not status(folder).open
    assert (folder / "汇总" / "公开稿.xlsx").is_file()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="公开稿.xlsx").click()
    assert waiting.value.suggested_filename == "公开稿.xlsx"
    go(page, "记录")
    expect(page.get_by_role("row").filter(has_text="结束，汇总")).to_contain_text("王芳")
    look(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log")
    page.get_by_role("link", name="中文").click()
    go(page, "收表")
    expect(page.get_by_text("这一轮已经结束，不再收表")).to_be_visible()


def press_until(page: Page, name: str, key: str = "Tab") -> None:
    """Presses a key until the thing of that name has the focus."""
    for _ in range(120):
        page.keyboard.press(key)
        focused = page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")
        if focused == name:
            return
    raise AssertionError(f"{name} cannot be reached by the keyboard")


def test_a_decision_needs_no_mouse(browser: Browser, tmp_path: Path) -> None:
    folder = start_round(tmp_path / "轮", PROJECTS[:2])
    filled = fill_forms(folder, tmp_path / "报回", PROJECTS[:2])
    with served(tmp_path / "轮") as desk:
        with desk.client() as client:
            for path in filled:
                client.post(desk.uploads, content=path.read_bytes(), headers={"X-Filename": "a.xlsx"})
        page = browser.new_page(locale="zh-CN")
        page.goto(desk.address)
        press_until(page, NAME)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("进度")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText") == "跳到正文"
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        press_until(page, str(PROJECTS[0].project_name))
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text(str(PROJECTS[0].project_name))
        press_until(page, "通过")
        page.keyboard.press("Enter")
        expect(page.locator("input[name='by']:focus").first).to_be_visible()
        page.keyboard.type("李明")
        page.keyboard.press("Tab")
        page.keyboard.type("已核对")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("已记下：通过")
        page.close()
    assert state_of(status(folder), str(PROJECTS[0].project_name)) == "accepted"


#: What Excel puts on the clipboard: two rows of two cells.
COPIED = "骏达社区\t治安经费\r\n骏达社区\t文体经费\r\n"
PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_rows_copied_from_excel_fill_the_grid(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path) as desk:
        page = browser.new_page(locale="zh-CN")
        page.goto(desk.address)
        page.goto(desk.base + "/new/grid?form=form13")
        first = page.get_by_role("textbox", name="用款单位").first
        first.evaluate(PASTE, COPIED)
        expect(page.get_by_role("textbox", name="项目名称").nth(1)).to_have_value("文体经费")
        amounts = page.get_by_role("textbox", name="预算金额（元）")
        amounts.first.fill("36,300")
        amounts.first.press("Enter")
        expect(amounts.nth(1)).to_be_focused()
        page.keyboard.type("1000.5")
        expect(page.get_by_text("共 2 行，合计 37,300.50 元")).to_be_visible()
        page.close()


def test_two_tabs_agree(browser: Browser, tmp_path: Path) -> None:
    folder = start_round(tmp_path / "轮", PROJECTS[:1])
    filled = fill_forms(folder, tmp_path / "报回", PROJECTS[:1])
    with served(tmp_path / "轮") as desk:
        context = browser.new_context(locale="zh-CN")
        board, other = context.new_page(), context.new_page()
        board.goto(desk.address)
        board.goto(desk.base + desk.round())
        expect(board.get_by_role("row").filter(has_text=str(PROJECTS[0].project_name))).to_contain_text("未报")
        other.goto(desk.base + desk.round("returns"))
        other.get_by_label("选择文件", exact=True).set_input_files(filled)
        row = board.get_by_role("row").filter(has_text=str(PROJECTS[0].project_name))
        expect(row).not_to_contain_text("未报", timeout=PATIENCE)
        context.close()


def test_without_scripts_one_can_look_and_download(browser: Browser, tmp_path: Path) -> None:
    start_round(tmp_path / "轮", PROJECTS[:2])
    with served(tmp_path / "轮") as desk:
        context = browser.new_context(locale="zh-CN", java_script_enabled=False, accept_downloads=True)
        page = context.new_page()
        page.goto(desk.address)
        page.get_by_role("link", name=NAME).click()
        expect(page.get_by_role("row").filter(has_text=str(PROJECTS[1].project_name))).to_contain_text("未报")
        go(page, "下发、催报、退回")
        with page.expect_download() as waiting:
            page.get_by_role("link", name=".zip").first.click()
        assert waiting.value.suggested_filename.endswith(".zip")
        context.close()


def test_every_other_page_is_accessible_in_both_languages(seen: Seen, tmp_path: Path) -> None:
    page = seen.page
    with served(tmp_path) as desk:
        page.goto(desk.address)
        for address in ("/", "/new", "/new/grid?form=form13", "/forms", "/forms/form13", "/rules", "/rules/V05"):
            page.goto(desk.base + address)
            look(page)
        page.get_by_role("link", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        look(page)
        assert page.evaluate("document.documentElement.lang") == "en"
