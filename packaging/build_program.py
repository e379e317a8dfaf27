"""Builds the folder for computers without Python: `python packaging/build_program.py FOLDER`.

Run by the interpreter of an environment in which only jixiao and PyInstaller are installed.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))


def main(out: Path) -> None:
    """Builds `out/jixiao`: the programs, a word to the reader, the licences; and an archive of it beside the folder."""
    import licences

    shutil.rmtree(out, ignore_errors=True)
    work = out.with_name(f"{out.name}-work")
    work.mkdir(parents=True, exist_ok=True)
    places = ["--distpath", str(out), "--workpath", str(work)]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, HERE / "program.spec"],
        check=True,
        cwd=work,  # the package is the installed one, whose data lie in it, and not that of a checkout
    )
    folder = out / "jixiao"
    licences.main(folder / "licences")
    shutil.copy(HERE.parent / "LICENSE", folder / "LICENSE.txt")
    # Notepad of older Windows wants the mark and these line ends.
    text = (HERE / "使用说明.txt").read_text("utf-8")
    (folder / "使用说明.txt").write_text(text, "utf-8-sig", newline="\r\n")
    # A .zip knows no programs and no links of other systems than Windows.
    name = f"jixiao-{version('jixiao')}-{sys.platform}-{platform.machine().lower()}"
    shutil.make_archive(str(out / name), "zip" if sys.platform == "win32" else "gztar", out, folder.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
