"""What stands behind the levels of an item that somebody wrote by hand: a name, and values with or without labels."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from toolkit.indicators.packed_grammar import ANNUAL, PERIOD
from toolkit.indicators.value import looks_like_value

_BLANKS = r"\s{0,9}"
_COMMA = re.compile(rf"{_BLANKS}([,，:：]){_BLANKS}")
_LABELS = {
    "period": re.compile(rf"[;；,，]?{_BLANKS}实施周期(?:绩效)?指标值{_BLANKS}[:：]"),
    "annual": re.compile(rf"[;；,，]?{_BLANKS}[当本]?年度(?:绩效)?指标值{_BLANKS}[:：]"),
}
#: No value is longer; looking further back for where one begins would be in vain.
_LONGEST = 1000


class Fields(NamedTuple):
    """The fields of an item, None where there is none, and how they deviate."""

    name: str | None
    period: str | None
    annual: str | None
    deviations: set[str]


def read_fields(text: str, comma: str | None) -> Fields:
    """Read the text behind the levels.

    Args:
        text: from behind the second level to the end of the item.
        comma: what stood between the two levels, None where only one is written.
    """
    first = _COMMA.match(text)
    content = text[first.end() :] if first else text
    commas = [mark for mark in (comma, first and first[1]) if mark]
    fields = _labelled(content)
    if fields is None:
        fields, last = _unlabelled(content)
        deviations = _separators(commas, [*commas, last])
    else:
        deviations = _separators(commas, commas)
    if content and not first:
        deviations.add("D17")
    if fields.name is None:
        deviations.add("D12")
    if fields.period is None and fields.annual is None:
        deviations.add("D11")
    return fields._replace(deviations=deviations | fields.deviations)


def _separators(heading: list[str], everywhere: list[str]) -> set[str]:
    """What is wrong with the separators between levels and name, and with those of the whole item."""
    wrong = {"D1": "，" in heading, "D2": {",", "，"} <= set(everywhere), "D7": bool(set(":：") & set(heading))}
    return {deviation for deviation, is_there in wrong.items() if is_there}


def _labelled(content: str) -> Fields | None:
    """Name and values by the values' labels, in whatever order; None where there is no label."""
    found = {key: match for key, label in _LABELS.items() if (match := label.search(content))}
    if not found:
        return None
    marks = sorted(found.values(), key=lambda mark: mark.start())
    ends = {mark.start(): after.start() for mark, after in pairwise(marks)}
    values = {key: content[mark.end() : ends.get(mark.start())].strip() or None for key, mark in found.items()}
    deviations = set() if len(marks) == len(_LABELS) else {"D11"}
    if [mark[0] for mark in marks] not in ([PERIOD, ANNUAL], [PERIOD], [ANNUAL]):
        deviations.add("D17")
    return Fields(content[: marks[0].start()].strip() or None, values.get("period"), values.get("annual"), deviations)


def _unlabelled(content: str) -> tuple[Fields, str]:
    """Name and value without labels, and the comma between them; what looks like a value at the end is the year's.

    A list of values (6名站长，36名队员) is one value: which of them would be meant for the whole period nobody said.
    """
    begin = edge = len(content)
    cuts = [-1, *(mark.start() for mark in re.finditer("[,，]", content))]
    for cut in reversed(cuts):
        if len(content) - cut > _LONGEST or not looks_like_value(content[cut + 1 : edge]):
            break
        begin, edge = cut + 1, max(cut, 0)
    name, value = content[:edge].strip(), content[begin:].strip()
    return Fields(name or None, None, value or None, {"D3"}), content[edge:begin]
