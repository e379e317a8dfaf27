"""Papers and workbooks for one unit in a .zip to send."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: Every member carries this date, so that the same files give the same bytes.
_DATE = (2024, 1, 1, 0, 0, 0)
#: Rights of a file that its owner may write and all may read, as the format keeps them.
_RIGHTS = 0o644 << 16


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Returns a .zip of files by name, in the order given.

    Chinese names are marked as UTF-8, which Windows, WPS and macOS read. The same files give the same bytes.

    Args:
        files: contents by name; a folder is written with forward slashes.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = ZipInfo(name, _DATE)
            member.compress_type, member.external_attr = ZIP_DEFLATED, _RIGHTS
            archive.writestr(member, data)
    return buffer.getvalue()
