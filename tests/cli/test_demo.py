"""`jixiao demo`: the whole round in one command, and where everything lies."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.programs import Ended, Run, contents
from toolkit.demo import town_round
from toolkit.demo.rounds import run
from toolkit.errors import FileError


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "演 示"


def test_every_departments_round_is_reported_step_by_step(process: Run, shown: Path) -> None:
    done = process("demo", "-o", shown, "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    departments = {line: set[str]() for line in lines[:-1] if not line.startswith(" ")}
    for line in lines[:-1]:
        if line in departments:
            steps = departments[line]
        elif line[2].isdigit():
            steps.add(line[2])
    assert departments == {
        "东坑镇": set("12345"),
        "社区（资金支出计划表）": set("12345"),
        "元岗街道": set("2345"),
        "成本优先（示例）": set("12345"),
        town_round.NAME: set("12345"),
    }
    assert {path.name for path in shown.iterdir()} == set(departments)
    _is_kept_by_a_ledger(shown / town_round.NAME, done, process)
    for department, steps in departments.items():
        if department == town_round.NAME:
            continue
        folders = [path for path in (shown / department).iterdir() if path.is_dir()]
        assert {path.name[0] for path in folders} == steps
        assert all(str(path) in done.out for path in folders)
    _merged(done)
    _has_every_sheet(shown)
    _refused(process("demo", "-o", shown), shown)


def _merged(done: Ended) -> None:
    """Checks what is in each summary, and what is not."""
    assert re.findall(r"汇总 (\d+) 个项目，([\d,.]+) 万元", done.out) == [
        ("39", "774.73"),
        ("1", "200.00"),
        ("38", "2,450.39"),
        ("2", "9.63"),
    ]
    assert len(re.findall("未纳入 .+：[A-Z]\\d\\d .+", done.out)) == 7
    assert len(re.findall("被取代 老干部支部党建工作经费", done.out)) == 1
    assert len(re.findall("已放行 .+：V0[12]，", done.out)) == 4


def _refused(done: Ended, shown: Path) -> None:
    """A folder that holds something is left alone."""
    before = contents(shown)
    assert (done.status, done.out) == (2, "")
    assert "--force" in done.err
    assert contents(shown) == before


def _is_kept_by_a_ledger(folder: Path, done: Ended, process: Run) -> None:
    """The town's round: forms, papers, decisions and the closed tables."""
    assert {path.name for path in folder.iterdir()} == {*town_round.PARTS, "演示说明.txt"}
    totals = json.loads(process("round", "status", folder, "--format", "json").out)["totals"]
    assert (totals["expected"], totals["returned"], totals["accepted"]) == (44, 44, 39)
    assert "通过 39 个项目、774.73 万元" in done.out
    assert len(re.findall("：已退回|：待更正", done.out)) == 5
    assert {"2024年绩效目标汇总表.xlsx", "公开稿.xlsx"} <= {path.name for path in (folder / "汇总").iterdir()}


def _has_every_sheet(shown: Path) -> None:
    """The summary of the three units of Dongkeng, compared with last year's."""
    book = load_workbook(shown / "东坑镇" / "4-汇总" / "汇总表.xlsx", read_only=True)
    assert {"统计", "报送情况", "对账", "同上年对比"} <= set(book.sheetnames)
    headline = str(next(book["同上年对比"].iter_rows(max_row=1, values_only=True)))
    assert "新增 3" in headline
    assert "变化 3" in headline


def test_a_second_run_replaces_what_the_demo_made_and_nothing_else(tmp_path: Path) -> None:
    mine = (tmp_path / "我的.xlsx", tmp_path / "东坑镇" / "我的.xlsx")
    next(run(tmp_path, lang="en", force=False))
    stale = tmp_path / "东坑镇" / "2-报回" / "旧.xlsx"
    stale.parent.mkdir()
    for path in (*mine, stale):
        path.write_bytes(b"")
    next(run(tmp_path, lang="en", force=True))
    assert all(path.exists() for path in mine)
    assert not stale.exists()


def test_a_folder_of_ones_own_with_the_name_of_a_step_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "东坑镇" / "2-报回" / "我的.xlsx"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"")
    with pytest.raises(FileError, match="2-报回 不是演示生成的"):
        next(run(tmp_path, lang="zh", force=True))
    assert mine.exists()


def test_a_workbook_that_is_open_elsewhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next(run(tmp_path, lang="zh", force=False))
    held = tmp_path / "东坑镇" / "4-汇总" / "汇总表.xlsx"
    held.parent.mkdir()
    held.write_bytes(b"")

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "The process cannot access the file", str(path))  # as Windows says it

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(FileError, match=r"汇总表\.xlsx：可能正在 Excel 或 WPS 中打开"):
        next(run(tmp_path, lang="zh", force=True))
    assert held.exists()
