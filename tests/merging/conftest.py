"""A folder of its own for every test that works with files."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in an empty folder, with a department's key."""
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    monkeypatch.setenv("JIXIAO_KEY", str(key))
    monkeypatch.chdir(tmp_path)
