"""Still more forms of counties and towns: residues, pages, weights, quarters."""

from __future__ import annotations

from tests.support.office_forms import GLAD, LEVELS, OUT, USE, note, title
from tests.support.other_offices import Box, Line, OfficeForm, TableRow, label, line, number, table, value

_YUNNAN = (
    (OUT, "数量指标", "补助学生人数", "≥", "1860", "人", "定量指标", "反映补助覆盖情况"),
    (OUT, "质量指标", "补助对象准确率", "=", "100", "%", "定量指标", "反映对象认定情况"),
    (OUT, "时效指标", "补助发放时限", "<=", "30", "天", "定量指标", ""),
    (OUT, "成本指标", "人均补助标准", "=", "1000", "元", "定量指标", ""),
    (USE, "社会效益指标", "义务教育巩固率", ">=", "95", "%", "定量指标", ""),
    (USE, "可持续影响指标", "资助政策知晓度", "=", "逐步提高", "", "定性指标", ""),
    (GLAD, "服务对象满意度指标", "学生及家长满意度", ">=", "90", "%", "定量指标", ""),
)
#: Operator, number and unit in cells of their own, a column of numbers at the left, labels written downwards.
NUMBERED_ROWS = OfficeForm(
    "numbered-rows",
    "项目绩效",
    (6, 11, 13, 20, 10, 10, 9, 11, 20),
    (
        title("2024年州级项目支出绩效目标表", 9),
        note("编报单位：元", 9),
        line(
            label("基\n本\n信\n息", rows=3),
            label("项目名称"),
            value("家庭经济困难学生生活补助", "project_name", 3),
            label("项目编码"),
            value("532300210000000015", "project_code", 3),
        ),
        line(
            label("预算单位"),
            value("州教育体育局", "spending_unit", 3),
            label("主管部门"),
            value("州教育体育局", "supervising_department", 3),
        ),
        line(label("项目类别"), value("民生类", "project_type", 3), label("预算金额"), number("1860000", "total", 3)),
        line(label("项目年度绩效目标", 2), value("应助尽助，按时足额发放。", "annual_goal", 7), height=48),
        line(
            *(
                label(one)
                for one in ("序号", *LEVELS, "三级指标", "指标性质", "指标值", "度量单位", "指标属性", "指标内容")
            )
        ),
        *(
            line(
                label(str(at + 1)),
                label(row[0]),
                label(row[1]),
                *(
                    value(text, f"indicators.{at}.{part}")
                    for part, text in zip(
                        ("name", "operator", "number", "unit", "指标属性", "指标内容"), row[2:], strict=True
                    )
                ),
            )
            for at, row in enumerate(_YUNNAN)
        ),
    ),
    orientation="landscape",
    unit="元",
)


def _residue(text: str, key: str, span: int, empty: str) -> Box:
    return value(text, key, span, empty=empty)


_RESIDUE = (
    (OUT, "数量指标", "指标1：新建公厕", "≥6座"),
    (OUT, "数量指标", "指标2：改造公厕", "≥10座"),
    (OUT, "质量指标", "指标1：验收合格率", "100%"),
    (OUT, "时效指标", "指标1：完工时间", "2024年10月底"),
    (OUT, "成本指标", "指标1：总投资", "≤260万元"),
    (USE, "经济效益指标", "", ""),
    (USE, "社会效益指标", "指标1：群众如厕方便程度", "明显提高"),
    (USE, "生态效益指标", "", ""),
    (USE, "可持续影响指标", "", ""),
    (GLAD, "服务对象满意度指标", "指标1：居民满意度", "≥90%"),
)


def _runs(at: int, level: int) -> int:
    """Returns the rows of a level that begins in a row, else 0."""
    keys = [row[: level + 1] for row in _RESIDUE]
    if at and keys[at - 1] == keys[at]:
        return 0
    return next((end for end in range(at, len(keys)) if keys[end] != keys[at]), len(keys)) - at


