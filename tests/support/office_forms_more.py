"""Self-evaluations and stacked forms among the ten."""

from __future__ import annotations

from tests.support.office_forms import GLAD, LEVELS, OUT, USE, note, title
from tests.support.other_offices import OfficeForm, TableRow, label, line, number, table, value

_DONE = "达成预期指标"
_H15_ROWS: tuple[TableRow, ...] = (
    (f"{OUT}(50分)", "数量指标", ("补助村(社区)数量", "=8个", "8", "8", "8", "")),
    (f"{OUT}(50分)", "数量指标", ("保障村干部人数", "=42个", "42", "8", "8", "")),
    (f"{OUT}(50分)", "质量指标", ("补助资格合规性", "合规", _DONE, "8", "8", "")),
    (f"{OUT}(50分)", "质量指标", ("经费审批流程规范性", "严格执行相关制度规定", _DONE, "8", "8", "")),
    (f"{OUT}(50分)", "时效指标", ("补助经费到位及时性", "及时", _DONE, "8", "8", "")),
    (f"{OUT}(50分)", "成本指标", ("项目总成本", "≤202.6万元", "132.9", "10", "10", "按实际人数支付")),
    (
        f"{USE}(30分)",
        "经济效益指标",
        ("对保障村(社区)两委机构正常运行的影响程度", "效果明显", _DONE, "10", "10", ""),
    ),
    (
        f"{USE}(30分)",
        "社会效益指标",
        ("提高村(社区)干部工作积极性的影响程度", "效果明显", _DONE, "10", "10", ""),
    ),
    (f"{USE}(30分)", "生态效益指标", ("", "", "", "", "", "")),
    (f"{USE}(30分)", "可持续影响指标", ("", "", "", "", "", "")),
    (f"{GLAD}(10分)", "服务对象满意度指标", ("", "", "", "", "", "")),
)
#: 安徽省池州市贵池区棠溪镇, 2022: a self-evaluation with a table of funds and bands of points.
SELF_EVALUATION = OfficeForm(
    "H15",
    "自评表",
    (12, 16, 16, 28, 20, 18, 10, 10, 22),
    (
        title("项目支出绩效自评表", 9),
        note("（2022年度）", 9),
        line(label("项目名称", 2), value("村级补助及运转经费", "project_name", 7)),
        line(
            label("主管部门", 2),
            value("219-池州市贵池区棠溪镇人民政府", "supervising_department", 2),
            label("实施单位", 2),
            value("219001-池州市贵池区棠溪镇人民政府", "spending_unit", 3),
        ),
        line(
            label("项目资金（万元）", 2, rows=4),
            label("", 2),
            label("年初预算数"),
            label("全年预算数", 2),
            label("全年执行数", 2),
        ),
        line(
            label("年度资金总额", 2),
            number("202.64", "total"),
            number("132.912", "年度资金总额全年预算数", 2),
            number("132.912", "年度资金总额全年执行数", 2),
        ),
        line(
            label("其中：本年财政拨款", 2),
            number("202.64", "fiscal"),
            number("132.912", "本年财政拨款全年预算数", 2),
            number("132.912", "本年财政拨款全年执行数", 2),
        ),
        line(
            label("其他资金", 2),
            number("0", "other"),
            number("0", "其他资金全年预算数", 2),
            number("0", "其他资金全年执行数", 2),
        ),
        line(
            label("年度总体目标", rows=2),
            label("预期目标", 4),
            label("实际完成情况", 4),
        ),
        line(
            value("保障村级组织正常运转，补助资金2026400元。", "annual_goal", 4),
            value("全部发放到位。", "实际完成情况", 4),
            height=60,
        ),
        *table(
            (*LEVELS, "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
            ("name", "annual_value", "实际完成值", "weight", "得分", "偏差原因分析及改进措施"),
            _H15_ROWS,
            side="绩效指标",
        ),
    ),
    orientation="landscape",
)


def _stacked(name: str, project: str, amount: str, goal: str, rows: tuple[TableRow, ...]) -> OfficeForm:
    return OfficeForm(
        name,
        "项目支出绩效目标表",
        (16, 16, 20, 34, 22),
        (
            title("项目支出绩效目标表", 5),
            note("（2025年度）", 5),
            line(label("项目名称"), value(project, "project_name", 4)),
            line(
                label("主管部门及代码"),
                value("[042]六安市金安区体育局", "supervising_department"),
                label("实施单位"),
                value("六安市金安区体育局", "spending_unit", 2),
            ),
            line(label("项目来源"), value("本级申报项目", "项目来源"), label("项目期"), value("3年", "period_text", 2)),
            line(label("项目资金（万元）", rows=3), label("年度资金总额："), number(amount, "total", 3)),
            line(label("其中：财政拨款"), number(amount, "fiscal", 3)),
            line(label("其他资金"), number("0.00", "other", 3)),
            line(label("年度目标"), value(goal, "annual_goal", 4), height=60),
            *table((*LEVELS, "三级指标", "指标值"), ("name", "annual_value"), rows, side="绩效指标"),
        ),
    )


_H23_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("开展运动种类", "1种")),
    (OUT, "数量指标", ("打造品牌赛事种类", "1种")),
    (OUT, "质量指标", ("经费支出合规率", "100%")),
    (OUT, "质量指标", ("赛事完成率", "100%")),
    (OUT, "时效指标", ("完成时间", "2025年年底前")),
    (OUT, "成本指标", ("项目总成本", "≤1000万元")),
    (USE, "经济效益指标", ("提升城市形象,促进体育消费", "经济效益良好")),
    (USE, "社会效益指标", ("打造品牌赛事", "效果良好")),
    (USE, "生态效益指标", ("本项目不适用此指标", "无")),
    (USE, "可持续影响指标", ("打造金安国际网球公开赛等系列品牌赛事", "影响可持续")),
    (GLAD, "满意度指标", ("群众满意度", "≥95%")),
)
#: 安徽省六安市金安区体育局, 2025: a form for each project, one under the other on one sheet.
TENNIS = _stacked("H23", "2025金安国际网球公开赛(国际系列赛事)", "1000.00", "打造品牌赛事", _H23_ROWS)
GAMES = _stacked(
    "H23b",
    "安徽省常规赛费用",
    "1200.00",
    "因财政资金紧张,结转2024年六运会项目资金",
    ((OUT, "数量指标", ("参加比赛项数", "20项")), *((one, two, ("", "")) for one, two, _ in _H23_ROWS[1:])),
)

