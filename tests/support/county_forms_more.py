"""More forms of counties and towns: evaluations, departments, pages, hidden columns."""

from __future__ import annotations

from tests.support.county_forms import signatures
from tests.support.office_forms import GLAD, LEVELS, NINE, OUT, USE, note, title
from tests.support.other_offices import Box, OfficeForm, TableRow, label, line, number, table, value

_DONE_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("慰问困难职工人数", "≥320人", "335人", "10", "10", "")),
    (OUT, "数量指标", ("开展技能培训场次", "≥12场", "9场", "10", "7.5", "场地维修，已改在下年")),
    (OUT, "质量指标", ("慰问对象准确率", "100%", "100%", "10", "10", "")),
    (OUT, "时效指标", ("慰问金发放及时性", "春节前", "春节前", "10", "10", "")),
    (OUT, "成本指标", ("慰问标准", "≤1000元/人", "1000元/人", "10", "10", "")),
    (USE, "社会效益指标", ("职工生活困难缓解情况", "有所缓解", "有所缓解", "15", "15", "")),
    (USE, "可持续影响指标", ("帮扶档案建立率", "100%", "100%", "15", "15", "")),
    (GLAD, "服务对象满意度指标", ("困难职工满意度", "≥95%", "97%", "10", "10", "")),
)
_SPENT = (
    ("年度资金总额", "50", "48", "47.5", "10", "98.96%", "9.9"),
    ("其中：当年财政拨款", "50", "48", "47.5", "—", "98.96%", "—"),
    ("上年结转资金", "0", "0", "0", "—", "0%", "—"),
    ("其他资金", "0", "0", "0", "—", "0%", "—"),
)
_SPENT_KEYS = ("total", "fiscal", "上年结转资金", "other")
#: The ministry's self-evaluation: a matrix of money, expected and actual goals, points, reasons.
SELF_EVALUATED = OfficeForm(
    "self-evaluated",
    "自评表",
    (9, 12, 13, 20, 14, 14, 9, 10, 18),
    (
        title("项目支出绩效自评表", 9),
        note("（2023年度）", 9),
        line(label("项目名称", 2), value("困难职工帮扶", "project_name", 7)),
        line(
            label("主管部门", 2),
            value("安阳镇总工会", "supervising_department", 3),
            label("实施单位"),
            value("安阳镇工会帮扶中心", "spending_unit", 3),
        ),
        line(
            label("项目资金\n（万元）", 2, rows=5),
            label("", 1),
            *(label(one) for one in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")),
        ),
        *(
            line(
                label(name),
                number(first, key),
                number(year, f"{name}全年预算数"),
                number(spent, f"{name}全年执行数"),
                value(points, f"{name}分值") if points.isdigit() else label(points),
                value(rate, f"{name}执行率"),
                value(score, f"{name}得分") if score != "—" else label(score),
            )
            for (name, first, year, spent, points, rate, score), key in zip(_SPENT, _SPENT_KEYS, strict=True)
        ),
        line(label("年度总体目标", rows=2), label("预期目标", 4), label("实际完成情况", 4)),
        line(
            value("慰问困难职工320人，开展培训12场。", "annual_goal", 4),
            value("慰问335人，培训9场。", "实际完成情况", 4),
            height=60,
        ),
        *table(
            (*LEVELS, "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
            ("name", "annual_value", "实际完成值", "weight", "得分", "偏差"),
            _DONE_ROWS,
            side="绩\n效\n指\n标",
        ),
        line(label("总分", 6), number("100", "总分"), number("97.4", "总得分"), label("")),
    ),
    orientation="landscape",
)

_ASKED = (
    ("立项必要性", "与部门职责、政策相符", "符合县十四五规划"),
    ("投入经济性", "成本测算依据充分", "按市场询价测算"),
    ("绩效目标合理性", "目标明确、指标可衡量", "指标较完整"),
    ("实施方案有效性", "组织、进度有保障", "方案可行"),
    ("筹资合规性", "来源合法、能承受", "县级财力可承受"),
)
#: 事前绩效评估: printed questions with an opinion each, a conclusion in boxes, signatures; no indicators.
PRE_EVALUATION = OfficeForm(
    "pre-evaluation",
    "事前评估",
    (16, 28, 30, 20),
    (
        title("项目事前绩效评估表", 4),
        line(label("项目名称"), value("县博物馆展陈提升", "project_name", 3)),
        line(
            label("申报单位"),
            value("县文化和旅游局", "spending_unit"),
            label("主管部门"),
            value("县文化和旅游局", "supervising_department"),
        ),
        line(
            label("申请资金（万元）"),
            number("360", "total"),
            label("项目起止时间"),
            value("2025年3月-2025年11月", "period_text"),
        ),
        line(label("项目概况"), value("更新基本陈列，改造照明与安防。", "项目概况", 3), height=48),
        line(label("绩效目标"), value("完成陈列更新并对外开放。", "annual_goal", 3), height=48),
        line(label("评估内容"), label("评估要点"), label("评估意见", 2)),
        *(
            line(label(what), label(point), value(opinion, f"评估.{at}", 2), height=32)
            for at, (what, point, opinion) in enumerate(_ASKED)
        ),
        line(
            label("评估结论"),
            value("予以支持□ 部分支持√ 不予支持□", "评估结论", 3, empty="予以支持□ 部分支持□ 不予支持□"),
        ),
        line(label("评估组组长"), value("陈一舟", "评估组组长"), label("评估日期"), value("2024-09-20", "评估日期")),
        signatures(4),
    ),
)

_WORK = (
    ("基本公共服务", "保障机构运转和日常办公", "860.5", "860.5", "0"),
    ("重点项目推进", "推进12个县级重点项目", "1200", "1000", "200"),
    ("安全生产监管", "开展隐患排查", "95", "95", "0"),
)
_OVERALL: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("开工重点项目数", "≥12个")),
    (OUT, "质量指标", ("隐患整改率", "≥98%")),
    (OUT, "时效指标", ("项目按期开工率", "≥95%")),
    (OUT, "成本指标", ("三公经费", "≤18万元")),
    (USE, "经济效益指标", ("完成固定资产投资", "≥3亿元")),
    (USE, "社会效益指标", ("安全生产事故起数", "≤1起")),
    (GLAD, "服务对象满意度指标", ("企业满意度", "≥90%")),
)
#: The ministry's form for a whole department: tasks with three amounts under one heading, a total row.
WHOLE_DEPARTMENT = OfficeForm(
    "whole-department",
    "整体支出",
    (13, 18, 24, 13, 13, 13),
    (
        title("部门整体支出绩效目标申报表", 6),
        note("（2024年度）", 6),
        line(label("部门（单位）名称"), value("青河县发展和改革局", "department", 5)),
        line(
            label("年度主要任务", rows=6),
            label("任务名称", rows=2),
            label("主要内容", rows=2),
            label("预算金额（万元）", 3),
        ),
        line(label("总额"), label("财政拨款"), label("其他资金")),
        *(
            line(
                value(name, f"任务.{at}.名称"),
                value(content, f"任务.{at}.内容"),
                *(number(amount, f"任务.{at}.{key}") for key, amount in zip("甲乙丙", amounts, strict=True)),
            )
            for at, (name, content, *amounts) in enumerate(_WORK)
        ),
        line(
            label("金额合计", 2),
            number("2155.5", "total"),
            number("1955.5", "fiscal"),
            number("200", "other"),
        ),
        line(label("年度总体目标"), value("保障运转，推进重点项目，守住安全底线。", "overall_goal", 5), height=60),
        *table(
            (*LEVELS, "三级指标", "指标值"), ("name", "annual_value"), _OVERALL, side="年度绩效指标", spans=(1, 1, 1, 2)
        ),
    ),
)

