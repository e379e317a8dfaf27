"""The reminder (催报) to a unit that owes something: a document, and a text to paste."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from toolkit.model.project_state import ProjectState
from toolkit.papers.board import Board
from toolkit.papers.round_facts import RoundFacts


@dataclass(frozen=True, slots=True)
class OwedProject:
    """A project that a unit has to send, or to send again.

    Attributes:
        name: 项目名称.
        state: `NOT_RETURNED` or `TO_CORRECT`.
        amount: in 元; None where unknown.
        errors: errors to correct.
    """

    name: str
    state: ProjectState
    amount: Decimal | None = None
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Reminder:
    """The reminder to one unit.

    Attributes:
        facts: of the round; `facts.day` is the day of the reminder.
        unit: the addressee.
        projects: what it owes, in the order of the roster.
        earlier: how often it was reminded before; the wording gets firmer with it.
    """

    facts: RoundFacts
    unit: str
    projects: tuple[OwedProject, ...]
    earlier: int = 0


def reminders_of(board: Board) -> tuple[Reminder, ...]:
    """Returns a reminder for each unit that owes something, in the board's order.

    `earlier` is the largest number of reminders that any of the owed projects had.
    """
    raise NotImplementedError


def reminder_docx(reminder: Reminder) -> bytes:
    """Returns 催报通知.docx. The same reminder gives the same bytes."""
    raise NotImplementedError


def reminder_text(reminder: Reminder) -> str:
    """Returns the reminder as plain text for WeChat or OA."""
    raise NotImplementedError
