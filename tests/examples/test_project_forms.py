"""The example forms of projects: every fact from issued forms and from home-made sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.examples import original_sheets as sheets
from tests.examples.original_sheets import Rows, typed
from toolkit import api
from toolkit.api import prove
from toolkit.forms import shipped
from toolkit.model import Project, same_record

EXAMPLES = shipped("templates") / "examples"
SHEETS: dict[str, Rows] = {
    "xiangtan-2023": sheets.XIANGTAN,
    "wuchuan-2021": sheets.WUCHUAN,
    "jinzhai-2021": sheets.JINZHAI,
    "jinan-2025": sheets.JINAN,
    "ningxiang-2021": sheets.NINGXIANG,
}
WAN = Decimal(10_000)


def read(tmp_path: Path, name: str) -> tuple[Project, ...]:
    return api.read(typed(SHEETS[name], tmp_path / f"{name}.xlsx"), templates=EXAMPLES).projects


@pytest.mark.parametrize("name", SHEETS)
def test_the_example_is_proven(name: str) -> None:
    assert prove(str(EXAMPLES / f"{name}.yaml")) is None


def test_xiangtan_has_a_period_in_one_cell_money_from_above_and_a_standard(tmp_path: Path) -> None:
    [project] = read(tmp_path, "xiangtan-2023")
    assert (project.project_name, project.spending_unit) == ("雾炮车降尘抑尘服务", "湘潭市环境卫生管理处")
    assert project.funding.total == 250 * WAN
    assert dict(project.extra) == {"superior": "0.00"}
    assert (project.start_year, project.start_month, project.end_year, project.end_month) == (2023, 7, 2024, 1)
    assert project.period_text == "2023.07-2024.01"
    assert [(one.level2, one.name, one.annual_value) for one in project.indicators] == [
        ("数量指标", "雾炮车降尘抑尘服务配备车辆数", "10辆"),
        ("数量指标", "雾炮车风炮射程", "≥80M"),
        ("质量指标", "服务周期内空气质量", "优良"),
        ("时效指标", "服务周期", "2023.07-2024.01"),
        ("成本指标", "控制在预算成本内", "250万"),
        ("社会效益指标", "服务周期内，市民对空气质量改善的满意程度", "≥85%"),
        ("服务对象满意度指标", "市民满意度", "≥90%"),
    ]
    assert {one.extra["standard"] for one in project.indicators} == {"计划标准"}


def test_wuchuan_has_amounts_in_label_cells_and_behind_the_names_of_sources(tmp_path: Path) -> None:
    [project] = read(tmp_path, "wuchuan-2021")
    source = "中央衔接推进乡村振兴补助资金(少数民族发展任务)"
    assert (project.funding.total, project.funding.fiscal, project.funding.other) == (50 * WAN, 50 * WAN, None)
    assert dict(project.extra) == {"total_remark": source, "fiscal_remark": source}
    assert project.annual_goal == "新建养殖场棚圈360平米、防疫室84平米、饲料库120平米。"
    assert (project.supervising_department, project.spending_unit) == ("武川县民族事务委员会",) * 2
    costs = [(one.name, one.annual_value) for one in project.indicators if one.level2 == "成本指标"]
    assert costs == [
        ("打井、配电", "50000元"),
        ("饲料库120平米", "490元/平米"),
        ("围墙300米", "300元/米"),
        ("标准化棚圈360平米", "550元/平米"),
        ("防疫室84平米", "≥1050元"),
    ]
    assert len(project.indicators) == 10


def test_jinzhai_keeps_the_residue_of_its_template_in_names(tmp_path: Path) -> None:
    [project] = read(tmp_path, "jinzhai-2021")
    assert (project.project_name, project.supervising_department) == ("物业管理", "县财政局")
    assert (project.funding.total, project.funding.fiscal) == (1125 * WAN, 1125 * WAN)
    assert ("成本指标", "指标1:项目总成本(≤**万元)", "≤1125万元") in [
        (one.level2, one.name, one.annual_value) for one in project.indicators
    ]


def test_jinan_has_two_forms_below_each_other(tmp_path: Path) -> None:
    first, second = read(tmp_path, "jinan-2025")
    assert (first.project_name, second.project_name) == ("2025金安国际网球公开赛(国际系列赛事)", "安徽省常规赛费用")
    assert (first.funding.total, second.funding.total) == (1000 * WAN, 1200 * WAN)
    assert (first.funding.other, second.funding.other) == (Decimal(0), Decimal(0))
    assert (first.period_text, first.extra["origin"]) == ("3年", "本级申报项目")
    assert (first.supervising_department, first.budget_year) == ("[042]六安市金安区体育局", 2025)
    assert (len(first.indicators), len(second.indicators)) == (9, 0)
    assert second.annual_goal == "因财政资金紧张,结转2024年六运会项目资金"


def test_ningxiang_has_ticked_boxes_exact_money_and_two_tables_of_indicators(tmp_path: Path) -> None:
    [project] = read(tmp_path, "ningxiang-2021")
    assert project.funding.total == Decimal("10606.7522") * WAN
    assert (project.funding.fiscal, project.funding.other) == (
        Decimal("6923.3552") * WAN,
        Decimal("3683.3970") * WAN,
    )
    assert dict(project.extra) == {
        "sort": "延续项目",
        "superior": "69233552.00",
        "local": "0.00",
        "own": "0.00",
    }
    assert (project.start_year, project.end_year, project.period_text) == (2021, 2021, "2021年度")
    assert [one.scope for one in project.indicators] == ["period"] * 9 + ["annual"] * 8


def test_numbers_in_place_of_ningxiangs_names_are_refused(tmp_path: Path) -> None:
    path = typed(SHEETS["ningxiang-2021"], tmp_path / "宁乡.xlsx")
    findings = api.check(path, templates=EXAMPLES).findings
    assert sum(str(one.severity) == "error" for one in findings) >= 17
    assert not any(one.code == "H03" for one in findings)


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", SHEETS)
def test_the_facts_come_back_from_the_issued_form_saved_by_libreoffice(
    name: str, tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    records = tuple(
        replace(one, indicators=tuple(row for row in one.indicators if row.name != "群众满意度"), source=None)
        for one in read(tmp_path, name)
    )
    paths = api.generate(
        name, output=tmp_path / "下发", records=records, password="x", key=_key(tmp_path), templates=EXAMPLES
    ).paths
    found = api.read(*office(list(paths), "xlsx"), templates=EXAMPLES, key=_key(tmp_path))
    assert [str(one.severity) for one in found.findings if str(one.severity) == "error"] == []
    by_name = {one.project_name: one for one in found.projects}
    for record in records:
        assert same_record(by_name[record.project_name], record)


def _key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    path.write_text("例", "utf-8")
    return path
