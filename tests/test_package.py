"""The distribution holds together: packages, layers, what a cold start may import."""

from __future__ import annotations

import ast
import configparser
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def _config() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    return config


def test_every_package_of_the_tree_is_listed_for_installation() -> None:
    listed = set(_config()["options"]["packages"].split())
    present = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "toolkit").rglob("__init__.py")}
    data = {
        f"toolkit.{'.'.join(path.parent.relative_to(ROOT).parts)}"
        for folder in ("templates", "samples")
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file()
    }
    assert listed == present | data | {"jixiao"}


def test_everything_public_can_be_imported() -> None:
    import toolkit

    assert all(getattr(toolkit, name) is not None for name in toolkit.__all__)


ROOMS = sorted(path.parent for path in (ROOT / "toolkit").glob("*/__init__.py"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_front_of_a_room_has_what_it_lists(room: Path) -> None:
    front = importlib.import_module(f"toolkit.{room.name}")
    names = getattr(front, "__all__", [])
    assert all(getattr(front, name) is not None for name in names)
    modules = {path.stem for path in room.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert not modules & set(names), "once imported, the module would hide the name"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_type_checkers_see_the_names_that_a_front_imports_lazily(room: Path) -> None:
    module = ast.parse((room / "__init__.py").read_text("utf-8"))
    seen = [
        alias.name
        for node in module.body
        if isinstance(node, ast.If)
        for line in node.body
        if isinstance(line, ast.ImportFrom)
        for alias in line.names
    ]
    if seen:
        assert sorted(seen) == sorted(importlib.import_module(f"toolkit.{room.name}").__all__)


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, toolkit.__main__ as m\n"
        "sys.argv = ['jixiao', '--help']\n"
        "try: m.main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'xlsxwriter', 'lxml', 'python_calamine', 'pydantic', 'ruamel'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert "generate" in done.stdout
