"""Forms with stacked tables, and with values of both sides in one table."""

from __future__ import annotations

from tests.support.office_forms import GLAD, LEVELS, NINE, OUT, USE, title
from tests.support.other_offices import Box, OfficeForm, TableRow, label, line, number, table, value

#: The satisfaction of the form stands among its first levels, beside a second level that it only names so.
_ALONE = ("服务对象满意度指标", "具体指标")


def _answered(printed: str, answer: str, key: str, span: int) -> Box:
    return Box(answer, key, span, before=printed)


def _rows(*cells: tuple[str, str, str]) -> tuple[TableRow, ...]:
    return tuple((*levels, one) for levels, one in zip((*NINE[:8], _ALONE), cells, strict=True))


_LONG = _rows(
    ("改造供水工程", "42处", ""),
    ("水质达标率", "≥95%", "以检测报告为准"),
    ("完工时间", "2018年10月底前", ""),
    ("人均投资", "≤241元", ""),
    ("减少农户拉水支出", "≥80万元/年", ""),
    ("受益人口", "≥16000人", ""),
    ("水源地水质", "稳定", ""),
    ("工程使用年限", "≥15年", ""),
    ("用水户满意度", "≥90%", ""),
)
_YEAR = _rows(
    ("改造供水工程", "25处", ""),
    ("水质达标率", "≥90%", ""),
    ("完工时间", "2017年11月底前", ""),
    ("人均投资", "≤235元", ""),
    ("减少农户拉水支出", "≥45万元/年", ""),
    ("受益人口", "≥9000人", ""),
    ("水源地水质", "改善", ""),
    ("工程使用年限", "≥15年", ""),
    ("用水户满意度", "≥92%", ""),
)
_HEADINGS = (*LEVELS, "指标内容", "指标值", "备注")
#: Two stacked tables, money in pairs, the unit and the signatures in the cells of their labels.
STACKED_SIDES = OfficeForm(
    "stacked-sides",
    "申报表",
    (12, 18, 18, 24, 16, 16),
    (
        title("县级财政支出项目绩效目标申报表", 6),
        line(_answered("填报单位（盖章）：", "县水务局办公室", "填报单位", 6), framed=False),
        line(
            label("项目名称"), value("农村饮水安全巩固提升工程", "project_name", 3),
            label("项目实施单位"), value("县农村供水站", "spending_unit"),
        ),
        line(
            label("项目资金申请（万元）", rows=2), label("资金总额："), number("386.5", "total"),
            label("财政拨款："), number("300", "fiscal", 2),
        ),
        line(label("自有资金："), number("50", "自有资金"), label("事业收入："), number("36.5", "事业收入", 2)),
        line(label("长期目标", 2), value("到2018年底全县农村自来水普及率达到95%。", "period_goal", 4), height=48),
        line(label("年度目标", 2), value("年内完成25处供水工程改造并通过验收。", "annual_goal", 4), height=48),
        *table(_HEADINGS, ("name", "period_value", "备注"), _LONG, side="长期绩效指标"),
        *table(_HEADINGS, ("name", "annual_value", "备注"), _YEAR, side="年度绩效指标", first=len(_LONG)),
        line(
            _answered("填报人：", "李娜", "填报人", 2), _answered("单位负责人：", "张伟", "单位负责人", 2),
            _answered("填报日期：", "2016-11-08", "填报日期", 2),
        ),
    ),
)  # fmt: skip
_TRANSFER: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("改造户数", "≥1050户", "≥262户")),
    (OUT, "质量指标", ("竣工验收合格率", "100%", "100%")),
    (OUT, "时效指标", ("当年开工率", "≥95%", "≥98%")),
    (OUT, "成本指标", ("户均补助标准", "≤4万元", "≤3.5万元")),
    (USE, "社会效益指标", ("受益人口", "≥3150人", "≥786人")),
    (GLAD, "服务对象满意度指标", ("改造户满意度", "≥90%", "≥92%")),
)
#: The sides of a value said in brackets, and a 专项 in place of a project.
SIDES_IN_BRACKETS = OfficeForm(
    "sides-in-brackets",
    "目标表",
    (12, 20, 20, 20, 20),
    (
        title("转移支付项目绩效目标表", 5),
        line(label("专项名称"), value("农村危房改造补助资金", "project_name", 4)),
        line(
            label("主管部门"), value("省住房和城乡建设厅", "supervising_department", 2),
            label("年度金额（万元）"), number("1050", "total"),
        ),
        line(label("实施期目标"), value("完成1050户农村危房改造。", "period_goal", 4), height=36),
        line(label("年度目标"), value("完成262户农村危房改造。", "annual_goal", 4), height=36),
        *table(
            (*LEVELS, "三级指标", "指标值（实施期）", "指标值（年度）"),
            ("name", "period_value", "annual_value"), _TRANSFER,
        ),
    ),
)  # fmt: skip
STACKED = (STACKED_SIDES, SIDES_IN_BRACKETS)
