"""Folders with loops, locks, pipes, devices and endless files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit import api
from toolkit.checks import fix, sentence
from toolkit.engine import Outcome, Running
from toolkit.engine.input_paths import names
from toolkit.errors import FileError
from toolkit.files import TooLarge, read_regular

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes nor devices in folders")
CODES = "from toolkit import check; print(*(f.code for f in check(sys.argv[1]).findings if f.code[0] == 'F'))"
ALONE = Running(jobs=1, cache=False)


@pytest.fixture
def folder(returned: Path, tmp_path: Path) -> Path:
    """Two folders with a good form each."""
    for name, file in zip(("甲办", "乙 办"), sorted(returned.rglob("*.xlsx"))[1:3], strict=True):
        (tmp_path / "报 回" / name).mkdir(parents=True)
        shutil.copy(file, tmp_path / "报 回" / name / "表.xlsx")
    return tmp_path / "报 回"


def reported(outcome: Outcome) -> list[tuple[str, str, str]]:
    """Name, code and severity of what could not be read, or was refused."""
    found = [one for one in outcome.findings if one.code in ("F01", "F03", "F04", "F12", "F13")]
    return [(Path(one.where.file).name, one.code, one.severity.value) for one in found]


def test_a_folder_that_leads_to_itself_is_read_once(folder: Path) -> None:
    (folder / "环").symlink_to(folder, target_is_directory=True)
    (folder / "甲办" / "上").symlink_to(folder.parent, target_is_directory=True)
    (folder / "又").symlink_to(folder / "甲办", target_is_directory=True)
    outcome = api.check(folder, running=ALONE)
    assert [Path(project.source.file).parent.name for project in outcome.projects if project.source] == [
        "乙 办",
        "甲办",
    ]
    assert sorted(reported(outcome)) == [("上", "F12", "info"), ("又", "F12", "info"), ("环", "F12", "info")]
    assert sum(file.skipped for file in outcome.heads) == 3


def test_a_folder_that_is_linked_from_elsewhere_is_read(folder: Path, returned: Path) -> None:
    (folder / "外").symlink_to(returned, target_is_directory=True)
    assert len(names([folder])) == 2 + len(list(returned.rglob("*.xlsx")))


def test_links_outside_that_lead_back_end(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "外"
    outside.mkdir()
    (outside / "自己").symlink_to(outside, target_is_directory=True)
    (folder / "外").symlink_to(outside, target_is_directory=True)
    assert sorted(Path(name).name for name in names([folder])) == ["自己", "表.xlsx", "表.xlsx"]


@pytest.fixture
def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the system does not open, for root too."""
    (folder / "乙 办" / "锁").mkdir()
    look = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "锁":
            raise PermissionError(13, "Permission denied", path)
        return look(path)

    monkeypatch.setattr(os, "scandir", refusing)
    return folder


def test_a_locked_folder_costs_itself(locked: Path) -> None:
    outcome = api.check(locked, running=ALONE)
    assert len(outcome.projects) == 2
    assert reported(outcome) == [("锁", "F12", "error")]
    [found] = [one for one in outcome.findings if one.code == "F12"]
    assert sentence(found) == "文件或文件夹读不出来，已跳过：没有打开这个文件夹的权限"
    assert fix(found, "en") == "Remove this cause and run the command again; the other files were read."
    with pytest.raises(FileError, match="锁"):
        api.check(locked / "乙 办" / "锁", running=ALONE)


@POSIX
def test_pipes_devices_and_broken_links_are_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "管.xlsx")
    (folder / "零.xlsx").symlink_to("/dev/zero")
    (folder / "断.xlsx").symlink_to("不在")
    (folder / "圈.xlsx").symlink_to("圈.xlsx")
    code = f"import sys; {CODES}"
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["F12"] * 4, done.stderr
    for name in ("管.xlsx", "零.xlsx"):
        with pytest.raises(FileError, match="不是普通文件"):
            api.check(folder / name, running=ALONE)


@pytest.mark.parametrize("name", ["大.xlsx", "大.zip"])
def test_a_file_of_four_gigabytes_is_refused_before_it_is_read(folder: Path, name: str) -> None:
    with (folder / name).open("wb") as file:
        file.write(b"PK\x03\x04" if name.endswith(".zip") else b"x")
        file.truncate(4 << 30)  # takes no room on the disk
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30));" + CODES
    if sys.platform == "win32":
        code = f"import sys; {CODES}"
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["F04"], done.stderr


def test_no_more_is_read_than_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"12345")
    assert read_regular(path, 5) == b"12345"
    with pytest.raises(TooLarge):
        read_regular(path, 4)


@POSIX
@pytest.mark.parametrize("option", ["roster", "settings", "key"])
def test_a_device_in_place_of_a_small_file_is_refused(folder: Path, option: str) -> None:
    with pytest.raises((FileError, Exception), match="zero") as raised:
        api.check(folder, running=ALONE, **{option: Path("/dev/zero")})  # type: ignore[arg-type]
    assert type(raised.value).__module__ == "toolkit.errors"
