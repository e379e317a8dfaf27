"""The stamp of a form that a test issues itself."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.forms import Layout, Stamp, encode_stamp
from toolkit.forms.stamp import identifier

NOW = 1_732_000_000  # 2024-11-19


def stamp_for(
    layout: Layout,
    key: bytes,
    sheet: str,
    *,
    number: int = 1,
    prefilled: Mapping[str, object] | None = None,
    now: int = NOW,
) -> str:
    """Returns the text of the stamp of one form.

    `prefilled` are the cells that were filled in and locked.
    """
    printed = {name: str(value) for name, value in (prefilled or {}).items()}
    made_for = (layout.year, layout.project_type, layout.rows, layout.fingerprint)
    stamp = Stamp(identifier(now, number), layout.form.id, layout.form.version, *made_for, printed, sheet)
    return encode_stamp(stamp, key)
