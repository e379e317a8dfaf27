"""Where a project's file lies as seen from the summary's folder, so that a click on it opens it. Pure."""

from __future__ import annotations

import os
from pathlib import Path

from toolkit.model.paths import shown_path
from toolkit.model.project import Project

#: Signs that mean something else in a link.
_SPECIAL = frozenset('#%"<>|?*\n\r\t')
_LONGEST = 255


def link_to(project: Project, folder: Path | None) -> str | None:
    """A link to the file that a project was read from; of an archive's member to the archive. None for none."""
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
