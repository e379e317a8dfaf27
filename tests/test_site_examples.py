"""Every example of the guides runs as it stands; both languages type the same."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from tests.support.programs import invoke
from tests.support.unit_returns import good
from tests.test_docs import GENERATE
from toolkit import api
from toolkit.cli import cli

DOCS = Path(__file__).resolve().parent.parent / "docs"
LANGUAGES = ("zh", "en")
HEADINGS = [
    *("用款单位", "主管部门", "项目名称", "项目类型", "项目等级"),
    *("预算年度", "起始年度", "到期年度", "预算金额（元）"),
]
UNIT = "骏达社区"
#: What is for the reader's own computer: an installation, a start file, a page that stays open.
NOT_HERE = ("python -m pip", "py -m venv", ".venv", "eval ", "jixiao desk")


def commands(page: Path) -> list[str]:
    """The commands in the blocks and texts of a page."""
    text = page.read_text("utf-8")
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that the guides name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIXIAO_KEY", str(tmp_path / "key"))
    Path("key").write_text("a department's key")
    project = good("治安经费", "200000", 2025, UNIT)
    api.generate("form13", output="发出", records=[project], per="unit", password="x")
    Path("报回").mkdir()
    next(Path("发出").rglob("*.xlsx")).rename(Path("报回", f"{UNIT}.xlsx"))
    next(path for path in api.generate("form13", output="空", year=2025, password="x").paths).rename("空表.xlsx")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    facts = (
        UNIT,
        project.supervising_department,
        "治安经费",
        project.project_type,
        "二级项目",
        2025,
        2025,
        2025,
        200000,
    )
    sheet.append(facts)
    book.save("名册.xlsx")
    Path("放行.yaml").write_text(GENERATE.waivers_example(), "utf-8")
    Path("设置.yaml").write_text('checks:\n  I03: {severity: warning}\n  S01: {severity: "off"}\n', "utf-8")
    return tmp_path


def typed(line: str) -> int:
    """Types a line of a shell and returns its status."""
    first, _, command = line.rpartition(" | ")
    command, _, target = command.partition(" > ")
    given = Path(first.removeprefix("cat ")).read_bytes() if first else None
    done = CliRunner().invoke(cli, shlex.split(command)[1:], input=given, prog_name="jixiao")
    if target:
        Path(target).write_bytes(done.stdout_bytes)
    return done.exit_code


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("guide", ["clerk", "officer", "engineer"])
def test_the_examples_of_a_guide_run(guide: str, lang: str) -> None:
    page = DOCS / "site" / lang / "how-to" / f"{guide}.md"
    lines = [line for line in commands(page) if not line.startswith(NOT_HERE)]
    assert lines
    for line in lines:
        overwriting = " --force" if " -o " in line and " -o -" not in line else ""
        command, mark, target = line.partition(" > ")
        assert typed(f"{command}{overwriting}{mark}{target}") == 0, line


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_python_of_the_engineers_guide_runs(lang: str) -> None:
    page = (DOCS / "site" / lang / "how-to" / "engineer.md").read_text("utf-8")
    [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_of_the_engineers_guide_are_in_force(lang: str, desk: Path) -> None:
    page = (DOCS / "site" / lang / "how-to" / "engineer.md").read_text("utf-8")
    [settings] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (desk / "jixiao.toml").write_text(settings, "utf-8")
    shown = [line.split() for line in invoke("config").out.splitlines()]
    assert ["所有命令", "--jobs", "4", str(desk / "jixiao.toml")] in shown
    assert ["round", "start", "--department", "东坑镇人民政府", str(desk / "jixiao.toml")] in shown
    assert ["check", "--ignore", "V20,", "V22", str(desk / "jixiao.toml")] in shown


def pairs() -> Iterator[tuple[Path, Path]]:
    """Pages that say the same in another language."""
    for name in ("round", "roster", "desk"):
        yield DOCS / f"{name}.md", DOCS / "site" / "en" / f"{name}.md"
    for path in sorted((DOCS / "site" / "zh").rglob("*.md")):
        other = DOCS / "site" / "en" / path.relative_to(DOCS / "site" / "zh")
        if other.exists():
            yield path, other


@pytest.mark.parametrize(("zh", "en"), list(pairs()), ids=lambda page: page.name)
def test_both_languages_type_the_same(zh: Path, en: Path) -> None:
    """The chapters in Chinese are run elsewhere, so those in English run too."""
    others = [line.replace("records.", "记录.").replace("findings.", "意见.") for line in commands(en)]
    kept = [line for line in others if not line.startswith(NOT_HERE[:4])]
    assert kept == [line for line in commands(zh) if not line.startswith(NOT_HERE[:4])]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_one_language_is_in_the_other(lang: str) -> None:
    """A page of `docs/` serves a language that has none of its own."""
    other = DOCS / "site" / ("en" if lang == "zh" else "zh")
    shared = {path.name for path in DOCS.glob("*.md")}
    names = [path.relative_to(DOCS / "site" / lang) for path in (DOCS / "site" / lang).rglob("*.md")]
    assert [str(name) for name in names if not (other / name).exists() and str(name) not in shared] == []


def test_the_examples_of_every_help_page_parse() -> None:
    group = cli.make_context("jixiao", [], resilient_parsing=True)
    for name in cli.list_commands(group):
        assert invoke(name, "--help").out.count("jixiao") >= 2
