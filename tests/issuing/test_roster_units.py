"""Units of money on rosters: 千元 is not 元, 百万元 not 万元."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.issuing.test_read_roster import HEADER, ROW, faults, sheet
from toolkit.forms import FormDefinition
from toolkit.issuing import read_roster

AMOUNT = [*HEADER].index("预算金额（元）")


def roster(path: Path, heading: str, *above: str) -> Path:
    headings = [heading if number == AMOUNT else name for number, name in enumerate(HEADER)]
    row = [3.63 if number == AMOUNT else value for number, value in enumerate(ROW)]
    return sheet(path / "名册.xlsx", [*([text] for text in above), headings, row])


@pytest.mark.parametrize(
    ("heading", "yuan"),
    [
        ("预算金额（千元）", "3630"), ("预算金额（百元）", "363"), ("预算金额（百万元）", "3630000"),
        ("预算金额（亿元）", "363000000"), ("预算金额（萬元）", "36300"), ("预算金额(万)", "36300"),
        ("预算金额/万元", "36300"), ("预算金额：万元", "36300"), ("预算金额【万元】", "36300"),
        ("预算金额（万元，保留两位小数）", "36300"), ("2024年预算金额（人民币千元）", "3630"),
        ("预算金额（含税）", "3.63"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_the_unit_of_its_heading(
    tmp_path: Path, form: FormDefinition, heading: str, yuan: str
) -> None:
    [row] = read_roster(roster(tmp_path, heading), form)
    assert row.amount == Decimal(yuan)


@pytest.mark.parametrize(
    ("line", "yuan"),
    [
        ("单位：千元", "3630"), ("金额单位：百万元", "3630000"), ("单位（万元）", "36300"), ("（万元）", "36300"),
        ("单位： 万 元", "36300"), ("填报单位：东坑镇    单位：千元", "3630"), ("主管单位：万元镇", "3.63"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_the_unit_above_the_table(
    tmp_path: Path, form: FormDefinition, line: str, yuan: str
) -> None:
    [row] = read_roster(roster(tmp_path, "预算金额", line), form)
    assert row.amount == Decimal(yuan)


@pytest.mark.parametrize(
    "heading", ["预算金额（万美元）", "预算金额（元/万元）", "预算金额（W）", "预算金额（10000元）"]
)
def test_a_unit_that_nobody_knows_is_a_fault(tmp_path: Path, form: FormDefinition, heading: str) -> None:
    [fault] = faults(roster(tmp_path, heading), form)
    assert "无法识别" in fault
    assert "万元" in fault
