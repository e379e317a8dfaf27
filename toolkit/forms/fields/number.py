"""A number that is no money: 120, 1,200人, 3.5公顷."""

from __future__ import annotations

import re
from decimal import Decimal

from toolkit.forms.definition import Field
from toolkit.forms.kinds import CellValue, FieldKind, Limit, Parsed, plain
from toolkit.model.text import fold

_MOST = 1_000_000_000_000
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,8})?(?![\d,.])")
#: What may stand behind it: a word, a sign. Words that leave the number open are none.
_UNIT = re.compile(r"[^\d\W]{0,4}|%|‰|℃")
_OPEN = re.compile(r"[余多约几]|左右|以[上下内]|上下")
_EXACT = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d*[1-9])?")


def _limit(field: Field) -> Limit | None:
    return Limit(
        "decimal", f"请填写{field.name}，只填数字，如 120。", f"{field.name}应为数字，不要带单位。", -_MOST, _MOST
    )


def _parse(text: str, unit: str) -> str | None:
    """Returns the number without separators, its unit behind it as written."""
    folded = fold(text)
    match = _NUMBER.match(folded)
    if match is None or not _UNIT.fullmatch(unit_text := folded[match.end() :]) or _OPEN.search(unit_text):
        return None
    return match[0].replace(",", "") + unit_text


def _show(value: Parsed, unit: str) -> CellValue:
    """Returns a number where it reads back as written, else the text."""
    if not isinstance(value, str) or not _EXACT.fullmatch(value):
        return plain(value, unit)
    return Decimal(value) if "." in value else int(value)


KIND = FieldKind("number", "General", True, _parse, _show, _limit)
