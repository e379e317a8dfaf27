"""Originals are kept under names that every system takes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.ledger.originals import OriginalsFolder, store, stored_name
from toolkit.model import is_device

SHA = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("治安经费.xlsx", "治安经费.xlsx"),
        ("aux.xlsx", "_aux.xlsx"),
        ("CON", "_CON"),
        ("com1 .xlsx", "_com1.xlsx"),
        ("LPT³.tar.gz", "_LPT³.tar.gz"),
        ("压缩包.zip!内/nul.png", "_nul.png"),
        ("console.xlsx", "console.xlsx"),
        ("报表\u202exslx.exe", "报表xslx.exe"),
        ("..\\..\\逃.txt", "逃.txt"),
        ("\u200f", "无名"),
    ],
)
def test_a_name_that_no_system_takes_is_changed(given: str, kept: str) -> None:
    assert stored_name(given, SHA) == f"报回/{SHA[:16]}/{kept}"
    assert not is_device(kept)


def test_a_second_copy_is_removed_unless_both_names_are_one_file(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        store(tmp_path, f"报回/{SHA[:16]}/{name}", b"form")
    first, second = (f"报回/{SHA[:16]}/{name}" for name in ("甲.xlsx", "乙.xlsx"))
    with OriginalsFolder(tmp_path) as originals:
        originals.drop(second, first)
        assert not (tmp_path / second).exists()
        os.link(tmp_path / first, tmp_path / second)  # as A.xlsx and a.xlsx are on Windows
        originals.drop(second, first)
        originals.drop(first, f"{first}.missing")
    assert (tmp_path / first).read_bytes() == (tmp_path / second).read_bytes() == b"form"
