"""A definition compiles into the role of every cell."""

from __future__ import annotations

import pytest

from toolkit.errors import InputError
from toolkit.forms import FormDefinition, Layout, Role, compile_layout, self_check
from toolkit.intake import Library
from toolkit.intake.form.traces import references

TYPE = "其他特定目标类（部门职能类）"


def form13(library: Library, year: int = 2024, **more: object) -> Layout:
    form = library.definitions["form13"]
    assert isinstance(form, FormDefinition)
    return compile_layout(form, library.framework(form), year, TYPE, **more)  # type: ignore[arg-type]


def test_the_year_is_part_of_the_labels(library: Library) -> None:
    texts = {cell.text for cell in form13(library, 2025).locked}
    assert {"2025年预算金额（元）", "2025年度目标"} <= texts


def test_every_cell_to_fill_knows_the_label_that_introduces_it(library: Library) -> None:
    layout = form13(library)
    assert {key: cell.of for key, cell in layout.inputs.items() if not key.startswith("slots.")} == {
        "project_name": "项目名称",
        "project_type": "项目类型",
        "project_level": "项目等级",
        "supervising_department": "主管部门",
        "spending_unit": "用款单位",
        "start_year": "起始年度",
        "end_year": "到期年度",
        "total": "2024年预算金额（元）",
        "period_goal": "实施周期总目标",
        "annual_goal": "2024年度目标",
    }


def test_no_two_cells_overlap_and_the_form_has_no_holes(library: Library) -> None:
    layout = form13(library)
    covered = [
        (row, col)
        for cell in layout.cells
        for row in range(cell.range.first.row, cell.range.last.row + 1)
        for col in range(cell.range.first.col, cell.range.last.col + 1)
    ]
    assert len(covered) == len(set(covered)) == layout.area.area


def test_the_form_offers_room_for_the_most_that_the_seeds_show(library: Library) -> None:
    rows: dict[str, int] = {}
    for slot in form13(library).slots:
        rows[slot.level2] = rows.get(slot.level2, 0) + 1
    most = {
        "数量指标": 6,
        "质量指标": 4,
        "时效指标": 4,
        "成本指标": 3,
        "经济效益指标": 1,
        "社会效益指标": 2,
        "生态效益指标": 1,
        "可持续影响指标": 2,
        "服务对象满意度指标": 2,
    }
    assert all(rows[level] >= count for level, count in most.items())


def test_rows_grow_where_a_record_needs_more(library: Library) -> None:
    layout = form13(library, at_least={"数量指标": 11})
    assert sum(slot.level2 == "数量指标" for slot in layout.slots) == 11


def test_an_unknown_project_type_is_refused_with_the_known_ones(library: Library) -> None:
    form = library.definitions["form13"]
    assert isinstance(form, FormDefinition)
    with pytest.raises(InputError, match=TYPE):
        compile_layout(form, library.framework(form), 2024, "没有的类型")


def test_the_fingerprint_follows_every_locked_word(library: Library) -> None:
    assert form13(library).fingerprint == form13(library).fingerprint
    assert form13(library).fingerprint != form13(library, 2025).fingerprint


def test_every_formula_of_the_self_check_refers_to_single_cells_of_its_own_row(library: Library) -> None:
    layout = form13(library)
    checks = self_check(layout)[1:]
    assert len(checks) == len([c for c in layout.inputs if not c.startswith("slots.")]) - 1 + len(layout.slots)
    for check in checks:
        assert {ref.row for ref in references(check.formula)} == {check.cell.row}


def test_marks_titles_and_labels_are_the_locked_cells(library: Library) -> None:
    layout = form13(library)
    assert {cell.role for cell in layout.locked} == {Role.MARK, Role.TITLE, Role.LABEL}
