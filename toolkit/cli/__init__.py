"""The command line: one small file for each command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "cli",
]

if TYPE_CHECKING:
    from toolkit.cli.app import cli
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "app": "cli",
        },
    )
