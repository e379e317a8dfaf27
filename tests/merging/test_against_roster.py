"""The roster decides what `check` and `merge` accept, and the order of a summary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.unit_returns import good, names, returned
from tests.support.workbooks import workbook_of
from toolkit import api
from toolkit.api.issuing import Per
from toolkit.errors import InputError
from toolkit.model import Project, Severity

pytestmark = pytest.mark.usefixtures("own_folder")

HEADER = ("用款单位", "项目名称", "项目类型", "项目等级", "预算年度", "起始年度", "到期年度", "预算金额（元）")
UNIT = "某某社区"


def listed(project: Project) -> tuple[object, ...]:
    return (
        project.spending_unit, project.project_name, project.project_type, project.project_level,
        project.budget_year, project.start_year, project.end_year, str(project.funding.total),
    )  # fmt: skip


def roster(*projects: Project, path: str = "名册.xlsx") -> Path:
    workbook_of((HEADER, *map(listed, projects))).save(path)
    return Path(path)


def codes(path: Path | str, *, roster: Path | None = None, severity: Severity = Severity.ERROR) -> list[str]:
    return sorted(one.code for one in api.check(path, roster=roster).findings if one.severity is severity)


def table(path: Path | str) -> list[tuple[object, ...]]:
    """The first sheet of a summary from its heading on."""
    sheet = load_workbook(path).worksheets[0]
    return list(sheet.iter_rows(min_row=3, values_only=True))


def test_a_name_with_marks_that_nobody_sees_counts_once() -> None:
    returned("甲.xlsx", [good("治安经费")])
    returned("乙.xlsx", [good("\u202a治安\u2066经费\ufe0f\u3164\u202c")], "2024-03-09T08:00:00Z")
    merged = api.merge("报回", output=Path("汇总.xlsx"))
    assert names(merged) == [("治安经费", "乙.xlsx")]
    assert len(merged.superseded) == 1
    assert merged.summary.top.funding.total == 200_000


def test_an_amount_that_is_not_the_rosters_stays_out_and_names_both() -> None:
    returned("甲.xlsx", [good("治安经费", "633000")])
    roster_file = roster(good("治安经费", "363000"))
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=roster_file)
    assert names(merged) == []
    [left] = merged.left_out
    assert "633,000" in left.reason
    assert "363,000" in left.reason
    [found] = [one for one in api.check("报回", roster=roster_file).findings if one.code == "A12"]
    assert found.where.cell == "C9"


def test_what_is_not_on_the_roster_stays_out_unless_it_is_admitted() -> None:
    returned("甲.xlsx", [good("治安经费"), good("新增经费")])
    roster_file = roster(good("治安经费"))
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=roster_file)
    assert [name for name, _ in names(merged)] == ["治安经费"]
    [left] = merged.left_out
    assert "名册外" in left.reason
    Path("放行.yaml").write_text(
        "waivers:\n  - {code: A16, project: 新增经费, reason: 局长批准, name: 王, date: 2024-03-01}\n", "utf-8"
    )
    merged = api.merge("报回", output=Path("全.xlsx"), roster=roster_file, waivers=Path("放行.yaml"))
    assert [name for name, _ in names(merged)] == ["治安经费", "新增经费"]


def test_the_rosters_year_decides_however_many_forms_are_of_last_year() -> None:
    returned("去年.xlsx", [good(name) for name in ("一项", "二项", "三项")])
    returned("今年.xlsx", [good("治安经费", year=2025)])
    roster_file = roster(good("治安经费", year=2025), *(good(name, year=2025) for name in ("一项", "二项", "三项")))
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=roster_file)
    assert [name for name, _ in names(merged)] == ["治安经费"]
    assert codes("报回/今年.xlsx", roster=roster_file) == ["A03"] * 3


def issued(projects: list[Project]) -> Path:
    """The unit's workbook as it was issued by the roster."""
    (path,) = api.generate("form13", output="下发册", records=projects, roster=roster(*projects), per="unit").paths
    return path


def without_sheet(path: Path, name: str, target: str) -> Path:
    book = load_workbook(path)
    del book[name]
    Path(target).parent.mkdir(exist_ok=True)
    book.save(target)
    return Path(target)


