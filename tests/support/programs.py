"""Programs as a person runs them: jixiao and LibreOffice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from toolkit.cli import cli

NAMES = ("治安经费（常）", "文体活动经费", "社区办公经费")
WRONG = "计生经费（常）"
UNIT = "东莞市东坑镇骏达社区居民委员会"


@dataclass(frozen=True)
class Ended:
    """The end of a run: its status and its output."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]


@dataclass(frozen=True)
class Desk:
    """A department's desk with returned forms.

    Attributes:
        folder: everything.
        returned: three projects of one unit without an error, in one workbook.
        wrong: the same and a project without its goal.
        key: the department's key.
    """

    folder: Path
    returned: Path
    wrong: Path
    key: Path

    @property
    def workbook(self) -> Path:
        return next(self.returned.glob("*.xlsx"))


def invoke(*arguments: object) -> Ended:
    """Runs the command in this process."""
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments], prog_name="jixiao")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Ended(done.exit_code, done.stdout, done.stderr)


def start(*arguments: object, encoding: str = "utf-8", **more: str) -> Ended:
    """Runs `python -m toolkit` as a process, with additions to its environment."""
    command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env={**os.environ, **more}, timeout=600)
    return Ended(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def contents(folder: Path) -> dict[str, str]:
    """The hash of every file below a folder."""
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def zipped(files: list[Path], path: Path) -> Path:
    """An archive of these files."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"内 层/{file.name}")
    return path


_FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "pdf": "pdf",
}


def convert(paths: list[Path], kind: str, work: Path) -> list[Path]:
    """Converts files with LibreOffice in one call, into a fresh folder."""
    out = work / f"office-{kind}-{len(list(work.glob('office-*')))}"
    out.mkdir()
    command = [
        *("soffice", f"-env:UserInstallation={(work / 'office-profile').as_uri()}", "--headless"),
        *("--convert-to", _FILTERS[kind], "--outdir", str(out), *map(str, paths)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    written = [out / f"{path.stem}.{kind}" for path in paths]
    missing = [str(path) for path in written if not path.exists()]
    assert not missing, f"LibreOffice did not write {missing}"
    return written


def ends(process: int) -> bool:
    """Whether a process ends soon; one that was killed may last a moment."""
    stat = Path(f"/proc/{process}/stat")
    for _ in range(600):
        try:
            os.kill(process, 0)
            if stat.exists() and stat.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
                return True  # ended, and nobody asks for its status
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False
