"""Plain forms among the ten, a flat list, a city department's workbook."""

from __future__ import annotations

from tests.support.office_forms import GLAD, LEVELS, NINE, OUT, USE, note, title
from tests.support.other_offices import OfficeForm, TableRow, label, line, number, table, value

_H51_ROWS: tuple[TableRow, ...] = tuple(
    (*levels, cells)
    for levels, cells in zip(
        NINE,
        (
            ("指标1:安置小区物业费", "8个"),
            ("指标1:清算物业费,做好文明创建工作", "设施完好,环境整洁"),
            ("指标1:按时保质完成开发区安置小区物业管理工作", "2021年全年"),
            ("指标1:项目总成本(≤**万元)", "≤1125万元"),
            ("指标1:清算8个安置小区本年度物业费和历史的遗留物业费(≥**%)。", "≥95%"),
            ("指标1:提升居民生活质量", "显著改善"),
            ("指标1:改善小区环境", "显著提高"),
            ("指标1:保障人员和物资", "持续保障"),
            ("指标1:小区居民满意度(≥**%)", "≥90%"),
        ),
        strict=True,
    )
)
#: 安徽省六安市金寨县, 2021: the usual form of the ministry, 指标1: in front of each name.
ESTATES = OfficeForm(
    "H51",
    "项目支出绩效目标申报表",
    (14, 18, 20, 40, 22),
    (
        title("项目支出绩效目标申报表", 5),
        note("（2021年度）", 5),
        line(label("项目名称"), value("物业管理", "project_name", 4)),
        line(
            label("主管部门"),
            value("县财政局", "supervising_department", 2),
            label("实施单位"),
            value("安徽金寨经济开发区管理委员会", "spending_unit"),
        ),
        line(label("项目资金\n（万元）", rows=3), label("年度资金总额："), number("1125", "total", 3)),
        line(label("其中：财政拨款"), number("1125", "fiscal", 3)),
        line(label("其他资金"), number("", "other", 3)),
        line(label("年度目标"), value("目标1:做好安置小区巡查、保洁和物业服务", "annual_goal", 4), height=60),
        *table((*LEVELS, "三级指标", "指标值"), ("name", "annual_value"), _H51_ROWS, side="绩效指标"),
        note("注：各单位可根据项目情况增加指标。", 5),
    ),
)

_H46_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("贫困地区新增特色产业数量", "≥1个")),
    (OUT, "数量指标", ("贫困地区建设少数民族聚居村养殖场", "≥1个")),
    (OUT, "质量指标", ("养殖动物成活率(目标)", "≥95%")),
    (OUT, "质量指标", ("项目(工程)验收合格率", "100%")),
    (OUT, "时效指标", ("开工时限", "2021年7月")),
    (OUT, "时效指标", ("竣工时限", "2021年9月")),
    (OUT, "成本指标", ("打井、配电", "50000元")),
    (OUT, "成本指标", ("饲料库120平米", "490元/平米")),
    (OUT, "成本指标", ("围墙300米", "300元/米")),
    (OUT, "成本指标", ("标准化棚圈360平米", "550元/平米")),
    (OUT, "成本指标", ("防疫室84平米", "≥1050元")),
    *((one, two, ("", "")) for one, two in NINE[4:]),
)
#: 内蒙古武川县, 2021: spaced labels, amounts followed by the name of their source.
SHEEPFOLD = OfficeForm(
    "H46",
    "绩效目标申报表",
    (14, 18, 18, 36, 24),
    (
        title("绩效目标申报表", 5),
        note("(2021年度)", 5),
        line(
            label("项目名称"),
            value("大青山乡沙湾子少数民族聚居村养殖场基础设施建设项目", "project_name", 2),
            label("项目负责人及电话"),
            value("王五 0471-8820000", "项目负责人及电话"),
        ),
        line(
            label("主管部门"),
            value("武川县民族事务委员会", "supervising_department", 2),
            label("实施单位"),
            value("武川县民族事务委员会", "spending_unit"),
        ),
        line(
            label("资金情况\n(万元)", rows=3),
            label("年度资金总额:"),
            value("50万（中央衔接推进乡村振兴补助资金(少数民族发展任务)50）", "total", 3),
        ),
        line(
            label("其中:财政拨款"),
            value("50（中央衔接推进乡村振兴补助资金(少数民族发展任务)）", "fiscal", 3),
        ),
        line(label("其他资金"), value("", "other", 3)),
        line(label("总 体 目 标", rows=2), label("年度目标", 4)),
        line(value("建设棚圈360平方米、防疫室84平方米", "annual_goal", 4), height=60),
        *table((*LEVELS, "三级指标", "指标值"), ("name", "annual_value"), _H46_ROWS, side="绩 效 指 标"),
    ),
)

