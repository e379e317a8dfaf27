"""The department's target in the summary: its sheet, versions, the way back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.departments import NAME, issued, narrative, target, target_without_source
from tests.support.ooxml import saved_at, unzipped, zipped
from tests.support.summaries import tally
from tests.support.unit_returns import good
from tests.support.workbooks import column
from toolkit import api
from toolkit.merging import controls
from toolkit.model import CELL_TEXT, DepartmentTarget, Project


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    monkeypatch.setenv("JIXIAO_KEY", str(key))
    monkeypatch.chdir(tmp_path)
    Path("报回").mkdir()


def project(name: str = "文化业务经费", **fields: object) -> Project:
    """A project of the department's year with which nothing is wrong."""
    return replace(good(name, year=2022), **fields)  # type: ignore[arg-type]


def come_back(name: str, record: DepartmentTarget | Project, saved: str = "2022-03-01T08:00:00Z") -> Path:
    """Returns a filled form, saved at a time, as if it had been returned."""
    form = "form13" if isinstance(record, Project) else "department"
    (form_path,) = api.generate(form, output=Path("下发") / name, records=[record], password="x").paths
    path = Path("报回") / f"{name}.xlsx"
    path.write_bytes(saved_at(form_path.read_bytes(), saved))
    return path


def merge(output: str = "汇总.xlsx", **how: object) -> api.Merged:
    """Returns the summary of everything that was returned."""
    return api.merge("报回", output=output, **how)  # type: ignore[arg-type]


def sheets(merged: api.Merged) -> list[str]:
    return load_workbook(merged.path).sheetnames


def test_the_target_is_the_first_sheet_and_without_one_there_is_no_such_sheet() -> None:
    come_back("项目", project())
    without = sheets(merge("甲.xlsx"))
    come_back("部门", target())
    assert sheets(merge("乙.xlsx")) == ["部门整体目标", *without]


def test_the_sheet_is_read_back_as_the_same_record_and_the_project_too() -> None:
    come_back("项目", project())
    come_back("部门", target())
    merged = merge()
    second = api.check(merged.path)
    assert [target_without_source(one) for one in second.departments] == [target()]
    assert [one.project_name for one in second.projects] == ["文化业务经费"]
    assert not second.has_errors
    assert not [one for one in second.findings if one.code[0] == "S" and one.severity.value == "warning"]


def test_whatever_a_text_begins_with_comes_back_as_it_was() -> None:
    texts = (
        "（一）加强领导。",
        "1.完善制度",
        "=SUM(A1)",
        "第一行写这些\n第二行写那些",
        "来源：自查；表样：无",
        "保障措施",
        "<r>甲</r>",
    )
    subs = tuple(replace(target().sub_goals[0], title=text[:4], goal=None, indicators_text=text) for text in texts)
    odd = replace(target(), sub_goals=subs, measures=texts)
    come_back("部门", odd)
    assert [target_without_source(one) for one in api.read(merge().path).departments] == [odd]


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_summary_that_libreoffice_saved_still_has_the_target(kind: str, office: Callable[..., list[Path]]) -> None:
    come_back("项目", project())
    come_back("部门", target())
    (saved,) = office([merge().path], kind)
    assert [target_without_source(one) for one in api.read(saved).departments] == [target()]


def test_split_gives_the_target_back_on_its_form_and_merging_that_gives_the_same_sheet() -> None:
    come_back("项目", project())
    come_back("部门", target())
    first = merge()
    parts = api.split(first.path, output="拆分", password="x").paths
    assert [path.parent.parent.name for path in parts] == ["department", "form13"]
    second = api.merge("拆分", output="再汇总.xlsx")
    assert [target_without_source(one) for one in second.summary.targets] == [target()]


def test_the_department_names_the_summary_where_no_project_does() -> None:
    come_back("部门", target())
    assert merge().summary.department == NAME


def test_a_target_that_names_no_department_is_the_one_of_the_summary() -> None:
    Path("报回/部门.xlsx").write_bytes(column(narrative(target(department=""))))
    merged = merge(department="某局")
    assert load_workbook(merged.path)["部门整体目标"]["A2"].value == "部门名称：某局"
    assert [one.department for one in api.read(merged.path).departments] == ["某局"]


def test_the_same_files_in_any_order_give_the_same_bytes() -> None:
    paths = [come_back("项目", project()), come_back("部门", target()), come_back("另", target(department="乙局"))]
    one = api.merge(*paths, output="甲.xlsx").path.read_bytes()
    assert api.merge(*reversed(paths), output="乙.xlsx").path.read_bytes() == one
    assert sheets(api.merge(*paths, output="丙.xlsx"))[:2] == ["部门整体目标", "部门整体目标（2）"]


def test_a_pasted_narrative_comes_in_like_a_form() -> None:
    come_back("项目", project())
    Path("报回/部门.xlsx").write_bytes(column(narrative()))
    merged = merge()
    assert [target_without_source(one) for one in merged.summary.targets] == [target()]
    assert not merged.left_out


