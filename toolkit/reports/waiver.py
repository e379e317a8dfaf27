"""A waiver (放行): a person's word that a finding may stand."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from toolkit.checks.sentence import Lang
from toolkit.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Waiver:
    """A person's word that a finding may stand; at least one of project, unit and file says which one.

    Attributes:
        code: of the rule.
        project: 项目名称, compared without blanks and brackets' widths; None where a file or unit is meant.
        reason: why.
        name: who says so.
        date: when it was said.
        unit: the project's unit, where the name alone is not enough.
        expires: the last day on which it holds; None for no end.
        file: the file, by its name or the end of its path.
        sheet: its sheet, where only that is meant.
        cell: the cell, where only that is meant.
        message: the finding's sentence in Chinese, where only what it said is meant.
    """

    code: str
    project: str | None = None
    reason: str = ""
    name: str = ""
    date: datetime.date = datetime.date.min
    unit: str | None = None
    expires: datetime.date | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    message: str | None = None

    def about(self, lang: Lang) -> str:
        """Returns what is waived: `S18“维稳经费”`."""
        what = " ".join(part for part in (self.project or self.unit or self.file, self.sheet, self.cell) if part)
        return f"{self.code}“{what}”" if lang == "zh" else f"{self.code} for “{what}”"


@dataclass(frozen=True, slots=True)
class WaivedFinding:
    """A finding, and the waiver by which it does not count."""

    finding: Finding
    waiver: Waiver