_H03_HEADINGS = (
    "单位名称",
    "项目名称",
    "预算数",
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "度量单位",
    "权重",
    "指标方向性",
)
_H03_PARTS = ("level1", "level2", "name", "operator", "number", "unit", "weight", "指标方向性")
_H03_PROJECTS = (
    (
        "村组干部报酬",
        "3,309,840.00",
        "按时发放村组干部报酬",
        (
            (USE, "社会效益指标", "维护社会稳定", "≥", "95", "%", "10", "正向指标"),
            (OUT, "时效指标", "维持时效", "≥", "1", "年", "20", "正向指标"),
            (OUT, "质量指标", "按时发放", "≥", "1", "人/年", "10", "正向指标"),
            (USE, "经济效益指标", "促进村集体经济发展", "≥", "95", "%", "10", "正向指标"),
            (OUT, "数量指标", "村组干部230人", "≥", "230", "个", "10", "正向指标"),
            (USE, "生态效益指标", "保护生态环境卫生", "≥", "95", "%", "10", "正向指标"),
            (USE, "可持续影响指标", "项目维持时效", "≥", "95", "%", "10", "正向指标"),
            (GLAD, "服务对象满意度指标", "人民群众满意度", "≥", "95", "%", "10", "正向指标"),
        ),
    ),
    (
        "基层组织活动经费",
        "660,000.00",
        "保障村社区办公和党建活动",
        (
            (GLAD, "服务对象满意度指标", "辖区内群众满意度", "≥", "95", "%", "10", "正向指标"),
            (USE, "经济效益指标", "促进农村集体经济发展", "≥", "95", "%", "10", "正向指标"),
            (USE, "可持续影响指标", "经济、环境等方面可持续发展", "≥", "95", "%", "10", "正向指标"),
            (OUT, "质量指标", "保障村社区正常运转", "≥", "95", "%", "20", "正向指标"),
            (OUT, "数量指标", "行政村数量", "＝", "11", "个", "10", ""),
        ),
    ),
)
#: 四川省井研县马踏镇, 2023: many projects on a sheet, an indicator a row, the project's cells merged downwards.
FLAT_LIST = OfficeForm(
    "H03",
    "部门预算项目绩效目标申报表",
    (20, 20, 14, 24, 12, 16, 24, 10, 10, 10, 8, 12),
    (
        title("部门预算项目绩效目标申报表", 12),
        note("（2023年度）", 12),
        note("金额单位：元", 12),
        line(*(label(text) for text in _H03_HEADINGS)),
        line(label("820-马踏镇部门", 2), number("8,827,620.53", "department_total"), *(label("") for _ in range(9))),
        *(
            line(
                *(
                    (
                        value("820001-井研县马踏镇人民政府", f"{at}.spending_unit", rows=len(rows)),
                        value(name, f"{at}.project_name", rows=len(rows)),
                        number(amount, f"{at}.total", rows=len(rows)),
                        value(goal, f"{at}.annual_goal", rows=len(rows)),
                    )
                    if place == 0
                    else ()
                ),
                *(value(text, f"{at}.indicators.{place}.{part}") for text, part in zip(row, _H03_PARTS, strict=True)),
            )
            for at, (name, amount, goal, rows) in enumerate(_H03_PROJECTS)
            for place, row in enumerate(rows)
        ),
    ),
    orientation="landscape",
    unit="元",
)

