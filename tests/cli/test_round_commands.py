"""`jixiao round` as a clerk runs it, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.town import answered, fill, send, write_roster

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
ROWS = [(JUNDA, "治安经费", 200_000), (JUNDA, "文体经费", 150_000), (PARTY, "党建经费", 100_000)]


def jixiao(*arguments: object, lang: str = "zh") -> tuple[int, str, str]:
    """The exit status of a command, its standard output, its standard error."""
    command = [sys.executable, "-m", "toolkit", "--lang", lang, "round", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    roster = write_roster(tmp_path / "名册 原件.xlsx", ROWS)
    place = tmp_path / "2024 年"
    code, out, err = jixiao("start", place, "--form", "form13", "--roster", roster, "--deadline", "2023-11-30")
    assert code == 0, err
    assert "2 个单位、3 个项目、合计 45.00 万元" in out
    assert "下发清单.xlsx" in err
    return place


def returned(folder: Path, name: str, unit: str, amount: int, day: int = 10, **changes: object) -> Path:
    form = folder / "下发" / unit / f"{name}.xlsx"
    data = fill(form, [answered(unit, name, amount, **changes)], f"2023-11-{day}T01:00:00Z")  # type: ignore[arg-type]
    return send(folder.parent / "收到", f"{name}-{day}.xlsx", data)


def test_a_clerk_takes_a_round_from_start_to_close(folder: Path) -> None:
    wrong = returned(folder, "治安经费", JUNDA, 200_000, annual_goal="")
    code, out, _ = jixiao("receive", folder, wrong, returned(folder, "党建经费", PARTY, 100_000))
    assert code == 1
    assert f"新收 2 个文件\n{JUNDA}\n  治安经费  待退回，错误 1 处\n{PARTY}\n  党建经费  已报待审\n" == out
    code, out, _ = jixiao("letters", folder)
    assert (code, out.split()[:2]) == (0, [JUNDA, "退回修改"])
    code, out, _ = jixiao("remind", folder)
    assert code == 0
    assert "文体经费：未报" in out
    assert jixiao("receive", folder, returned(folder, "治安经费", JUNDA, 200_000, 12))[0] == 0
    code, out, _ = jixiao("changes", folder)
    assert "[按意见修改] 年度目标 C13：（空） → 2024年" in out
    assert (
        jixiao("decide", folder, "nil", "--unit", JUNDA, "--project", "文体经费", "--by", "张三", "--why", "免报")[0]
        == 0
    )
    code, out, _ = jixiao("decide", folder, "accept", "--by", "张三", "--why", "没有问题")
    assert code == 0
    assert out.count("已通过") == 2
    code, out, _ = jixiao("undo", folder, "--by", "李四")
    assert (code, out.splitlines()[0]) == (0, "已撤回：通过")
    assert jixiao("close", folder, "--by", "王五")[0] == 2
    assert jixiao("decide", folder, "accept", "--by", "张三", "--why", "没有问题")[0] == 0
    code, out, _ = jixiao("close", folder, "--by", "王五")
    assert code == 0
    assert "下发  3 个，450000.00 元\n通过  2 个，300000.00 元\n" in out
    code, out, _ = jixiao("log", folder)
    assert [line.split()[2] for line in out.splitlines()] == [
        "开始", "收表", "发意见", "催报", "收表", "决定", "决定", "撤回", "决定", "结束",
    ]  # fmt: skip
    assert "（王五）" in out.splitlines()[-1]


def test_the_board_comes_as_text_as_json_and_as_a_workbook(folder: Path) -> None:
    code, out, _ = jixiao("status", folder)
    assert code == 0
    assert "未报2" in out
    code, out, _ = jixiao("status", folder, "--format", "json")
    assert json.loads(out)["totals"]["expected"] == 3
    board = folder.parent / "进度表.xlsx"
    assert jixiao("status", folder, "-o", board)[0] == 0
    assert board.read_bytes()[:2] == b"PK"
    code, _, err = jixiao("status", folder, "-o", board)
    assert code == 2
    assert "--force" in err


def test_mistakes_end_with_a_sentence_and_status_two(folder: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("status", tmp_path), "没有台账"),
        (("decide", folder, "accept", "--unit", JUNDA), "--by"),
        (("decide", folder, "bless", "--unit", JUNDA, "--by", "张三", "--why", "x"), "没有“bless”这种决定"),
        (("receive", folder, tmp_path / "没有.xlsx"), "找不到"),
        (("recieve", folder), "是不是要用 receive"),
    ):
        code, out, err = jixiao(*arguments)
        assert (code, out) == (2, "")
        assert words in err
        assert "Traceback" not in err


def test_english_is_spoken_where_it_is_asked_for(folder: Path) -> None:
    code, out, _ = jixiao("receive", folder, returned(folder, "党建经费", PARTY, 100_000), lang="en")
    assert (code, out) == (0, f"1 new file\n{PARTY}\n  党建经费  received\n")
