"""The workbook of a summary, as another library sees it."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.definitions import combined
from tests.support.records import SEEDS, as_found, sample
from tests.support.summaries import FRAMEWORK, placed, plain_indicator, unit_project, written
from tests.support.workbooks import opened, table
from toolkit.excel.write.text_height import points, signs_of_a_line
from toolkit.merging import Exclusion, Remark, SummaryOptions, summarise
from toolkit.model import TALLEST_ROW, Finding, Funding, PaymentStep, Severity, Where
from toolkit.publishing import summary_bytes
from toolkit.summary_book import sheets


@pytest.fixture(scope="module")
def yuangang() -> bytes:
    """The summary of the 38 projects of 元岗街道."""
    return written(placed(sample("003-yuangang")))


def values(sheet: Worksheet, row: int) -> list[object]:
    """Returns the values of a row, counted from 1."""
    return [cell.value for cell in sheet[row]]


def test_the_first_sheet_begins_as_the_published_one_does(yuangang: bytes) -> None:
    sheet = table(yuangang)
    assert sheet["A1"].value == "项目支出绩效目标表（含转移支付项目）"
    assert sheet["A2"].value == "部门名称：广州市天河区人民政府元岗街道办事处"
    assert sheet["G2"].value == "单位：万元"
    assert values(sheet, 3) == [
        "项目名称（资金使用单位）",
        "总计",
        "财政拨款",
        "财政专户拨款",
        "其他资金",
        "绩效目标",
        "绩效指标",
    ]
    assert values(sheet, 4) == ["广州市天河区人民政府元岗街道办事处", 2450.39, 2450.39, None, None, None, None]
    assert sheet.title == "2023年项目支出绩效目标表"


def test_projects_stand_indented_below_with_exact_amounts_shown_with_two_decimals(yuangang: bytes) -> None:
    sheet = table(yuangang)
    assert sheet.max_row == 42
    first = sheet[5]
    assert (first[0].value, first[1].value, first[2].value) == ("文化业务经费", 20, 20)
    assert first[0].alignment.indent == 1
    assert sheet["A4"].alignment.indent == 0
    assert {sheet.cell(row, col).number_format for row in range(4, 43) for col in range(2, 6)} == {"#,##0.00"}
    total = sum(Decimal(str(sheet.cell(row, 2).value)) for row in range(5, 43))
    assert total == Decimal("2450.39")
    assert str(first[6].value).startswith(
        "1、2-效益指标,22-社会效益,保障正常办公；实施周期指标值:全年,年度指标值:正常;,2、"
    )


#: The rows of the published table that do not follow its own grammar, and what their indicators read once they do.
NORMALISED = {
    2: "1、1-产出指标,11-数量指标,租用办公场地面积（平方米）；实施周期指标值:,年度指标值:5911.6平方米;,"
    "2、3-满意度指标,31-服务对象满意度,办公业务用房使用的满意度水平；实施周期指标值:,年度指标值:90%以上;",
    19: "1、1-产出指标,11-数量指标,购置数量；实施周期指标值:全年,年度指标值:1台;,"
    "2、1-产出指标,11-数量指标,政府采购率；实施周期指标值:全年,年度指标值:100%;",
    36: "1、1-产出指标,12-质量指标,支出合规性；实施周期指标值:,年度指标值:;,"
    "2、3-满意度指标,31-服务对象满意度,绿化养护满意率；实施周期指标值:,年度指标值:90%及以上;,"
    "3、1-产出指标,11-数量指标,绿化养护完成率；实施周期指标值:,年度指标值:100%;",
    37: "1、1-产出指标,12-质量指标,支出合规性；实施周期指标值:,年度指标值:;,"
    "2、2-效益指标,23-生态效益,购买志愿服务；实施周期指标值:,年度指标值:100人;,"
    "3、3-满意度指标,31-服务对象满意度,疫情防控政策群众普及程度；实施周期指标值:,年度指标值:90%以上;",
    38: "1、1-产出指标,11-数量指标,政府采购率；实施周期指标值:,年度指标值:100%;,"
    "2、1-产出指标,12-质量指标,支出合规性；实施周期指标值:,年度指标值:;,"
    "3、2-效益指标,22-社会效益,案件办结率；实施周期指标值:,年度指标值:100%;,"
    "4、3-满意度指标,31-服务对象满意度,；实施周期指标值:,年度指标值:90%及以上;",
}


def test_the_table_rebuilt_from_its_38_records_is_the_published_one_cell_by_cell(yuangang: bytes) -> None:
    sheet = table(yuangang)
    published = [row for row in as_found("003-yuangang") if row[0].startswith("    ")]
    rebuilt = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows(5, 42, 1, 7)]
    changed = {}
    for number, (was, now) in enumerate(zip(published, rebuilt, strict=True), 1):
        packed = was[6].replace("\n", "")
        assert now[0].replace(" ", "") == "".join(was[0].split())
        assert [f"{float(cell):,.2f}" if cell else "" for cell in now[1:5]] == [*was[1:3], "", ""]
        assert now[5] == was[5]
        if now[6] != packed:
            changed[number] = now[6]
    assert changed == NORMALISED


def test_the_sheet_prints_landscape_one_page_wide_with_its_heading_on_every_page(yuangang: bytes) -> None:
    sheet = table(yuangang)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$G$42"
    assert sheet.freeze_panes == "B4"


def test_fonts_and_borders_are_those_of_official_tables(yuangang: bytes) -> None:
    sheet = table(yuangang)
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"宋体"}
    assert all(cell.border.top.style == "thin" for row in sheet["A3:G42"] for cell in row)
    assert all(cell.alignment.wrap_text for cell in (sheet["F5"], sheet["G5"], sheet["A5"]))
    assert sheet["A4"].font.bold
    assert not sheet["A5"].font.bold


def test_the_workbook_has_the_table_then_the_sheets_for_use_and_no_formula() -> None:
    book = opened(written(sample("000-junda")))
    assert book.sheetnames[1:] == [
        sheets.PROJECTS.name,
        sheets.REMARKS.name,
        sheets.INDICATORS.name,
        "统计",
        "报送情况",
        "对账",
    ]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_a_unit_typed_stays_text_whatever_it_begins_with() -> None:
    typed = unit_project(
        "=1+1",
        annual_goal="+2",
        period_goal="@SUM(A1)",
        project_code="-3",
        funds_text='=HYPERLINK("http://x")',
        indicators=(plain_indicator("=cmd|'/c calc'!A1", "{=1}"), plain_indicator("http://example.org/", "001")),
    )
    book = opened(written([typed]))
    sheet = book.worksheets[0]
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert (sheet["F5"].value, sheet["F5"].data_type) == ("+2", "s")
    texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    for text in ("@SUM(A1)", "-3", '=HYPERLINK("http://x")', "=cmd|'/c calc'!A1", "http://example.org/", "001"):
        assert text in texts
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    links = [cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [(link.target, link.location) for link in links] == [(None, "'2024年项目支出绩效目标表'!A5")]


def test_parts_that_nobody_names_are_empty_and_never_zero() -> None:
    sheet = table(written([unit_project()]))
    assert [sheet.cell(row, col).value for row in (4, 5) for col in (3, 4, 5)] == [None] * 6


def test_units_have_subtotals_and_their_projects_stand_a_level_deeper() -> None:
    records = [record for name in SEEDS for record in placed(sample(name), name)]
    sheet = table(written(records, "东莞市东坑镇人民政府"))
    rows = {str(sheet.cell(row, 1).value): row for row in range(4, sheet.max_row + 1)}
    unit = rows["东莞市东坑镇骏达社区居民委员会"]
    assert sheet.cell(unit, 2).value == 87.47
    assert sheet.cell(unit, 2).font.bold
    assert sheet.cell(unit, 1).alignment.indent == 1
    assert sheet.cell(unit + 1, 1).alignment.indent == 2
    assert sheet["B4"].value == 1002.82


def test_sheet_two_says_everything_of_each_project_and_its_origin() -> None:
    full = placed(
        [
            unit_project(
                funding=Funding(Decimal("1234567.89"), Decimal("1234567.89"), unit_as_written="万元"),
                project_code="170001001",
                project_type="其他特定目标类（部门职能类）",
                start_year=2022,
                payment_plan=(PaymentStep("3月底", "5"), PaymentStep("6月底", "30")),
            )
        ]
    )
    sheet = opened(written(full))[sheets.PROJECTS.name]
    shown = dict(zip(values(sheet, 1), values(sheet, 2), strict=True))
    assert shown["总表行号"] == 5
    assert shown["总计（元）"] == 1234567.89
    assert shown["财政专户拨款（元）"] is None
    assert shown["项目编码"] == "170001001"
    assert shown["起始年度"] == 2022
    assert shown["资金支出计划（%）"] == "3月底：5\n6月底：30"
    assert shown["来源文件"] == "报送.xlsx"
    assert shown["来源区域"] == "A5:G5"
    assert shown["文件SHA-256"] == "0" * 64


def test_sheet_three_has_a_row_for_each_indicator() -> None:
    sheet = opened(written(sample("000-junda")))[sheets.INDICATORS.name]
    assert sheet.max_row == 1 + 124
    assert sheet.auto_filter.ref == f"A1:Q{sheet.max_row}"


def test_values_have_typed_columns_next_to_the_text_as_written() -> None:
    values_of = ("≧8套", "90%及以上", "3-5万元", "每年24次", "按时完成", "≤1,500元/人")
    typed = unit_project(indicators=tuple(plain_indicator(f"指标{n}", value) for n, value in enumerate(values_of)))
    sheet = opened(written([typed]))[sheets.INDICATORS.name]
    headings = [cell.value for cell in sheet[1]]
    first = headings.index("年度指标值")
    assert headings[first + 1 : first + 5] == ["运算符", "数值", "数值上限", "计量单位"]
    assert [[cell.value for cell in row[first : first + 5]] for row in sheet.iter_rows(min_row=2)] == [
        ["≧8套", "≥", 8, None, "套"],
        ["90%及以上", "≥", 90, None, "%"],
        ["3-5万元", None, 3, 5, "万元"],
        ["每年24次", None, 24, None, "次/年"],
        ["按时完成", None, None, None, None],
        ["≤1,500元/人", "≤", 1500, None, "元/人"],
    ]


def test_sheet_four_lists_what_was_left_out_before_what_was_found_the_worst_first() -> None:
    remarks = [
        Remark(Finding("S13", Severity.WARNING, Where("b.xlsx", "表", "G7", "乙")), "文字不规范", "请改写"),
        Remark(Finding("S04", Severity.ERROR, Where("a.xlsx", "表", "A7", "甲")), "=锁定内容被改动", "请重填"),
    ]
    left = [Exclusion(Where("a.xlsx", "表", project="甲"), "有错误", Decimal("36300"))]
    data = summary_bytes(
        summarise([unit_project()], SummaryOptions(combined(), FRAMEWORK), left_out=left, remarks=remarks)
    )
    sheet = opened(data)[sheets.REMARKS.name]
    assert sheet["A1"].value == "纳入 1 个项目，总计 200,000.00 元；未纳入 1 项；检查发现 错误 1、警告 1。"
    rows = [values(sheet, row) for row in (3, 4, 5)]
    assert [row[0] for row in rows] == ["未纳入", "错误", "警告"]
    assert rows[0][5:8] == ["甲", 36300, "有错误"]
    assert rows[1][1:] == ["S04", "a.xlsx", "表", "A7", "甲", None, "=锁定内容被改动", "请重填"]


def test_the_workbook_says_that_it_was_written_here() -> None:
    book = opened(written([unit_project()]))
    assert {prop.name: prop.value for prop in book.custom_doc_props.props} == {"jixiao_summary": "1 combined 2023.1"}  # type: ignore[attr-defined]
    assert book.defined_names["_jixiao_summary"].attr_text == "'2024年项目支出绩效目标表'!$A$3:$G$5"


def test_the_same_projects_in_any_order_give_the_same_bytes() -> None:
    records = [record for name in SEEDS for record in placed(sample(name), name)]
    shuffled = records[:]
    random.Random(3).shuffle(shuffled)
    assert written(records) == written(shuffled)


def test_long_texts_get_rows_tall_enough_and_the_longest_several_rows() -> None:
    short, long = (
        unit_project("短"),
        unit_project("长", indicators=tuple(plain_indicator(f"指标{n}", "很长" * 60) for n in range(40))),
    )
    data = written(placed([short, long, unit_project("后")]))
    sheet = table(data)
    merged = [str(area) for area in sheet.merged_cells.ranges]
    assert [area for area in merged if area.startswith("G6")]
    assert all((sheet.row_dimensions[row].height or 0) <= TALLEST_ROW for row in range(1, sheet.max_row + 1))
    last = sheet.max_row
    assert sheet.cell(last, 1).value == "后"
    spanned = sum(sheet.row_dimensions[row].height or 0 for row in range(6, last))
    lines = len(str(sheet["G6"].value)) / signs_of_a_line(points(sheet.column_dimensions["G"].width), 9)
    assert spanned > lines * 9 * 1.3
    assert len([area for area in merged if area.startswith("B6")]) == 1


def test_amounts_that_would_be_shown_as_hashes_widen_their_column() -> None:
    usual = table(written([unit_project()])).column_dimensions["B"].width
    rich = table(written([unit_project(yuan="12345678901234")])).column_dimensions["B"].width
    assert rich > usual


def test_a_note_says_where_shown_figures_do_not_add_up() -> None:
    sheet = table(written(placed(unit_project(f"项目{n}", "33.33") for n in range(3))))
    note = str(sheet.cell(sheet.max_row, 1).value)
    assert note.startswith("注：金额按两位小数显示")
    assert "“某某社区”的总计为 0.01，所列各行显示数之和为 0.00，相差 0.01" in note
    assert sheet["B4"].value == pytest.approx(0.009999)
    assert "注：" not in str(values(table(written([unit_project()])), 6))


def test_control_characters_are_not_written() -> None:
    sheet = table(written([unit_project("甲\x07乙", annual_goal="一\r\n二\x0b")]))
    assert sheet["A5"].value == "甲乙"
    assert sheet["F5"].value == "一\n二"


def test_a_finding_longer_than_a_cell_is_cut_and_says_so() -> None:
    long = Remark(Finding("S09", Severity.WARNING, Where("a.xlsx")), "长" * 40_000, "")
    data = summary_bytes(summarise([unit_project()], SummaryOptions(combined(), FRAMEWORK), remarks=[long]))
    assert str(opened(data)[sheets.REMARKS.name]["H3"].value).endswith("……（文字过长，未全列）")


def test_another_departments_columns_and_unit_are_followed() -> None:
    own = combined()
    turned = replace(own, unit="元", columns=tuple(reversed(own.columns)), title="某某局项目绩效目标汇总表")
    data = summary_bytes(summarise([unit_project()], SummaryOptions(turned, FRAMEWORK)))
    sheet = table(data)
    assert sheet["A1"].value == "某某局项目绩效目标汇总表"
    assert sheet["G5"].value == "文化业务经费"
    assert sheet["F5"].value == 200000
    assert sheet["G2"].value == "单位：元"
