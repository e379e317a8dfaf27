"""Where a run puts aside what it will need again: in memory while it is little, then in a temporary file."""

from __future__ import annotations

import weakref
from tempfile import SpooledTemporaryFile

#: Bytes that stay in memory.
IN_MEMORY = 1 << 18


def put_aside(owner: object, in_memory: int = IN_MEMORY) -> SpooledTemporaryFile[bytes]:
    """A file that lives as long as its owner."""
    file = SpooledTemporaryFile(max_size=in_memory)  # noqa: SIM115 - closed with its owner
    weakref.finalize(owner, file.close)
    return file