def test_a_cancelled_project_is_expected_of_nobody_and_costs_no_other() -> None:
    projects = [good("治安经费"), good("取消了的经费"), good("后勤经费")]
    path = without_sheet(issued(projects), "取消了的经费", "报回/社区.xlsx")
    assert codes(path) == ["S18"]
    merged = api.merge(path, output=Path("无名册.xlsx"))
    assert [name for name, _ in names(merged)] == ["治安经费", "后勤经费"]
    left = roster(projects[0], projects[2], path="改后名册.xlsx")
    assert codes(path, roster=left) == []
    still_owed = roster(*projects, path="原名册.xlsx")
    assert codes(path, roster=still_owed) == ["A03", "S18"]


def test_a_cancelled_project_that_was_returned_all_the_same_stays_out() -> None:
    projects = [good("治安经费"), good("取消了的经费")]
    path = issued(projects)
    merged = api.merge(path, output=Path("汇总.xlsx"), roster=roster(projects[0], path="改后名册.xlsx"))
    assert [name for name, _ in names(merged)] == ["治安经费"]
    assert {one.code for one in merged.outcome.findings if one.severity is Severity.ERROR} == {"A17"}


def test_check_and_merge_decide_alike_about_a_corrected_return() -> None:
    returned("一.xlsx", [replace(good(), period_goal=None)])
    returned("二.xlsx", [good()], "2024-03-09T08:00:00Z")
    outcome = api.check("报回")
    assert not outcome.has_errors
    [found] = [one for one in outcome.findings if one.code == "A18"]
    assert Path(found.where.file).name == "一.xlsx"
    assert names(api.merge("报回", output=Path("汇总.xlsx"))) == [("文化业务经费", "二.xlsx")]


@pytest.mark.parametrize("part", ["description", "basis", "weight", "period_value"])
def test_returns_that_differ_in_a_part_of_an_indicator_are_not_the_same(part: str) -> None:
    from toolkit.model import same_record

    one = good()
    changed: dict[str, Any] = {part: "另一个"}
    other = replace(one, indicators=(replace(one.indicators[0], **changed), *one.indicators[1:]))
    assert not same_record(one, other)
    assert same_record(one, replace(one, source=None))


@pytest.mark.parametrize("per", ["unit", "project"])
def test_a_summary_follows_the_roster_and_split_keeps_its_order(per: Per) -> None:
    projects = [
        good(name, unit=unit)
        for unit in ("骏达社区", "党建工作办公室", "综合治理办公室")
        for name in ("治安经费", "计生经费", "文体活动经费", "后勤经费")
    ]
    for number, project in enumerate(reversed(projects)):
        returned(f"{number:02}.xlsx", [project])
    first = api.merge("报回", output=Path("汇总.xlsx"), roster=roster(*projects))
    assert [(one.spending_unit, one.project_name) for one in first.summary.top.projects()] == [
        (one.spending_unit, one.project_name) for one in projects
    ]
    parts = api.split(first.path, output="拆分", per=per).paths
    second = api.merge("拆分", output=Path("再汇总.xlsx"))
    assert table(second.path) == table(first.path)
    assert len(parts) == (3 if per == "unit" else 12)


def test_without_a_roster_projects_stand_as_in_their_files() -> None:
    returned("一.xlsx", [good("计生经费"), good("治安经费"), good("办公经费")])
    merged = api.merge("报回", output=Path("汇总.xlsx"))
    assert [name for name, _ in names(merged)] == ["计生经费", "治安经费", "办公经费"]


def test_units_in_merged_cells_of_a_roster_are_filled_down() -> None:
    projects = [good("治安经费"), good("计生经费"), good("后勤经费", unit="别的社区")]
    path = roster(*projects)
    book = load_workbook(path)
    assert book.active is not None
    book.active["A3"] = None
    book.active.merge_cells("A2:A3")
    book.save(path)
    assert len(api.generate("form13", output="下发", roster=path).paths) == 3


@pytest.mark.parametrize("separator", [";", "\t", "；", "|"])
def test_a_text_roster_may_have_any_usual_separator_and_marks_in_its_headings(separator: str) -> None:
    lines = [HEADER, listed(good("治安经费"))]
    text = "\n".join(separator.join(str(cell) for cell in line) for line in lines)
    Path("名册.csv").write_text(text.replace("项目名称", "\u202a项目名称\u202c"), "utf-8")
    assert len(api.generate("form13", output="下发", roster=Path("名册.csv")).paths) == 1


