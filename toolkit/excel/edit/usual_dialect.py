"""Workbooks of the strict dialect in the usual one."""

from __future__ import annotations

import re

from toolkit.excel.edit.package_edit import PackageEdit
from toolkit.excel.limits import Limits
from toolkit.excel.open.guard import Container
from toolkit.excel.write.zip_parts import join, pack

_STRICT = b"http://purl.oclc.org/ooxml/"
_PARTS = (".xml", ".rels", ".vml")
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
#: Names that the usual dialect spells differently.
_SPELLED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_URI = re.compile(re.escape(_STRICT) + rb"(\w+)/(relationships/)?([\w/]*)")
#: Within these bytes the main part of a workbook names its namespace.
_START = 4096


def editable(data: bytes, limits: Limits) -> PackageEdit:
    """Returns a workbook to be edited, a strict one in the usual namespaces.

    Raises Damaged, Refused or EncryptedMember.
    """
    package = PackageEdit(data, limits)
    if _STRICT not in package.bytes_of(package.main())[:_START]:
        return package
    container = Container(data, limits)
    parts = {info.filename: container.inflate(info) for info in container.infos}
    usual = {
        name: pack(_URI.sub(_usual, part) if name.lower().endswith(_PARTS) else part) for name, part in parts.items()
    }
    return PackageEdit(join(usual), limits)


def _usual(match: re.Match[bytes]) -> bytes:
    family, related, name = match[1], match[2] or b"", match[3]
    if family == b"officeDocument":
        return _OFFICE + related + _SPELLED.get(name, name)
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name
