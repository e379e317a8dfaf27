"""Forms of Chinese counties and towns as home-made sheets; every fact is invented.

They are written to be difficult: everything merged, labels with numbering, units and line breaks, blocks side by side.
"""

from __future__ import annotations

from tests.support.office_forms import GLAD, LEVELS, NINE, OUT, USE, note, title
from tests.support.other_offices import Box, Line, OfficeForm, TableRow, label, line, number, table, value

_MID: tuple[tuple[str, str, str, str, str, str], ...] = (
    (OUT, "数量指标", "三年改造老旧管网长度", "≥45公里", "改造老旧管网长度", "≥15公里"),
    (OUT, "质量指标", "三年工程验收合格率", "=100%", "工程验收合格率", "=100%"),
    (OUT, "时效指标", "三年任务完成时间", "2026年12月底前", "年度任务完成时间", "2024年12月底前"),
    (OUT, "成本指标", "三年总投入", "≤2400万元", "年度投入", "≤800万元"),
    (USE, "社会效益指标", "供水漏损率", "≤9%", "当年供水漏损率", "≤11%"),
    (USE, "可持续影响指标", "管网使用年限", "≥30年", "新管网使用年限", "≥30年"),
    (GLAD, "服务对象满意度指标", "用水户满意度", "≥90%", "当年用水户满意度", "≥88%"),
)
#: The form of the ministry of 2015: mid-term and year side by side, in funds, goals and indicators.
MID_TERM = OfficeForm(
    "mid-term",
    "申报表",
    (8, 11, 13, 20, 13, 13, 20, 13),
    (
        title("项目支出绩效目标申报表", 8),
        note("（2024年度）", 8),
        line(label("项目名称", 2), value("城区老旧供水管网改造", "project_name", 6)),
        line(
            label("主管部门及代码", 2),
            value("[312]青河县住房和城乡建设局", "supervising_department", 2),
            label("实施单位", 2),
            value("青河县自来水公司", "spending_unit", 2),
        ),
        line(
            label("项目属性", 2),
            value("延续项目", "项目属性", 2),
            label("项目期", 2),
            value("2024年-2026年", "period_text", 2),
        ),
        line(
            label("项目资金\n（万元）", 2, rows=3),
            label("中期资金总额："),
            number("2400", "中期资金总额"),
            label("年度资金总额：", 2),
            number("800", "total", 2),
        ),
        line(
            label("其中：财政拨款"),
            number("1800", "中期财政拨款"),
            label("其中：财政拨款", 2),
            number("600", "fiscal", 2),
        ),
        line(label("其他资金"), number("600", "中期其他资金"), label("其他资金", 2), number("200", "other", 2)),
        line(label("总体目标", rows=2), label("中期目标（2024年—2026年）", 4), label("年度目标", 3)),
        line(
            value("目标1：三年改造管网45公里。\n目标2：漏损率降到9%以下。", "period_goal", 4),
            value("目标1：改造管网15公里。\n目标2：漏损率降到11%以下。", "annual_goal", 3),
            height=70,
        ),
        line(
            label("绩效指标", rows=len(_MID) + 1),
            *(label(one) for one in ("一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值")),
        ),
        *(
            line(
                label(level1),
                label(level2),
                value(mid, f"indicators.{2 * at}.name"),
                value(mid_value, f"indicators.{2 * at}.period_value"),
                label(level2),
                value(name, f"indicators.{2 * at + 1}.name"),
                value(annual, f"indicators.{2 * at + 1}.annual_value"),
            )
            for at, (level1, level2, mid, mid_value, name, annual) in enumerate(_MID)
        ),
    ),
    orientation="landscape",
)

