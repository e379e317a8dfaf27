"""`jixiao merge` and `jixiao split`: the summary, its exclusions, the way back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.programs import NAMES, UNIT, WRONG, Desk, Run


def test_the_summary_is_written_and_its_contents_are_reported(
    process: Run, desk: Desk, tmp_path: Path, untouched: None
) -> None:
    summary = tmp_path / "新 建" / "汇 总.xlsx"
    done = process("merge", desk.returned, "-o", summary, "--department", "东坑镇", "--lang", "zh")
    assert (done.status, done.err) == (0, "")
    assert f"{UNIT}：3 个项目" in done.out
    assert f"已汇总 3 个项目，合计 40.65 万元 → {summary}" in done.out
    assert summary.is_file()


def test_what_is_left_out_is_named_with_the_reason(run: Run, desk: Desk, tmp_path: Path) -> None:
    done = run("merge", desk.wrong, "-o", tmp_path / "汇总.xlsx", "--lang", "zh")
    assert done.status == 1
    assert "未纳入 1 项：" in done.out
    assert done.out.count(WRONG) == 1
    assert "已汇总 3 个项目" in done.out
    assert "Left out: 1" in run("merge", desk.wrong, "-o", tmp_path / "summary.xlsx").out


def test_a_file_that_cannot_be_read_is_left_out_too(run: Run, desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(desk.workbook.read_bytes()[:3000])
    done = run("merge", desk.returned, broken, "-o", tmp_path / "汇总.xlsx", "--lang", "zh")
    assert done.status == 1
    assert f"  - {broken}\n      F03" in done.out
    assert "已汇总 3 个项目" in done.out


def test_an_existing_summary_is_refused_before_anything_is_read(run: Run, desk: Desk, tmp_path: Path) -> None:
    summary = tmp_path / "汇总.xlsx"
    summary.write_text("mine")
    done = run("merge", desk.returned, "-o", summary, "--lang", "zh")
    assert done.status == 2
    assert "文件已存在" in done.err
    assert summary.read_text() == "mine"
    assert run("merge", desk.returned, "-o", summary, "--force").status == 0


def test_the_same_forms_in_any_order_give_the_same_bytes(run: Run, desk: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    broken = tmp_path / "坏.xlsx"
    broken.touch()
    run("merge", desk.returned, broken, "-o", first)
    run("merge", broken, desk.returned, "-o", second)
    assert first.read_bytes() == second.read_bytes()


def test_split_gives_the_forms_back(run: Run, desk: Desk, tmp_path: Path, untouched: None) -> None:
    summary, parted = tmp_path / "汇 总.xlsx", tmp_path / "拆 分"
    run("merge", desk.returned, "-o", summary)
    before = summary.read_bytes()
    done = run("split", summary, "-o", parted, "--per", "unit", "--lang", "zh")
    assert done.status == 0
    assert done.out.splitlines() == [str(parted / f"{UNIT}.xlsx")]
    assert "工作表保护密码：" in done.err
    assert summary.read_bytes() == before
    records = json.loads(run("read", parted, "--json").out)["projects"]
    wanted = json.loads(run("read", desk.returned, "--json").out)["projects"]
    keys = ("project_name", "funding", "annual_goal", "period_goal", "project_type")
    assert {tuple(str(p[k]) for k in keys) for p in records} == {tuple(str(p[k]) for k in keys) for p in wanted}
    refused = run("split", summary, "-o", parted, "--per", "unit")
    assert (refused.status, refused.out) == (2, "")


def test_split_refuses_what_is_no_summary_and_says_what_it_is(run: Run, desk: Desk, tmp_path: Path) -> None:
    text = tmp_path / "文 字.xlsx"
    text.write_text("你好")
    for path in (desk.workbook, text):
        done = run("split", path, "-o", tmp_path / "x", "--lang", "zh")
        assert (done.status, done.out) == (2, "")
        assert "没有读到汇总表中的项目" in done.err
    assert "不是电子表格文件" in done.err
    assert not (tmp_path / "x").exists()


def test_split_does_not_write_over_its_summary(run: Run, desk: Desk, tmp_path: Path) -> None:
    summary = tmp_path / f"{UNIT}.xlsx"
    run("merge", desk.returned, "-o", summary)
    before = summary.read_bytes()
    done = run("split", summary, "-o", tmp_path, "--per", "unit", "--force", "--lang", "zh")
    assert done.status == 2
    assert "不能覆盖要读取的文件" in done.err
    assert summary.read_bytes() == before


def test_all_projects_of_the_desk_are_in_the_summary(run: Run, desk: Desk, tmp_path: Path) -> None:
    run("merge", desk.returned, "-o", tmp_path / "汇总.xlsx")
    document = json.loads(run("read", tmp_path / "汇总.xlsx", "--json").out)
    assert sorted(p["project_name"] for p in document["projects"]) == sorted(NAMES)
