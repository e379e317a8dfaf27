"""The notice (下发通知) that goes out to a unit with its forms."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.papers.round_facts import RoundFacts


@dataclass(frozen=True, slots=True)
class NoticeProject:
    """A project that a unit is asked to fill in.

    Attributes:
        name: 项目名称; the form's name for a department's target.
        amount: in 元; None where the roster names none.
        project_type: 项目类型; None where the unit chooses.
        file: name of its workbook; several projects may share one.
    """

    name: str
    amount: Decimal | None = None
    project_type: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice to one unit.

    Attributes:
        facts: of the round.
        unit: the addressee.
        projects: what is due from it, in the order of the roster.
        is_addition: whether these projects were added after the first notice (补发).
    """

    facts: RoundFacts
    unit: str
    projects: tuple[NoticeProject, ...]
    is_addition: bool = False


def notice_docx(notice: Notice) -> bytes:
    """Returns 下发通知.docx: what is due, until when, how to fill in and return.

    The same notice gives the same bytes.
    """
    raise NotImplementedError
