"""One performance indicator (绩效指标) of a project, as it was written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a project's indicators.

    Attributes:
        level1: canonical name of the first level (产出指标).
        level2: canonical name of the second level (数量指标).
        name: the third level, a person's words; None where it was lost or left out.
        period_value: value for the whole period (实施周期指标值), as written.
        annual_value: value for the budget year (当年度指标值), as written.
        description: 绩效指标描述, where the form asks for it.
        basis: 指标值确定依据, where the form asks for it.
        cell: address of the name's cell on its sheet, such as D14.
        weight: 权重, where the form asks for it.
    """

    level1: str
    level2: str
    name: str | None
    period_value: str | None
    annual_value: str | None
    description: str | None = None
    basis: str | None = None
    cell: str | None = None
    weight: str | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The values that are there."""
        return tuple(value for value in (self.period_value, self.annual_value) if value is not None)
