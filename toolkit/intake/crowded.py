"""A project with more indicators than any has: the rest is not read, and the project stays out of the summary."""

from __future__ import annotations

from dataclasses import replace

from toolkit.excel.limits import FEWER_INDICATORS, MOST_INDICATORS
from toolkit.model.evidence import Observation, Observed, ReadRecord
from toolkit.model.finding import Bilingual
from toolkit.model.records import Project


def with_few_indicators(read: ReadRecord) -> ReadRecord:
    """The record with as many indicators as a project may have, and how many were left out."""
    record = read.record
    if not isinstance(record, Project) or len(record.indicators) <= MOST_INDICATORS:
        return read
    count, first = len(record.indicators), record.indicators[MOST_INDICATORS]
    limit = Bilingual(
        f"一个项目有 {count:,} 项绩效指标，从“{first.name or ''}”起有 {count - MOST_INDICATORS:,} 项没有读",
        f"one project has {count:,} indicators; {count - MOST_INDICATORS:,} from “{first.name or ''}” on were not read",
    )
    seen = Observation(Observed.REFUSED, read.source.range, {"limit": limit, "advice": FEWER_INDICATORS})
    return replace(
        read,
        record=replace(record, indicators=record.indicators[:MOST_INDICATORS]),
        placed={key: place for key, place in read.placed.items() if not _beyond(key)},
        observations=(seen, *read.observations),
    )


def _beyond(key: str) -> bool:
    """Whether a field is one of an indicator that was left out."""
    table, _, rest = key.partition(".")
    number = rest.partition(".")[0]
    return table == "indicators" and number.isdecimal() and int(number) >= MOST_INDICATORS