_TOWN: tuple[TableRow, ...] = tuple(
    (level1, level2, (name, annual))
    for (level1, level2), (name, annual) in zip(
        NINE,
        (
            ("修缮敬老院房屋", "≥8间"),
            ("工程验收合格率", "100%"),
            ("完工时间", "2024年9月底前"),
            ("修缮总成本", "≤32万元"),
            ("", ""),
            ("集中供养老人居住条件", "明显改善"),
            ("", ""),
            ("房屋使用年限", "≥10年"),
            ("供养老人满意度", "≥95%"),
        ),
        strict=True,
    )
)
#: A town's form on a fine grid of columns: everything merged, blanks inside the labels.
TOWN = OfficeForm(
    "town",
    "Sheet1",
    (5,) * 18,
    (
        title("石 桥 镇 项 目 绩 效 目 标 申 报 表", 18),
        line(
            Box("石桥镇民政办", "填报单位", 9, empty="填报单位：", before="填报单位："),
            label("单位：万元", 9),
            framed=False,
        ),
        line(label("项　目　名　称", 4), value("敬老院房屋修缮", "project_name", 14)),
        line(
            label("主　管　部　门", 4),
            value("石桥镇人民政府", "supervising_department", 5),
            label("实　施　单　位", 4),
            value("石桥镇敬老院", "spending_unit", 5),
        ),
        line(
            label("项 目 负 责 人", 4),
            value("何田", "项目负责人", 5),
            label("联 系 电 话", 4),
            value("13800002222", "联系电话", 5),
        ),
        line(
            label("资　金\n来　源", 4, rows=2),
            label("合　计", 3),
            label("县级财政资金", 4),
            label("镇级财政资金", 4),
            label("社会捐赠", 3),
        ),
        line(
            number("32", "total", 3),
            number("20", "县级财政资金", 4),
            number("10", "镇级财政资金", 4),
            number("2", "社会捐赠", 3),
        ),
        line(label("项　目\n年　度\n目　标", 4), value("修缮房屋8间，改善居住条件。", "annual_goal", 14), height=70),
        *table(
            ("一 级\n指 标", "二 级 指 标", "三　级　指　标", "指　标　值"),
            ("name", "annual_value"),
            _TOWN,
            side="绩 效 指 标",
            spans=(3, 4, 6, 4),
        ),
        line(label("镇 领 导\n意　　见", 4), value("同意", "镇领导意见", 14), height=60),
    ),
)

FURTHER: tuple[OfficeForm, ...] = (SELF_EVALUATED, PRE_EVALUATION, WHOLE_DEPARTMENT, TOWN)
