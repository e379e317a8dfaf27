"""What every shape of value has: the text as it was written, and a standard way to write it.

Two values are equal when they mean the same: `raw`, and how an operator was spelled, take no part in comparing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.indicators.operators import Comparison, Operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A value that somebody wrote.

    Attributes:
        raw: the text as it stood in its cell.
    """

    raw: str = field(compare=False)

    def spell(self) -> str:
        """Standard spelling, in half-width signs; it reads back as the same value."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Written):
    """A value with a number that something is measured against.

    Attributes:
        comparison: how the measured thing must compare, and how that was written.
        lead: words before the number that belong to no operator: 培训 in 培训2次, 良好等级 in 良好等级：500元/人.
        trailing: words behind it: 电脑 in 2台电脑, 满意 in ≥90%满意.
    """

    comparison: Comparison = field(default_factory=Comparison)
    lead: str = ""
    trailing: str = ""

    @property
    def op(self) -> Operator:
        """The operator."""
        return self.comparison.op

    @property
    def approximate(self) -> bool:
        """Whether the number is only about right."""
        return self.comparison.approximate

    def spell(self) -> str:
        """Lead and operator, then what the shape itself measures, then the words behind."""
        lead = f"{self.lead}:" if self.lead else ""
        return f"{lead}{self.comparison.sign}{self.measured()}"

    def measured(self) -> str:
        """Number, unit and the words behind them."""
        raise NotImplementedError
