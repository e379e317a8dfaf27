"""Labels of the same words on one form, told apart by their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.forms.layout import Layout, Role
from toolkit.intake.form.label_parameters import parameters
from toolkit.model.cell import CellRef
from toolkit.model.text import fold


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