_H43 = (
    ("财政供养人员控制率", "%", "≤", "100%", "", "92%", "100%", "2", "2", "否"),
    ("基础信息完善", "%", "＝", "100%", "", "100%", "100%", "1", "1", "否"),
    ("预算完成率", "%", "≥", "70%", "", "76%", "100%", "2", "2", "是"),
    ("预算调整率", "%", "≤", "3%", "", "0", "100%", "2", "2", "否"),
    ("政府采购执行率", "%", "≥", "100%", "", "72.74%", "100%", "2", "2", "是"),
    ("管理制度健全性", "", "定性", "高", "", "高", "100%", "3", "3", "否"),
    ("党性教育培训次数", "次", "≥", "6次", "", "12次", "100%", "5", "5", "是"),
    ("播发稿件数量", "篇", "≥", "2200篇", "", "2859篇", "100%", "10", "10", "是"),
)
_H43_PARTS = (
    "name",
    "unit",
    "operator",
    "number",
    "调整指标值",
    "全年完成值",
    "得分系数(%)",
    "weight",
    "指标得分(分)",
    "是否核心指标",
)
#: 重庆高新区融媒体中心, 2021: a department's self-evaluation; a flat list of indicators without levels.
MEDIA_CENTRE = OfficeForm(
    "H43",
    "部门整体绩效自评表",
    (24, 10, 12, 14, 14, 14, 13, 13, 13, 14),
    (
        title("部门整体绩效自评表", 10),
        note("（2021年度）", 10),
        line(
            label("部门名称"),
            value("重庆高新区融媒体中心", "department", 5),
            label("自评总分(分)", 2),
            value("97.6", "自评总分(分)", 2),
        ),
        line(
            label("预算执行情况（万元）", rows=2),
            label("年初预算数", 2),
            label("全年（调整）预算数", 2),
            label("全年执行数"),
            label("执行率"),
            label("执行率权重"),
            label("执行率得分", 2),
        ),
        line(
            number("1000", "年初预算数", 2),
            number("1000", "全年（调整）预算数", 2),
            number("760", "全年执行数"),
            value("76%", "执行率"),
            value("10", "执行率权重"),
            value("7.6", "执行率得分", 2),
        ),
        line(label("年初绩效目标", 3), label("全年（调整）绩效目标", 3), label("全年目标实际完成情况", 4)),
        line(
            value("无", "年初绩效目标", 3),
            value("做好宣传报道和中心运转", "全年（调整）绩效目标", 3),
            value("各项职责完成较好", "全年目标实际完成情况", 4),
            height=60,
        ),
        line(
            *(
                label(text)
                for text in (
                    "指标名称",
                    "计量单位",
                    "指标性质",
                    "年初指标值",
                    "调整指标值",
                    "全年完成值",
                    "得分系数(%)",
                    "指标权重(分)",
                    "指标得分(分)",
                    "是否核心指标",
                )
            )
        ),
        *(
            line(*(value(text, f"indicators.{at}.{part}") for text, part in zip(row, _H43_PARTS, strict=True)))
            for at, row in enumerate(_H43)
        ),
    ),
    orientation="landscape",
)
