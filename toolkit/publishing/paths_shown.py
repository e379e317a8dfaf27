"""Names of files in a summary, and links to them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from toolkit.model.paths import shown_path
from toolkit.model.records import Project

_SEPARATORS = ("/", "\\") if os.sep == "\\" else ("/",)
#: What stands before a path in a sentence, and the ending of a file's name behind it: 由 报回/甲.xlsx 取代.
_BEFORE, _BEHIND = r"(?:^|(?<=[\s：、，；（“]))", r"(?=[^，；\n]*\.[a-z]{2,4}\b)"

_DRIVE = re.compile(r"(?:[A-Za-z]:)?[/\\]*")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with its separator, removed from shown paths; an empty one removes nothing."""

    path: str = ""
    _in_text: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_in_text", re.compile(_BEFORE + re.escape(self.path) + _BEHIND))

    def file(self, path: str) -> str:
        """Returns a file as it is named on the sheets."""
        return path.removeprefix(self.path)

    def sentence(self, text: str) -> str:
        """Returns a sentence with its files as they are named on the sheets."""
        return self._in_text.sub("", text) if self.path and self.path in text else text


def common_folder(files: Iterable[str]) -> Folder:
    """Returns the folder of all files; none where it would be a whole drive."""
    first = last = ""
    for file in files:
        first, last = min(first or file, file), max(last, file)
    shared = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
    end = max(shared.rfind(separator) for separator in _SEPARATORS) + 1
    return Folder("" if _DRIVE.fullmatch(shared[:end]) else shared[:end])


#: Signs that mean something else in a link.
_SPECIAL = frozenset('#%"<>|?*\n\r\t')
_LONGEST = 255


def link_to(project: Project, folder: Path | None) -> str | None:
    """Returns a link to a project's file, or its archive; None where impossible."""
    if folder is None or project.source is None:
        return None
    path = project.source.on_disk
    if not path or path != shown_path(path) or _SPECIAL & set(path):
        return None
    try:
        relative = os.path.relpath(path, folder).replace("\\", "/")
    except ValueError:  # another drive
        relative = str(Path(path).absolute())
    return f"external:{relative}" if len(relative) <= _LONGEST else None
