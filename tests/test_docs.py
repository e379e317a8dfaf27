"""Generated pages are current; every example runs or at least parses."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from tests.support.records import sample
from toolkit import __version__, api
from toolkit.checks import load_settings, rules
from toolkit.cli import cli
from toolkit.forms import definition
from toolkit.forms.field_names import RECORD_KINDS
from toolkit.reports import load_waivers

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATE = _generator()


@pytest.mark.parametrize("name", ["rules.md", "commands.md", "definitions.md"])
def test_the_generated_pages_are_current(name: str) -> None:
    wanted = {path.name: text for path, text in GENERATE.pages().items()}
    assert (DOCS / name).read_text("utf-8") == wanted[name], "run: make docs"


def test_every_rule_and_every_command_is_documented() -> None:
    text = (DOCS / "rules.md").read_text("utf-8")
    assert [code for code in rules() if f'<a id="{code.lower()}"></a>{code} ' not in text] == []
    text = (DOCS / "commands.md").read_text("utf-8")
    assert [name for name in cli.list_commands(click.Context(cli)) if f"\n## {name}\n" not in text] == []


def test_every_key_of_a_definition_is_documented_in_both_languages() -> None:
    """A new key needs a line in its class and in docs/generate.py."""
    classes = {cls for cls in vars(definition).values() if isinstance(cls, type) and is_dataclass(cls)}
    assert classes <= set(GENERATE.CLASSES)
    missing = [
        f"{cls.__name__}.{one.name}"
        for cls in GENERATE.CLASSES
        for one in fields(cls)
        if not GENERATE.chinese(cls, one.name) or one.name not in GENERATE.attributes(cls)
    ]
    assert missing == []
    assert set(GENERATE.FIELDS) >= frozenset(RECORD_KINDS)


def _commands(text: str) -> Iterator[str]:
    """Returns the commands that a page asks the reader to type."""
    spans = re.findall(r"`(jixiao \w+ [^`\n]+)`", text)
    lines = re.findall(r"^(?:\.venv\\Scripts\\)?(jixiao .+)$", text, re.MULTILINE)
    yield from (typed for typed in (*spans, *lines) if "[OPTIONS]" not in typed)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_on_a_page_can_be_typed(page: Path) -> None:
    for typed in _commands(page.read_text("utf-8")):
        alone = typed.partition(" #")[0].partition(" | ")[0]  # a pipe leads to a command of the shell
        _, name, *arguments = shlex.split(alone)
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, typed
        command.make_context(name, arguments)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_first_screen_shows_the_two_commands(name: str) -> None:
    first = (ROOT / name).read_text("utf-8").splitlines()[:25]
    assert any(line.startswith("make demo") for line in first)
    assert any(line.startswith("make test") for line in first)


@pytest.mark.parametrize("name", ["form13.png", "combined.png", "statistics.png"])
def test_the_pictures_are_of_a_size_for_a_page(name: str) -> None:
    data = (DOCS / name).read_bytes()
    assert len(data) < 200 * 1024
    assert 800 <= struct.unpack(">I", data[16:20])[0] <= 1000


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    api.generate("form13", output=tmp_path / "报回", records=sample("000-junda")[:2], per="unit", password="x")
    command = [sys.executable, "-c", f"{code}\nprint(len(frames.projects))"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.stderr) == ("2", "")
    assert (tmp_path / "汇总.xlsx").is_file()


def test_the_example_of_a_definition_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [text] = re.findall(r"```yaml\n(kind: form\n.*?)```", (DOCS / "definitions.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "模板").mkdir()
    (tmp_path / "模板" / "linjiang.yaml").write_text(text, "utf-8")
    head = "承办科室,项目名称,项目类型,起始年度,到期年度,资金总额（万元）"
    (tmp_path / "名册.csv").write_text(f"{head}\n市政科,路灯养护,城市维护,2025,2026,12.5", "utf-8")
    monkeypatch.chdir(tmp_path)
    issue = "generate linjiang --templates 模板 --roster 名册.csv --year 2025 -o 下发"
    for typed in ("forms linjiang --templates 模板", issue):
        assert CliRunner().invoke(cli, typed.split()).exit_code == 0
    done = CliRunner().invoke(cli, ["read", "下发", "--templates", "模板", "--json"])
    [project] = json.loads(done.stdout)["projects"]
    assert (project["form"], project["funding"]["total"]) == ("linjiang", "125000.00")
    assert (project["spending_unit"], project["project_type"]) == ("市政科", "城市维护")


def test_the_example_of_waivers_and_of_settings_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "放行.yaml").write_text(GENERATE.waivers_example(), "utf-8")
    assert load_waivers(tmp_path / "放行.yaml")
    [settings] = re.findall(r"```yaml\n(.*?)```", (DOCS / "rules.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "设置.yaml").write_text(settings, "utf-8")
    assert load_settings(tmp_path / "设置.yaml").checks


def test_the_page_of_quality_has_every_rule() -> None:
    page = (ROOT / "benchmarks" / "quality.md").read_text("utf-8")
    assert set(re.findall(r"^\| (\w\d\d) ", page, re.MULTILINE)) == set(rules()), "make quality"


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[0] in (__version__, "Unreleased")


def test_every_target_of_make_is_explained_to_contributors() -> None:
    """The commands to type; what a file is made by has a slash."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [one for one in targets if f"make {one}" not in text] == []


#: Pages for people who carry on, which name rooms and files.
FOR_ENGINEERS = (DOCS / "architecture.md", DOCS / "glossary.md", ROOT / "CONTRIBUTING.md")


def test_the_page_of_the_architecture_has_every_room() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    table = text.split("## Rooms")[1].split("\n## ")[0]
    named = re.findall(r"`(\w+)/`", "".join(re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)))
    rooms = sorted(path.parent.name for path in (ROOT / "toolkit").glob("*/__init__.py"))
    assert sorted(named) == rooms


@pytest.mark.parametrize("page", FOR_ENGINEERS, ids=lambda path: path.name)
def test_every_file_that_a_page_for_engineers_names_exists(page: Path) -> None:
    named = set(re.findall(r"`([\w./-]+\.(?:py|yaml|cfg))`", page.read_text("utf-8")))
    files = [path.relative_to(ROOT).as_posix() for room in ("toolkit", "tests") for path in (ROOT / room).rglob("*.py")]
    files += [path.name for path in ROOT.glob("*.cfg")]
    assert named
    assert [name for name in sorted(named) if not any(f"/{path}".endswith(f"/{name}") for path in files)] == []


def test_every_place_in_the_glossary_exists() -> None:
    rows = (DOCS / "glossary.md").read_text("utf-8").split("## The program")[1].splitlines()[4:]
    places = [row.split("|")[4].strip(" `") for row in rows if row.startswith("|")]
    assert len(places) > 25
    assert [place for place in places if not (ROOT / "toolkit" / place.split("<")[0]).exists()] == []
