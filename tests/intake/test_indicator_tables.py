"""Indicator tables of every shape come back as they were filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.programs import convert
from tests.support.table_forms import chapter, chapters, definition, filled_record, home_made, issued, typed
from toolkit import read
from toolkit.checks import sentence
from toolkit.model import Indicator, Project, Severity

Row = tuple[object, ...]
#: Of an indicator: side, second level, name, value, answers.
Contents = tuple[str | None, str, str | None, str | None, dict[str, str]]


def _indicators(path: Path, templates: Path) -> tuple[Indicator, ...]:
    found = read(path, templates=templates)
    assert len(found.projects) == 1, [sentence(one, "zh") for one in found.findings]
    return tuple(replace(one, cell=None) for one in found.projects[0].indicators)


@pytest.mark.parametrize("table", chapters())
def test_every_table_of_the_documentation_reads_back(tmp_path: Path, table: str) -> None:
    path = definition(tmp_path / "own", table)
    record = filled_record(path)
    assert isinstance(record, Project)
    form = issued(path, record, tmp_path / "out")
    [saved] = convert([form], "xlsx", tmp_path)
    plain = home_made(form, tmp_path / "plain.xlsx", 12)
    moved = home_made(form, tmp_path / "moved.xlsx", 12, down=2, right=1)
    for returned in (form, saved, plain, moved):
        assert _indicators(returned, path.parent) == record.indicators, returned.name
    findings = read(saved, templates=path.parent).findings
    assert [one.code for one in findings if one.severity is not Severity.INFO] == []


def _by_hand(tmp_path: Path, table: str, *rows: Row) -> tuple[list[Contents], list[tuple[str, str]]]:
    path = definition(tmp_path / "own", table)
    sheet = tmp_path / "乙.xlsx"
    sheet.write_bytes(typed(rows))
    found = read(sheet, templates=path.parent)
    contents: list[Contents] = [
        (one.scope, one.level2, one.name, one.period_value or one.annual_value, dict(one.extra))
        for project in found.projects
        for one in project.indicators
    ]
    errors = [(one.code, sentence(one, "zh")) for one in found.findings if one.severity is Severity.ERROR]
    return contents, errors


SIDES = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值", "备注")


def test_a_side_that_may_stay_empty_is_no_fault(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("左右两边各有指标"),
        SIDES,
        (None, "产出指标", None, None, None, "数量指标", "重点工程数量", "2"),
        (None, "效益指标", None, None, None, "社会效益指标", "办学条件", "持续改善", "跟踪"),
        (None, "满意度指标", None, None, None, "服务对象满意度指标", "家长满意度", "≥90%"),
    )
    assert errors == []
    assert contents == [
        ("annual", "数量指标", "重点工程数量", "2", {}),
        ("annual", "社会效益指标", "办学条件", "持续改善", {"remark": "跟踪"}),
        ("annual", "服务对象满意度指标", "家长满意度", "≥90%", {}),
    ]


def test_each_side_has_levels_of_its_own(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("左右两边各有指标"),
        SIDES,
        (None, "产出指标", "数量指标", "三年养护里程", "9公里", "数量指标", "养护里程", "3公里"),
        (None, None, None, None, None, None, "养护次数", "2次"),
        (None, "效益指标", "社会效益指标", "出行条件", "改善", "社会效益指标", "出行条件", "改善"),
    )
    assert errors == []
    assert [one[:3] for one in contents] == [
        ("period", "数量指标", "三年养护里程"),
        ("annual", "数量指标", "养护里程"),
        ("annual", "数量指标", "养护次数"),
        ("period", "社会效益指标", "出行条件"),
        ("annual", "社会效益指标", "出行条件"),
    ]


STACKED = ("一级指标", "二级指标", "指标内容", "指标值", "备注")


def test_a_second_table_is_known_by_its_side_without_a_heading(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("上下两张指标表"),
        ("长期绩效指标", *STACKED),
        (None, "产出指标", "数量指标", "养护里程", "9公里"),
        ("年度绩效指标", "产出指标", "数量指标", "养护里程", "3公里", "分两次"),
        (None, "效益指标", "社会效益指标", "出行条件", "改善"),
    )
    assert errors == []
    assert contents == [
        ("period", "数量指标", "养护里程", "9公里", {}),
        ("annual", "数量指标", "养护里程", "3公里", {"remark": "分两次"}),
        ("annual", "社会效益指标", "出行条件", "改善", {}),
    ]


def test_tables_that_nothing_tells_apart_are_an_error(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("上下两张指标表"),
        STACKED,
        ("产出指标", "数量指标", "养护里程", "9公里"),
        STACKED,
        ("产出指标", "数量指标", "养护里程", "3公里"),
    )
    assert len(contents) == 2
    assert {code for code, _ in errors} == {"S09"}


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("上下两张指标表"),
        ("年度绩效指标", *STACKED),
        (None, "产出指标", "数量指标", "养护里程", "3公里"),
        (None, "效益指标", "社会效益指标", "出行条件", "改善"),
    )
    assert [one[0] for one in contents] == ["annual", "annual"]
    assert any("长期绩效指标" in message for _, message in errors)


OWN = (
    *("绩效指标", "序号", "一级指标", "二级指标", "三级指标"),
    *("年度指标值", "指标值类型", "实际完成值", "*金额（元）", "核心指标(打√)", "完成时段", "备注"),
)


def test_an_amount_counts_in_the_unit_of_its_heading(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("自己的列"),
        OWN,
        (
            None,
            1,
            "产出指标（50分）",
            "数量指标(20分)",
            "养护里程",
            "3公里",
            "定量",
            "3公里",
            5000,
            "√",
            "2024.03-2024.09",
            "分两次",
        ),
        (None, 2, "产出指标（50分）", "质量指标", "验收合格率", "100%"),
        (None, 3),
    )
    assert errors == []
    assert contents[0] == (
        *(None, "数量指标", "养护里程", "3公里"),
        {
            "nature": "定量",
            "actual": "3公里",
            "cost": "5000.00",
            "core": "√",
            "when": "2024.03-2024.09",
            "remark": "分两次",
        },
    )
    assert contents[1] == (None, "质量指标", "验收合格率", "100%", {})


def test_what_is_nothing_of_its_kind_is_left_out_with_a_finding(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("自己的列"),
        OWN,
        (None, 1, "产出指标", "数量指标", "养护里程", "3公里", "定量", None, "五千"),
    )
    assert contents[0][4] == {"nature": "定量"}
    [(code, message)] = errors
    assert code == "S09"
    assert "五千" in message
    assert "金额（万元）" in message


def test_a_table_without_levels_reads_by_its_columns(tmp_path: Path) -> None:
    contents, errors = _by_hand(
        tmp_path,
        chapter("没有级别的表"),
        ("指标名称", "计量单位", "指标性质", "年初指标值", "全年完成值", "指标权重(分)", "是否核心指标"),
        ("财政供养人员控制率", "%", "≤", "100", "92%", 2, "否"),
        ("管理制度健全性", None, None, "高", "高", 3, "否"),
        ("培训次数", "次", "≥", 6, "12次", 5, "是"),
        ("备注：无",),
    )
    assert errors == []
    assert contents == [
        (None, "", "财政供养人员控制率", "≤100%", {"actual": "92%", "core": "否"}),
        (None, "", "管理制度健全性", "高", {"actual": "高", "core": "否"}),
        (None, "", "培训次数", "≥6次", {"actual": "12次", "core": "是"}),
    ]
