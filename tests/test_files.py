"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import FileError
from toolkit.files import write_atomically


def test_folders_are_made_and_nothing_is_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "甲" / "乙" / "表.xlsx"
    write_atomically(path, b"1")
    assert path.read_bytes() == b"1"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_there_is_kept_unless_forced(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_atomically(path, b"1")
    with pytest.raises(FileError, match="已存在"):
        write_atomically(path, b"2")
    assert path.read_bytes() == b"1"
    write_atomically(path, b"2", force=True)
    assert path.read_bytes() == b"2"


def test_a_file_that_is_open_elsewhere_is_reported_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"1")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileError, match="正被其他程序打开"):
        write_atomically(path, b"2", force=True)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"1"


def test_a_folder_that_cannot_be_made_is_reported_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"a file where a folder is wanted")
    with pytest.raises(FileError, match="无法写入"):
        write_atomically(tmp_path / "甲" / "表.xlsx", b"1")