def test_a_unit_of_money_above_the_table_of_a_roster_counts() -> None:
    heading = (*HEADER[:-1], "预算金额")
    rows = (("2024年项目名册", None), ("单位：万元", None), heading, (*listed(good())[:-1], "20"))
    workbook_of(rows).save("名册.xlsx")
    returned("甲.xlsx", [good()])
    assert codes("报回", roster=Path("名册.xlsx")) == []


def test_with_a_roster_no_form_is_made_of_records_that_it_does_not_name() -> None:
    roster_file = roster(good("治安经费"))
    issued = api.generate(
        "form13", output="下发", roster=roster_file, records=[good("治安经费"), good("旧项目"), good("旧二")]
    )
    assert len(issued.paths) == 1
    assert issued.unused == ("旧项目", "旧二")


def test_a_year_of_which_everything_is_wrong_has_its_summary_all_the_same() -> None:
    returned("一.xlsx", [good()])
    returned("二.xlsx", [replace(good("旧的", year=2023), period_goal=None)])
    merged = api.merge("报回", output=Path("汇总.xlsx"), split_years=True)
    assert sorted(path.name for path, _ in ((merged.path, None), *merged.earlier)) == [
        "汇总-2023年.xlsx",
        "汇总-2024年.xlsx",
    ]
    assert [one.where.project for one in merged.left_out] == ["旧的"]


def test_an_amount_beyond_any_budget_is_an_error_and_costs_nobody_else_anything() -> None:
    path = returned("一.xlsx", [good()])
    book = load_workbook(path)
    book.worksheets[0]["C9"] = 1e26
    book.save(path)
    returned("二.xlsx", [good("别的")])
    merged = api.merge("报回", output=Path("汇总.xlsx"))
    assert [name for name, _ in names(merged)] == ["别的"]
    assert "H02" in merged.left_out[0].reason


def test_a_roster_of_which_nothing_can_be_used_is_refused() -> None:
    Path("名册.csv").write_text("甲,乙\n1,2\n", "utf-8")
    returned("一.xlsx", [good()])
    with pytest.raises(InputError, match="表头"):
        api.check("报回", roster=Path("名册.csv"))


def test_the_parts_of_the_money_come_from_the_roster_where_the_form_asks_for_none() -> None:
    returned("甲.xlsx", [good("治安经费", "200000"), good("计生经费", "50000")])
    rows = [listed(good("治安经费", "200000")), listed(good("计生经费", "50000"))]
    headings = (*HEADER, "财政拨款", "其他资金")
    workbook_of((headings, (*rows[0], 150000, 50000), (*rows[1], 50000, None))).save("名册.xlsx")
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=Path("名册.xlsx"))
    top = merged.summary.top.funding
    assert [top.total, top.fiscal, top.special_account, top.other] == [250_000, 200_000, None, 50_000]
    department = table("汇总.xlsx")[1]
    assert department[1:5] == (25, 20, None, 5)
    read = api.read("汇总.xlsx").projects
    assert {one.project_name: one.funding.fiscal for one in read} == {"治安经费": 150_000, "计生经费": 50_000}


def test_one_statement_fills_the_column_of_all_projects() -> None:
    returned("甲.xlsx", [good("治安经费", "200000")])
    roster_file = roster(good("治安经费", "200000"))
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=roster_file, funding="fiscal")
    assert merged.summary.top.funding.fiscal == 200_000
    with pytest.raises(InputError, match="同时给出名册"):
        api.merge("报回", output=Path("另.xlsx"), funding="fiscal")


def test_parts_are_never_filled_in_for_an_amount_that_is_not_the_rosters() -> None:
    returned("甲.xlsx", [good("治安经费", "200000")])
    roster_file = roster(good("治安经费", "210000"))
    outcome = api.check("报回", roster=roster_file)
    assert "A12" in {one.code for one in outcome.findings}
    merged = api.merge("报回", output=Path("汇总.xlsx"), roster=roster_file, funding="fiscal")
    assert names(merged) == []
