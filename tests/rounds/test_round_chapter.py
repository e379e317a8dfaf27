"""The chapter 一年一轮: its commands run as they are printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.support.town import answered, fill, send, write_roster

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "round.md"
JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", CHAPTER.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def returned(room: Path, folder: str, unit: str, project: str, amount: int, day: int, **changes: object) -> None:
    form = room / "2024年" / "下发" / unit / f"{project}.xlsx"
    record = answered(unit, project, amount, **changes)  # type: ignore[arg-type]
    send(room / folder, f"{project}.xlsx", fill(form, [record], f"2023-11-{day}T01:00:00Z"))


def test_every_command_of_the_chapter_runs_in_its_order(tmp_path: Path) -> None:
    rows = [(JUNDA, "治安经费", 200_000), (JUNDA, "文体经费", 150_000), (PARTY, "党建经费", 100_000)]
    write_roster(tmp_path / "名册.xlsx", rows)
    expected = {"receive 2024年 收到": 1}
    for line in commands():
        if "收到" in line:
            returned(tmp_path, "收到", JUNDA, "治安经费", 200_000, 10, annual_goal="")
            returned(tmp_path, "收到", PARTY, "党建经费", 100_000, 10)
        if "重报" in line:
            returned(tmp_path, "重报", JUNDA, "治安经费", 200_000, 15)
        program, *arguments = shlex.split(line)
        assert program == "jixiao"
        done = subprocess.run(
            [sys.executable, "-m", "toolkit", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            check=False,
        )
        wanted = next((code for part, code in expected.items() if part in line), 0)
        assert done.returncode == wanted, f"{line}\n{done.stderr}"
        assert "Traceback" not in done.stderr
    assert (tmp_path / "2024年" / "汇总" / "公开稿.xlsx").is_file()
    assert (tmp_path / "进度表.xlsx").is_file()