def test_the_later_of_two_returns_counts_and_the_other_is_named() -> None:
    old = replace(target(), measures=target().measures[:3])
    come_back("初稿", old, "2022-03-01T08:00:00Z")
    come_back("定稿", target(), "2022-03-02T08:00:00Z")
    merged = merge()
    assert [target_without_source(one) for one in merged.summary.targets] == [target()]
    ((left,), text) = merged.superseded, load_workbook(merged.path)["问题清单"]
    assert (left.where.file, left.target) == ("报回/初稿.xlsx", True)
    assert any("由 定稿.xlsx 取代" in str(row) for row in text.iter_rows(values_only=True))
    outcome = api.check("报回")
    assert not outcome.has_errors
    assert "A18" in {one.code for one in outcome.findings}


def test_of_two_returns_that_cannot_be_ordered_none_counts_until_a_person_decides() -> None:
    for name in ("甲", "乙"):
        cells = narrative(replace(target(), measures=target().measures[: len(name) + (name == "乙")]))
        Path(f"报回/{name}.xlsx").write_bytes(_undated(column(cells)))
    merged = merge()
    assert merged.summary.targets == ()
    assert len(merged.left_out) == 2
    assert all("--prefer" in left.reason for left in merged.left_out)
    chosen = merge("定.xlsx", prefer=["报回/乙.xlsx"])
    assert [len(one.measures) for one in chosen.summary.targets] == [2]


def _undated(data: bytes) -> bytes:
    """The same workbook without the time at which it was saved."""
    found = unzipped(data).items()
    return zipped({name: re.sub(rb"<dcterms:\w+[^>]*>[^<]*</dcterms:\w+>", b"", part) for name, part in found})


def test_an_error_keeps_the_target_out_and_the_reason_is_given() -> None:
    come_back("项目", project())
    come_back("部门", target(department=None))
    merged = merge()
    assert merged.summary.targets == ()
    (left,) = merged.left_out
    assert left.reason.startswith("H01")
    assert "部门整体目标" not in sheets(merged)


def test_control_totals_of_input_and_output_agree() -> None:
    come_back("项目", project())
    come_back("部门", target())
    come_back("坏", target(department="乙局", overall_goal=None))
    merged = merge()
    totals = {one.label: tuple(map(int, one[1:])) for one in controls(merged.summary, tally(merged.summary))}
    assert totals["文件（个）"] == (3, 2, 1, 0)
    assert totals["项目（个）"] == (1, 1, 0, 0)
    assert totals["部门整体目标（个）"] == (2, 1, 1, 0)
    rows = [row[:2] for row in load_workbook(merged.path)["报送情况"].iter_rows(values_only=True)]
    assert (f"{NAME}（部门整体绩效目标）", "已报送") in rows
    assert ("乙局（部门整体绩效目标）", "待更正") in rows


def test_a_year_of_its_own_gives_a_summary_of_its_own() -> None:
    come_back("项目", project())
    come_back("部门", target())
    come_back("去年", target(budget_year=2021))
    merged = merge(split_years=True)
    (path, earlier), *none = merged.earlier
    assert none == []
    assert (merged.summary.year, [one.budget_year for one in merged.summary.targets]) == (2022, [2022])
    assert [one.budget_year for one in earlier.targets] == [2021]
    assert path.name == "汇总-2021年.xlsx"


def test_a_target_of_another_year_is_an_error_where_years_are_not_wanted_apart() -> None:
    come_back("项目", project())
    come_back("另", project("另一项目"))
    come_back("去年", target(budget_year=2021))
    merged = merge()
    assert merged.summary.targets == ()
    assert [left.reason[:3] for left in merged.left_out] == ["A07"]


@pytest.mark.parametrize("length", [3_000, 12_000])
def test_a_long_goal_is_neither_cut_nor_lost(length: int) -> None:
    long = replace(target(), overall_goal="目标" * (length // 2))
    Path("报回/部门.xlsx").write_bytes(column(narrative(long)))
    merged = merge()
    assert [target_without_source(one) for one in api.read(merged.path).departments] == [long]
    heights = [
        dimension.height or 0 for dimension in load_workbook(merged.path)["部门整体目标"].row_dimensions.values()
    ]
    assert max(heights) <= 409


def test_a_text_that_no_cell_can_hold_is_left_out_by_name() -> None:
    half = "目" * (CELL_TEXT - 1)
    cells = narrative()
    cells[2:3] = [half, half]
    Path("报回/部门.xlsx").write_bytes(column(cells))
    merged = merge()
    assert merged.summary.targets == ()
    assert "放不下" in merged.left_out[0].reason


def test_the_command_says_that_the_target_is_in(capsys: pytest.CaptureFixture[str]) -> None:
    from click.testing import CliRunner

    from toolkit.cli import cli

    come_back("部门", target())
    done = CliRunner().invoke(cli, ["merge", "报回", "-o", "汇总.xlsx", "--lang", "zh"])
    assert "部门整体目标 1 份" in done.output
    assert issued(Path("新")).exists()
