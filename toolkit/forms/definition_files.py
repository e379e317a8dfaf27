"""The files of definitions and frameworks, and the folders where they lie.

A user's own folder (`--templates`, `JIXIAO_TEMPLATES`) is searched before the definitions that ship.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from toolkit.errors import TemplateError

VARIABLE = "JIXIAO_TEMPLATES"
FRAMEWORKS = "frameworks"


@cache
def shipped(name: str) -> Path:
    """Returns a folder of the distribution (`templates`, `samples`), installed or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def folders(own: Path | None = None) -> tuple[Path, ...]:
    """Returns the folders of definitions, first come first.

    Raises TemplateError where a named one is missing.
    """
    named = own or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None and not named.is_dir():
        raise TemplateError(f"模板文件夹不存在：{named}", f"the folder of definitions does not exist: {named}")
    return (*([named] if named else []), shipped("templates"))


def folder_of(form: str) -> Path | None:
    """Returns the folder of a definition that is named by its file.

    Its framework of levels may be there.
    """
    return Path(form).parent if form.lower().endswith((".yaml", ".yml")) else None


def example_files() -> Mapping[str, Path]:
    """Returns the files of the example definitions, which are called after their ids.

    They describe forms of other places. They are to be copied: a sheet is never taken for one of them unasked.
    """
    folder = shipped("templates") / "examples"
    return {path.stem: path for path in yaml_files(folder)} if folder.is_dir() else {}


def yaml_files(folder: Path) -> list[Path]:
    """Returns the YAML files of a folder, by name.

    Hidden files and what editors leave are not among them.
    """
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in (".yaml", ".yml") and not path.name.startswith((".", "~")) and path.is_file()
    )


class FileState(NamedTuple):
    """A file as it was written; it is read anew where that changes."""

    place: Path
    written: int
    size: int


def state_of(path: Path) -> FileState:
    """Returns the state of a file; of a missing one too."""
    try:
        found = path.stat()
    except OSError:
        return FileState(path.absolute(), 0, 0)
    return FileState(path.absolute(), found.st_mtime_ns, found.st_size)


def framework_files(places: Iterable[Path]) -> dict[str, Path]:
    """Returns the files of the frameworks of levels by id; the first folder counts."""
    found: dict[str, Path] = {}
    for folder in places:
        for path in _frameworks(folder / FRAMEWORKS, state_of(folder / FRAMEWORKS)):
            found.setdefault(path.stem, path)
    return found


@cache
def _frameworks(folder: Path, state: FileState) -> tuple[Path, ...]:
    return tuple(yaml_files(folder)) if state.written else ()
