"""`jixiao generate`: blank forms, a roster's forms, filled forms; what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.programs import NAMES, UNIT, Desk, Run, contents

HEAD = "用款单位,项目名称,项目类型,起始年度,到期年度,预算金额（元）"


def test_a_roster_gives_a_workbook_for_each_unit(process: Run, tmp_path: Path) -> None:
    folder, roster = tmp_path / "下 发", tmp_path / "名 册.csv"
    kind = "其他运转类（综合类）,2024,2025"
    roster.write_text(f"{HEAD}\n甲办,一,{kind},10000\n甲办,二,{kind},20000\n乙办,一,{kind},30000", "utf-8-sig")
    before = contents(tmp_path)
    done = process("generate", "form13", "--roster", roster, "--year", 2024, "--per", "unit", "-o", folder)
    assert done.status == 0
    assert done.out.splitlines() == [str(folder / "甲办.xlsx"), str(folder / "乙办.xlsx")]
    assert f"2 workbooks in {folder}" in done.err
    assert contents(tmp_path).items() >= before.items()


def test_records_fill_the_forms_of_a_roster(run: Run, desk: Desk, tmp_path: Path) -> None:
    records, roster = tmp_path / "记录.json", tmp_path / "名册.csv"
    run("read", desk.returned, "--json", "-o", records)
    row = f"{UNIT},{NAMES[0]},其他特定目标类（部门职能类）,2022,2025,99900"
    roster.write_text(f"{HEAD}\n{row}", "utf-8")
    done = run("generate", "form13", "--roster", roster, "--records", records, "--year", "2025", "-o", tmp_path / "新")
    assert done.status == 0
    projects = json.loads(run("read", tmp_path / "新", "--json").out)["projects"]
    [first] = [project for project in projects if project["project_name"] == NAMES[0]]
    assert (first["funding"]["total"], first["end_year"], first["budget_year"]) == ("99900.00", 2025, 2025)
    assert first["indicators"]


def test_nothing_is_written_where_one_file_is_there_already(run: Run, tmp_path: Path) -> None:
    paths = run("generate", "form13", "-o", tmp_path).out.splitlines()
    for path in paths[1:]:
        Path(path).unlink()
    done = run("generate", "form13", "-o", tmp_path, "--lang", "zh")
    assert done.status == 2
    assert paths[0] in done.err
    assert [str(path) for path in tmp_path.glob("*.xlsx")] == paths[:1]
    assert run("generate", "form13", "-o", tmp_path, "--force").status == 0


def test_a_folder_that_is_a_file_is_refused(run: Run, desk: Desk) -> None:
    done = run("generate", "form13", "-o", desk.workbook, "--lang", "zh")
    assert done.status == 2
    assert "应为文件夹，给的是文件" in done.err


@pytest.mark.parametrize(
    ("text", "message"), [("{", "第 1 行不是有效的 JSON"), ('{"projects": 9}', "应为列表"), ("9", "记录.json")]
)
def test_records_that_are_none_are_refused(run: Run, tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "记录.json"
    path.write_text(text, "utf-8")
    done = run("generate", "form13", "--records", path, "-o", tmp_path / "x", "--lang", "zh")
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_every_fault_of_a_roster_is_named_and_nothing_written(run: Run, tmp_path: Path) -> None:
    roster = tmp_path / "名 册.csv"
    rows = [
        "甲,一,没有的类型,2024,2025,1",
        "甲,二,其他运转类（综合类）,2024,2025,三千",
        ",三,其他运转类（综合类）,2024,2025,1",
    ]
    roster.write_text("\n".join([HEAD, *rows]), "utf-8")
    done = run("generate", "form13", "--roster", roster, "-o", tmp_path / "x", "--lang", "zh")
    assert done.status == 2
    assert "有 3 处问题" in done.err
    assert "没有的类型" in done.err
    assert "三千" in done.err
    assert not (tmp_path / "x").exists()
