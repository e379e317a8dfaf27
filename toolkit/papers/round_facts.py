"""The facts of a round that every paper repeats, and the phrases for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.model.money import decimal_text


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


#: What stands in place of an amount or a day that nobody named.
NOTHING = "—"


def day_text(day: date) -> str:
    """Returns a date as papers write it: 2023年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def weekday_text(day: date) -> str:
    """Returns a date with its day of the week: 2023年11月30日（星期四）."""
    return f"{day_text(day)}（星期{'一二三四五六日'[day.weekday()]}）"


def money_text(amount: Decimal | None) -> str:
    """Returns an exact amount in 元: 36,300.00; a dash for None."""
    return NOTHING if amount is None else f"{Decimal(decimal_text(amount)):,}"


def days_text(facts: RoundFacts) -> str:
    """Returns how far the deadline is: 还有 3 天, 今天截止, 已逾期 2 天.

    Empty without one.
    """
    left = facts.days_left
    if left is None:
        return ""
    return f"还有 {left} 天" if left > 0 else "今天截止" if left == 0 else f"已逾期 {-left} 天"


def contact_text(facts: RoundFacts) -> str:
    """Returns the contact, or a line to write on."""
    return facts.contact or "＿＿＿＿＿＿＿＿"


def campaign(facts: RoundFacts) -> str:
    """Returns the round's name as a paper's title uses it: ……填报工作."""
    return facts.name if facts.name.endswith("工作") else f"{facts.name}工作"
