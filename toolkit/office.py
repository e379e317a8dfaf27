"""LibreOffice, which saves or prints workbooks within a limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.model.finding import Bilingual

_NAMES = ("soffice", "libreoffice", "soffice.exe")
#: Folders where installers put it without adding it to the search path.
_USUAL = (
    Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "LibreOffice/program/soffice.exe",
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
#: Seconds that one call may take.
SECONDS = 120


def office_program() -> Path | None:
    """Returns LibreOffice's program, None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return Path(found) if found else next((path for path in _USUAL if path.is_file()), None)


def converted(program: Path, files: Sequence[Path], kind: str, out: Path, seconds: float = SECONDS) -> list[Path]:
    """Returns files as LibreOffice writes them, in the order given.

    It runs with a profile of its own, so that one that a person has open is not disturbed.

    Args:
        program: LibreOffice.
        files: what it opens; their names differ.
        kind: the ending of what it writes: pdf, xlsx.
        out: the folder to write to.
        seconds: how long it may take.

    Raises:
        subprocess.SubprocessError: it failed, or took too long and was ended.
        OSError: it could not be started, or a file is missing.
    """
    with TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as profile:
        command = [str(program), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        _run([*command, "--convert-to", kind, "--outdir", str(out), *map(str, files)], seconds)
    written = [out / f"{file.stem}.{kind}" for file in files]
    for path in written:
        if not path.is_file():
            raise FileNotFoundError(path.name)
    return written


def _run(command: Sequence[str], seconds: float) -> None:
    """Runs a program, and ends it with its children where it takes too long."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=os.name == "posix"
    )
    try:
        status = process.wait(seconds)
    finally:
        if process.poll() is None:
            _end(process)
    if status:
        raise subprocess.CalledProcessError(status, command[0])


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)  # it starts a second process, which does the work
    else:
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process.wait()


class OfficeStep:
    """The step of a trial round in which LibreOffice saves the workbooks.

    Attributes:
        skipped: why some workbooks were not saved; None where all were.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self.skipped: Bilingual | None = None
        self._seconds = seconds

    def save(self, workbooks: Sequence[Path], out: Path) -> tuple[Path, ...]:
        """Returns workbooks as LibreOffice saves them; nothing where it cannot, and `skipped` says why."""
        program = office_program()
        if program is None:
            self.skipped = Bilingual(
                "本机没有 LibreOffice，未试“用它保存后再读”这一步",
                "LibreOffice is not installed: the step “saved by LibreOffice” was left out",
            )
            return ()
        out.mkdir(parents=True, exist_ok=True)
        plain = [out / f"{number}.xlsx" for number in range(len(workbooks))]  # names that every system passes on
        for workbook, copy in zip(workbooks, plain, strict=True):
            shutil.copy(workbook, copy)
        try:
            return tuple(converted(program, plain, "xlsx", out / "saved", self._seconds))
        except (subprocess.SubprocessError, OSError) as error:
            self.skipped = Bilingual(
                f"LibreOffice 没有保存成功（{type(error).__name__}），未试“用它保存后再读”这一步",
                f"LibreOffice saved nothing ({type(error).__name__}): the step “saved by LibreOffice” was left out",
            )
            return ()
