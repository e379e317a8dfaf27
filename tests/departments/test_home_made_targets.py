"""A department's form typed by another office."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from toolkit import api, merge, split
from toolkit.checks import sentence
from toolkit.errors import InputError
from toolkit.forms import shipped
from toolkit.model import DepartmentTarget, same_record

EXAMPLES = shipped("templates") / "examples"
Row = Sequence[Any]
INDICATORS: tuple[Row, ...] = (
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值"),
    ("", "产出指标", "数量指标", "新建水闸", "≥3座"),
    ("", "", "质量指标", "合格率", "100%"),
    ("", "效益指标", "社会效益指标", "受益人口", "≥5万人"),
    ("", "满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)


def typed(
    path: Path,
    *,
    unit: str = "预算金额（万元）",
    times: int = 1,
    tasks: Sequence[Row] = (("治水", "河道清淤", 50, "清"),),
    more: Sequence[Row] = (),
) -> Path:
    """Types Zhanjiang's form with amounts in 万元, times a factor."""
    rows: tuple[Row, ...] = (
        ("2023年市级部门整体预算绩效目标表",),
        ("部门名称", "湛江市水务局"),
        ("基本信息", "财政供养人员数", 35, "下属二级单位数", 3),
        ("预算整体情况", "部门预算支出", unit, "收入来源", unit),
        ("", "基本支出", 100 * times, "财政拨款", f"{1150 * times:,}"),
        ("", "项目支出", 1050 * times, "其他资金", 0),
        *more,
        ("", "事业发展性支出", unit, "按预算级次划分", unit),
        ("", "财政专项资金", 800 * times, "市本级使用资金", 700 * times),
        ("", "其他事业发展性支出", 250 * times, "拟用于对下转移支付资金", 100 * times),
        ("总体绩效目标", "完成全市水利建设任务。"),
        ("年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）"),
        *(("", *task) for task in tasks),
        ("其他需完成的任务（可选填）", "无"),
        *INDICATORS,
    )
    book = Workbook()
    for row in rows:
        book.worksheets[0].append([*row])
    book.save(path)
    return path


def target(path: Path) -> DepartmentTarget:
    [found] = api.read(path, templates=EXAMPLES).departments
    return found


def findings(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in api.check(path, templates=EXAMPLES).findings:
        found.setdefault(one.code, []).append(sentence(one, "zh"))
    return found


@pytest.mark.parametrize(("unit", "times"), [("预算金额（万元）", 1), ("预算金额（元）", 10_000)])
def test_the_unit_above_a_column_is_that_of_its_amounts(unit: str, times: int, tmp_path: Path) -> None:
    found = target(typed(tmp_path / "表.xlsx", unit=unit, times=times))
    assert found.funding is not None
    assert found.funding.fiscal == Decimal(11_500_000)
    assert found.extra["basic"] == "1000000.00"
    assert found.extra["transfers"] == "1000000.00"
    assert found.tables["tasks"][0]["amount"] == "500000.00"


TASKS = (("治水", "河道清淤", 50, "清"), ("防汛", "物资", "30", "安"))


@pytest.mark.parametrize(
    "tasks",
    [
        (*TASKS, ("合计", None, 80, None)),
        (("合 计", None, 80, None), *TASKS),
        (TASKS[0], ("小计", None, 50, None), TASKS[1], ("小计：", None, 30, None), ("总计", None, 80, None)),
        (TASKS[0], (None, None, None, None), TASKS[1]),
    ],
)
def test_totals_at_any_level_and_blank_rows_are_no_tasks(tasks: Sequence[Row], tmp_path: Path) -> None:
    found = target(typed(tmp_path / "表.xlsx", tasks=tasks))
    assert [(row["name"], row["amount"]) for row in found.tables["tasks"]] == [
        ("治水", "500000.00"),
        ("防汛", "300000.00"),
    ]


def test_levels_of_money_that_the_form_does_not_have_are_named_and_change_nothing(tmp_path: Path) -> None:
    more = (("", "其中：人员经费", 60, "其中：上级补助", 200), ("", "合计", 1150, "合计", 1150))
    path = typed(tmp_path / "表.xlsx", more=more)
    plain = target(typed(tmp_path / "原.xlsx"))
    assert same_record(target(path), plain)
    assert len(findings(path)["S09"]) == 8


def test_a_summary_of_targets_alone_is_split_with_lists_at_hand(tmp_path: Path) -> None:
    path = typed(tmp_path / "表.xlsx", tasks=TASKS)
    summary = merge(path, output=tmp_path / "汇总.xlsx", templates=EXAMPLES).path
    [back] = split(summary, output=tmp_path / "拆分", templates=EXAMPLES, password="x").paths
    assert same_record(target(back), target(path))


def test_a_form_without_a_place_for_the_money_is_refused_by_name(tmp_path: Path) -> None:
    found = target(typed(tmp_path / "表.xlsx"))
    with pytest.raises(InputError, match=r"fiscal.*tasks在模板 department 中没有位置，请用原来的模板 zhanjiang-2023"):
        api.generate("department", output=tmp_path / "下发", records=[found], password="x")
