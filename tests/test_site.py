"""The site builds without warnings, and its tutorial works as written."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import click
import pytest
from lxml import html
from openpyxl import load_workbook
from playwright.sync_api import sync_playwright

from tests.support.programs import Ended, invoke
from tests.support.unit_returns import good
from toolkit import api
from toolkit.checks import rules
from toolkit.cli import cli
from toolkit.issuing import type_in
from toolkit.model import Indicator, Project, Severity

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "docs" / "site"
LANGUAGES = ("zh", "en")
CHROMIUM = shutil.which("chromium")
PAGES = sorted(SOURCES.glob("*/**/*.md"))
JUNDA, JIAOSHE, FENGDA = "骏达社区", "角社社区", "凤大社区"

needs_sphinx = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("sphinx", "myst_parser", "furo")),
    reason="the extra `site` is not installed (Sphinx, MyST, furo)",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it; a warning fails."""
    folder = tmp_path_factory.mktemp("built") / "网 站"
    done = _site_program(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def _site_program(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SOURCES / "build_site.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8")


@needs_sphinx
def test_every_rule_has_its_page_in_both_languages(site: Path) -> None:
    missing = [
        f"{lang}/{code}"
        for lang in LANGUAGES
        for code in rules()
        if not (site / lang / "reference" / "rules" / f"{code}.html").is_file()
    ]
    assert missing == []


@needs_sphinx
def test_every_link_of_the_site_leads_somewhere(site: Path) -> None:
    done = _site_program("--links", site)
    assert (done.returncode, done.stdout.strip()) == (0, "every link leads somewhere")
    (site / "zh" / "glossary.html").unlink()
    assert "architecture.html" in _site_program("--links", site).stdout


@needs_sphinx
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reader_finds_a_rule_by_its_code_and_by_chinese_words(site: Path, lang: str) -> None:
    words = {"V06": "V06 ", "职能类": "教程" if lang == "zh" else "Tutorial"}
    if lang == "zh":
        words |= {"满意度指标": "I03 ", "约数": "V06 "}
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM) as browser:
        page = browser.new_page()
        for asked, wanted in words.items():
            page.goto(f"{(site / lang / 'search.html').as_uri()}?q={quote(asked)}")
            page.locator("#search-results a", has_text=wanted).first.wait_for()


def _commands(page: str) -> list[str]:
    return [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]


def _typed(page: str) -> Iterator[list[str]]:
    """Yields the cells of each line of the page's tables."""
    for line in re.findall(r"^\| (.*) \|$", page, re.MULTILINE):
        yield line.split(" | ")


def _answer(page: str, unit: str, name: str, amount: str) -> Project:
    """The form of a unit, as the page says to fill it in."""
    cells = {first: rest for first, *rest in _typed(page)}
    indicators = tuple(
        replace(one, name=cells[one.level2][0], period_value=cells[one.level2][1], annual_value=cells[one.level2][1])
        for one in good(name, amount, 2025, unit).indicators
    )
    own = [_with_amount(one, amount) for one in indicators]
    period, year = (cells[key][0].replace("治安经费", name) for key in ("实施周期总目标", "年度目标"))
    return replace(
        good(name, amount, 2025, unit),
        supervising_department="东坑镇社会事务办",
        period_goal=period,
        annual_goal=year,
        indicators=tuple(own),
    )


def _with_amount(one: Indicator, amount: str) -> Indicator:
    if one.level2 != "成本指标":
        return one
    return replace(one, period_value=f"≤{amount}元", annual_value=f"≤{amount}元")


