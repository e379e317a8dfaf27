"""Without a home, room or streams the program explains itself in a sentence."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.programs import Desk, Run, contents
from toolkit import api
from toolkit.engine import ensure_key
from toolkit.errors import FileError
from toolkit.files import cache_folder, config_folder, put_aside

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="is about the folders and rights of other systems")
NOWHERE = {"HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "APPDATA": "", "LOCALAPPDATA": ""}


@POSIX
@pytest.mark.parametrize("named", ["", ".", "配置", "../配置"])
def test_what_is_no_absolute_path_is_as_good_as_not_set(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "家"))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, named)
    assert config_folder() == tmp_path / "家" / ".config" / "jixiao"
    assert cache_folder() == tmp_path / "家" / ".cache" / "jixiao"
    ensure_key()
    assert [path.name for path in tmp_path.iterdir()] == ["家"]
    assert (tmp_path / "家/.config/jixiao/key").stat().st_mode & 0o777 == 0o600


@POSIX
@pytest.mark.parametrize("home", ["", "/", "家"])
def test_without_a_home_no_key_is_made(
    home: str, run: Run, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in NOWHERE.items():
        monkeypatch.setenv(name, home if name == "HOME" else value)
    monkeypatch.delenv("JIXIAO_KEY")
    assert (config_folder(), cache_folder()) == (None, None)
    done = run("generate", "form13", "-o", tmp_path / "下发")
    assert done.status == 2
    assert "--key" in done.err
    assert list(tmp_path.iterdir()) == []
    assert run("check", desk.workbook, "--key", desk.key).status == 0


@POSIX
def test_the_cache_is_the_users_alone(process: Run, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "cache" / "jixiao").mkdir(parents=True)
    (tmp_path / "cache" / "jixiao").chmod(0o755)
    for number in range(45):
        (tmp_path / "报回").mkdir(exist_ok=True)
        (tmp_path / "报回" / f"{number}.txt").write_text("x")
    assert process("read", tmp_path / "报回").status == 1
    assert (tmp_path / "cache/jixiao").stat().st_mode & 0o777 == 0o700
    kept = [path for path in (tmp_path / "cache/jixiao").rglob("*") if path.is_file()]
    assert {".sqlite", ".secret", ".bin"} <= {path.suffix for path in kept}
    assert {path.stat().st_mode & 0o777 for path in kept} == {0o600}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk at hand")
def test_a_full_temporary_folder_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    class Owner:
        pass

    owner = Owner()
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Path("/dev/full").open("w+b", buffering=0))  # noqa: SIM115
    file = put_aside(owner, in_memory=10)
    file.write(b"short")
    with pytest.raises(FileError, match="临时文件夹"):
        file.write(b"longer than that")


def test_a_temporary_folder_that_is_not_there_is_reported(process: Run, desk: Desk, tmp_path: Path) -> None:
    code = (
        "import sys, tempfile, toolkit.files as a; a.IN_MEMORY = 1; a.put_aside.__defaults__ = (1,);"
        f"tempfile.tempdir = {str(tmp_path / '没有')!r};"
        f"sys.argv[1:] = ['check', {str(desk.workbook)!r}];"
        "import toolkit.__main__ as m; m.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 2
    assert "temporary folder" in done.stderr
    assert "Traceback" not in done.stderr


@POSIX
@pytest.mark.parametrize("closed", [(1,), (0, 1), (0, 1, 2)])
def test_a_closed_standard_output_is_reported_and_takes_no_file(
    closed: tuple[int, ...], desk: Desk, tmp_path: Path
) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    command = [sys.executable, "-m", "toolkit", "read", str(desk.workbook), "--lang", "zh"]
    done = subprocess.run(command, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=close, timeout=120)
    assert done.returncode == 2
    assert 2 in closed or ("结果写不出去" in done.stderr and "Traceback" not in done.stderr)
    written = subprocess.run([*command, "-o", str(tmp_path / "x.json")], preexec_fn=close, timeout=120)
    assert written.returncode == 0
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["schema_version"] == 1


@POSIX
@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["check", "--help"], ["forms"], ["explain", "V01"], ["generate", "form13", "-o", "x"]],
)
def test_a_full_disk_behind_standard_output_is_reported(words: list[str], desk: Desk, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "toolkit", *words]
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=tmp_path, timeout=120, check=False
        )
    assert done.returncode == 2
    assert "The result cannot be written: no space left on the disk" in done.stderr.splitlines()
    if words[0] == "generate":  # what locks the sheets is told all the same
        assert "Password of the sheets: " in done.stderr


@POSIX
def test_remarks_that_cannot_be_written_change_nothing(desk: Desk, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        for words, status in ((["read", desk.workbook], 0), (["nonsense"], 2), (["merge", desk.workbook], 2)):
            command = [sys.executable, "-m", "toolkit", *map(str, words)]
            assert subprocess.run(command, stdout=subprocess.DEVNULL, stderr=full, timeout=120).returncode == status


def test_the_ending_decides_what_read_writes(run: Run, desk: Desk, tmp_path: Path) -> None:
    for name in ("记录.json", "记录.JSON"):
        assert run("read", desk.workbook, "-o", tmp_path / name, "--force").status == 0
        assert json.loads((tmp_path / name).read_text("utf-8"))["projects"]
    run("read", desk.workbook, "-o", tmp_path / "记录.txt")
    assert "projects" not in (tmp_path / "记录.txt").read_text("utf-8")


@POSIX
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["check", "R", "-o", "意见.html"], "意见.html"),
        (["check", "R", "-o", "意见.xlsx"], "意见.xlsx"),
        (["check", "R", "--annotate", "批注"], ".xlsx"),
        (["merge", "R", "-o", "汇总.xlsx"], "汇总.xlsx"),
        (["merge", "R", "-o", "汇总.xlsx", "--frames", "数据"], ".csv"),
        (["split", "S", "-o", "拆分"], ".xlsx"),
        (["generate", "form13", "-o", "下发"], ".xlsx"),
        (["read", "R", "-o", "记录.json"], "记录.json"),
        (["demo", "-o", "演示"], "演示"),
    ],
)
def test_a_disk_that_fills_up_leaves_no_half_file(words: list[str], name: str, desk: Desk, tmp_path: Path) -> None:
    import resource

    api.merge(desk.workbook, output=tmp_path / "原.xlsx", key=desk.key)
    named = {"R": str(desk.workbook), "S": str(tmp_path / "原.xlsx")}
    folder = tmp_path / "满"
    folder.mkdir()
    if name == ".csv":
        api.merge(desk.workbook, output=folder / "汇总.xlsx", key=desk.key)
        words = [*words, "--force"]
    before = contents(folder)
    limit = 500 if name == ".csv" else 2000  # bytes; the summary itself would be the first that does not fit
    done = subprocess.run(
        [sys.executable, "-m", "toolkit", *(named.get(word, word) for word in words)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        timeout=120,
    )
    assert done.returncode == 2
    [sentence] = [line for line in done.stderr.splitlines() if "cannot be written" in line]
    assert name in sentence or name == ".csv"
    assert "the file is too large" in sentence
    assert {path: of for path, of in contents(folder).items() if not path.endswith((".txt", "名册.xlsx"))} == before
