"""Statistics, returns, control totals, and the comparison with last year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.definitions import combined
from tests.support.records import SEEDS, sample
from tests.support.summaries import FRAMEWORK, placed, plain_indicator, summary, tally, unit_project
from tests.support.workbooks import opened
from toolkit.merging import (
    ChangeKind,
    Exclusion,
    Remark,
    State,
    Submission,
    Summary,
    SummaryOptions,
    agreements,
    by_file,
    controls,
    left_out,
    received_from,
    summarise,
)
from toolkit.merging.changes import changes
from toolkit.merging.returns import units
from toolkit.model import Finding, Funding, Project, Severity, Where
from toolkit.publishing import summary_bytes
from toolkit.summary_book import sheets


def rows(sheet: Worksheet) -> list[list[object]]:
    """Everything on a sheet."""
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def charts(sheet: object) -> list[BarChart]:
    """Returns the charts of a sheet, which openpyxl keeps in a private attribute."""
    found = sheet._charts  # type: ignore[attr-defined]
    assert all(isinstance(chart, BarChart) for chart in found)
    return list(found)


def everything() -> list[Project]:
    """The projects of three units."""
    return [record for name in SEEDS for record in placed(sample(name), f"报回/{name}.xlsx")]


def left(record: Project, reason: str = "有错误") -> Exclusion:
    """A project that is not in the summary."""
    return Exclusion(received_from(record).where, reason, record.funding.total, record.budget_year)


def full(
    accepted: Iterable[Project],
    returned: Iterable[Project] = (),
    dropped: Iterable[Project] = (),
    unread: Iterable[str] = (),
    expected: Sequence[tuple[str, str]] | None = None,
) -> Summary:
    """The summary of a batch in which not everything is in order."""
    accepted, returned, dropped = list(accepted), list(returned), list(dropped)
    files = [Where(file) for file in unread]
    return summarise(
        accepted,
        SummaryOptions(combined(), FRAMEWORK, expected=None if expected is None else tuple(expected)),
        left_out=[*map(left, returned), *(Exclusion(where, "打不开") for where in files)],
        superseded=map(left, dropped),
        received=[*map(received_from, (*accepted, *returned, *dropped)), *map(Submission, files)],
    )


def test_statistics_have_charts_of_their_own_cells() -> None:
    remarks = [
        Remark(Finding("S13", Severity.WARNING, Where("a.xlsx")), "文字不规范：甲", "请改写"),
        Remark(Finding("S13", Severity.ERROR, Where("b.xlsx")), "文字不规范：乙", "请改写"),
        Remark(Finding("H01", Severity.INFO, Where("b.xlsx")), "缺少", "请补", waived=True),
    ]
    result = summarise(everything(), SummaryOptions(combined(), FRAMEWORK), remarks=remarks)
    sheet = opened(summary_bytes(result))["统计"]
    shown = rows(sheet)
    assert shown[1][:5] == ["资金使用单位", "金额（万元）", "项目数", "指标数", "占比"]
    assert shown[2][:4] == ["东莞市东坑镇党建工作办公室", 636.67, 22, 187]
    assert sum(Decimal(str(row[1])) for row in shown[2:5]) == Decimal("1002.82")
    assert ["S13 文字不规范", 2, 1, 1, 0, 2] in [row[:6] for row in shown]
    assert "H01" not in str(shown)
    assert len(charts(sheet)) == 3
    for chart in charts(sheet):
        assert all(series.val.numRef.f.startswith("统计!") for series in chart.series)
    assert charts(sheet)[0].series[0].val.numRef.f == "统计!$B$3:$B$5"


def test_statistics_name_units_in_the_order_of_the_table_not_of_their_money() -> None:
    amounts = {"一社区": 5, "二社区": 90, "三社区": 20}
    arrived = placed([unit_project(f"甲{unit}", f"{total}0000", unit) for unit, total in amounts.items()])
    result = summary(arrived)
    sheet = opened(summary_bytes(result))["统计"]
    named = [row[0] for row in rows(sheet)[2:5]]
    assert named == [group.name for group in result.top.groups]
    shown = [float(str(row[1])) for row in rows(sheet)[2:5]]
    assert shown != sorted(shown, reverse=True)


def test_without_findings_there_is_no_chart_of_them_and_without_projects_none_at_all() -> None:
    assert len(charts(opened(summary_bytes(summary([unit_project()])))["统计"])) == 2
    assert not charts(opened(summary_bytes(summary([])))["统计"])


def test_units_are_held_against_the_roster() -> None:
    arrived, wrong = placed([unit_project("甲", unit="一社区"), unit_project("乙", unit="一社区")])
    (other,) = placed([unit_project("丙", unit="二社区")], "二.xlsx")
    (stranger,) = placed([unit_project("戊", unit="四社区")], "四.xlsx")
    expected = [("一社区", "甲"), ("一社区", "乙"), ("二社区", "丙"), ("二社区", "丁"), ("三社区", "己")]
    result = full([arrived, other, stranger], [wrong], expected=expected, unread=["坏.xlsx"])
    assert [(unit.name, unit.state, unit.missing) for unit in units(result)] == [
        ("一社区", State.RETURNED, ()),
        ("二社区", State.PARTLY, ("丁",)),
        ("三社区", State.NOTHING, ("己",)),
        ("四社区", State.UNASKED, ()),
    ]
    shown = rows(opened(summary_bytes(result))["报送情况"])
    assert shown[0][0] == "共 4 个单位：未报送 1、未报齐 1、待更正 1、名册外 1。"
    assert shown[2][:6] == ["一社区", "待更正", 2, 2, 1, 1]
    assert shown[-1][:2] == ["（未读出单位）", "待更正"]
    assert shown[-1][-1] == "坏.xlsx"


def test_a_form_that_was_filled_in_under_another_name_is_known_by_its_stamp() -> None:
    (record,) = placed([unit_project("甲（改名）", unit="一社区居委会")])
    arrived = [received_from(record, ("一社区", "甲"))]
    options = SummaryOptions(combined(), FRAMEWORK, expected=(("一社区", "甲"),))
    result = summarise([record], options, received=arrived)
    assert [(unit.name, unit.state) for unit in units(result)] == [("一社区", State.DONE)]


def test_without_a_roster_the_sheet_lists_who_returned_what() -> None:
    shown = rows(opened(summary_bytes(summary(everything())))["报送情况"])
    assert "没有给出名册" in str(shown[0][0])
    assert {row[1] for row in shown[2:]} == {"已报送"}
    assert "应报项目" not in shown[1]


def test_control_totals_of_input_and_output_agree() -> None:
    records = everything()
    result = full(records[3:], records[:2], records[2:3], unread=["坏.xlsx"])
    files, projects, amount = controls(result, tally(result))
    assert [files.received, files.accepted, files.returned] == [4, 2, 2]
    assert list(projects[1:]) == [45, 42, 2, 1]
    assert amount.received == sum(one.funding.total or 0 for one in records)
    assert not any(one.difference for one in (files, projects, amount, *by_file(result, tally(result)).lines))
    assert not any(one.difference for one in agreements(result, tally(result)))
    shown = rows(opened(summary_bytes(result))["对账"])
    assert str(shown[0][0]).startswith("对账平衡")
    assert shown[2] == ["文件（个）", 4, 2, 2, 0, 0, "平"]


def test_a_project_that_got_lost_shows() -> None:
    records = everything()
    result = full(records)
    lost = replace(result, top=summary(records[1:]).top)
    assert [one.difference for one in controls(lost, tally(lost))] == [0, 1, records[0].funding.total]
    shown = rows(opened(summary_bytes(lost))["对账"])
    assert str(shown[0][0]).startswith("对账有 3 处不平")
    assert [row[6] for row in shown[2:5]] == ["平", "不平", "不平"]


def test_a_project_that_no_cell_can_hold_is_returned_and_the_account_still_balances() -> None:
    long = unit_project("长", indicators=tuple(plain_indicator(f"指标{n}", "很" * 3000) for n in range(6)))
    result = full(placed([long, unit_project()]))
    assert [list(one[1:4]) for one in controls(result, tally(result))][1] == [2, 1, 1]
    assert not any(one.difference for one in controls(result, tally(result)))


def test_what_was_superseded_is_listed_with_what_replaces_it() -> None:
    (old,) = placed([unit_project("旧")], "旧.xlsx")
    result = summarise(
        [unit_project()], SummaryOptions(combined(), FRAMEWORK), superseded=[left(old, "由 新.xlsx 取代")]
    )
    shown = rows(opened(summary_bytes(result))[sheets.REMARKS.name])
    assert "被取代 1 份" in str(shown[0][0])
    assert shown[2][0] == "被取代"
    assert shown[2][7] == "由 新.xlsx 取代"


def now_and_then() -> Iterator[list[Project]]:
    """Four projects this year, and four last year."""
    same = unit_project("不变")
    yield [
        same,
        unit_project("改", "300", indicators=(plain_indicator(value="≥6次"), plain_indicator("新指标"))),
        unit_project("新"),
    ]
    old = unit_project(
        "改", "200", indicators=(plain_indicator(value="≥4次"), plain_indicator("旧指标", "≥1次")), budget_year=2023
    )
    yield [same, old, unit_project("旧", "100")]


def test_this_year_is_compared_with_last_year() -> None:
    now, then = now_and_then()
    shown = [(one.kind, one.project.project_name, one.indicator, one.share) for one in changes(now, then)]
    assert shown == [
        (ChangeKind.SAME, "不变", None, Decimal(0)),
        (ChangeKind.CHANGED, "改", None, Decimal("0.5")),
        (ChangeKind.CHANGED, "改", "活动次数", Decimal("0.5")),
        (ChangeKind.NEW, "改", "新指标", None),
        (ChangeKind.CANCELLED, "改", "旧指标", None),
        (ChangeKind.NEW, "新", None, None),
        (ChangeKind.CANCELLED, "旧", None, None),
    ]
    result = summarise(now, SummaryOptions(combined(), FRAMEWORK, previous=then))
    sheet = rows(opened(summary_bytes(result))["同上年对比"])
    assert str(sheet[0][0]).startswith("项目：新增 1、取消 1、变化 1、不变 1。")
    assert ["变化", "某某社区", "改", "指标：活动次数", "≥4次", "≥6次", 2, 0.5] in sheet


def test_a_project_that_was_returned_with_an_error_is_not_counted_as_cancelled() -> None:
    now, (_, wrong, dropped) = (
        [unit_project("甲")],
        placed([unit_project("甲"), unit_project("乙", "300"), unit_project("丙", "200")]),
    )
    then = [unit_project("甲"), wrong, dropped, unit_project("丁", "50", project_code="4")]
    renamed = unit_project("丁（改名）", "60", project_code="4")
    refused = [left_out(one, "有错误") for one in (replace(wrong, funding=Funding(Decimal(1))), *placed([renamed]))]
    result = summarise(now, SummaryOptions(combined(), FRAMEWORK, previous=then), left_out=refused)
    shown = [(one.kind, one.project.project_name) for one in result.changes or ()]
    assert shown == [
        (ChangeKind.SAME, "甲"),
        (ChangeKind.RETURNED, "丁"),
        (ChangeKind.RETURNED, "乙"),
        (ChangeKind.CANCELLED, "丙"),
    ]
    first = str(rows(opened(summary_bytes(result))["同上年对比"])[0][0])
    assert first.startswith("项目：取消 1、退回更正 2、不变 1。上年 200,200.00 元，本年 200,000.00 元，")
    assert first.endswith("；退回更正的上年 350.00 元未计入。")


def test_a_renamed_project_is_found_by_its_code_and_one_without_a_unit_by_its_name() -> None:
    now = [unit_project("新名", project_code="1"), unit_project("甲", unit="一社区")]
    then = [unit_project("旧名", project_code="1"), unit_project("甲", spending_unit=None, supervising_department=None)]
    assert [one.kind for one in changes(now, then)] == [ChangeKind.SAME, ChangeKind.SAME]


def test_values_of_different_units_are_not_subtracted() -> None:
    now, then = (
        unit_project(indicators=(plain_indicator(value="≥90%"),)),
        unit_project(indicators=(plain_indicator(value="≥4次"),)),
    )
    (_, one) = changes([now], [then])
    assert (one.before_text, one.after_text, one.difference) == ("≥4次", "≥90%", None)


def test_long_lists_go_on_on_a_further_sheet() -> None:
    result = summary(everything())
    book = opened(summary_bytes(result, most=200))
    count = sum(len(one.indicators) for one in result.top.projects())
    parts = [sheet for sheet in book if sheet.title.startswith(sheets.INDICATORS.name)]
    assert [sheet.title for sheet in parts][1:] == [f"{sheets.INDICATORS.name}（2）", f"{sheets.INDICATORS.name}（3）"]
    assert sum(sheet.max_row - 1 for sheet in parts) == count
    assert all(rows(sheet)[0] == rows(parts[0])[0] and sheet.max_row <= 200 for sheet in parts)


def test_projects_link_to_their_row_and_to_their_file() -> None:
    result = summary(placed([unit_project(), unit_project("乙")], "报回/一 社区.xlsx"))
    sheet = opened(summary_bytes(result, Path("汇总")))[sheets.PROJECTS.name]
    linked = {cell.value: cell.hyperlink for row in sheet.iter_rows(min_row=2) for cell in row if cell.hyperlink}
    assert linked["乙"].location == "'2024年项目支出绩效目标表'!A6"
    assert str(linked["一 社区.xlsx"].target).replace("\\", "/") == "../报回/一%20社区.xlsx"