_THREE_YEARS = ("2024年", "2025年", "2026年")
_BOTH: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("巡查河道长度", "≥126公里", "≥42公里", "河长制工作方案")),
    (OUT, "数量指标", ("清理漂浮物", "≥900吨", "≥300吨", "上年完成数")),
    (OUT, "质量指标", ("断面水质达标率", "≥95%", "≥95%", "省考核办法")),
    (OUT, "时效指标", ("月报及时率", "100%", "100%", "")),
    (OUT, "成本指标", ("每公里管护成本", "≤2.1万元", "≤2.1万元", "市场询价")),
    (USE, "经济效益指标", ("", "", "", "")),
    (USE, "社会效益指标", ("水污染投诉件数", "≤6件", "≤2件", "12345平台")),
    (USE, "生态效益指标", ("河岸绿化率", "≥80%", "≥78%", "现场测量")),
    (USE, "可持续影响指标", ("", "", "", "")),
    (GLAD, "服务对象满意度指标", ("沿河居民满意度", "≥90%", "≥85%", "问卷")),
)
#: A department's budget project: period and year in two columns, funds of three years, labels with numbering.
THREE_YEARS = OfficeForm(
    "three-years",
    "项目绩效目标",
    (14, 13, 24, 16, 16, 18),
    (
        title("2024年部门预算项目绩效目标表", 6),
        line(
            Box("云岭县水利局", "填报单位", 3, empty="填报单位（盖章）：", before="填报单位（盖章）："),
            label("金额单位：万元", 3),
            framed=False,
        ),
        line(label("一、项目名称"), value("河道日常管护经费", "project_name", 5)),
        line(
            label("二、主管部门"),
            value("云岭县水利局", "supervising_department", 2),
            label("三、用款单位"),
            value("云岭县河道管理所", "spending_unit", 2),
        ),
        line(
            label("四、起始年度"),
            number("2024", "start_year", 2),
            label("五、到期年度"),
            number("2026", "end_year", 2),
        ),
        line(
            label("六、项目预算\n（万元）", rows=2),
            label("预算合计"),
            *(label(f"{year}预算数") for year in _THREE_YEARS),
            label("其中：财政资金"),
        ),
        line(
            number("264.60", "total"),
            number("88.20", "2024年预算数"),
            number("88.20", "2025年预算数"),
            number("88.20", "2026年预算数"),
            number("264.60", "fiscal"),
        ),
        line(label("七、立项依据"), value("云政办〔2022〕8号", "立项依据", 5)),
        line(label("八、实施周期目标"), value("三年内河道管护全覆盖，水质稳定达标。", "period_goal", 5), height=48),
        line(label("九、年度目标"), value("完成42公里河道全年管护。", "annual_goal", 5), height=48),
        *table(
            (*LEVELS, "三级指标", "实施周期指标值", "年度指标值", "指标值确定依据"),
            ("name", "period_value", "annual_value", "basis"),
            _BOTH,
        ),
        line(
            Box("王小河", "填报人", 2, empty="填报人：", before="填报人："),
            Box("0870-2231188", "联系电话", 2, empty="联系电话：", before="联系电话："),
            Box("2023-10-12", "填报日期", 2, empty="填报日期：", before="填报日期："),
            framed=False,
        ),
    ),
)

_TRANSFER: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("新建卫生厕所数量", "≥820座")),
    (OUT, "数量指标", ("改造村内道路", "≥36公里")),
    (OUT, "质量指标", ("项目验收合格率", "100%")),
    (OUT, "时效指标", ("资金支付进度", "≥90%")),
    (OUT, "成本指标", ("户厕补助标准", "≤2000元/座")),
    (USE, "经济效益指标", ("带动村集体增收", "≥50万元")),
    (USE, "社会效益指标", ("受益脱贫人口数", "≥3100人")),
    (USE, "生态效益指标", ("生活污水治理率", "≥60%")),
    (USE, "可持续影响指标", ("管护机制健全率", "100%")),
    (GLAD, "服务对象满意度指标", ("受益群众满意度", "≥90%")),
)
#: A region's target for a transfer of the province: no 项目名称, but the transfer's.
TRANSFER = OfficeForm(
    "transfer",
    "区域绩效目标表",
    (11, 14, 16, 34, 18),
    (
        line(label("附件2", 5), framed=False),
        title("转移支付区域绩效目标表", 5),
        note("（2024年度）", 5),
        line(label("转移支付名称", 2), value("衔接推进乡村振兴补助资金", "project_name", 3)),
        line(label("省级主管部门", 2), value("省农业农村厅", "省级主管部门", 3)),
        line(
            label("市县财政部门", 2),
            value("青河县财政局", "市县财政部门"),
            label("市县主管部门"),
            value("青河县农业农村局", "市县主管部门"),
        ),
        line(label("资金情况\n（万元）", 2, rows=4), label("年度金额：", 2), number("5200", "total")),
        line(label("其中：中央补助", 2), number("3000", "中央补助")),
        line(label("省级补助", 2), number("1500", "省级补助")),
        line(label("市县资金", 2), number("700", "市县资金")),
        line(label("年度目标", 2), value("改善人居环境，巩固脱贫成果。", "annual_goal", 3), height=60),
        *table(
            (*LEVELS, "三级指标", "指标值"),
            ("name", "annual_value"),
            _TRANSFER,
            side="绩\n效\n指\n标",
        ),
    ),
)

