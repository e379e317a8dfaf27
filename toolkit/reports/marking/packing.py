"""The saved copy is packed again: parts mended, dates fixed, so that the same copy is the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_PACKED = (1980, 1, 1, 0, 0, 0)

Mend = Callable[[bytes], bytes]


def pack(saved: bytes, mends: Mapping[str, Mend], modified: datetime) -> bytes:
    """Pack a workbook again.

    Args:
        saved: as openpyxl wrote it.
        mends: by the name of a part, what is to be done with it.
        modified: when the workbook was changed last, as it shall say itself.
    """
    out = BytesIO()
    with ZipFile(BytesIO(saved)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            part = archive.read(name)
            if name in mends:
                part = mends[name](part)
            elif name == _CORE:
                part = _MODIFIED.sub(rb"\g<1>" + f"{modified:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<2>", part)
            info = ZipInfo(name, _PACKED)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
            packed.writestr(info, part)
    return out.getvalue()
