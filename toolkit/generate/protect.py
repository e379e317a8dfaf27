"""Protection with a password, as Excel has written it since 2013: SHA-512, salted, hashed 100,000 times.

It is a guard rail, not security: any program can take it off. What counts is compared on return.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

SPIN_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Lock:
    """What a protected sheet or workbook keeps of its password.

    Attributes:
        salt: base64 of 16 bytes.
        hash: base64 of the SHA-512 of the password.
    """

    salt: str
    hash: str


@cache
def lock(password: str, seed: str) -> Lock:
    """Hash a password.

    Args:
        password: as the user gave it.
        seed: what the salt is made of, so that the same input gives the same bytes. It must tell nothing about
            the password, for the salt can be read by everybody.
    """
    salt = hashlib.sha256(b"jixiao salt " + seed.encode()).digest()[:16]
    digest = hashlib.sha512(salt + password.encode("utf-16-le")).digest()
    for turn in range(SPIN_COUNT):
        digest = hashlib.sha512(digest + turn.to_bytes(4, "little")).digest()
    return Lock(base64.b64encode(salt).decode(), base64.b64encode(digest).decode())
