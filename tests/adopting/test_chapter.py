"""The chapter on adopt in docs/definitions.md does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.adopting.test_second_form import otherwise
from tests.support.office_forms_plain import ESTATES
from tests.support.other_offices import workbook
from toolkit.cli import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "definitions.md"


def test_its_commands_run_and_its_example_is_what_comes_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [chapter] = re.findall(r"## 从现有表格生成模板（adopt）.*?(?=\n## )", PAGE.read_text("utf-8"), re.DOTALL)
    commands = re.findall(r"^jixiao (.+)$", chapter, re.MULTILINE)
    [example] = re.findall(r"```yaml\n(.*?)```", chapter, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "模板").mkdir()
    (tmp_path / "本单位的表.xlsx").write_bytes(workbook(ESTATES, filled=False))
    (tmp_path / "去年的表.xlsx").write_bytes(workbook(otherwise(ESTATES)))
    assert len(commands) == 4
    for typed in commands:
        if "--picture" in typed and shutil.which("soffice") is None:
            continue
        done = CliRunner().invoke(cli, shlex.split(typed))
        assert done.exit_code == 0, done.output
        if "--into" not in typed:
            assert example in (tmp_path / "模板" / "own.yaml").read_text("utf-8")
    assert "also: [申报项目名称]" in (tmp_path / "模板" / "own.yaml").read_text("utf-8")
