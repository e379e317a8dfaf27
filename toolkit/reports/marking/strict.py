"""Strict OOXML in the namespaces of the usual dialect: openpyxl takes no other, and silently opens nothing."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_STRICT = b"http://purl.oclc.org/ooxml/"
_PARTS = (".xml", ".rels", ".vml")
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
#: Names that are spelled otherwise in the usual dialect.
_SPELLED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_URI = re.compile(re.escape(_STRICT) + rb"(\w+)/(relationships/)?([\w/]*)")
#: The main part of a workbook says its namespace within its first bytes.
_START = 4096


def transitional(data: bytes) -> bytes:
    """A workbook in the usual namespaces; one that has them already comes back as it is. Raises what zipfile does."""
    with ZipFile(BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(_PARTS)]
        if not any(_strict(archive, name) for name in names if name.lower().endswith("workbook.xml")):
            return data
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as packed:
            for info in archive.infolist():
                part = archive.read(info)
                packed.writestr(info.filename, _URI.sub(_usual, part) if info.filename in names else part)
    return out.getvalue()


def _strict(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as part:
        return _STRICT in part.read(_START)


def _usual(match: re.Match[bytes]) -> bytes:
    family, related, name = match[1], match[2] or b"", match[3]
    if family == b"officeDocument":
        return _OFFICE + related + _SPELLED.get(name, name)
    return b"http://schemas.openxmlformats.org/" + family + b"/2006/" + name
