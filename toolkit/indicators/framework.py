"""The framework of levels (指标体系): names, codes and local names.

A framework is data (`templates/frameworks/*.yaml`); a definition names the one it uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.model.text import fold

#: What a form prints behind a level: points, 产出指标（50分）, or what belongs there, 产出指标（数量、质量、成本）.
_BEHIND = re.compile(r"(?:\((?:共|满分|权重:?)?\d{1,3}(?:\.\d+)?(?:分|%)?\)|(?<=指标)\([^()\d]{1,40}\))$")


def plain_level(folded: str) -> str:
    """Returns a folded level without what is printed behind it: 产出指标 for 产出指标(50分)."""
    return _BEHIND.sub("", folded) if folded.endswith(")") else folded


@dataclass(frozen=True, slots=True)
class Level2:
    """A second level (二级指标).

    Attributes:
        code: as packed texts write it, 11; empty where the framework has none.
        name: canonical name, 社会效益指标.
        packed: name as packed texts write it, 社会效益.
        aliases: local names that mean the same.
    """

    code: str
    name: str
    packed: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level1:
    """A first level (一级指标).

    Attributes:
        code: as packed texts write it, 1; empty where the framework has none.
        name: canonical name, 产出指标.
        levels: its second levels, in order.
        aliases: local names that mean the same.
    """

    code: str
    name: str
    levels: tuple[Level2, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Framework:
    """A set of levels.

    Attributes:
        id: name in definitions, classic.
        title: what a person calls it.
        levels: first levels in order.
    """

    id: str
    title: str
    levels: tuple[Level1, ...]

    def __hash__(self) -> int:
        """Returns the hash of its id.

        A framework is looked up for every item of every packed text, and hashing its levels would be slow.
        """
        return hash(self.id)

    def spelled(self, spelling: Mapping[str, str]) -> Framework:
        """Returns the framework with a form's printed names as further aliases.

        `spelling` has the printed name by canonical name.
        """
        if not spelling:
            return self

        def also(level: Level1 | Level2) -> tuple[str, ...]:
            return (*level.aliases, spelling[level.name]) if level.name in spelling else level.aliases

        levels = (
            replace(
                first,
                aliases=also(first),
                levels=tuple(replace(second, aliases=also(second)) for second in first.levels),
            )
            for first in self.levels
        )
        return replace(self, levels=tuple(levels))

    def pairs(self) -> Iterator[tuple[Level1, Level2]]:
        """Yields every second level with its first, in order."""
        for first in self.levels:
            for second in first.levels:
                yield first, second

    @cached_property
    def _first(self) -> dict[str, Level1]:
        spelled = {}
        for level in self.levels:
            for name in (level.name, *level.aliases):
                spelled[fold(name)] = level
        return spelled

    @cached_property
    def _second(self) -> dict[str, tuple[Level1, Level2]]:
        spelled = {}
        for first, second in self.pairs():
            for name in (second.name, second.packed, *second.aliases):
                spelled[fold(name)] = (first, second)
        return spelled

    @cached_property
    def _codes(self) -> dict[str, tuple[Level1, Level2]]:
        return {second.code: (first, second) for first, second in self.pairs() if second.code}

    def first(self, text: str) -> Level1 | None:
        """Returns the first level that a text names, in any spelling."""
        folded = fold(text)
        return self._first.get(folded) or self._first.get(plain_level(folded))

    def second(self, text: str) -> tuple[Level1, Level2] | None:
        """Returns the second level that a text names, together with its first."""
        folded = fold(text)
        return self._second.get(folded) or self._second.get(plain_level(folded))

    def coded(self, code: str) -> tuple[Level1, Level2] | None:
        """Returns the second level of a two-digit code."""
        return self._codes.get(code)

    def order(self, level2: str) -> int:
        """Returns the place of a second level by canonical name; unknown ones come last."""
        for number, (_, second) in enumerate(self.pairs()):
            if second.name == level2:
                return number
        return len(self._second)
