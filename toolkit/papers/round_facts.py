"""The facts of a round that every paper repeats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """The facts that notice, letter, reminder and lists of a round have in common.

    Attributes:
        name: the round's name, such as 2024年项目绩效目标填报.
        form: the form's name as units know it, such as 项目绩效目标表（表13）.
        day: the day printed below the paper, and from which days are counted.
        budget_year: 预算年度; None where the roster's rows have their own.
        deadline: the last day for returns; None where none is set.
        department: who sends the paper (落款); None leaves a line to write on.
        contact: person and telephone in one line, such as 李明 0750-3861234; None leaves a line to write on.
    """

    name: str
    form: str
    day: date
    budget_year: int | None = None
    deadline: date | None = None
    department: str | None = None
    contact: str | None = None

    @property
    def days_left(self) -> int | None:
        """Days from the paper's day to the deadline.

        Negative once it has passed, None without one.
        """
        return None if self.deadline is None else (self.deadline - self.day).days
