"""The protection of sheets and workbooks: a password as its hash."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

SPIN_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Lock:
    """The part of a password that a protected sheet or workbook stores.

    Attributes:
        salt: base64 of 16 bytes.
        hash: base64 of the SHA-512 of the password.
    """

    salt: str
    hash: str

    def of_sheet(self) -> list[tuple[str, str | int]]:
        """Returns the attributes of a sheet's protection."""
        return [
            ("algorithmName", "SHA-512"),
            ("hashValue", self.hash),
            ("saltValue", self.salt),
            ("spinCount", SPIN_COUNT),
            ("sheet", 1),
            ("objects", 1),
            ("scenarios", 1),
            ("formatRows", 0),  # rows may be made taller: 0 means not protected
        ]

    def of_workbook(self) -> list[tuple[str, str | int]]:
        """Returns the attributes of a workbook's protection, which keeps its sheets as they are."""
        return [
            ("workbookAlgorithmName", "SHA-512"),
            ("workbookHashValue", self.hash),
            ("workbookSaltValue", self.salt),
            ("workbookSpinCount", SPIN_COUNT),
            ("lockStructure", 1),
        ]


@cache
def lock(password: str, seed: str) -> Lock:
    """Returns the lock of a password.

    Args:
        password: as the user gave it.
        seed: the salt is made of it, so that the same input gives the same bytes. It must reveal nothing about the
            password, for the salt can be read by everybody.
    """
    salt = hashlib.sha256(b"jixiao salt " + seed.encode()).digest()[:16]
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for spin in range(SPIN_COUNT):
        digest = hashlib.sha512(digest + spin.to_bytes(4, "little")).digest()
    return Lock(base64.b64encode(salt).decode(), base64.b64encode(digest).decode())
