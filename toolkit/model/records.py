"""The records of projects and departments, and their parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from toolkit.model.frozen import EMPTY, Answers, FrozenMap

#: The value that an indicator has where it is listed for one side only.
Scope = Literal["period", "annual"]
#: The rows of a form's further tables, by key of the table; a row's answers by key of the column.
Tables = FrozenMap[tuple[Answers, ...]]
NO_TABLES: Tables = FrozenMap()


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
        scope: `period` or `annual` where the form lists the indicators of the period and of the year apart; the
            other value is None then.
        extra: what the form's own columns hold, by key; amounts as decimal texts in 元, dates in ISO form.
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
    scope: Scope | None = None
    extra: Answers = EMPTY

    @property
    def values(self) -> tuple[str, ...]:
        """The values that are not missing."""
        return tuple(value for value in (self.period_value, self.annual_value) if value is not None)


@dataclass(frozen=True, slots=True)
class Source:
    """The place a record was read from.

    Attributes:
        file: path as given on the command line; `archive.zip!inner.xlsx` for an archive.
        sheet: the sheet's name as the person sees it.
        range: the cells that the form or row covers, A1:F31.
        sha256: hash of the file's bytes.
        outer: the file on disk where it is another one: the archive, or a name that cannot be shown as it is.
    """

    file: str
    sheet: str
    range: str
    sha256: str
    outer: str | None = None

    @property
    def on_disk(self) -> str:
        """The file that was opened."""
        return self.outer or self.file


@dataclass(frozen=True, slots=True)
class Funding:
    """A project's money in 元.

    A part that the form does not ask for is None, never 0.

    Attributes:
        total: 总计 or 预算金额; None where it is missing or no number.
        fiscal: 财政拨款.
        special_account: 财政专户拨款.
        other: 其他资金.
        unit_as_written: 元 or 万元, as the sheet has it.
    """

    total: Decimal | None = None
    fiscal: Decimal | None = None
    special_account: Decimal | None = None
    other: Decimal | None = None
    unit_as_written: str | None = None

    @property
    def parts(self) -> tuple[Decimal, ...]:
        """The parts that are not missing."""
        return tuple(part for part in (self.fiscal, self.special_account, self.other) if part is not None)


@dataclass(frozen=True, slots=True)
class PaymentStep:
    """One checkpoint of the spending plan (资金支出计划).

    Attributes:
        by: the checkpoint as printed, 3月底.
        percent: cumulative share of the budget in percent, without the sign, as written.
    """

    by: str
    percent: str | None


@dataclass(frozen=True, slots=True)
class Project:
    """The record of one project.

    Attributes:
        form: id of the definition it was read with.
        form_version: version of that definition.
        project_name: 项目名称.
        project_code: 项目编码.
        project_type: 项目类型, one of the definition's types.
        project_level: 项目等级.
        supervising_department: 主管部门.
        spending_unit: 用款单位.
        budget_year: the year of the budget.
        start_year: first year of the period (起始年度).
        end_year: last year of the period (到期年度).
        funding: its money.
        period_goal: 实施周期总目标; None on forms with one goal.
        annual_goal: 年度目标, or the only goal.
        payment_plan: 资金支出计划, its checkpoints in their order.
        indicators: in the order of the form.
        funds_text: 资金主要用途, a sentence with the amounts, where the form asks for it.
        start_month: first month of the period (1 to 12) where the form asks for it in one cell with the year.
        end_month: last month of the period.
        period_text: the period as written where one cell holds it (2023.07-2024.01, 长期).
        extra: what the form's own fields hold, by key; amounts as decimal texts in 元, dates in ISO form.
        tables: the rows of the form's further tables, by key.
        source: where it was read; None for a record that comes from no file.
    """

    form: str
    form_version: str
    project_name: str | None = None
    project_code: str | None = None
    project_type: str | None = None
    project_level: str | None = None
    supervising_department: str | None = None
    spending_unit: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    budget_year: int | None = None
    funding: Funding = field(default_factory=Funding)
    period_goal: str | None = None
    annual_goal: str | None = None
    payment_plan: tuple[PaymentStep, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    funds_text: str | None = None
    start_month: int | None = None
    end_month: int | None = None
    period_text: str | None = None
    extra: Answers = EMPTY
    tables: Tables = NO_TABLES
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class SubGoal:
    """A sub-goal (分项绩效目标) of a department: title, goal and indicators as prose."""

    title: str
    goal: str | None
    indicators_text: str | None


@dataclass(frozen=True, slots=True)
class DepartmentTarget:
    """A department's overall target (部门整体绩效目标).

    Attributes:
        form: id of the definition it was read with.
        form_version: version of that definition.
        department: 部门名称.
        budget_year: the year of the budget.
        overall_goal: 总体绩效目标.
        sub_goals: 分项绩效目标, in their order.
        measures: 目标规划及保障措施, one text each.
        funding: its money, where the form asks for it.
        indicators: where the form has a table of them.
        extra: what the form's own fields hold, by key.
        tables: the rows of the form's further tables, by key.
        source: where it was read; None for a record that comes from no file.
    """

    form: str
    form_version: str
    department: str | None
    budget_year: int | None
    overall_goal: str | None
    sub_goals: tuple[SubGoal, ...] = ()
    measures: tuple[str, ...] = ()
    funding: Funding | None = None
    indicators: tuple[Indicator, ...] = ()
    extra: Answers = EMPTY
    tables: Tables = NO_TABLES
    source: Source | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts of the target in their order, empty ones included."""
        subs = (text or "" for sub in self.sub_goals for text in (sub.title, sub.goal, sub.indicators_text))
        return (self.overall_goal or "", *subs, *self.measures)


#: What a filled form is the record of.
Record = Project | DepartmentTarget
