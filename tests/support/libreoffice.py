"""LibreOffice as a person's program: opens files and saves them in another format."""

from __future__ import annotations

import subprocess
from pathlib import Path

_FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML",
    "xls": "xls:MS Excel 97",
    "ods": "ods",
    "pdf": "pdf",
}


def convert(paths: list[Path], kind: str, work: Path) -> list[Path]:
    """Convert files in one call into a fresh folder; fails where one does not come out."""
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
