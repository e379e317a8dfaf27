"""`--dry-run` does the work, says what would be written and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.programs import NAMES, UNIT, Desk, Ended, Run, contents
from toolkit import api
from toolkit.engine import find_key

ROSTER = (
    "用款单位,主管部门,项目名称,项目类型,项目等级,预算年度,起始年度,到期年度,预算金额（元）\n"
    f"{UNIT},东坑镇,治安经费（常）,其他特定目标类（部门职能类）,二级项目,2024,2022,2024,36300\n"
    "角社社区,东坑镇,文体活动经费,其他特定目标类（部门职能类）,二级项目,2024,2024,2024,150000\n"
)


def planned(done: Ended) -> list[Path]:
    """The paths that a dry run lists."""
    return [Path(line.removesuffix(" (replaces a file)")) for line in re.findall(r"^  (\S.*)$", done.err, re.MULTILINE)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a roster."""
    place = tmp_path / "工 作"
    place.mkdir()
    (place / "名册.csv").write_text(ROSTER, "utf-8")
    monkeypatch.chdir(place)
    return place


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    "words",
    [
        ["generate", "form13", "-o", "下发"],
        ["generate", "form13", "--roster", "名册.csv", "--per", "unit", "-o", "下发"],
        ["merge", "R", "-o", "汇总.xlsx", "--public", "公开.xlsx", "--frames", "数据"],
        ["split", "S", "-o", "拆分"],
        ["check", "R", "-o", "意见.html", "--annotate", "批注"],
        ["read", "R", "-o", "记录.json"],
        ["roster", "--from", "R", "-o", "新名册.xlsx"],
        ["adopt", "R", "-o", "own.yaml"],
    ],
    ids=lambda words: " ".join(words),
)
def test_the_plan_is_what_the_command_then_writes(words: list[str], run: Run, desk: Desk, folder: Path) -> None:
    api.merge(desk.workbook, output=folder / "原.xlsx", key=desk.key)
    named = {"R": str(desk.workbook), "S": "原.xlsx"}
    typed = [named.get(word, word) for word in words]
    before = contents(folder)
    dry = run(*typed, "--dry-run")
    assert contents(folder) == before, "nothing is written"
    done = run(*typed)
    assert dry.status == done.status
    new = {Path(path).relative_to(folder) for path in contents(folder).keys() - before.keys()}
    listed = planned(dry) or [Path(line) for line in dry.out.splitlines()]
    assert {path.absolute().relative_to(folder) for path in listed} == new
    assert "nothing was written" in dry.err
    assert "Written to" not in dry.err
    assert "Password" not in dry.err


def test_a_file_that_exists_is_refused_and_with_force_named(run: Run, desk: Desk, folder: Path) -> None:
    (folder / "汇总.xlsx").write_bytes(b"mine")
    assert run("merge", desk.workbook, "-o", "汇总.xlsx", "--dry-run").status == 2
    forced = run("merge", desk.workbook, "-o", "汇总.xlsx", "--dry-run", "--force")
    assert "汇总.xlsx (replaces a file)" in forced.err
    assert (folder / "汇总.xlsx").read_bytes() == b"mine"


def test_no_key_is_made_in_a_dry_run(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIXIAO_KEY", raising=False)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(folder / "用户"))
    done = run("generate", "form13", "-o", "下发", "--dry-run")
    assert done.status == 0
    assert "4 files" in done.err
    assert find_key() is None
    assert not (folder / "用户").exists()


def test_a_summary_for_standard_output_is_not_written_either(run: Run, desk: Desk, folder: Path) -> None:
    before = contents(folder)
    done = run("merge", desk.workbook, "-o", "-", "--dry-run")
    assert (done.status, done.out) == (0, "")
    assert planned(done) == [Path("standard output")]
    assert contents(folder) == before


def test_every_step_of_a_round_can_be_tried_first(run: Run, desk: Desk, folder: Path) -> None:
    steps: list[list[object]] = [
        ["start", "R", "--form", "form13", "--roster", "名册.csv", "--department", "东坑镇"],
        ["receive", "R", desk.workbook],
        ["letters", "R"],
        ["letters", "R", "-o", "另处"],
        ["remind", "R"],
        ["decide", "R", "accept", "--unit", UNIT, "--project", NAMES[0], "--by", "张三", "--why", "已核"],
        ["undo", "R", "--by", "张三"],
        ["decide", "R", "accept", "--unit", UNIT, "--project", NAMES[0], "--by", "张三", "--why", "已核"],
        ["close", "R", "--by", "张三", "--why", "先公开", "--anyway"],
    ]
    for step in steps:
        before = contents(folder)
        dry = run("round", *step, "--dry-run")
        assert contents(folder) == before, step
        assert "nothing was written" in dry.err, dry.err
        done = run("round", *step)
        assert dry.status == done.status, (dry.err, done.err)
        after = contents(folder)
        changed = {path for path, content in after.items() if before.get(path) != content}
        listed = {str(path.absolute()) for path in planned(dry)}
        assert {path for path in changed if not path.endswith(("-wal", "-shm"))} <= listed | set(), step
        assert listed <= set(after), step
        assert "jixiao-" not in dry.out + dry.err, "the copy is not shown"


def test_an_error_in_a_dry_run_names_the_rounds_own_folder(run: Run, folder: Path) -> None:
    (folder / "空").mkdir()
    done = run("round", "receive", "空", "名册.csv", "--dry-run")
    assert done.status == 2
    assert "空 holds no ledger" in done.err
    assert "jixiao-" not in done.err