def _save(project: Project) -> None:
    """The unit's workbook, filled in and saved in 报回."""
    issued = Path("下发") / f"{project.spending_unit}.xlsx"
    target = Path("报回") / issued.name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(type_in(issued.read_bytes(), {str(project.project_name): project}))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tutorial_works_as_written(lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = (SOURCES / lang / "tutorial.md").read_text("utf-8")
    [roster] = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    Path("名册.csv").write_text(roster, "utf-8")
    generate, check, explain, letter, check_again, merge, split = _commands(page)

    issued = _run(generate, lang)
    assert (issued.status, "47.00" in issued.err) == (0, True)
    late = _answer(page, JIAOSHE, "文体活动经费", "150000")
    _save(_answer(page, JUNDA, "治安经费", "200000"))
    _save(replace(late, annual_goal=None))
    assert _run(check, lang).status == 1
    found = api.check("报回", roster="名册.csv").findings
    errors = sorted(one.code for one in found if one.severity is Severity.ERROR)
    assert errors == sorted(re.findall(r"^- `(\w+)`", page, re.MULTILINE))
    assert "G01" in _run(explain, lang).out
    assert _run(letter, lang).status == 1
    assert Path("审核意见.html").is_file()
    assert len(list(Path("批注").rglob("*.xlsx"))) == 2

    _save(late)
    _save(_answer(page, FENGDA, "环境整治经费", "120000"))
    assert _run(check_again, lang).status == 0
    assert _run(merge, lang).status == 0
    assert sum(one.funding.total or Decimal() for one in api.read("汇总.xlsx").projects) == 470_000
    assert _run(split, lang).status == 0
    assert sorted(load_workbook(path).sheetnames[0] for path in Path("拆分").rglob("*.xlsx")) == sorted(
        ("治安经费", "文体活动经费", "环境整治经费")
    )


@pytest.mark.parametrize(
    "page", sorted(SOURCES.glob("*/**/*.md")), ids=lambda page: page.relative_to(SOURCES).as_posix()
)
def test_every_command_on_a_page_of_the_site_can_be_typed(page: Path) -> None:
    text = page.read_text("utf-8")
    spans = re.findall(r"`(jixiao \w+ [^`\n]+)`", text)
    for typed in (*spans, *(line for line in _commands(text) if line.startswith("jixiao "))):
        _, name, *arguments = shlex.split(typed.partition(" > ")[0])
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, typed
        command.make_context(name, arguments)


def _run(typed: str, lang: str) -> Ended:
    return invoke(*shlex.split(typed)[1:], "--lang", lang)


@needs_sphinx
@pytest.mark.parametrize(
    ("lang", "wanted", "unwanted"),
    [
        ("en", ("Next", "Previous", 'placeholder="Search"', "On this page"), ("下一页", "搜索")),
        ("zh", ("下一页", "上一页", 'placeholder="搜索"', "本页内容"), (">Next<", ">Previous<")),
    ],
)
def test_the_words_around_a_page_are_of_its_language(
    site: Path, lang: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    page = (site / lang / "round.html").read_text("utf-8")
    assert [word for word in wanted if word not in page] == []
    assert [word for word in unwanted if word in page] == []


@needs_sphinx
def test_the_pages_of_the_english_site_have_english_titles(site: Path) -> None:
    pages = [path for path in (site / "en").glob("*.html") if path.stem not in ("search", "genindex")]
    titles = [re.findall(r"<h1>(.*?)<", path.read_text("utf-8"))[0] for path in pages]
    assert len(titles) > 6
    assert [title for title in titles if re.search("[\u4e00-\u9fff]", title)] == []


def _paragraphs(path: Path) -> Iterator[str]:
    """The texts of a page, without tables and what is typed."""
    page = html.fromstring(re.sub(r"<code.*?</code>", "", path.read_text("utf-8"), flags=re.DOTALL))
    for article in page.iter("article"):
        for one in article.iter("p"):
            if not any(outer.tag == "table" for outer in one.iterancestors()):
                yield "".join(map(str, one.itertext()))


@needs_sphinx
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_paragraphs_of_a_page_are_of_its_language(site: Path, lang: str) -> None:
    """Docstrings are English in both; examples of rules name projects as they are."""
    foreign = []
    for path in sorted((site / lang).rglob("*.html")):
        if path.stem in ("python", "genindex", "search") or (lang == "en" and path.parent.name == "rules"):
            continue
        for words in _paragraphs(path):
            chinese, latin = (len(re.findall(kind, words)) for kind in ("[\u4e00-\u9fff]", "[A-Za-z]"))
            if (lang == "zh" and latin > 60 and not chinese) or (lang == "en" and chinese > max(latin, 10)):
                foreign.append(f"{path.name}: {words[:60]}")
    assert foreign == []


@needs_sphinx
def test_the_json_schema_can_be_downloaded_from_its_page(site: Path) -> None:
    for lang in LANGUAGES:
        page = site / lang / "reference" / "json.html"
        [link] = re.findall(r'href="([^"]*schema\.json)"', page.read_text("utf-8"))
        assert (page.parent / link).read_bytes() == (ROOT / "docs" / "schema.json").read_bytes()


@needs_sphinx
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("columns", [1280, 390])
def test_no_page_is_wider_than_its_screen(site: Path, columns: int) -> None:
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=CHROMIUM) as browser:
        page = browser.new_page(viewport={"width": columns, "height": 900})
        for lang in LANGUAGES:
            for name in ("index", "round", "how-to/engineer", "reference/commands", "reference/json", "definitions"):
                page.goto((site / lang / f"{name}.html").as_uri())
                width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                assert page.evaluate(width) <= 0, f"{lang}/{name}"
