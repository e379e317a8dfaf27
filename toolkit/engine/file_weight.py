"""Whether a file may take much memory or time, told from its size and its directory before it is read.

What is light is read in this process; what is heavy goes to one that can be lost (`toolkit.engine.small`).
"""

from __future__ import annotations

import struct

from toolkit.excel.limits import MB, Limits
from toolkit.excel.open.archive import members
from toolkit.excel.open.sniff import is_zip
from toolkit.files import TooLarge, read_regular

#: Bytes of a file that any form, and a summary of some hundred projects, stays below.
FILE = 2 * MB
#: The same for what comes out of it: as XML it takes some twenty times as much memory.
UNZIPPED = 16 * MB

_ENTRY = b"PK\x01\x02"  # an entry of a zip's directory; the unzipped size stands in it
_SIZE = struct.Struct("<I")
_SIZE_AT = 24
# A name as OLE writes it: a workbook that is encrypted, which may open without a password and be anything inside.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_heavy(path: str, limits: Limits) -> bool:
    """Whether a file may take much to read; one that cannot be read takes nothing."""
    try:
        data = read_regular(path, FILE)
    except TooLarge:
        return True
    except OSError:
        return False
    if not is_zip(data):
        return _ENCRYPTED in data
    # An archive is unpacked only where all that it holds is little.
    return _unzipped(data) > UNZIPPED or any(
        _unzipped(member.data) > UNZIPPED or _ENCRYPTED in member.data
        for member in members(path, data, limits) or ()
        if member.data is not None
    )


def _unzipped(data: bytes) -> int:
    """Returns the bytes that a zip's directory promises; 0 for what is no zip."""
    total, at = 0, data.find(_ENTRY)
    while at >= 0:
        if at + _SIZE_AT + _SIZE.size <= len(data):
            total += _SIZE.unpack_from(data, at + _SIZE_AT)[0]
        at = data.find(_ENTRY, at + len(_ENTRY))
    return total
