"""Workbooks of the strict dialect in the usual one."""

from __future__ import annotations

import re

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


def transitional(data: bytes, limits: Limits) -> bytes:
    """Returns a workbook in the usual namespaces.

    One that has them already is returned as it is. Raises Damaged, Refused or EncryptedMember.
    """
    container = Container(data, limits)
    container.check()
    mains = [info for info in container.infos if info.filename.lower().endswith("workbook.xml")]
    if not any(_STRICT in container.head(info, _START) for info in mains):
        return data
    parts = {info.filename: container.inflate(info) for info in container.infos}
    return join(
        {name: pack(_URI.sub(_usual, part) if name.lower().endswith(_PARTS) else part) for name, part in parts.items()}
    )


def _usual(match: re.Match[bytes]) -> bytes:
    family, related, name = match[1], match[2] or b"", match[3]
    if family == b"officeDocument":
        return _OFFICE + related + _SPELLED.get(name, name)
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name
