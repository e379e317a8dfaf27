"""Dates, amounts and phrases that papers have in common."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from toolkit.model.money import decimal_text
from toolkit.papers.round_facts import RoundFacts

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
