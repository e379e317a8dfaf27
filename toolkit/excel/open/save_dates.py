"""Dates on which workbooks were last saved, as their properties name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from toolkit.excel.limits import DEFAULT, Damaged, Limits, Refused
from toolkit.excel.open.archive import members
from toolkit.excel.open.attributes import all_text, local
from toolkit.excel.open.guard import Container, EncryptedMember, parse
from toolkit.excel.open.package import Package, first
from toolkit.files import read_regular
from toolkit.model.paths import shown_path


class SaveDates:
    """Dates on which files were last saved; an archive is read once.

    Args:
        on_disk: for the path of a record, `archive.zip!inner.xlsx`, the file that it was read from.
        limits: what is refused as too large.
    """

    def __init__(self, on_disk: Mapping[str, str], limits: Limits = DEFAULT) -> None:
        self._on_disk = on_disk
        self._limits = limits
        self._dates: dict[str, Mapping[str, datetime | None]] = {}

    def __call__(self, path: str) -> datetime | None:
        """Returns the date that a workbook names; None where it cannot be read."""
        file = self._on_disk.get(path, path)
        if file not in self._dates:
            self._dates[file] = dict(_dates(path, file, self._limits))
        return self._dates[file].get(path)


def _dates(path: str, file: str, limits: Limits) -> Iterator[tuple[str, datetime | None]]:
    """Yields the dates of a file, or of every file in an archive."""
    try:
        data = read_regular(file, max(limits.file_size, limits.archive_unzipped))
    except OSError:
        return
    if path == shown_path(file):
        yield path, _modified(data, limits)
        return
    for member in members(shown_path(file), data, limits) or ():
        if member.data is not None:
            yield member.path, _modified(member.data, limits)


def _modified(data: bytes, limits: Limits) -> datetime | None:
    try:
        return _date(data, limits)
    except (Damaged, Refused, EncryptedMember):
        return None


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
    """Returns a moment like 2024-03-01T08:30:00Z, UTC without a zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
