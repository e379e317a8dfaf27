"""Another distribution's package of the same name is noticed at start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JIXIAO = [sys.executable, "-P", "-c", "from jixiao import main; main()", "--version"]
MODULE = [sys.executable, "-P", "-m", "toolkit", "--version"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder of packages as pip lays it out; `make dist-test` installs the wheel itself."""
    folder = tmp_path / "packages"
    hidden = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "toolkit", folder / "toolkit", ignore=hidden)
    shutil.copytree(ROOT / "packaging" / "jixiao", folder / "jixiao", ignore=hidden)
    about = folder / "jixiao-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: jixiao\nVersion: 0.1.0\n")
    files = [path for path in folder.rglob("*") if path.is_file()]
    lines = [f"{path.relative_to(folder).as_posix()},sha256=,{path.stat().st_size}" for path in files]
    (about / "RECORD").write_text("\n".join(lines) + "\n")
    return folder


def another(folder: Path, *, owner: str = "toolbox") -> None:
    """Installs another distribution with a package of the same name."""
    package = folder / "toolkit"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("# another toolkit\n__version__ = '9'\n")
    (package / "hammer.py").write_text("")
    about = folder / f"{owner}-9.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {owner}\nVersion: 9\n")
    (about / "RECORD").write_text("toolkit/__init__.py,,\ntoolkit/hammer.py,,\n")


def started(command: list[str], *folders: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, env=environment, cwd=folders[0], capture_output=True, encoding="utf-8", timeout=120, check=False
    )


@pytest.mark.parametrize("command", [JIXIAO, MODULE], ids=["jixiao", "python -m toolkit"])
def test_an_installation_of_its_own_starts(command: list[str], installed: Path) -> None:
    done = started(command, installed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("jixiao ")


@pytest.mark.parametrize("command", [JIXIAO, MODULE], ids=["jixiao", "python -m toolkit"])
def test_files_of_another_package_among_ours_are_named_with_their_owner(command: list[str], installed: Path) -> None:
    ours = (installed / "toolkit" / "__init__.py").read_bytes()
    another(installed)
    for front in (None, ours):  # whichever was installed last
        if front is not None:
            (installed / "toolkit" / "__init__.py").write_bytes(front)
        done = started(command, installed)
        assert done.returncode == 2, done.stdout
        assert "toolbox" in done.stderr
        assert "python -m venv" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_package_that_hides_ours_is_named(installed: Path, tmp_path: Path) -> None:
    another(tmp_path / "elsewhere")
    done = started(JIXIAO, tmp_path / "elsewhere", installed)
    assert done.returncode == 2
    assert str(tmp_path / "elsewhere" / "toolkit") in done.stderr
    assert "Traceback" not in done.stderr


def test_remains_of_an_editor_or_of_python_are_nobodys_package(installed: Path) -> None:
    (installed / "toolkit" / "__pycache__").mkdir(exist_ok=True)
    (installed / "toolkit" / ".DS_Store").write_bytes(b"")
    assert started(JIXIAO, installed).returncode == 0
