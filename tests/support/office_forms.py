"""Ten real forms of other offices, as home-made sheets: facts only, goals shortened.

A fact's key is the field of a record that it fills (`total`, `indicators.0.name`), else the label that stands at it.
"""

from __future__ import annotations

from tests.support.other_offices import Line, OfficeForm, TableRow, label, line, number, table, value

LEVELS = ("一级指标", "二级指标")
OUT, USE, GLAD = "产出指标", "效益指标", "满意度指标"
#: The first and second levels of the nine usual categories.
NINE = (
    (OUT, "数量指标"),
    (OUT, "质量指标"),
    (OUT, "时效指标"),
    (OUT, "成本指标"),
    (USE, "经济效益指标"),
    (USE, "社会效益指标"),
    (USE, "生态效益指标"),
    (USE, "可持续影响指标"),
    (GLAD, "服务对象满意度指标"),
)


def title(text: str, span: int) -> Line:
    """Returns the line of a form's title."""
    return line(label(text, span), height=36, framed=False)


def note(text: str, span: int) -> Line:
    """Returns a line of text without frame under the title."""
    return line(label(text, span), framed=False)


_H06_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("雾炮车降尘抑尘服务配备车辆数", "10辆", "计划标准")),
    (OUT, "数量指标", ("雾炮车风炮射程", "≥80M", "计划标准")),
    (OUT, "质量指标", ("服务周期内空气质量", "优良", "计划标准")),
    (OUT, "时效指标", ("服务周期", "2023.07-2024.01", "计划标准")),
    (OUT, "成本指标", ("控制在预算成本内", "250万", "计划标准")),
    (USE, "经济效益指标", ("", "", "")),
    (USE, "社会效益指标", ("服务周期内,市民对空气质量改善的满意程度", "≥85%", "计划标准")),
    (USE, "生态效益指标", ("", "", "")),
    (USE, "可持续影响指标", ("", "", "")),
    (USE, "社会公众或服务对象满意度指标", ("市民满意度", "≥90%", "计划标准")),
)
#: 湖南省湘潭市, 2023: annual values only, a standard for each; an opinion under the table.
FOG_CANNON = OfficeForm(
    "H06",
    "项目支出绩效目标申报表",
    (13, 12, 18, 30, 16, 14),
    (
        title("2023年项目支出绩效目标申报表", 6),
        note("金额单位：万元", 6),
        line(label("项目支出名称"), value("雾炮车降尘抑尘服务", "project_name", 5)),
        line(
            label("预算部门"),
            value("湘潭市环境卫生管理处", "supervising_department", 2),
            label("项目支出实施期"),
            value("2023.07-2024.01", "period_text", 2),
        ),
        line(
            label("年度本级预算金额"),
            value("250万", "total", 2),
            label("该项目支出上级资金"),
            number("0", "该项目支出上级资金", 2),
        ),
        line(
            label("实施期绩效目标"),
            value("服务周期2023.07-2024.01,全市空气质量达到优良", "period_goal", 5),
            height=60,
        ),
        line(label("年度绩效目标"), value("全市空气质量达到优良", "annual_goal", 5), height=60),
        *table(
            (*LEVELS, "三级指标", "指标值及单位", "绩效标准"),
            ("name", "annual_value", "绩效标准"),
            _H06_ROWS,
            side="绩效指标",
        ),
        line(label("财政部门审核意见"), value("同意申报", "财政部门审核意见", 5), height=60),
        line(
            label("填报人"),
            value("张三", "填报人", 2),
            label("联系电话"),
            value("0731-58230001", "联系电话", 2),
        ),
    ),
)

_H07_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("业务工作支出安排金额", "定量", "28.8万元", "%", "支出安排", "未完成扣1分", "无")),
    (OUT, "质量指标", ("业务工作支出到位率", "定量", "100", "%", "", "", "")),
    (OUT, "时效指标", ("工作安排时间", "定量", "按月安排", "", "", "", "")),
    (OUT, "成本指标", ("社会成本指标", "定量", "100", "%", "", "", "")),
    (USE, "经济效益指标", ("", "", "", "", "", "", "")),
    (USE, "社会效益指标", ("保证单位正常运转", "定性", "应保尽保", "%", "", "", "")),
    (USE, "生态效益指标", ("", "", "", "", "", "", "")),
    (USE, "可持续影响指标", ("", "", "", "", "", "", "")),
    (GLAD, "服务对象满意度指标", ("", "", "", "", "", "", "")),
)
#: 湖南省岳阳市岳阳楼区, 2023: a department's target with indicators; starred labels, 定量 or 定性.
OVERALL = OfficeForm(
    "H07",
    "整体绩效目标表",
    (12, 16, 22, 12, 14, 10, 18, 18, 10),
    (
        title("价格认证鉴定中心2023年度整体绩效目标表", 9),
        line(label("部门(单位)名称", 2), value("岳阳楼区价格认证鉴定中心", "department", 7)),
        line(label("*部门(单位)职责", 2), value("负责价格认定工作", "部门(单位)职责", 7), height=48),
        line(label("*年度总体绩效目标", 2), value("做好涉案、价格认定工作。", "overall_goal", 7), height=48),
        *table(
            (*LEVELS, "三级指标", "指标值类型", "*指标值", "计量单位", "*指标解释", "*评(扣)分标准", "备注"),
            ("name", "指标值类型", "number", "unit", "指标解释", "评(扣)分标准", "备注"),
            _H07_ROWS,
        ),
    ),
    orientation="landscape",
)

