"""The texts of an indicator in a table with a row for each."""

from __future__ import annotations

from toolkit.forms.table_definition import BLOCKS
from toolkit.indicators.triple import taken_apart
from toolkit.model.records import Indicator

_FIELDS = frozenset({"level1", "level2", "name", "description", "basis", "weight", *BLOCKS})


def indicator_text(indicator: Indicator, part: str) -> str:
    """Returns the text that a column shows of an indicator."""
    for value, block in BLOCKS.items():
        if part in block:
            return str(taken_apart(getattr(indicator, value) or "")[block.index(part)] or "")
    found = getattr(indicator, part, None) if part in _FIELDS else indicator.extra.get(part)
    return found or ""
