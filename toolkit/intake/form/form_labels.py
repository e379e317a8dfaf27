"""The labels of a form: their parameters and their order.

Parameters are years and the unit of money. Labels of the same words are told apart by their order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.forms.layout import Layout, Role
from toolkit.model.cell import CellRef
from toolkit.model.money_units import without_unit
from toolkit.model.remember import Remember
from toolkit.model.text import fold

YEAR = re.compile(r"\{year(?:[+-]\d)?\}|(?<!\d)(20\d\d)(?!\d)")
#: The years of a period in a label: 实施周期总目标（2021-2023年）.
_ONE = r"(?:\{year(?:[+-]\d)?\}|(?<!\d)20\d\d)"
_YEARS = re.compile(rf"\(?(?:\{{years\}}|{_ONE}年?(?:-|—|~|至|到)(?:{_ONE}|20\d\d|\d\d)年?(?!\d))度?\)?")


@Remember(300_000)
def parameters(folded: str) -> tuple[str, int | None, str | None]:
    """Returns a folded label without its parameters, its year and its unit."""
    folded = folded.rstrip(":").lstrip("*")  # a star marks what must be filled in
    folded = _YEARS.sub("", folded) or folded
    year = YEAR.search(folded)
    folded, unit = without_unit(folded)
    key = YEAR.sub("", folded).lstrip("年")  # 2025年年度目标 is 年度目标
    if not key:  # a label that is nothing but a year; the year that somebody fills in is none
        key = "年" if folded.endswith("年") else folded
    return key, int(year[1]) if year and year[1] else None, unit


class RepeatedLabel(NamedTuple):
    """One of several labels of the same words: key and line, from 0."""

    key: str
    line: int


def label_keys(found: Iterable[str]) -> list[str]:
    """Returns a key for each label in order; labels alike are numbered."""
    times: Counter[str] = Counter()
    keys = []
    for key in found:
        times[key] += 1
        keys.append(key if times[key] == 1 else f"{key} {times[key]}")
    return keys


def labels_of(layout: Layout, labels: Mapping[str, str]) -> Mapping[CellRef, str]:
    """Returns the keys of the labels outside the tables, by first cell."""
    inside = {row for area in layout.areas for row in (*area.heading, *area.rows)}
    cells = [cell for cell in layout.cells if cell.role is Role.LABEL and cell.range.first.row not in inside]
    found = [(cell, key) for cell in cells if (key := labels.get(parameters(fold(cell.text))[0])) is not None]
    keys = label_keys(key for _, key in found)
    return {cell.range.first: key for (cell, _), key in zip(found, keys, strict=True)}


def repeated_labels(layout: Layout, labels: Mapping[str, str]) -> Mapping[str, tuple[RepeatedLabel, ...]]:
    """Returns the labels of the same words in their order, by shared key."""
    places: dict[str, list[tuple[int, str]]] = {}
    for place, key in labels_of(layout, labels).items():
        places.setdefault(key.partition(" ")[0], []).append((place.row, key))
    return {
        base: tuple(map(RepeatedLabel, (key for _, key in found), lines_among([row for row, _ in found])))
        for base, found in places.items()
        if len(found) > 1
    }


def lines_among(rows: Sequence[int]) -> list[int]:
    """Returns the line of each row among the different ones, from 0."""
    different = sorted(set(rows))
    return [different.index(row) for row in rows]
