"""An error speaks one language at a time."""

from __future__ import annotations

import errno
import os
import pickle
import re
from pathlib import Path

import pytest

from toolkit.errors import FileError, InputError, TemplateError, ToolkitError, in_lines, system_reason
from toolkit.model import Bilingual


@pytest.mark.parametrize("kind", [FileError, InputError, TemplateError, ToolkitError])
def test_an_error_has_its_message_in_both_languages_also_from_another_process(kind: type[ToolkitError]) -> None:
    error = pickle.loads(pickle.dumps(kind("没有文件", "no files")))
    assert isinstance(error, kind)
    assert (str(error), error.message("zh"), error.message("en")) == ("没有文件", "没有文件", "no files")
    assert error.sentence == Bilingual("没有文件", "no files")


def test_a_message_in_one_language_serves_both() -> None:
    assert InputError("x.json").message("en") == "x.json"


def test_several_faults_are_one_a_line() -> None:
    assert in_lines([Bilingual("甲", "a"), Bilingual("乙", "b")]) == Bilingual("甲\n乙", "a\nb")


def test_a_message_of_the_system_is_given_in_both_languages() -> None:
    reason = system_reason(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert reason == Bilingual("磁盘空间不足", "no space left on the disk")
    odd = system_reason(OSError(99999, "odd"))
    assert odd.zh == "系统错误 99999"
    assert not any(letter.isascii() and letter.isalpha() for letter in odd.zh)


def test_only_the_two_guards_and_the_last_one_catch_everything() -> None:
    root = Path(__file__).resolve().parents[1] / "toolkit"
    broad = re.compile(r"except( \(?(Base)?Exception\b|:)")
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.py") if broad.search(path.read_text("utf-8"))}
    assert found == {"checks/runner.py", "engine/job.py", "last_guard.py"}
