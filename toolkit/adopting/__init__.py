"""The draft of a definition from an office's own workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.fronts import lazy_front

__all__ = [
    "Adopted",
    "adopt",
]

if TYPE_CHECKING:
    from toolkit.adopting.adoption import Adopted, adopt
else:
    __getattr__ = lazy_front(
        __name__,
        {
            "adoption": "Adopted adopt",
        },
    )
