"""When a file was last saved, by its own word: the core property `modified` inside a workbook.

The file system's date changes with every copy, download and mail, and is not asked.
"""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.files import read_regular
from toolkit.intake.limits import DEFAULT, Damaged, Limits, Refused
from toolkit.intake.opening.archive import members
from toolkit.intake.opening.guard import Container, EncryptedMember
from toolkit.intake.opening.guard_xml import parse
from toolkit.intake.opening.opc import Package, first
from toolkit.intake.opening.xlsx_attributes import all_text, local
from toolkit.model.paths import shown_path


def modified(path: str, on_disk: str | None = None, limits: Limits = DEFAULT) -> datetime | None:
    """The date that a workbook gives itself; None where it gives none or cannot be read.

    Args:
        path: as a record names it, `archive.zip!inner.xlsx` for a file in an archive.
        on_disk: the file that it was read from; None where it is the path itself.
        limits: what is refused as too large.
    """
    try:
        data = _bytes(path, on_disk or path, limits)
        return None if data is None else _date(data, limits)
    except (OSError, Damaged, Refused, EncryptedMember):
        return None


def _bytes(path: str, on_disk: str, limits: Limits) -> bytes | None:
    data = read_regular(on_disk, max(limits.file_size, limits.archive_unzipped))
    if path == shown_path(on_disk):
        return data
    inside = members(shown_path(on_disk), data, limits) or ()
    return next((member.data for member in inside if member.path == path), None)


def _date(data: bytes, limits: Limits) -> datetime | None:
    package = Package(Container(data, limits), limits)
    core = package.optional(first(package.related(""), "core-properties"))
    if core is None:
        return None
    for node in parse(core, limits):
        if local(node) == "modified":
            return _parsed(all_text(node).strip())
    return None


def _parsed(text: str) -> datetime | None:
    """A date as the format writes it, 2024-03-01T08:30:00Z; one without a zone is taken as if it were of Greenwich."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
