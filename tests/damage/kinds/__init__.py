"""Kinds of damage, each a small function on a real filled form."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from tests.damage.kinds.kind import KINDS, Kind


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds of damage, by their modules."""
    for info in sorted(pkgutil.iter_modules(__path__), key=lambda info: info.name):
        importlib.import_module(f"{__name__}.{info.name}")
    return tuple(KINDS)
