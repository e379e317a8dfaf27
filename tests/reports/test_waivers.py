"""A person waives a finding; a waiver that does nothing is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.reports.builders import FAMILY, JUNDA, PARTY, SECURITY, UNIT, at, batch, finding, read_file
from toolkit.errors import TemplateError
from toolkit.intake.result import ReadFile
from toolkit.reports.waivers import Waiver, apply, load_waivers

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
    ("old", "new", "told"),
    [
        ("    name: 张三\n", "", "waivers.yaml:2: waivers.0.name: 缺少这一项"),
        ("    unit: 骏达\n", "    units: 骏达\n", "waivers.yaml:9: waivers.1.units: 不认识的项"),
        ("code: S09", "code: Q99", "waivers.yaml:7: waivers.1.code: 没有这条规则 (no such rule): Q99"),
        ("reason: 目标已足够具体", 'reason: " "', "waivers.yaml:10: waivers.1.reason: 不能为空"),
        ("expires: 2024-12-31", "expires: 2023-12-31", "waivers.yaml:13: waivers.1.expires: 早于 date"),
        ("date: 2024-03-01", "date: 三月", "waivers.yaml:6: waivers.0.date"),
    ],
)
def test_a_fault_is_named_with_file_line_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(TemplateError) as error:
        load_waivers(path)
    assert told in str(error.value)


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
    done = apply(findings, (_waiver(),), batch(), TODAY)
    assert [one.finding for one in done.waived] == list(findings[:2])
    assert done.kept == findings[2:]
    assert done.notes == ()


def test_a_project_is_known_whatever_brackets_and_blanks_it_is_written_with() -> None:
    assert apply((at("S04", "A7"),), (_waiver(project="治安经费 (常)"),), batch(), TODAY).kept == ()


def test_a_unit_tells_projects_of_one_name_apart() -> None:
    files = (read_file(JUNDA, "000-junda", 1), ReadFile(PARTY, ""))
    assert apply((at("S04", "A7"),), (_waiver(unit=UNIT),), files, TODAY).kept == ()
    assert len(apply((at("S04", "A7"),), (_waiver(unit="别的社区"),), files, TODAY).kept) == 1


def test_a_finding_of_the_whole_file_is_waived_where_the_file_has_one_project() -> None:
    whole = finding("F05", JUNDA)
    waiver = _waiver("F05")
    assert apply((whole,), (waiver,), (read_file(JUNDA, "000-junda", 1),), TODAY).kept == ()
    assert apply((whole,), (waiver,), (read_file(JUNDA, "000-junda", 2),), TODAY).kept == (whole,)


def test_a_waiver_holds_on_its_last_day_and_not_after() -> None:
    waiver = _waiver(expires=TODAY)
    assert apply((at("S04", "A7"),), (waiver,), batch(), TODAY).kept == ()
    late = apply((at("S04", "A7"),), (waiver,), batch(), date(2024, 6, 2))
    assert len(late.kept) == 1
    assert [note.zh for note in late.notes] == [
        "放行 S04“治安经费（常）”（张三，2024-03-01）已于 2024-06-01 到期，不再生效"
    ]


def test_a_waiver_that_fits_nothing_is_told() -> None:
    done = apply((at("S03", "A8", label="甲"),), (_waiver(),), batch(), TODAY)
    assert [note.en for note in done.notes] == [
        "The waiver of S04 for “治安经费（常）” (张三, 2024-03-01) was not used; check or remove it"
    ]