#: A blank that prints 指标1：, 指标2：, …… and 目标1： where answers go.
RESIDUES = OfficeForm(
    "residues",
    "附件1",
    (10, 12, 16, 34, 18),
    (
        line(label("附件1-1", 5), framed=False),
        title("项目支出绩效目标申报表", 5),
        note("（2024年度）", 5),
        line(label("项目名称", 2), value("城区公厕提升改造", "project_name", 3)),
        line(
            label("主管部门及代码", 2),
            value("县城市管理局[451]", "supervising_department"),
            label("实施单位"),
            value("县环卫所", "spending_unit"),
        ),
        line(label("项目资金\n（万元）", 2, rows=3), label("年度资金总额："), number("260", "total", 2)),
        line(label("其中：财政拨款"), number("200", "fiscal", 2)),
        line(label("其他资金"), number("60", "other", 2)),
        line(label("总\n体\n目\n标", rows=2), label("年度目标", 4)),
        line(_residue("新建改造公厕16座。", "annual_goal", 4, "目标1：\n目标2：\n……"), height=60),
        line(
            label("绩\n效\n指\n标", rows=len(_RESIDUE) + 1),
            label("一级指标"),
            label("二级指标"),
            label("三级指标"),
            label("指标值"),
        ),
        *(
            line(
                *([label(level1, rows=_runs(at, 0))] if _runs(at, 0) else []),
                *([label(level2, rows=_runs(at, 1))] if _runs(at, 1) else []),
                _residue(name, f"indicators.{at}.name", 1, "……" if at == 1 else "指标1："),
                value(annual, f"indicators.{at}.annual_value"),
            )
            for at, (level1, level2, name, annual) in enumerate(_RESIDUE)
        ),
    ),
)


def _in_one(text: str, answer: str, key: str, span: int) -> Box:
    """Returns a merged cell that holds label and answer."""
    return Box(answer, key, span, empty=text, before=text)


#: Label and answer share a merged cell, everywhere above the table.
ONE_CELL = OfficeForm(
    "one-cell",
    "目标表",
    (12, 14, 18, 26, 20),
    (
        title("柳河县项目绩效目标表", 5),
        line(_in_one("项目名称：", "农村客运补贴", "project_name", 3), _in_one("预算年度：", "2024年", "预算年度", 2)),
        line(
            _in_one("主管部门：", "县交通运输局", "supervising_department", 3),
            _in_one("实施单位：", "县公交公司", "spending_unit", 2),
        ),
        line(
            _in_one("项目资金总额（万元）：", "120", "total", 3),
            _in_one("其中：财政拨款（万元）：", "120", "fiscal", 2),
        ),
        line(_in_one("年度绩效目标：", "开通客运班线12条，方便群众出行。", "annual_goal", 5), height=48),
        *table(
            (*LEVELS, "三级指标", "指标值"),
            ("name", "annual_value"),
            (
                (OUT, "数量指标", ("补贴班线条数", "≥12条")),
                (OUT, "质量指标", ("班线正点率", "≥95%")),
                (OUT, "成本指标", ("每条补贴", "≤10万元")),
                (USE, "社会效益指标", ("建制村通客车率", "100%")),
                (GLAD, "服务对象满意度指标", ("乘客满意度", "≥90%")),
            ),
            spans=(1, 1, 2, 1),
        ),
        line(
            _in_one("填报人：", "赵山", "填报人", 2),
            _in_one("联系电话：", "0435-7220011", "联系电话", 2),
            _in_one("填报日期：", "2024-01-08", "填报日期", 1),
            framed=False,
        ),
    ),
)

_QUARTERS = (
    ("财政资金", "10", "20", "20", "30", "80"),
    ("自筹资金", "0", "5", "5", "10", "20"),
    ("合计", "10", "25", "25", "40", "100"),
)


def _page_rows(first: int, rows: tuple[TableRow, ...]) -> tuple[Line, ...]:
    return tuple(
        table(
            (*LEVELS, "三级指标", "指标值", "备注"),
            ("name", "annual_value", "备注"),
            rows,
            first=first,
            spans=(1, 1, 2, 1, 1),
        )
    )


