"""Makes the pictures of the page from a round that is played on the samples: `python docs/desk_pictures.py`.

Needs Chromium, pillow and the Noto CJK fonts. Run it from the top of the tree.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(DOCS.parent))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.desk.served import (  # noqa: E402
    CHROMIUM,
    NAME,
    ServedDesk,
    fill_forms,
    served,
    start_round,
    write_roster,
)
from tests.support.records import sample  # noqa: E402
from toolkit.model import Project  # noqa: E402
from toolkit.rounds import close, decide, receive, start, status  # noqa: E402

PROJECTS = [*sample("000-junda")[:6], *sample("004-zongzhi")[:3]]
WRONG, MISSING = PROJECTS[3], PROJECTS[5]
WIDTH = 1280
FOLDER = "D:\\各轮填报\\2024年 填报\\下发"
PICTURE = b"\xff\xd8\xff\xe0 picture"


def last_year(root: Path) -> None:
    """Plays the round of the year before to its end."""
    projects = [_a_year_before(number, one) for number, one in enumerate(PROJECTS[:-2])]
    folder, roster = root / "2023年 填报", write_roster(root.parent / "名册.csv", projects)
    start(folder, form="form13", roster=roster, year=2023, department="东坑镇财政分局")
    receive(folder, *fill_forms(folder, root.parent / "2023", projects))
    for one in status(folder).projects:
        for code in one.errors:
            decide(folder, "waive", one.unit, one.project, code, by="李明", why="属实")
        decide(folder, "accept", one.unit, one.project, by="李明", why="已核对")
    close(folder, "王芳")


def _a_year_before(number: int, one: Project) -> Project:
    total = (one.funding.total or Decimal(0)) + Decimal(2000) * (number % 3 - 1)
    return replace(one, budget_year=2023, start_year=2023, end_year=2023, funding=replace(one.funding, total=total))


def take(browser: Browser, desk: ServedDesk, files: list[Path]) -> None:
    """Goes through the pages and takes each picture."""
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, locale="zh-CN")
    page.set_default_timeout(120_000)
    page.goto(desk.address)
    page.goto(desk.base + "/new?year=2024")
    page.get_by_label("选择名册").set_input_files(desk.root.parent / "名册.csv")
    page.get_by_role("region", name="第一份填报表").wait_for()
    shoot(page, "desk-new", 1500)
    page.goto(desk.base + desk.round("returns"))
    page.get_by_label("选择文件", exact=True).set_input_files(files)
    page.get_by_text("收完了").wait_for()
    page.get_by_role("region", name="不知道是谁的").wait_for()
    shoot(page, "desk-returns", 1250)
    for one in status(desk.root / NAME).projects[:3]:
        if not one.errors:
            decide(desk.root / NAME, "accept", one.unit, one.project, by="李明", why="已核对")
    page.goto(desk.base + desk.round())
    shoot(page, "desk-board", 900)
    page.get_by_role("link", name=str(WRONG.project_name), exact=True).click()
    page.get_by_role("region", name="报回的表").first.wait_for()
    shoot(page, "desk-project", 1000)
    page.goto(desk.base + desk.round("papers"))
    for button, done in (("写催报通知", "单位的催报"), ("写退回意见", "单位的意见")):
        page.get_by_role("button", name=button).click()
        page.get_by_role("status").filter(has_text=done).wait_for()
    shoot(page, "desk-papers", 1280)
    page.goto(desk.base + desk.round("summary"))
    page.get_by_role("button", name="试汇总").click()
    page.get_by_role("region", name="公布的汇总表").wait_for()
    shoot(page, "desk-summary", 1400)


def shoot(page: Page, name: str, height: int) -> None:
    """Takes the upper part of a page."""
    page.set_viewport_size({"width": WIDTH, "height": height})
    page.evaluate("scrollTo(0, 0)")
    for shown in page.locator(".path").all():  # a folder of a clerk, not that of this run
        shown.evaluate("(place, text) => { place.textContent = text; }", FOLDER)
    path = DOCS / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as taken:
        taken.convert("RGB").quantize(64).save(path, optimize=True)
    page.set_viewport_size({"width": WIDTH, "height": 900})


def main() -> None:
    """Plays two years and takes the pictures of the second."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        os.environ.update(dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME"), f"{folder}/own"))
        root = Path(folder) / "各轮填报"
        root.mkdir()
        last_year(root)
        write_roster(root.parent / "名册.csv", PROJECTS)
        begun = start_round(root, PROJECTS)
        filled = fill_forms(begun, root.parent / "报回", PROJECTS, without_goal=(str(WRONG.project_name),))
        picture = root.parent / "IMG_20231120.jpg"
        picture.write_bytes(PICTURE)
        files = [path for path in filled if str(MISSING.project_name) not in path.name]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with served(root) as desk:
            take(browser, desk, [*files, picture])
        browser.close()


if __name__ == "__main__":
    main()
