"""The chapter 一年一轮: its commands run as they are printed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.support.town import answered, fill, send, write_roster
from toolkit.model import ProjectState
from toolkit.rounds import status

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "round.md"
JUNDA, PARTY, ORDER = "东坑镇骏达社区", "东坑镇党建办", "东坑镇综治办"
SECURITY, SPORTS, BUILDING, PEACE = "治安经费", "文体经费", "党建经费", "平安建设"
AMOUNTS = {(JUNDA, SECURITY): 200_000, (JUNDA, SPORTS): 150_000, (PARTY, BUILDING): 100_000, (ORDER, PEACE): 80_000}


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", CHAPTER.read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def form(room: Path, unit: str, project: str, day: int, goal: str | None = None) -> bytes:
    issued = room / "2024年" / "下发" / unit / f"{project}.xlsx"
    changes = {} if goal is None else {"annual_goal": goal}
    return fill(issued, [answered(unit, project, AMOUNTS[unit, project], **changes)], f"2023-11-{day}T01:00:00Z")  # type: ignore[arg-type]


def first_roster(room: Path) -> None:
    rows = [(unit, project, yuan) for (unit, project), yuan in AMOUNTS.items() if unit != ORDER]
    write_roster(room / "名册.xlsx", rows)


def longer_roster(room: Path) -> None:
    write_roster(room / "名册（改）.xlsx", [(*key, yuan) for key, yuan in AMOUNTS.items()])


def first_returns(room: Path) -> None:
    send(room / "收到", "治安.xlsx", form(room, JUNDA, SECURITY, 10, ""))
    send(room / "收到", "扫描件.pdf", b"%PDF-1.4 scan")
    for name, times in (("一", 5), ("二", 6)):
        goal = f"2024年围绕平安建设组织活动{times}次，合格率达到95%以上，按月检查进度并及时公开结果。"
        send(room / "收到", f"平安建设（{name}）.xlsx", form(room, ORDER, PEACE, 10, goal))


def encrypted_return(room: Path) -> None:
    locked = BytesIO()
    OOXMLFile(BytesIO(form(room, PARTY, BUILDING, 10))).encrypt("123456", locked)
    send(room / "加密", "党建.xlsx", locked.getvalue())


def corrected_return(room: Path) -> None:
    changed = fill(
        room / "2024年" / "下发" / JUNDA / f"{SECURITY}.xlsx",
        [
            answered(
                JUNDA, SECURITY, 200_000, period_goal="三年围绕治安经费组织活动12次，合格率达到95%以上，让居民满意。"
            )
        ],
        "2023-11-15T01:00:00Z",
    )
    send(room / "重报", "治安.xlsx", changed)


#: What people do before a command, by a part of it.
BEFORE: dict[str, Callable[[Path], None]] = {
    "--deadline": first_roster,
    "（改）.xlsx --only-new": longer_roster,
    "receive 2024年 收到": first_returns,
    "receive 2024年 加密": encrypted_return,
    "receive 2024年 重报": corrected_return,
}


def test_every_command_of_the_chapter_runs_in_its_order(tmp_path: Path) -> None:
    for line in commands():
        for part, prepare in BEFORE.items():
            if part in line:
                prepare(tmp_path)
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
        assert done.returncode == int("receive 2024年 收到" in line), f"{line}\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr
    assert (tmp_path / "2024年" / "汇总" / "公开稿.xlsx").is_file()
    assert (tmp_path / "进度表.xlsx").is_file()
    now = status(tmp_path / "2024年")
    assert not now.open
    assert now.nobodys == ()
    states = {one.project: one.state for one in now.projects}
    assert states == {
        **dict.fromkeys((SECURITY, BUILDING, PEACE), ProjectState.ACCEPTED),
        SPORTS: ProjectState.NIL,
    }
