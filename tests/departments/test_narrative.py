"""The department's text pasted into one column, however its lines are broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.support.departments import NAME, narrative, only, read, target, target_without_source
from tests.support.workbooks import column, saved, workbook_of
from toolkit.checks import run
from toolkit.intake import Library
from toolkit.model import Finding, ReadFile


def findings(file: ReadFile) -> tuple[Finding, ...]:
    """Returns findings of files and structure, but for the missing stamp."""
    return tuple(one for one in run([file], families=("file", "structure")) if one.code != "S01")


def reported(file: ReadFile) -> list[tuple[str, str | None]]:
    """Codes and places of the same."""
    return [(one.code, one.where.cell) for one in findings(file)]


def wrapped(paragraphs: list[str], width: int = 28) -> list[str]:
    """Each printed line in a cell of its own."""
    return [text[at : at + width] for text in paragraphs for at in range(0, len(text), width)]


def inline(paragraphs: list[str]) -> list[str]:
    """Only the sections begin a line."""
    cells: list[str] = []
    for text in paragraphs:
        if not cells or text[1] == "、" or (cells[-1].endswith("绩效目标") and "分项" not in cells[-1]):
            cells.append(text)
        else:
            cells[-1] += text
    return cells


def in_one_cell(paragraphs: list[str]) -> list[str]:
    return ["\n".join(paragraphs)]


def lines_in_one_cell(paragraphs: list[str]) -> list[str]:
    return ["\r\n".join(wrapped(paragraphs))]


def indented(paragraphs: list[str]) -> list[str]:
    return [f"　　{text}\n" for text in paragraphs]


def half_width_brackets(paragraphs: list[str]) -> list[str]:
    return [text.replace("（", "(", 1).replace("）", ")", 1) for text in paragraphs]


def points_for_brackets(paragraphs: list[str]) -> list[str]:
    return [text.replace("（一）", "1.").replace("（二）", "2.").replace("（三）", "3.") for text in paragraphs]


LAYOUTS: dict[str, Callable[[list[str]], list[str]]] = {
    "a paragraph a cell": list,
    "a printed line a cell": wrapped,
    "all in one cell": in_one_cell,
    "printed lines in one cell": lines_in_one_cell,
    "items on one line": inline,
    "blank lines and indents": indented,
    "half-width brackets": half_width_brackets,
    "numbers with a point": points_for_brackets,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_narrative_is_read_to_its_record_however_it_was_pasted(layout: str, library: Library) -> None:
    wanted = target()
    if layout == "numbers with a point":
        wanted = replace(wanted, sub_goals=wanted.sub_goals[:3], measures=wanted.measures[:3])
    file = read(column(LAYOUTS[layout](narrative(wanted))), library)
    assert target_without_source(only(file).record) == wanted
    assert reported(file) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_narrative_that_libreoffice_saved_is_the_same(
    kind: str, tmp_path: Path, library: Library, office: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "部门.xlsx"
    path.write_bytes(column(wrapped(narrative())))
    (saved,) = office([path], kind)
    assert target_without_source(only(read(saved.read_bytes(), library, saved.name)).record) == target()


def test_the_source_names_the_cells_of_the_text(library: Library) -> None:
    source = only(read(column(narrative(), col=3), library)).source
    assert (source.sheet, source.range) == ("Sheet", "C1:C33")


def test_a_name_of_its_own_line_is_the_departments(library: Library) -> None:
    cells = ["2022年部门整体绩效目标", f"部门名称：{NAME}", *narrative()[1:]]
    assert target_without_source(only(read(column(cells), library)).record) == target()


@pytest.mark.parametrize(
    ("title", "name", "year"),
    [
        ("某某街道办事处2022年部门整体绩效目标", "某某街道办事处", 2022),
        ("2022年度某某街道办事处部门整体支出绩效目标申报表", "某某街道办事处", 2022),
        ("某某局部门整体绩效目标", "某某局", None),
        ("2022年部门整体绩效目标", None, 2022),
        ("2022年本部门整体绩效目标", None, None),
        ("2022年市本级部门整体绩效目标", None, None),
    ],
)
def test_a_title_names_department_and_year_only_where_they_are_sure(
    title: str, name: str | None, year: int | None, library: Library
) -> None:
    file = read(column([title, *narrative()[1:]]), library)
    record = target_without_source(only(file).record)
    assert (record.department, record.budget_year) == (name, year)
    assert reported(file) == ([] if name or year else [("S09", "A1")])


def test_without_name_and_year_both_stay_empty(library: Library) -> None:
    record = target_without_source(only(read(column(narrative()[1:]), library)).record)
    assert (record.department, record.budget_year) == (None, None)
    assert record.sub_goals == target().sub_goals


def test_a_list_inside_a_goal_stays_in_it(library: Library) -> None:
    cells = narrative()
    cells[5:6] = ["绩效目标：围绕三项任务：", "1.走访老党员；", "2.培训党务干部；", "（1）每季一次；", "3.建设阵地。"]
    record = target_without_source(only(read(column(cells), library)).record)
    assert record.sub_goals[0].goal == "围绕三项任务：1.走访老党员；2.培训党务干部；（1）每季一次；3.建设阵地。"
    assert len(record.sub_goals) == 6


def test_a_list_that_is_numbered_like_the_sub_goals_is_reported(library: Library) -> None:
    cells = narrative()
    cells[5:6] = ["绩效目标：围绕两项任务：", "（一）走访老党员；", "（二）培训党务干部。"]
    assert ("S06", "A7") in reported(read(column(cells), library))


@pytest.mark.parametrize("text", ["具体措施：逐项落实。", "保障措施：专人负责。", "措施", "总体目标：做好工作。"])
def test_a_word_of_the_headings_inside_a_goal_opens_no_section(text: str, library: Library) -> None:
    cells = narrative()
    goal = f"{cells[5].removeprefix('绩效目标：')}{text}"
    cells[6:6] = [text]
    file = read(column(cells), library)
    first, *others = target().sub_goals
    assert target_without_source(only(file).record) == replace(target(), sub_goals=(replace(first, goal=goal), *others))


def test_headings_without_numbers_open_their_sections(library: Library) -> None:
    cells = [re.sub("^[一二三]、", "", text) for text in narrative()]
    assert target_without_source(only(read(column(cells), library)).record) == target()


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("一、总体绩效目标", "本表由办公室汇编"),
        ("（一）坚持党建工作主线，创新党员管理模式", "围绕总体目标分六项推进。"),
        ("（一）加强组织领导。", "为此采取以下做法。"),
    ],
)
def test_a_paragraph_that_fits_nowhere_is_reported_and_not_dropped(before: str, text: str, library: Library) -> None:
    cells = narrative()
    at = next(number for number, cell in enumerate(cells) if cell.startswith(before))
    file = read(column([*cells[:at], text, *cells[at:]]), library)
    assert target_without_source(only(file).record) == target()
    assert reported(file) == [("S09", f"A{at + 1}")]
    assert findings(file)[0].facts["found"] == text


def test_text_under_a_heading_of_another_name_is_reported_line_by_line(library: Library) -> None:
    cells = [*narrative(), "四、其他需要说明的事项", "（一）本年没有变化。"]
    file = read(column(cells), library)
    assert target_without_source(only(file).record) == target()
    assert reported(file) == [("S09", "A34"), ("S09", "A35")]


def test_a_measures_heading_that_nobody_knows_does_not_run_into_the_last_sub_goal(library: Library) -> None:
    cells = [text.replace("三、目标规划及保障措施", "三、工作机制") for text in narrative()]
    file = read(column(cells), library)
    record = target_without_source(only(file).record)
    assert record.sub_goals == target().sub_goals
    assert record.measures == ()
    assert len(reported(file)) == 11


def test_a_missing_number_is_reported_and_both_items_are_read(library: Library) -> None:
    cells = [text for text in narrative() if not text.startswith(("（二）提升",))]
    at = cells.index(f"绩效目标：{target().sub_goals[1].goal}")
    file = read(column([*cells[:at], *cells[at + 2 :]]), library)
    record = target_without_source(only(file).record)
    assert [sub.title for sub in record.sub_goals] == [
        sub.title for number, sub in enumerate(target().sub_goals) if number != 1
    ]
    assert reported(file) == [("S06", f"A{at + 1}")]


def test_a_sub_goal_whose_goal_is_not_marked_is_an_error(library: Library) -> None:
    cells = narrative()
    cells[5] = cells[5].removeprefix("绩效目标：")
    file = read(column(cells), library)
    assert target_without_source(only(file).record).sub_goals[0].goal is None
    assert [code for code, _ in reported(file)] == ["S03"]


def test_a_signature_below_the_text_is_no_part_of_the_last_measure(library: Library) -> None:
    file = read(column([*narrative(), "填报人：张三", "2022年1月5日"]), library)
    assert target_without_source(only(file).record) == target()
    assert reported(file) == []


def test_an_error_value_in_a_paragraph_is_reported_and_read_as_nothing(library: Library) -> None:
    cells = narrative()
    cells[5] = "=#REF!"
    file = read(column(cells), library)
    assert target_without_source(only(file).record).sub_goals[0].goal is None
    assert any(code in ("S11", "S23", "S24") for code, _ in reported(file))


def test_a_table_with_a_row_for_each_sub_goal_is_read_too(library: Library) -> None:
    wanted = replace(target(), sub_goals=target().sub_goals[:2], measures=target().measures[:1])
    rows: list[Sequence[object]] = [
        ["2022年部门整体绩效目标表"],
        ["部门名称", NAME],
        ["总体绩效目标", wanted.overall_goal],
        ["序号", "分项目标", "绩效目标", "绩效指标"],
        *([number, sub.title, sub.goal, sub.indicators_text] for number, sub in enumerate(wanted.sub_goals, 1)),
        ["保障措施"],
        ["（一）", wanted.measures[0]],
    ]
    book = workbook_of(rows)
    path = Path("unused.xlsx")
    file = read(saved(book), library, path.name)
    assert target_without_source(only(file).record) == wanted
    assert reported(file) == []


def test_a_measure_in_the_first_column_is_read_and_a_sub_goal_over_two_rows_is_reported(library: Library) -> None:
    rows: list[Sequence[object]] = [
        ["部门名称", NAME],
        ["总体绩效目标", "目标"],
        ["序号", "分项目标", "绩效目标", "绩效指标"],
        [1, "党建", "培训党员", "≥4次"],
        [None, None, "走访党员", None],
        ["目标规划及保障措施"],
        ["（一）加强领导。"],
        ["完善制度。"],
    ]
    book = workbook_of(rows)
    file = read(saved(book), library)
    record = target_without_source(only(file).record)
    assert [(sub.title, sub.goal) for sub in record.sub_goals] == [("党建", "培训党员")]
    assert record.measures == ("加强领导。", "完善制度。")
    assert reported(file) == [("S09", "C5")]


def test_an_overall_target_of_another_kind_is_refused_by_name(library: Library) -> None:
    rows: list[Sequence[object]] = [
        ["部门整体支出绩效目标申报表"],
        ["部门名称", NAME],
        ["年度履职目标", "目标"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "活动次数", "≥4次"],
    ]
    book = workbook_of(rows)
    file = read(saved(book), library)
    assert file.records == ()
    (found,) = findings(file)
    assert found.code == "F09"
    assert found.facts["kind"].zh == "部门整体绩效目标表"  # type: ignore[union-attr]


def test_projects_forms_below_the_text_on_one_sheet_are_read_too(library: Library) -> None:
    form = [
        ["项目编码", "170001001", "预算项目名称", "社区工作经费"],
        ["项目资金主要用途", "预算数 200 万元。其中：财政资金 200 万元。"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", "5%", "30%", "50%", "100%"],
        ["绩效目标", "做好社区工作的指导与管理"],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "补贴发放人数", "按时发放", "≥90人", "发放表"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "满意", "≥90%", "调查问卷"],
    ]
    book = Workbook()
    for row in [*([text] for text in narrative()), *form, *form]:
        book.active.append(row)  # type: ignore[union-attr]
    file = read(saved(book), library)
    department, *projects = file.records
    assert target_without_source(department.record) == target()
    assert department.source.range == "A1:A33"
    assert [getattr(one.record, "project_code", None) for one in projects] == ["170001001"] * 2
    assert "S09" not in {code for code, _ in reported(file)}


@pytest.mark.parametrize("title", ["2022年部门整体绩效目标", "部门整体绩效目标表"])
def test_a_table_that_nobody_knows_below_the_text_does_not_run_into_it(title: str, library: Library) -> None:
    book = Workbook()
    table = [["科室", "任务", "完成时间"], ["党建办", "培训", "6月"], ["合计"]]
    for row in [*([text] for text in [title, *narrative()[1:]]), *table]:
        book.active.append(row)  # type: ignore[union-attr]
    file = read(saved(book), library)
    assert target_without_source(only(file).record).measures == target().measures
    assert reported(file) == [("S09", cell) for cell in ("A34", "B34", "C34", "A35", "B35", "C35", "A36")]


def test_a_remark_next_to_the_column_is_reported_and_the_text_is_read(library: Library) -> None:
    book = Workbook()
    for number, text in enumerate(narrative()):
        book.active.append([text, "请领导审阅"] if number == 5 else [text])  # type: ignore[union-attr]
    file = read(saved(book), library)
    assert target_without_source(only(file).record) == target()
    assert reported(file) == [("S09", "B6")]


def test_headings_in_one_column_and_texts_in_the_next_are_read(library: Library) -> None:
    wanted = replace(target(), sub_goals=target().sub_goals[:1], measures=target().measures[:1])
    (sub,), (measure,) = wanted.sub_goals, wanted.measures
    rows: list[Sequence[object]] = [
        [f"{NAME}2022年部门整体绩效目标"],
        ["一、总体绩效目标", wanted.overall_goal],
        ["二、分项绩效目标"],
        ["（一）", sub.title],
        ["绩效目标", sub.goal],
        ["绩效指标：", sub.indicators_text],
        ["三、保障措施"],
        ["（一）", measure],
    ]
    book = workbook_of(rows)
    file = read(saved(book), library)
    assert target_without_source(only(file).record) == wanted
    assert reported(file) == []
