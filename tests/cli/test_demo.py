"""`jixiao demo`: the whole round in one command, and where everything lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Run, contents


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "演 示"


def test_the_round_is_told_step_by_step(process: Run, shown: Path) -> None:
    done = process("demo", "-o", shown, "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    assert [line[:1] for line in done.out.splitlines()] == ["1", "2", "3", "4", "5", "工"]
    folders = {path.name for path in shown.iterdir()}
    assert folders == {"1-下发", "2-报回", "3-审核", "4-汇总", "5-拆分"}
    assert all(str(shown / name) in done.out for name in folders)
    assert re.search(r"汇总 \d+ 个项目，[\d,]+\.\d\d 万元", done.out)
    _refused(process("demo", "-o", shown), shown)


def _refused(done: Ended, shown: Path) -> None:
    """A folder that holds something is left alone."""
    before = contents(shown)
    assert (done.status, done.out) == (2, "")
    assert "--force" in done.err
    assert contents(shown) == before
