"""Downloads from the folder of a round: what it wrote or received, nothing outside."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

#: The folders of a round from which files are given out.
FOLDERS = ("下发", "报回", "审核", "汇总")
_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that a page offers.

    Attributes:
        path: in the round's folder, with forward slashes.
        size: in words.
    """

    path: str
    size: str

    @property
    def shown(self) -> str:
        """The path without the round's own subfolder."""
        return self.path.partition("/")[2] or self.path


def offered(folder: Path, below: str, endings: tuple[str, ...] = ()) -> Iterator[OfferedFile]:
    """Yields the files of a folder of the round that a page may offer.

    Args:
        folder: of the round.
        below: the subfolder.
        endings: of the names; empty for all.
    """
    place = folder / below
    if not place.is_dir() or place.is_symlink():
        return
    for path in sorted(place.rglob("*")):
        named, below_folder = path.name.lower(), path.relative_to(folder).as_posix()
        if named.startswith((".", "~$")) or (endings and not named.endswith(endings)) or not below_folder.isprintable():
            continue
        with suppress(OSError):  # it was moved away meanwhile
            facts = path.lstat()
            if stat.S_ISREG(facts.st_mode):
                yield OfferedFile(below_folder, _size(facts.st_size))


def _size(count: int) -> str:
    if count < 1 << 10:
        return f"{count} B"
    return f"{count / (1 << 10):.0f} KB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MB"


def inside(folder: Path, given: str) -> Path:
    """Returns a file of the round. Raises HTTPException for everything else."""
    parts = PurePosixPath(given).parts
    if "\\" in given or "\0" in given or ":" in given or len(parts) < 2 or parts[0] not in FOLDERS or ".." in parts:
        raise HTTPException(404)
    base = folder.resolve()
    path = folder.joinpath(*parts).resolve()
    try:
        regular = path.is_relative_to(base / parts[0]) and stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        regular = False
    if not regular or path.name.startswith("."):
        raise HTTPException(404)
    return path


def download(path: Path) -> FileResponse:
    """Returns a file to be saved, never shown: it might run as a page."""
    name = quote(path.name, safe="")
    plain = "".join(sign if (sign.isascii() and sign.isalnum()) or sign in "._-" else "_" for sign in path.name)
    return FileResponse(
        path,
        media_type=_TYPES.get(path.suffix.lower(), "application/octet-stream"),
        headers={"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"},
    )
