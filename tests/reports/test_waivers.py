"""A person waives a finding; a waiver without effect is reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.batches import FAMILY, JUNDA, PARTY, SECURITY, UNIT, at, batch, finding, read_file
from toolkit.errors import TemplateError
from toolkit.model import ReadFile
from toolkit.reports import Waiver, apply_waivers, load_waivers

TODAY = date(2024, 6, 1)
GOOD = """\
waivers:
  - code: H05
    project: 治安经费（常）
    reason: 金额经镇财政分局核实
    name: 张三
    date: 2024-03-01
  - code: S09
    project: 计生经费（常）
    unit: 骏达
    reason: 目标已足够具体
    name: 李四
    date: "2024-03-02"
    expires: 2024-12-31
"""


def _waiver(code: str = "S04", project: str = SECURITY, **more: object) -> Waiver:
    return Waiver(code, project, "核实", "张三", date(2024, 3, 1), **more)  # type: ignore[arg-type]


def test_waivers_are_read_with_their_dates(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD, "utf-8")
    first, second = load_waivers(path)
    assert (first.code, first.project, first.date, first.expires) == ("H05", SECURITY, date(2024, 3, 1), None)
    assert (second.unit, second.expires) == ("骏达", date(2024, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("    name: 张三\n", "", "waivers.yaml:2: waivers.0.name: 缺少这一项"),
        ("    unit: 骏达\n", "    units: 骏达\n", "waivers.yaml:9: waivers.1.units: 不认识的项"),
        ("code: S09", "code: Q99", "waivers.yaml:7: waivers.1.code: 没有这条规则：Q99"),
        ("reason: 目标已足够具体", 'reason: " "', "waivers.yaml:10: waivers.1.reason: 不能为空"),
        ("expires: 2024-12-31", "expires: 2023-12-31", "waivers.yaml:13: waivers.1.expires: 早于 date"),
        ("date: 2024-03-01", "date: 三月", "waivers.yaml:6: waivers.0.date"),
    ],
)
def test_a_fault_is_named_with_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(TemplateError) as error:
        load_waivers(path)
    assert message in str(error.value)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD.replace("code: H05", "code: Q98").replace("code: S09", "code: Q99"), "utf-8")
    with pytest.raises(TemplateError) as error:
        load_waivers(path)
    assert str(error.value).count("\n") == 1


def test_a_finding_of_the_project_is_waived_and_others_stay() -> None:
    findings = (
        at("S04", "A7"),
        at("S04", "B9"),
        at("S03", "A8", label="甲"),
        finding("S04", JUNDA, FAMILY, "A7", FAMILY),
    )
    done = apply_waivers(findings, (_waiver(),), batch(), TODAY)
    assert [one.finding for one in done.waived] == list(findings[:2])
    assert done.kept == findings[2:]
    assert done.notes == ()


def test_a_project_is_known_whatever_brackets_and_blanks_it_is_written_with() -> None:
    assert apply_waivers((at("S04", "A7"),), (_waiver(project="治安经费 (常)"),), batch(), TODAY).kept == ()


@pytest.mark.parametrize("name", ["治安经费【常】", "治安经费[常]", "治安经费〔常〕", "治安经费（常）\u200b"])
def test_a_project_is_known_by_brackets_of_every_kind(name: str) -> None:
    assert apply_waivers((at("S04", "A7"),), (_waiver(project=name),), batch(), TODAY).kept == ()


@pytest.mark.parametrize("cell", ["a7", "$A$7", "Ａ７", " A7 "])
def test_a_cell_is_known_however_it_is_written(cell: str) -> None:
    assert apply_waivers((at("S04", "A7"),), (_waiver(cell=cell),), batch(), TODAY).kept == ()
    assert apply_waivers((at("S04", "A8"),), (_waiver(cell=cell),), batch(), TODAY).kept == (at("S04", "A8"),)


def test_a_unit_tells_projects_of_one_name_apart() -> None:
    files = (read_file(JUNDA, "000-junda", 1), ReadFile(PARTY, ""))
    assert apply_waivers((at("S04", "A7"),), (_waiver(unit=UNIT),), files, TODAY).kept == ()
    assert len(apply_waivers((at("S04", "A7"),), (_waiver(unit="别的社区"),), files, TODAY).kept) == 1


def test_a_finding_of_the_whole_file_is_waived_where_the_file_has_one_project() -> None:
    of_file = finding("F05", JUNDA)
    waiver = _waiver("F05")
    assert apply_waivers((of_file,), (waiver,), (read_file(JUNDA, "000-junda", 1),), TODAY).kept == ()
    assert apply_waivers((of_file,), (waiver,), (read_file(JUNDA, "000-junda", 2),), TODAY).kept == (of_file,)


def test_a_waiver_holds_on_its_last_day_and_not_after() -> None:
    waiver = _waiver(expires=TODAY)
    assert apply_waivers((at("S04", "A7"),), (waiver,), batch(), TODAY).kept == ()
    late = apply_waivers((at("S04", "A7"),), (waiver,), batch(), date(2024, 6, 2))
    assert len(late.kept) == 1
    assert [note.zh for note in late.notes] == [
        "放行 S04“治安经费（常）”（张三，2024-03-01）已于 2024-06-01 到期，不再生效"
    ]


def test_a_waiver_that_fits_nothing_is_reported() -> None:
    done = apply_waivers((at("S03", "A8", label="甲"),), (_waiver(),), batch(), TODAY)
    assert [note.en for note in done.notes] == [
        "The waiver of S04 for “治安经费（常）” (张三, 2024-03-01) was not used; check or remove it"
    ]


@pytest.mark.parametrize(
    "written", ["2026-11-27", "2026年11月27日", "2026/11/27", "2026.11.27", "２０２６年１１月２７日", "2026/1/3"]
)
def test_dates_are_understood_as_people_write_them(tmp_path: Path, written: str) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text(GOOD.replace("date: 2024-03-01", f"date: {written}"), "utf-8")
    assert load_waivers(path)[0].date in (date(2026, 11, 27), date(2026, 1, 3))


@pytest.mark.parametrize("written", ["2026年13月1日", "2026年11月", "明天", "20261301"])
def test_what_is_no_date_is_reported_in_one_language(tmp_path: Path, written: str) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text(GOOD.replace("date: 2024-03-01", f"date: {written}"), "utf-8")
    with pytest.raises(TemplateError) as error:
        load_waivers(path)
    assert error.value.message("zh") == f"放行.yaml:6: waivers.0.date: 应为日期，如 2026-11-27：{written}"
    assert "write a date" in error.value.message("en")
    assert "应" not in error.value.message("en")


@pytest.mark.parametrize(
    "text",
    [
        "waivers：\n  - code：S04\n    project：治安经费（常）\n    reason：核实\n    name：张三\n    date：2024年3月1日\n",  # noqa: E501
        "waivers:\n- code: S04\n\tproject: 治安经费（常）\n\treason: 核实\n\tname: 张三\n\tdate: 2024/3/1\n",
        "waivers:\n\t- code: S04\n\t  project: 治安经费（常）\n\t  reason: 核实\n\t  name: 张三\n\t  date: 2024.3.1\n",
        "放行：\n　- 编号：s04\n　　项目：治安经费（常）\n　　理由：核实\n　　姓名：张三\n　　日期：2024年3月1日\n",
        "\ufeffwaivers:\r\n  - code:S04\r\n    project:治安经费（常）\r\n    reason:核实\r\n    name:张三\r\n    date:20240301\r\n",  # noqa: E501
    ],
)
def test_full_width_colons_tabs_and_chinese_keys_are_understood(tmp_path: Path, text: str) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text(text, "utf-8", newline="")
    assert load_waivers(path) == (_waiver(),)


def test_what_is_no_yaml_is_reported_with_its_line_in_one_language(tmp_path: Path) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text("waivers:\n  - code: S04\n    reason: 见: 批复\n", "utf-8")
    with pytest.raises(TemplateError) as error:
        load_waivers(path)
    assert error.value.message("zh").startswith("放行.yaml:3: YAML 写法有误")
    assert error.value.message("en").startswith("放行.yaml:3: not valid YAML")


def test_a_waiver_says_what_it_is_about(tmp_path: Path) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text(GOOD.replace("    project: 治安经费（常）\n", ""), "utf-8")
    with pytest.raises(TemplateError, match="project、file 或 unit"):
        load_waivers(path)


def test_a_missing_sheet_is_waived_by_the_name_of_its_project() -> None:
    missing = finding("S18", JUNDA, expected="拥军优属经费")
    waiver = _waiver("S18", "拥军优属经费", unit=UNIT)
    assert [one.finding for one in apply_waivers((missing,), (waiver,), batch(), TODAY).waived] == [missing]
    other = _waiver("S18", "拥军优属经费", unit="别的单位")
    assert not apply_waivers((missing,), (other,), batch(), TODAY).waived


def test_a_finding_of_a_whole_file_is_waived_by_the_name_of_the_file() -> None:
    damaged, elsewhere = finding("F03", "报回/坏.xlsx"), finding("F03", "报回/更坏.xlsx")
    waiver = Waiver("F03", None, "另有纸质", "张三", date(2024, 3, 1), file="坏.xlsx")
    assert [one.finding for one in apply_waivers((damaged, elsewhere), (waiver,), (), TODAY).waived] == [damaged]


def test_what_has_no_file_is_waived_by_the_unit() -> None:
    absent = finding("A03", "", unit="党建办", expected="党建办")
    waiver = Waiver("A03", None, "本年不报", "张三", date(2024, 3, 1), unit="党建办")
    assert [one.finding for one in apply_waivers((absent,), (waiver,), (), TODAY).waived] == [absent]