_TASKS = (
    ("城乡居民养老保险政府补贴资金", "养老补助由基础养老金补助、个人缴费补贴等组成", "20140", "应发尽发"),
    ("创业担保贷款贴息资金", "由贴息资金给予贴息", "790", "促进创业带动就业"),
    ("促进就业专项资金", "保持就业形势总体稳定", "500", "就业形势总体稳定"),
)
_CITY_ROWS: tuple[TableRow, ...] = (
    (OUT, "数量指标", ("城乡居民基础养老金标准", "≥200元每人每月")),
    (OUT, "数量指标", ("发放创业担保贷款金额", "5000万元")),
    (OUT, "数量指标", ("城镇新增就业人数（万人）", "根据下达任务目标要求确定")),
    (OUT, "数量指标", ("促进创业人数（人）", "根据下达任务目标要求确定")),
    (OUT, "质量指标", ("创业担保贷款还款率", "≧90%")),
    (OUT, "质量指标", ("补贴发放准确率", "≧98%")),
    (OUT, "时效指标", ("资金在规定时间内下达率", "1")),
    (OUT, "时效指标", ("资金支付规范性", "合规")),
    (OUT, "时效指标", ("实际资金支出率", "≧95%")),
    (OUT, "成本指标", ("", "")),
    (OUT, "成本指标", ("", "")),
    (USE, "经济效益指标", ("就业困难人员就业人数", "根据下达任务目标要求确定")),
    (USE, "经济效益指标", ("失业人员再就业人数", "根据下达任务目标要求确定")),
    (USE, "社会效益指标", ("全市城乡居民养老保险覆盖面", "不低于上年度水平")),
    (USE, "社会效益指标", ("扶持创业企业（项目）数", "650")),
    (USE, "生态效益指标", ("", "")),
    (USE, "生态效益指标", ("", "")),
    (USE, "可持续影响指标", ("", "")),
    (USE, "可持续影响指标", ("", "")),
    (GLAD, "服务对象满意度指标", ("群众满意度", "≥75%")),
    (GLAD, "服务对象满意度指标", ("享受创业担保贷款对象满意度", "≧95%")),
    (GLAD, "服务对象满意度指标", ("公共服务满意度", "≧95%")),
)
#: 广东省湛江市人力资源和社会保障局, 2023: a department with money, a table of tasks, indicators.
CITY_DEPARTMENT = OfficeForm(
    "部门整体2023",
    "Sheet1",
    (20, 18, 58, 22, 20),
    (
        title("2023年市级部门整体预算绩效目标表", 5),
        line(label("部门名称"), value("湛江市人力资源和社会保障局", "department", 4)),
        line(
            label("基本信息"),
            label("财政供养人员数"),
            number("750", "财政供养人员数"),
            label("下属二级单位数"),
            number("10", "下属二级单位数"),
        ),
        line(
            label("预算整体情况", rows=6),
            label("部门预算支出"),
            label("预算金额（万元）"),
            label("收入来源"),
            label("预算金额（万元）"),
        ),
        line(label("基本支出"), number("10596.35", "基本支出"), label("财政拨款"), number("82800.92", "fiscal")),
        line(label("项目支出"), number("72204.57", "项目支出"), label("其他资金"), number("0", "other")),
        line(label("事业发展性支出"), label("预算金额（万元）"), label("按预算级次划分"), label("预算金额（万元）")),
        line(label("财政专项资金"), number("", "财政专项资金"), label("市本级使用资金"), number("", "市本级使用资金")),
        line(
            label("其他事业发展性支出"),
            number("", "其他事业发展性支出"),
            label("拟用于对下转移支付资金"),
            number("", "拟用于对下转移支付资金"),
        ),
        line(
            label("总体绩效目标"),
            value("目标1：养老金应发尽发。\n目标2：保持就业形势总体稳定。", "overall_goal", 4),
            height=80,
        ),
        line(
            label("年度重点工作任务", rows=4),
            label("名称"),
            label("主要实施内容"),
            label("拟投入的资金（万元）"),
            label("期望达到的目标 （概述）"),
        ),
        *(
            line(
                value(name, f"任务.{at}.名称"),
                value(content, f"任务.{at}.主要实施内容"),
                number(amount, f"任务.{at}.拟投入的资金"),
                value(goal, f"任务.{at}.期望达到的目标"),
                height=48,
            )
            for at, (name, content, amount, goal) in enumerate(_TASKS)
        ),
        line(label("其他需完成的任务 （可选填）"), value("", "其他需完成的任务", 4)),
        *table((*LEVELS, "三级指标", "指标值"), ("name", "annual_value"), _CITY_ROWS, side="绩效指标"),
    ),
)
