"""A finding (审核意见): a rule's result as data, without its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any, Literal, NamedTuple


class Severity(StrEnum):
    """The weight of a finding.

    An error keeps its project out of the summary; a warning is merged and listed; an info is recorded only.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """The place in the order of severity, 0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Bilingual(NamedTuple):
    """A text in both languages, such as the kind of a file."""

    zh: str
    en: str


Fact = str | Bilingual


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding, named as the reader of the file sees it.

    Attributes:
        file: path as given.
        sheet: sheet name, None for the file itself.
        cell: A1, a range, or several joined with a comma.
        project: 项目名称; None where there is none.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    project: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a rule.

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

    def message(self, lang: Literal["zh", "en"] = "zh") -> str:
        """Returns what is wrong, in one sentence."""
        text: str = _words().sentence(self, lang)
        return text

    def fix(self, lang: Literal["zh", "en"] = "zh") -> str:
        """Returns what to do about it."""
        text: str = _words().fix(self, lang)
        return text

    def __str__(self) -> str:
        where = self.where
        place = " ".join(part for part in (where.file, where.sheet, where.cell) if part)
        return f"{self.code} {self.severity} {place}: {self.message()}"


def _words() -> Any:
    """Returns the module that has the sentences.

    The rules hold them, and this room knows of no rule.
    """
    return import_module("toolkit.checks.finding_text")
