"""What stands beside the numbers of a summary: what was found in the files, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.model.finding import Finding, Where
from toolkit.model.order import natural


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the summary does not hold, and why.

    Attributes:
        where: file, sheet, the record's cells and project; the file alone where nothing was read of it.
        reason: a sentence for the department.
        amount: its total in 元, None where it is not known.
        year: its budget year, None where it is not known.
        target: whether it is a department's overall target and no project.
        unit: 资金使用单位, None where it is not known.
        code: 项目编码.
    """

    where: Where
    reason: str
    amount: Decimal | None = None
    year: int | None = None
    target: bool = False
    unit: str | None = None
    code: str | None = None

    @property
    def is_project(self) -> bool:
        """Whether it is a project, and not a department's target or a file without a record."""
        return self.where.cell is not None and not self.target


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding with its sentences.

    Attributes:
        finding: what was found.
        message: the sentence that says it.
        fix: the sentence that says what to do about it; of a waived one, why it may stand and who says so.
        waived: whether a person waived it, so that it kept nothing out.
        title: what its rule looks for, in a few words.
    """

    finding: Finding
    message: str
    fix: str
    waived: bool = False
    title: str = ""


def left_out_key(left: LeftOut) -> tuple[object, ...]:
    """The order of what was left out: by file, sheet and project."""
    return (*_place(left.where), left.reason, str(left.amount))


def remark_key(remark: Remark) -> tuple[object, ...]:
    """The order of findings: the worst first, waived ones last, then by rule and place."""
    finding = remark.finding
    return (remark.waived, finding.severity.rank, finding.code, *_place(finding.where), remark.message, remark.fix)


def _place(where: Where) -> tuple[object, ...]:
    return tuple(natural(text) for text in (where.file, where.sheet, where.cell, where.project))
