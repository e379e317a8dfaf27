"""Tries wheel and sdist as a stranger gets them: `python packaging/try_dist.py dist`.

In clean environments outside of the tree: the wheel alone gives the demo and a check; without the extras a sentence
says what is missing; the sdist, unpacked, runs the tests of a room.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

#: A room whose tests need neither LibreOffice nor an extra.
_ROOM = "tests/issuing"
_LOCK = "requirements.lock"


def environment(folder: Path, *requirements: str, lock: Path) -> Path:
    """Returns the folder of the programs of a new environment."""
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    quiet = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "-c", str(lock)]
    run([str(programs / "python"), *quiet, *requirements], folder)
    return programs


def run(command: Sequence[str], folder: Path, *, allowed: Sequence[int] = (0,)) -> str:
    """Runs a program in a folder and returns its output; ends where its status is another one."""
    print("$", " ".join(command), flush=True)
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{done.stdout}{done.stderr}status {done.returncode}")
    return done.stdout + done.stderr


def megabytes(folder: Path) -> float:
    """Returns the size of a folder in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main(dist: Path) -> None:
    """Tries both distributions."""
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    lock = dist.parent / _LOCK
    with TemporaryDirectory(prefix="jixiao try ") as name:
        work = Path(name)
        programs = environment(work / "plain", str(wheel), lock=lock)
        run([str(programs / "python"), "-m", "pip", "uninstall", "-q", "-y", "pip", "setuptools"], work)
        print(f"a plain install: {megabytes(work / 'plain'):.0f} MB")
        jixiao = str(programs / "jixiao")
        print(run([jixiao, "--version"], work).strip())
        run([jixiao, "demo", "-o", "演 示"], work)
        found = run([jixiao, "check", "演 示/东坑镇/2-报回", "-o", "意见.html"], work, allowed=(0, 1))
        print(found.strip().splitlines()[-1] if found.strip() else "意见.html")
        code = "from toolkit import read\nread('演 示/东坑镇/2-报回').to_frame()"
        sentence = run([str(programs / "python"), "-c", code], work, allowed=(1,)).strip().splitlines()[-1]
        print(sentence)
        if "jixiao[frames]" not in sentence:
            raise SystemExit("without pandas there is no sentence")
        with tarfile.open(sdist) as archive:
            archive.extractall(work / "sdist", filter="data")
        [source] = (work / "sdist").iterdir()
        programs = environment(work / "tests", f"{source}[dev]", lock=lock)
        tests = [str(programs / "python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", _ROOM]
        print(run(tests, source).strip().splitlines()[-1])


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