_PURCHASE: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("保洁面积", "≥35万平方米", "10", "每少1%扣0.5分")),
    (OUT, "质量指标", ("保洁检查合格率", "≥95%", "20", "")),
    (OUT, "时效指标", ("垃圾清运及时率", "100%", "15", "")),
    (OUT, "成本指标", ("服务总费用", "≤186.5万元", "10", "超出不得分")),
    (USE, "社会效益指标", ("保洁投诉次数", "≤12次", "20", "")),
    (USE, "生态效益指标", ("垃圾分类率", "≥70%", "15", "")),
    (GLAD, "服务对象满意度指标", ("居民满意度", "≥90%", "10", "")),
)
#: 政府购买服务: boxes for the way of buying, a buyer and a supplier, money in 元.
PURCHASE = OfficeForm(
    "purchase",
    "购买服务",
    (14, 16, 26, 16, 10, 22),
    (
        title("政府购买服务项目绩效目标申报表", 6),
        note("单位：元", 6),
        line(
            label("服务项目名称"),
            value("城区道路清扫保洁服务", "project_name", 3),
            label("预算年度"),
            number("2024", "预算年度"),
        ),
        line(
            label("购买主体"),
            value("白沙镇人民政府", "spending_unit", 2),
            label("承接主体类型"),
            value("企业", "承接主体类型", 2),
        ),
        line(
            label("购买方式"),
            value("公开招标√ 竞争性磋商□ 单一来源□", "购买方式", 2, empty="公开招标□ 竞争性磋商□ 单一来源□"),
            label("服务期限"),
            value("2024年1月至2024年12月", "period_text", 2),
        ),
        line(
            label("预算金额"),
            number("1,865,000.00", "total", 2),
            label("其中：财政资金"),
            number("1,865,000.00", "fiscal", 2),
        ),
        line(label("是否属于政府购买服务指导性目录"), value("是", "是否属于政府购买服务指导性目录", 5), height=32),
        line(label("购买内容"), value("主次干道及背街小巷清扫、垃圾收运。", "购买内容", 5), height=40),
        line(label("绩效目标"), value("道路干净整洁，垃圾日产日清。", "annual_goal", 5), height=48),
        *table(
            (*LEVELS, "指标名称", "目标值", "分值", "评分标准"),
            ("name", "annual_value", "weight", "评分标准"),
            _PURCHASE,
            merged=False,
        ),
        line(
            label("购买主体意见"),
            value("同意申报", "购买主体意见", 2),
            label("主管部门意见"),
            value("拟同意", "主管部门意见", 2),
            height=48,
        ),
        line(label("注：1.本表一式两份。2.指标值应当量化。", 6), framed=False),
    ),
    unit="元",
)

_FUND: tuple[TableRow, ...] = tuple(
    (level1, level2, cells)
    for (level1, level2), cells in zip(
        NINE,
        (
            ("补贴种植面积", "≥12000亩"),
            ("补贴对象准确率", "=100%"),
            ("补贴发放时限", "2024年6月底前"),
            ("亩均补贴标准", "≤95元"),
            ("粮食总产量", "≥5400吨"),
            ("带动农户数", "≥860户"),
            ("", ""),
            ("耕地地力", "稳步提升"),
            ("种粮农户满意度", "≥92%"),
        ),
        strict=True,
    )
)
_SOURCES = (
    ("中央财政", "0", "80.5", "80.5"),
    ("省级财政", "10", "20", "30"),
    ("县级财政", "0", "3.5", "3.5"),
    ("合计", "10", "104", "114"),
)
_DETAIL = (("补贴发放", "种粮农户直接补贴", "104"), ("工作经费", "核查、公示", "10"), ("", "", ""))
#: 专项资金: a matrix of sources, a table of spending, then the indicators.
SPECIAL_FUND = OfficeForm(
    "special-fund",
    "专项资金",
    (14, 15, 22, 16, 16),
    (
        title("专项资金绩效目标申报表", 5),
        line(label("（2024年度）", 3), label("单位：万元", 2), framed=False),
        line(label("专项名称"), value("耕地地力保护补贴", "project_name", 4)),
        line(
            label("主管部门"),
            value("柳河县农业农村局", "supervising_department", 2),
            label("申报单位"),
            value("石桥镇人民政府", "spending_unit"),
        ),
        line(
            label("项目负责人"), value("周立春", "项目负责人", 2), label("联系电话"), value("13900001111", "联系电话")
        ),
        line(label("资金来源", rows=5), label("来源"), label("上年结转"), label("本年预算"), label("小计")),
        *(
            line(
                label(source),
                *(
                    number(amount, "total" if (source, column) == ("合计", "丙") else f"来源.{source}.{column}")
                    for column, amount in zip("甲乙丙", amounts, strict=True)
                ),
            )
            for source, *amounts in _SOURCES
        ),
        line(label("支出明细", rows=4), label("支出项目"), label("支出内容", 2), label("金额")),
        *(
            line(
                value(item, f"明细.{at}.项目"), value(content, f"明细.{at}.内容", 2), number(amount, f"明细.{at}.金额")
            )
            for at, (item, content, amount) in enumerate(_DETAIL)
        ),
        line(label("项目绩效总目标"), value("调动农民种粮积极性，稳定面积。", "annual_goal", 4), height=60),
        *table((*LEVELS, "指标内容", "指标值"), ("name", "annual_value"), _FUND, spans=(1, 1, 2, 1)),
        line(label("县财政局审核意见"), value("", "县财政局审核意见", 4), height=60),
    ),
)

FIRST_HALF: tuple[OfficeForm, ...] = (MID_TERM, THREE_YEARS, TRANSFER, PURCHASE, SPECIAL_FUND)


def signatures(span: int) -> Line:
    """Returns a line to sign."""
    return line(label("单位负责人（签字）：            年   月   日", span), framed=False)
