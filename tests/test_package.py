"""The distribution holds together: packages, layers, what a cold start may import."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _config() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    return config


def test_every_package_of_the_tree_is_listed_for_installation() -> None:
    listed = set(_config()["options"]["packages"].split())
    present = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "toolkit").rglob("__init__.py")}
    assert listed == present | {"toolkit.samples", "toolkit.templates"}


def test_the_version_is_the_same_in_the_package_and_its_metadata() -> None:
    import toolkit

    assert toolkit.__version__ == _config()["metadata"]["version"]


def test_everything_public_can_be_imported() -> None:
    import toolkit

    assert all(getattr(toolkit, name) is not None for name in toolkit.__all__)


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
