"""Files that may take much memory are recognised and read in a limited process."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.job_results import unpacked
from tests.support.ooxml import by_hand, unzipped, zipped
from tests.support.readers import recording_process
from toolkit.engine import Job, SmallBatchEngine
from toolkit.engine.in_process import FILE, UNZIPPED, is_heavy
from toolkit.excel import Limits

ROOT = Path(__file__).resolve().parents[2]


def bomb(size: int = UNZIPPED) -> bytes:
    """A small workbook of which so many bytes come out."""
    return zipped({**unzipped(by_hand()), "xl/worksheets/sheet9.xml": b" " * size})


def test_forms_are_light_alone_and_in_archives(returned: Path, tmp_path: Path) -> None:
    files = sorted(returned.rglob("*.xlsx"))
    assert not any(is_heavy(str(path), Limits()) for path in files)
    (tmp_path / "a.zip").write_bytes(zipped({path.name: path.read_bytes() for path in files}))
    assert not is_heavy(str(tmp_path / "a.zip"), Limits())
    (tmp_path / "a.txt").write_text("x")
    assert not is_heavy(str(tmp_path / "a.txt"), Limits())
    assert not is_heavy(str(tmp_path / "gone.xlsx"), Limits())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.xlsx", bomb()),
        ("a.zip", zipped({"内/x.xlsx": bomb()})),
        ("b.zip", zipped({"c.zip": zipped({"x.xlsx": bomb()})})),
        ("large.xlsx", b"x" * (FILE + 1)),
        ("sealed.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    ],
)
def test_what_may_take_much_is_heavy(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_heavy(str(tmp_path / name), Limits())


def test_only_heavy_files_are_read_in_a_limited_process(
    returned: Path, tmp_path: Path, work: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # workers must find the tests' reader
    good = sorted(returned.rglob("*.xlsx"))[1]
    names = ["a.xlsx", "b.xlsx", "c.xlsx"]
    for name in names:
        shutil.copy(good, tmp_path / name)
    (tmp_path / "b.xlsx").write_bytes(bomb())
    log = tmp_path / "told"
    work = replace(work, options=replace(work.options, key=str(log).encode()), reader=recording_process)
    done = list(SmallBatchEngine().run(work, [str(tmp_path / name) for name in names]))
    assert [Path(head.path).name for head, _ in unpacked(done)] == names
    by_name = dict(line.split() for line in log.read_text("utf-8").splitlines())
    assert by_name["a"] == by_name["c"] == str(os.getpid())
    assert by_name["b"] != str(os.getpid())
