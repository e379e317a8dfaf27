"""A record as cells of a form: every indicator in its category."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.support.issued_forms import TYPE
from toolkit.errors import InputError
from toolkit.forms import FormDefinition, Layout
from toolkit.indicators import Framework
from toolkit.issuing import layout_for, record_values
from toolkit.issuing.record_cells import needed_rows
from toolkit.model import Funding, Indicator, Project

Records = Callable[[str], tuple[Project, ...]]


def indicator(level2: str, name: str = "指标", value: str | None = "1个") -> Indicator:
    return Indicator("产出指标", level2, name, value, value)


def project(*indicators: Indicator, **more: object) -> Project:
    return replace(Project("form13", "2024.1", "项目", indicators=indicators), **more)  # type: ignore[arg-type]


def in_order(values: dict[str, object], layout: Layout, part: str) -> list[object]:
    return [values.get(f"slots.{slot.number}.{part}") for slot in layout.slots if f"slots.{slot.number}.name" in values]


@pytest.mark.parametrize("seed", ["000-junda", "001-dangjian", "002-shequ", "004-zongzhi"])
def test_every_indicator_of_the_seeds_has_its_row_and_keeps_its_order(
    seed: str, records: Records, form: FormDefinition, framework: Framework
) -> None:
    for record in records(seed):
        layout = layout_for(record, form, framework, 2024)
        values = record_values(record, layout)
        placed = [
            (slot.level2, *(values.get(f"slots.{slot.number}.{part}") for part in slot.cells))
            for slot in layout.slots
            if any(f"slots.{slot.number}.{part}" in values for part in slot.cells)
        ]
        meant = [(i.level2, i.name, i.period_value, i.annual_value) for i in record.indicators]
        assert placed == sorted(meant, key=lambda row: framework.order(row[0]))


def test_the_summary_s_records_fit_the_form_too_and_leave_empty_what_they_do_not_say(
    records: Records, form: FormDefinition, framework: Framework
) -> None:
    for record in records("003-yuangang"):
        layout = layout_for(record, form, framework, 2023)
        values = record_values(record, layout)
        assert layout.project_type is None
        assert not {"project_type", "period_goal", "start_year"} & values.keys()


def test_the_form_grows_where_a_record_has_more_indicators(form: FormDefinition, framework: Framework) -> None:
    many = project(*[indicator("数量指标", f"第{number}项") for number in range(11)], project_type=TYPE)
    layout = layout_for(many, form, framework, 2024)
    assert needed_rows(many, framework)["数量指标"] == 11
    assert layout.rows[0] == 11
    assert in_order(dict(record_values(many, layout)), layout, "name") == [f"第{number}项" for number in range(11)]


def test_a_table_without_levels_grows_by_no_more_rows_than_there_are_indicators(framework: Framework) -> None:
    many = project(*[indicator("", f"第{number}项") for number in range(5)], project_type=TYPE)
    assert needed_rows(many, framework)[""] == 5


def test_money_is_written_in_the_unit_of_the_form(form: FormDefinition, framework: Framework) -> None:
    record = project(funding=Funding(total=Decimal("36300.50"), unit_as_written="万元"))
    layout = layout_for(record, form, framework, 2024)
    assert record_values(record, layout)["total"] == Decimal("36300.50")
    in_wan = replace(form, unit="万元")
    assert record_values(record, layout_for(record, in_wan, framework, 2024))["total"] == Decimal("3.63005")


def test_a_value_that_was_lost_stays_lost(form: FormDefinition, framework: Framework) -> None:
    record = project(Indicator("产出指标", "质量指标", "合格率", "100%", None))
    values = record_values(record, layout_for(record, form, framework, 2024))
    assert "100%" in values.values()
    assert len(values) == 3, "name of the project, name and one value of the indicator"


def test_an_indicator_without_a_place_is_refused(form: FormDefinition, framework: Framework) -> None:
    record = project(indicator("经济成本指标", "总成本"))
    with pytest.raises(InputError, match=r"总成本.*没有位置"):
        record_values(record, layout_for(record, form, framework, 2024))


def test_a_text_that_no_cell_can_hold_is_refused(form: FormDefinition, framework: Framework) -> None:
    record = project(period_goal="长" * 40_000)
    with pytest.raises(InputError, match="实施周期总目标超过"):
        record_values(record, layout_for(record, form, framework, 2024))


def test_an_unknown_type_is_kept_as_it_was_written(form: FormDefinition, framework: Framework) -> None:
    record = project(project_type="专项资金")
    layout = layout_for(record, form, framework, 2024)
    assert layout.project_type is None
    assert record_values(record, layout)["project_type"] == "专项资金"
