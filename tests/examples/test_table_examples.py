"""Facts of other places' forms, read by the definitions that ship as examples."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from tests.support.programs import convert
from tests.support.table_forms import filled_record, issued
from tests.support.workbooks import workbook_of
from toolkit import read
from toolkit.checks import sentence
from toolkit.engine import Outcome
from toolkit.model import DepartmentTarget, Indicator, Project, Severity

EXAMPLES = Path(__file__).parents[2] / "templates" / "examples"
Rows = tuple[tuple[object, ...], ...]


def _read(folder: Path, rows: Rows) -> Outcome:
    book = workbook_of(rows)
    sheet: Worksheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # =8个 is no formula
    path = folder / "原表.xlsx"
    book.save(path)
    return read(path, templates=EXAMPLES)


def _errors(outcome: Outcome) -> list[str]:
    return [sentence(one, "zh") for one in outcome.findings if one.severity is Severity.ERROR]


def _contents(indicators: tuple[Indicator, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.level1, one.level2, one.name, one.annual_value) for one in indicators]


QINGSHAN = (
    ("产出指标", "数量指标", "重点建设工程安排数量", "2"),
    ("产出指标", "质量指标", "重点建设工程验收合格率", "100%"),
    ("产出指标", "成本指标", "建设项目成本", "参照政府采购成本控制"),
    ("产出指标", "时效指标", "重点建设工程按期完成率", "100%"),
    ("效益指标", "可持续影响指标", "基础教育巩固提高情况", "巩固提高"),
    ("效益指标", "社会效益指标", "基础教育学校办学条件", "持续改善"),
    ("满意度指标", "服务对象满意度指标", "学生、家长、社会满意度", "≥90%"),
)


def test_an_empty_long_term_side_and_levels_on_every_row(tmp_path: Path) -> None:
    found = _read(
        tmp_path,
        (
            ("项目支出绩效目标表",),
            ("（2020年度）",),
            ("项目名称", "教育系统基础设施建设和设备购置"),
            ("主管部门及编码", "[015001]武汉市青山区教育局", None, "实施单位", "武汉市青山区教育局"),
            ("项目属性", "基础建设、修缮类", None, "项目起止时间", "202001-202012"),
            ("资金总额", "10000万元", "当年资金总额", "10000万元", "其中:财政拨款", "10000万元"),
            ("一级指标", "长期绩效指标", None, None, "年度绩效指标"),
            (None, "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
            *((one, None, None, None, *rest) for one, *rest in QINGSHAN),
        ),
    )
    assert _errors(found) == []
    [project] = found.projects
    assert _contents(project.indicators) == list(QINGSHAN)
    assert {one.scope for one in project.indicators} == {"annual"}
    assert (project.start_year, project.start_month, project.end_month) == (2020, 1, 12)
    assert (project.funding.total, project.funding.fiscal) == (Decimal(100_000_000), Decimal(100_000_000))
    assert project.extra["nature"] == "基础建设、修缮类"


def test_a_department_with_an_indicator_table(tmp_path: Path) -> None:
    columns = ("一级指标", "二级指标", "三级指标", "指标值类型", "*指标值", "计量单位")
    found = _read(
        tmp_path,
        (
            ("价格认证鉴定中心2023年度整体绩效目标表",),
            ("部门(单位)名称", "岳阳楼区价格认证鉴定中心"),
            ("*部门(单位)职责", "负责价格认定工作"),
            ("*年度总体绩效目标", "做好涉案、价格认定工作。"),
            (*columns, "*指标解释", "*评(扣)分标准", "备注"),
            ("产出指标", "数量指标", "业务工作支出安排金额", "定量", "28.8万元", "%"),
            ("产出指标", "质量指标", "业务工作支出到位率", "定量", "100", "%"),
            ("产出指标", "时效指标", "工作安排时间", "定量", "按月安排"),
            ("产出指标", "成本指标", "社会成本指标", "定量", "100", "%"),
            ("效益指标", "经济效益指标"),
            ("效益指标", "社会效益指标", "保证单位正常运转", "定性", "应保尽保", "%"),
        ),
    )
    [target] = found.departments
    assert (target.department, target.overall_goal) == ("岳阳楼区价格认证鉴定中心", "做好涉案、价格认定工作。")
    assert target.extra["duties"] == "负责价格认定工作"
    assert target.budget_year == 2023
    assert [(one.name, one.annual_value, one.extra["nature"]) for one in target.indicators] == [
        ("业务工作支出安排金额", "28.8万元", "定量"),
        ("业务工作支出到位率", "100%", "定量"),
        ("工作安排时间", "按月安排", "定量"),
        ("社会成本指标", "100%", "定量"),
        ("保证单位正常运转", "应保尽保", "定性"),
    ]
    assert sum("“%”" in one for one in _errors(found)) == 2  # two values with a unit that does not fit


GUICHI = (
    ("产出指标", "数量指标", "补助村(社区)数量", "=8个", "8"),
    ("产出指标", "质量指标", "补助资格合规性", "合规", "达成预期指标"),
    ("产出指标", "成本指标", "项目总成本", "≤202.6万元", "132.9"),
    ("效益指标", "社会效益指标", "提高村(社区)干部工作积极性的影响程度", "效果明显", "达成预期指标"),
)


def test_a_self_evaluation_reads_by_its_own_definition(tmp_path: Path) -> None:
    points = {"产出指标": "产出指标(50分)", "效益指标": "效益指标(30分)"}
    found = _read(
        tmp_path,
        (
            ("项目支出绩效自评表",),
            ("(2022年度)",),
            ("项目名称", "村级补助及运转经费"),
            ("主管部门", "219-棠溪镇人民政府", None, "实施单位", "219001-棠溪镇人民政府"),
            ("项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
            (None, "年度资金总额", "0", "0", "0"),
            (None, "其中:本年财政拨款", "202.64", "132.912", "132.912"),
            ("预期目标", None, None, None, "实际完成情况"),
            ("发放补助2026400元", None, None, None, "已发放"),
            ("绩效指标", *("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")),
            *((None, points[one], *rest) for one, *rest in GUICHI),
        ),
    )
    [project] = found.projects
    assert _contents(project.indicators) == [one[:4] for one in GUICHI]
    assert [one.extra["actual"] for one in project.indicators] == [one[4] for one in GUICHI]
    funds = {row["source"]: dict(row) for row in project.tables["funds"]}
    assert funds["年度资金总额"]["initial"] == "0.00"
    assert funds["其中：本年财政拨款"]["executed"] == "1329120.00"
    without = read(tmp_path / "原表.xlsx")
    assert "F09" in {one.code for one in without.findings}  # no definition at hand: refused as before


def test_a_list_of_many_projects(tmp_path: Path) -> None:
    columns = ("单位名称", "项目名称", "预算数", "年度目标", "一级指标", "二级指标", "三级指标")
    unit = "820001-井研县马踏镇人民政府"
    first = ("效益指标", "社会效益指标", "维护社会稳定", "≥", "95", "%", 10, "正向指标")
    other = ("产出指标", "数量指标", "行政村数量", "=", "11", "个", 10)
    found = _read(
        tmp_path,
        (
            ("部门预算项目绩效目标申报表（2023年度）",),
            (*[None] * 11, "金额单位：元"),
            (*columns, "指标性质", "指标值", "度量单位", "权重", "指标方向性"),
            ("820-马踏镇部门", None, "3,969,840.00"),
            (unit, "村组干部报酬", "3,309,840.00", "按时发放", *first),
            (None, None, None, None, "产出指标", "质量指标", "按时发放", "≥", "1", "人/年", 10, "正向指标"),
            (None, "基层组织活动经费", "660,000.00", "开展活动", *other),
        ),
    )
    assert _errors(found) == []
    assert [(one.project_name, one.spending_unit, one.funding.total) for one in found.projects] == [
        ("村组干部报酬", unit, Decimal("3309840.00")),
        ("基层组织活动经费", unit, Decimal("660000.00")),
    ]
    assert _contents(found.projects[0].indicators) == [
        ("效益指标", "社会效益指标", "维护社会稳定", "≥95%"),
        ("产出指标", "质量指标", "按时发放", "≥1人/年"),
    ]
    assert found.projects[0].indicators[0].extra["direction"] == "正向指标"
    assert found.projects[0].indicators[0].weight == "10"


def test_a_table_without_levels(tmp_path: Path) -> None:
    columns = ("指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值")
    found = _read(
        tmp_path,
        (
            ("2021年部门整体绩效自评表",),
            ("部门名称", "高新区融媒体中心", None, "自评总分(分)", "97.6"),
            ("年初绩效目标", None, None, "全年(调整)绩效目标", None, None, "全年目标实际完成情况"),
            ("无", None, None, "做好宣传", None, None, "履职良好"),
            (*columns, "得分系数(%)", "指标权重(分)", "指标得分(分)", "是否核心指标"),
            ("财政供养人员控制率", "%", None, "100%", None, "92%", "100%", "2", "2", "否"),
            ("“三公”经费变动率", "%", None, None, None, None, "100%", "2", "2", "否"),
            ("管理制度健全性", None, None, "高", None, "高", "100%", "3", "3", "否"),
            ("党性教育培训次数", "次", None, "6次", None, "12次", "100%", "5", "5", "是"),
        ),
    )
    [target] = found.departments
    assert target.extra["self_score"] == "97.6"
    contents = [
        (one.level2, one.name, one.annual_value, one.weight, one.extra.get("actual")) for one in target.indicators
    ]
    assert contents == [
        ("", "财政供养人员控制率", "100%", "2", "92%"),
        ("", "“三公”经费变动率", None, "2", None),
        ("", "管理制度健全性", "高", "3", "高"),
        ("", "党性教育培训次数", "6次", "5", "12次"),
    ]
    assert [one.extra["core"] for one in target.indicators] == ["否", "否", "否", "是"]


def test_every_filled_form_of_the_examples_survives_libreoffice(tmp_path: Path) -> None:
    for name in ("qingshan-2020", "yueyanglou-2023", "guichi-2022", "chongqing-2021", "zhanjiang-2023"):
        record = filled_record(EXAMPLES / f"{name}.yaml")
        [saved] = convert([issued(EXAMPLES / f"{name}.yaml", record, tmp_path / name)], "xlsx", tmp_path)
        found = read(saved, templates=EXAMPLES)
        records: list[Project | DepartmentTarget] = [*found.projects, *found.departments]
        [back] = records
        assert [one.name for one in back.indicators] == [one.name for one in record.indicators], name
        assert [dict(one.extra) for one in back.indicators] == [dict(one.extra) for one in record.indicators], name
        assert dict(back.extra) == dict(record.extra), name
        assert dict(back.tables) == dict(record.tables), name
        assert [one.code for one in found.findings if one.severity is not Severity.INFO] == [], name
