"""The files in a .zip, each as if it came alone."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from toolkit.excel.limits import DEFAULT, Damaged, Limits, Refused
from toolkit.excel.open.guard import Container, EncryptedMember, refuse_path_trick
from toolkit.excel.open.package import Package
from toolkit.excel.open.sniff import FileKind, is_zip, kind_of_zip
from toolkit.model.evidence import Observation, Observed
from toolkit.model.paths import shown_path

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
_PREFIXES = ("~$", ".~", "._")
_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


def readable_name(info: zipfile.ZipInfo) -> str:
    """Returns a member's path with forward slashes.

    Zips made in China without the flag for UTF-8 hold GBK, which Python takes for cp437; some from macOS hold
    UTF-8 all the same. An extra field with the name in Unicode is believed where it belongs to the name.
    """
    if info.flag_bits & _UTF8_FLAG or info.orig_filename.isascii():
        name = info.orig_filename
    else:
        stored = info.orig_filename.encode("cp437")
        name = _unicode_path(info.extra, stored) or _decoded(stored)
    return name.replace("\\", "/")


def is_lock_file(path: str) -> bool:
    """Whether a path is a lock, temporary or system file."""
    *folders, name = path.replace("\\", "/").lower().split("/")
    return "__macosx" in folders or name.startswith(_PREFIXES) or name in _NAMES or name.endswith(".tmp")


def _decoded(stored: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding)
        except UnicodeDecodeError:
            continue
    return stored.decode("cp437")


def _unicode_path(extra: bytes, stored: bytes) -> str | None:
    """Returns the name in the Info-ZIP extra field; None without a valid one."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(stored):
            return field[5:].decode("utf-8", "replace")
    return None


_FIRST_NAME = 30  # where the first member's name stands
_OPC_STARTS = (b"[Content_Types].xml", b"_rels/.rels")
_DEPTH = 2  # an archive, and archives in it


__all__ = ["Member", "begins_as_workbook", "is_lock_file", "members", "observed"]


class Member(NamedTuple):
    """A file of an archive.

    Attributes:
        path: `archive.zip!inner/name.xlsx`.
        data: its bytes, None where it cannot or need not be read.
        observations: why not; empty where there are bytes to open.
    """

    path: str
    data: bytes | None
    observations: tuple[Observation, ...] = ()

    @property
    def skipped(self) -> bool:
        """Whether the member is no work of a person, such as a lock file."""
        return any(observation.seen is Observed.LOCK_FILE for observation in self.observations)


def members(path: str, data: bytes, limits: Limits = DEFAULT) -> Iterator[Member] | None:
    """Returns the files of an archive in order; None if it is none.

    The files of inner archives are in the place of these archives.

    Never raises: what cannot be read is a member with an observation, the archive itself under its own path.

    Args:
        path: the file's path as it will be shown.
        data: its bytes.
        limits: what a file may hold, and what an archive may.

    Returns:
        None where the file is no archive of files but a workbook or anything else.
    """
    budget = replace(
        limits,
        file_size=limits.archive_unzipped,
        unzipped=limits.archive_unzipped,
        part_size=limits.file_size,
        members=limits.archive_members,
    )
    return _Unpacking(budget).walk(path, data, 1) if _is_archive(data, budget) else None


def begins_as_workbook(data: bytes) -> bool:
    """Whether a zip's first bytes show a workbook without a password, as most do."""
    return data.startswith(_OPC_STARTS, _FIRST_NAME)


def _is_archive(data: bytes, budget: Limits) -> bool:
    """Whether a file is an archive of files.

    Where that is unclear, the reader of single files decides.
    """
    if not is_zip(data) or begins_as_workbook(data):  # that spares a look into its directory
        return False
    try:
        return kind_of_zip(Package(Container(data, budget), budget)) is FileKind.ARCHIVE
    except (Damaged, Refused, EncryptedMember):
        return False


class _Unpacking:
    """One archive while it is unpacked; the limits hold for its whole content."""

    def __init__(self, budget: Limits) -> None:
        self._total = self._budget = budget

    def walk(self, path: str, data: bytes, depth: int) -> Iterator[Member]:
        """Yields the files of an archive at some depth of nesting."""
        try:
            if depth > _DEPTH:
                raise Refused(f"压缩包嵌套超过 {_DEPTH} 层", f"archives nested more than {_DEPTH} deep")
            container = Container(data, self._budget)
            members = self._budget.members - len(container.infos)
            self._budget = replace(self._budget, members=members)
        except (Damaged, Refused) as fault:
            yield Member(path, None, (observed(fault),))
            return
        if not container.infos:
            yield Member(path, None, (observed(Damaged("压缩包里没有文件", "the archive contains no files")),))
        seen: set[str] = set()
        for info in container.infos:
            name = shown_path(readable_name(info))
            yield from self._member(f"{path}!{name}", name, container, info, name in seen, depth)
            seen.add(name)

    def _member(
        self, path: str, name: str, container: Container, info: zipfile.ZipInfo, twice: bool, depth: int
    ) -> Iterator[Member]:
        if is_lock_file(name):
            yield Member(path, None, (Observation(Observed.LOCK_FILE),))
            return
        try:
            refuse_path_trick(info)
            if twice:
                raise Refused("成员名称重复", "two members have the same name")
            container.left = self._budget.unzipped
            data = container.inflate(info)
            self._budget = replace(self._budget, unzipped=container.left)
        except (Damaged, Refused, EncryptedMember) as fault:
            yield Member(path, None, (observed(fault),))
            return
        if _is_archive(data, self._total):
            yield from self.walk(path, data, depth + 1)
        else:
            yield Member(path, data)


def observed(fault: Damaged | Refused | EncryptedMember) -> Observation:
    """Returns the observation for a failure."""
    match fault:
        case Damaged():
            return Observation(Observed.DAMAGED, fault.cell, {"reason": fault.reason}, fault.sheet)
        case Refused():
            return Observation(Observed.REFUSED, facts={"limit": fault.limit})
    return Observation(Observed.ENCRYPTED)
