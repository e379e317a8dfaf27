"""Widths of the published table's columns, fitted to their contents."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice, product
from typing import TypeVar

from toolkit.excel.write.text_height import least_height, line_lengths, points, signs_of_a_line, text_height
from toolkit.forms.definition import SummaryKey
from toolkit.merging.summary import Summary
from toolkit.merging.tree import Figures, Group, ProjectRow
from toolkit.model.schema import MONEY_KEYS
from toolkit.publishing.summary_styles import BODY

#: A text, or the lengths of its lines.
Text = TypeVar("Text")

#: Width in characters of a money column without any amount: its heading stands one sign below the other.
EMPTY = 2.6
#: Characters that an amount needs beside its digits; least width of a column with amounts.
_AROUND, _LEAST = 1.5, 8.0
#: The columns of texts, which share what the money leaves.
_TEXTS: tuple[SummaryKey, ...] = ("name", "goal", "indicators")
#: The columns that take the free width evenly where the table has a row an indicator.
_WIDER: tuple[SummaryKey, ...] = ("goal", "indicators", "indicator", "period_value", "annual_value")
#: Projects by which the share is found.
_SAMPLE = 150
#: Shares of the goal, in what goal and indicators share, that are tried.
_GOALS = tuple(share / 100 for share in range(16, 60, 4))
#: Least width of a text's column in characters.
_NARROWEST = 10.0


def fitted_widths(summary: Summary) -> tuple[float, ...]:
    """Returns the widths of the columns in characters.

    All together are as wide as the definition says, or wider where amounts need it. An empty money column takes
    almost no room, one with amounts what its longest takes; name, goal and indicators share the rest so that the
    table is as short as possible. A table with a row an indicator, or without a project, gives it to its texts evenly.
    """
    columns = summary.definition.columns
    widths: dict[SummaryKey, float] = {column.key: column.width for column in columns}
    money: dict[SummaryKey, float] = {key: _money(summary, key, widths[key]) for key in MONEY_KEYS if key in widths}
    widths |= money
    texts = [key for key in _TEXTS if key in widths]
    free = sum(column.width for column in columns) - sum(widths.values())
    sample = [*_sample(summary.top)]
    if len(texts) == len(_TEXTS) and sample:
        heading = next(column.label for column in columns if column.key == "name")
        widths |= _shared(sample, {key: widths[key] for key in texts}, free, min(_one_line(heading), widths["name"]))
    elif free > 0:
        wider = [key for key in _WIDER if key in widths]
        widths |= {key: widths[key] + free / len(wider) for key in wider}
    return tuple(widths[column.key] for column in columns)


def _money(summary: Summary, key: str, defined: float) -> float:
    """Returns the width of a money column, by its longest amount."""
    figures = Figures(summary.definition.unit)
    figures.add(summary.top.funding)
    groups = (group.below.widest(key) for group in summary.top.all() if group.below is not None)
    digits = max(figures.widest(key), *groups, 0)
    return max(digits + _AROUND, min(defined, _LEAST)) if digits else min(defined, EMPTY)


def _one_line(heading: str) -> float:
    """Returns the width in characters in which a heading fits on one line."""
    return next(width for width in count(_NARROWEST, 0.5) if signs_of_a_line(points(width), BODY) >= len(heading))


def _sample(top: Group) -> Iterator[tuple[str, str, str]]:
    """Yields the texts of the first projects."""
    rows = (line for _, line in top.lines() if isinstance(line, ProjectRow))
    for row in islice(rows, _SAMPLE):
        yield row.project.project_name or "", row.goal or "", row.indicators


def _shared(
    sample: Sequence[tuple[str, str, str]], defined: Mapping[SummaryKey, float], free: float, heading: float
) -> dict[SummaryKey, float]:
    """Returns the widths of the three texts with which the sample is shortest.

    Args:
        sample: texts of some projects.
        defined: the widths that the definition gives.
        free: width that the money leaves.
        heading: width in which the name's heading fits on a line.
    """
    room = sum(defined.values()) + free
    tried = [_split(name, goal, room) for name, goal in product((heading, defined["name"]), _GOALS)]
    as_defined = (defined["name"], defined["goal"], defined["indicators"])
    best = shortest(sample, [one for one in tried if min(one) >= _NARROWEST] or [as_defined])
    return dict(zip(_TEXTS, best, strict=True))


def shortest(sample: Sequence[tuple[str, str, str]], tried: Sequence[Sequence[float]]) -> Sequence[float]:
    """Returns the widths with which the sample is shortest; of several such the first.

    To break all texts into lines takes long: widths are tried only while they could do better than the best so far.
    """
    lengths = [tuple(map(line_lengths, texts)) for texts in sample]
    least = [_height(lengths, widths, least_height) for widths in tried]
    best, number = math.inf, 0
    for other in sorted(range(len(tried)), key=least.__getitem__):
        if least[other] > best:
            break
        best, number = min((best, number), (_height(sample, tried[other], text_height), other))
    return tried[number]


def _split(name: float, goal: float, room: float) -> tuple[float, float, float]:
    rest = room - name
    return round(name, 1), round(rest * goal, 1), round(rest * (1 - goal), 1)


def _height(
    sample: Iterable[tuple[Text, ...]], widths: Sequence[float], measure: Callable[[Text, float, float], float]
) -> float:
    """Returns the height in points of the sample's rows."""
    rooms = [points(width) for width in widths]
    return sum([max([measure(text, room, BODY) for text, room in zip(texts, rooms, strict=True)]) for texts in sample])