_H09_LONG: tuple[TableRow, ...] = tuple(
    (level1, level2, (f"完成基础设施建设{level2[:2]}要求", first, "100"))
    for level1, level2, first in (
        (OUT, "数量指标", "88"),
        (OUT, "质量指标", "88"),
        (OUT, "时效指标", "88"),
        (OUT, "成本指标", "88"),
        (USE, "经济效益指标", "88"),
        (USE, "社会效益指标", "68"),
        (USE, "生态效益指标", "20"),
        (USE, "可持续影响指标", "20"),
        (GLAD, "社会公众或服务对象满意度指标", "88"),
    )
)
_H09_PARTS = ("name", "value", "备注")
_H09_HEADINGS = (*LEVELS, "指标内容", "指标值", "备注")
#: 湖南省宁乡市坝塘镇, 2021: □√ for new or continued, numbered sources, a block of indicators each for period and year.
TWO_BLOCKS = OfficeForm(
    "H09",
    "项目绩效目标表",
    (14, 13, 20, 26, 16, 14),
    (
        title("项目绩效目标表", 6),
        note("（2021年度）", 6),
        line(
            label("填报单位"),
            value("宁乡市坝塘镇人民政府", "spending_unit", 2),
            label("金额单位：万元", 3),
            framed=False,
        ),
        line(label("项目名称"), value("镇域内基础设施建设", "project_name", 5)),
        line(
            label("项目属性"),
            value("新增项目□ 延续项目√", "项目属性", 2, empty="新增项目□ 延续项目□"),
            label("项目起止时间"),
            value("2021年度", "period_text", 2),
        ),
        line(label("项目资金", rows=6), label("总额", 2), number("10606.7522", "total", 3)),
        line(label("1.财政拨款", 2), number("6923.3552", "fiscal", 3)),
        line(label("其中：上级财政资金", 2), number("6923.3552", "上级财政资金", 3)),
        line(label("本级财政", 2), number("0", "本级财政", 3)),
        line(label("2.自有资金", 2), number("0", "自有资金", 3)),
        line(label("3.其他", 2), number("3683.3970", "other", 3)),
        line(label("长期绩效目标"), value("改善镇域内基础设施", "period_goal", 5), height=48),
        line(label("年度绩效目标"), value("完成年度建设任务", "annual_goal", 5), height=48),
        *table(_H09_HEADINGS, _H09_PARTS, _H09_LONG, side="长期绩效指标"),
        *table(_H09_HEADINGS, _H09_PARTS, _H09_LONG[:8], side="年度绩效指标", first=9),
        line(label("填报人"), value("李四", "填报人", 2), label("填报日期"), value("2021-03-05", "填报日期", 2)),
    ),
)

_H12_ROWS = (
    (OUT, "数量指标", "重点建设工程安排数量", "2"),
    (OUT, "质量指标", "重点建设工程验收合格率", "100%"),
    (OUT, "成本指标", "建设项目成本", "参照政府采购成本控制"),
    (OUT, "时效指标", "重点建设工程按期完成率", "100%"),
    (USE, "可持续影响指标", "基础教育巩固提高情况", "巩固提高"),
    (USE, "社会效益指标", "基础教育学校办学条件", "持续改善"),
    (GLAD, "服务对象满意度指标", "学生、家长、社会满意度", "≥90%"),
)
#: 湖北省武汉市青山区, 2020: long-term and annual indicators side by side, each with names of its own.
SIDE_BY_SIDE = OfficeForm(
    "H12",
    "项目支出绩效目标表",
    (14, 12, 18, 22, 14, 18, 22, 14),
    (
        title("项目支出绩效目标表", 8),
        note("（2020年度）", 8),
        line(label("项目名称", 2), value("教育系统基础设施建设和设备购置", "project_name", 6)),
        line(
            label("主管部门及编码", 2),
            value("[015001]武汉市青山区教育局", "supervising_department", 2),
            label("实施单位", 2),
            value("武汉市青山区教育局", "spending_unit", 2),
        ),
        line(
            label("项目属性", 2),
            value("基础建设、修缮类", "项目属性", 2),
            label("项目起止时间", 2),
            value("202001-202012", "period_text", 2),
        ),
        line(
            label("资金总额", 2),
            value("10000万元", "资金总额", 2),
            label("当年资金总额", 2),
            value("10000万元", "total", 2),
        ),
        line(label("其中:财政拨款", 2), value("10000万元", "fiscal", 2), label("其他资金", 2), value("", "other", 2)),
        line(
            label("总体目标", 2, rows=2),
            label("长期目标", 3),
            label("年度目标", 3),
        ),
        line(value("", "period_goal", 3), value("改善办学条件", "annual_goal", 3), height=60),
        line(
            label("绩效指标", rows=len(_H12_ROWS) + 2),
            label("一级指标", rows=2),
            label("长期绩效指标", 3),
            label("年度绩效指标", 3),
        ),
        line(*(label(text) for text in ("二级指标", "三级指标", "指标值") * 2)),
        *(
            line(
                label(level1),
                label(level2),
                value("", f"period.{at}.name"),
                value("", f"period.{at}.period_value"),
                label(level2),
                value(name, f"indicators.{at}.name"),
                value(annual, f"indicators.{at}.annual_value"),
            )
            for at, (level1, level2, name, annual) in enumerate(_H12_ROWS)
        ),
    ),
    orientation="landscape",
)
