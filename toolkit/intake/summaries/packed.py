"""The packed text of a summary's row: its indicators, and what was tolerated in reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from toolkit.indicators.framework import Framework
from toolkit.indicators.packed import DEVIATIONS, Unpacked, unpack
from toolkit.intake.observation import Observation, Seen
from toolkit.intake.result import Placed
from toolkit.intake.summaries.rows import BRIEF
from toolkit.model.finding import Fact
from toolkit.model.indicator import Indicator

#: Deviations of a text that names one value only and does not say which: it is taken as the annual one.
_WITHOUT_LABELS = frozenset({"D3"})


@dataclass(frozen=True, slots=True)
class Packed:
    """What a packed text says.

    Attributes:
        indicators: in its order, each with the address of the text's cell.
        observations: what was tolerated or could not be read.
    """

    indicators: tuple[Indicator, ...]
    observations: tuple[Observation, ...] = ()


def read_packed(text: str, address: str, framework: Framework) -> Packed:
    """Read a packed text. Every slice of it is an indicator or an observation."""
    unpacked = unpack(text, framework)
    indicators = tuple(replace(item.indicator, cell=address) for item in unpacked.items)
    return Packed(indicators, tuple(_observations(unpacked, address)))


def placed(indicators: tuple[Indicator, ...], address: str) -> Iterator[tuple[str, Placed]]:
    """Where each part of each indicator stands: all in the one cell."""
    for number, indicator in enumerate(indicators):
        parts: Mapping[str, str | None] = {
            "name": indicator.name,
            "period_value": indicator.period_value,
            "annual_value": indicator.annual_value,
        }
        for part, value in parts.items():
            yield f"indicators.{number}.{part}", Placed(address, value or "")


def _observations(unpacked: Unpacked, address: str) -> Iterator[Observation]:
    tolerated: dict[str, str] = {}
    for item in unpacked.items:
        for deviation in item.deviations:
            tolerated.setdefault(deviation, item.raw)
    for deviation in sorted(tolerated, key=lambda name: (len(name), name)):
        found = tolerated[deviation][:BRIEF]
        facts: dict[str, Fact] = {"id": deviation, "deviation": DEVIATIONS[deviation], "found": found}
        yield Observation(Seen.PACKED_TOLERATED, address, facts)
    if unpacked.numbering_gaps:
        yield Observation(Seen.PACKED_NUMBERING, address, {"found": "、".join(map(str, unpacked.numbering_gaps))})
    for rest in unpacked.rest:
        yield Observation(Seen.PACKED_UNREADABLE, address, {"found": rest.text[:BRIEF]})
    for item in unpacked.items:
        if len(item.indicator.values) == 1 and not item.deviations & _WITHOUT_LABELS:
            lost = "annual_value" if item.indicator.annual_value is None else "period_value"
            told: dict[str, Fact] = {"which": lost, "name": item.indicator.name or "", "found": item.raw[:BRIEF]}
            yield Observation(Seen.VALUE_LOST, address, told)
