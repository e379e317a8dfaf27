"""Adopting a workbook, and reading with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit import adopt
from toolkit.adopting import Adopted

Adopting = Callable[..., Adopted]


@pytest.fixture
def adopted(tmp_path: Path) -> Adopting:
    """Adopts a workbook (a path or bytes) into a folder of definitions."""

    def adopt_it(workbook: Path | bytes, name: str = "own", ending: str = "xlsx", **more: object) -> Adopted:
        if isinstance(workbook, bytes):
            path = tmp_path / f"原表 {name}.{ending}"
            path.write_bytes(workbook)
            workbook = path
        folder = tmp_path / "我的 模板"
        folder.mkdir(exist_ok=True)
        return adopt(workbook, output=folder / f"{name}.yaml", **more)  # type: ignore[arg-type]

    return adopt_it