#: A plan by quarters with a total row, and a table that goes on over the page under a repeated heading.
TWO_PAGES = OfficeForm(
    "two-pages",
    "申报表",
    (12, 14, 14, 14, 14, 14),
    (
        title("2024年度项目支出绩效目标申报表", 6),
        line(label("项目名称"), value("数字乡村平台运维", "project_name", 5)),
        line(
            label("申报单位"),
            value("县农业农村局", "spending_unit", 2),
            label("项目类型"),
            value("运维类", "project_type", 2),
        ),
        line(
            label("起止时间"),
            value("2024年1月-2024年12月", "period_text", 2),
            label("项目负责人"),
            value("林川", "项目负责人", 2),
        ),
        line(label("用款计划（万元）"), *(label(one) for one in ("一季度", "二季度", "三季度", "四季度", "合计"))),
        *(
            line(
                label(source),
                *(
                    number(
                        amount, {"合计4": "total", "财政资金4": "fiscal"}.get(f"{source}{at}", f"计划.{source}.{at}")
                    )
                    for at, amount in enumerate(amounts)
                ),
            )
            for source, *amounts in _QUARTERS
        ),
        line(label("绩效目标"), value("平台全年稳定运行。", "annual_goal", 5), height=48),
        *_page_rows(
            0,
            (
                (OUT, "数量指标", ("运维平台个数", "1个", "")),
                (OUT, "质量指标", ("系统可用率", "≥99%", "全年")),
                (OUT, "时效指标", ("故障响应时间", "≤2小时", "")),
                (OUT, "成本指标", ("运维费用", "≤100万元", "")),
            ),
        ),
        *_page_rows(
            4,
            (
                (USE, "社会效益指标", ("平台用户数", "≥8000人", "")),
                (USE, "可持续影响指标", ("平台持续运行年限", "≥5年", "")),
                (GLAD, "服务对象满意度指标", ("使用者满意度", "≥85%", "")),
            ),
        ),
    ),
)

_WEIGHTED: tuple[TableRow, ...] = (
    (OUT, "数量", ("办结信访件数", "≥240件", "15", "完成率×15")),
    (OUT, "质量", ("信访件办结率", "≥95%", "15", "")),
    (OUT, "时效", ("按期答复率", "100%", "10", "")),
    (OUT, "成本", ("公用经费控制率", "≤100%", "10", "")),
    ("效果指标", "社会效益", ("越级上访下降率", "≥10%", "30", "")),
    ("满意度", "服务对象满意度", ("信访人满意度", "≥85%", "20", "")),
)
#: Levels in short words, weights, and a department's own description.
SHORT_LEVELS = OfficeForm(
    "short-levels",
    "整体绩效",
    (12, 14, 24, 16, 10, 24),
    (
        title("部门（单位）整体绩效目标表", 6),
        line(label("部门（单位）名称"), value("青河县信访局", "department", 3), label("年度"), value("2024", "年度")),
        line(label("部门职能概述"), value("受理群众来信来访，督办信访事项。", "部门职能概述", 5), height=40),
        line(
            label("年度预算\n（万元）", rows=2),
            label("资金总额"),
            label("基本支出"),
            label("项目支出", 2),
            label("其他"),
        ),
        line(number("386.5", "total"), number("286.5", "基本支出"), number("100", "项目支出", 2), number("0", "other")),
        line(label("整体绩效目标"), value("信访秩序平稳，群众诉求及时就地解决。", "overall_goal", 5), height=48),
        *table(
            (*LEVELS, "三级指标", "目标值", "权重", "评分标准"),
            ("name", "annual_value", "weight", "评分标准"),
            _WEIGHTED,
        ),
    ),
    orientation="landscape",
)

LAST: tuple[OfficeForm, ...] = (NUMBERED_ROWS, RESIDUES, ONE_CELL, TWO_PAGES, SHORT_LEVELS)
