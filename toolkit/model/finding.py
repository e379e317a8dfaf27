"""A finding (审核意见) is data: a code, a severity, a place and facts. Its sentence is built last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs.

    An error keeps its project out of the summary; a warning is merged and listed; an info is recorded only.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Bilingual(NamedTuple):
    """A fact that reads differently in the two languages, such as the kind of a file."""

    zh: str
    en: str


Fact = str | Bilingual


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding as the person who holds the file sees it.

    Attributes:
        file: path as given.
        sheet: sheet name, None where the whole file is meant.
        cell: A1, a range, or several joined with a comma.
        project: 项目名称 where one is known.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found.

    Attributes:
        code: the rule's code, H02.
        severity: as decided by the rule and the settings in force.
        where: the place.
        facts: what the message names, and `found` and `expected` where they say something.
    """

    code: str
    severity: Severity
    where: Where
    facts: Mapping[str, Fact] = field(default_factory=dict)
