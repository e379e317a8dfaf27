"""`jixiao check`: what it writes, where, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import msoffcrypto
import openpyxl
import pytest

from tests.support.programs import NAMES, UNIT, WRONG, Desk, Run, contents, zipped
from tests.support.records import sample
from toolkit.issuing.roster_table import HEADER_ROWS
from toolkit.summary_book import sheets


def test_findings_are_grouped_by_file_with_what_to_do(run: Run, desk: Desk, untouched: None) -> None:
    zh, en = (run("check", desk.wrong, "--lang", lang).out for lang in ("zh", "en"))
    assert str(next(desk.wrong.glob("*.xlsx"))) in zh
    assert "错误" in zh
    assert "改法：" in zh
    assert "error" in en
    assert "Fix: " in en
    assert zh.endswith("\n")
    assert not zh.endswith("\n\n")


@pytest.mark.parametrize(
    ("name", "begins"),
    [("意见.html", "<!DOCTYPE html>"), ("意见.json", "{"), ("意见.sarif", "{"), ("意见.txt", "/"), ("意见", "/")],
)
def test_the_format_follows_the_name_of_the_file(run: Run, desk: Desk, tmp_path: Path, name: str, begins: str) -> None:
    output = tmp_path / "新 文件夹" / name
    done = run("check", desk.returned, "-o", output, "--lang", "zh")
    assert (done.status, done.out) == (0, "")
    assert f"已写到 {output}" in done.err
    assert output.read_text("utf-8").lower().startswith(begins.lower())


def test_a_named_format_counts_before_the_name(run: Run, desk: Desk, tmp_path: Path) -> None:
    run("check", desk.returned, "-o", tmp_path / "意见.txt", "--format", "json")
    assert json.loads((tmp_path / "意见.txt").read_text("utf-8"))["schema_version"] == 1


def test_nothing_is_overwritten_without_force(run: Run, desk: Desk, tmp_path: Path) -> None:
    output = tmp_path / "意见.html"
    output.write_text("mine")
    refused = run("check", desk.returned, "-o", output, "--lang", "zh")
    assert refused.status == 2
    assert "--force" in refused.err
    assert output.read_text() == "mine"
    assert run("check", desk.returned, "-o", output, "--force").status == 0
    assert output.read_text("utf-8") != "mine"


@pytest.mark.parametrize(
    ("option", "message"), [("-o", "应为文件，给的是文件夹"), ("--annotate", "应为文件夹，给的是文件")]
)
def test_a_folder_is_no_file_and_a_file_no_folder(
    run: Run, desk: Desk, tmp_path: Path, option: str, message: str
) -> None:
    place = tmp_path if option == "-o" else desk.workbook
    done = run("check", desk.returned, option, place, "--lang", "zh")
    assert done.status == 2
    assert message in done.err


def test_marked_copies_lie_below_their_folder_and_the_originals_stay(
    run: Run, desk: Desk, tmp_path: Path, untouched: None
) -> None:
    archive = zipped([desk.workbook], tmp_path / "邮 件.zip")
    marked = tmp_path / "批 注"
    done = run("check", desk.wrong, archive, "--annotate", marked, "--lang", "zh")
    assert done.status == 1
    assert "带批注的副本 2 份" in done.err
    copies = sorted(str(path.relative_to(marked)) for path in marked.rglob("*.xlsx"))
    assert copies == sorted([f"{UNIT}.xlsx", str(Path("邮 件", "内 层", f"{UNIT}.xlsx"))])
    assert openpyxl.load_workbook(marked / f"{UNIT}.xlsx").sheetnames[0] == "审核意见"
    second = run("check", desk.wrong, archive, "--annotate", marked)
    assert (second.status, second.out) == (2, "")
    assert run("check", desk.wrong, archive, "--annotate", marked, "--force").status == 1


def test_what_was_given_is_never_written_over(run: Run, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "报 回"
    shutil.copytree(desk.returned, folder)
    path, before = folder / desk.workbook.name, contents(folder)
    for arguments in (
        ["check", folder, "--annotate", folder],
        ["check", path, "-o", path, "--format", "text"],
        ["read", path, "-o", path],
        ["merge", folder, "-o", path],
    ):
        done = run(*arguments, "--force", "--lang", "zh")
        assert done.status == 2, arguments
        assert "不能覆盖要读取的文件" in done.err
    assert contents(folder) == before


def test_waived_findings_do_not_count_for_the_exit_status_and_are_listed(run: Run, desk: Desk, tmp_path: Path) -> None:
    waivers = _waivers(run, desk, tmp_path)
    done = run("check", desk.wrong, "--waivers", waivers, "--lang", "zh")
    assert done.status == 0
    assert "已放行：" in done.out
    assert "没有用上" in done.out
    document = json.loads(run("check", desk.wrong, "--waivers", waivers, "--format", "json").out)
    assert {finding["waiver"]["name"] for finding in document["waived"]} == {"张三"}
    assert "error" not in {finding["severity"] for finding in document["findings"]}


def test_a_waived_project_is_in_the_summary_and_listed_as_waived(run: Run, desk: Desk, tmp_path: Path) -> None:
    waivers, summary = _waivers(run, desk, tmp_path), tmp_path / "汇总.xlsx"
    assert run("merge", desk.wrong, "-o", summary).status == 1
    done = run("merge", desk.wrong, "-o", summary, "--force", "--waivers", waivers, "--lang", "zh")
    assert done.status == 0
    assert "已汇总 4 个项目" in done.out
    assert "已放行" in done.out
    remarks = openpyxl.load_workbook(summary)[sheets.REMARKS.name]
    listed = [row for row in remarks.iter_rows(values_only=True) if row[0] == "已放行"]
    assert listed
    assert all(WRONG in row and "镇里已核实（张三，2024-03-01）" in row for row in listed)
    assert not [row for row in remarks.iter_rows(values_only=True) if row[0] in ("错误", "未纳入")]


def _waivers(run: Run, desk: Desk, folder: Path) -> Path:
    """All errors of the wrong project waived, and a waiver that nobody needs."""
    document = json.loads(run("check", desk.wrong, "--format", "json").out)
    codes = {finding["code"] for finding in document["findings"] if finding["severity"] == "error"}
    entry = "reason: 镇里已核实, name: 张三, date: 2024-03-01"
    lines = [
        f"  - {{code: {code}, project: {name}, {entry}}}" for name in (WRONG, "没有的项目") for code in sorted(codes)
    ]
    path = folder / "放 行.yaml"
    path.write_text("\n".join(["waivers:", *lines]), "utf-8")
    return path


@pytest.mark.parametrize(
    "text", ["waivers: [{code: V01}]", "waivers: [{date: 2024-13-01}]", "\x01", "- 1", "waivers: 7"]
)
def test_a_waivers_file_with_a_fault_is_refused_by_name(run: Run, desk: Desk, tmp_path: Path, text: str) -> None:
    path = tmp_path / "放行.yaml"
    path.write_text(text, "utf-8")
    for arguments in (["check", desk.returned], ["merge", desk.returned, "-o", tmp_path / "x.xlsx"]):
        done = run(*arguments, "--waivers", path)
        assert (done.status, done.out) == (2, "")
        assert "放行.yaml" in done.err
    assert not (tmp_path / "x.xlsx").exists()


def test_what_the_roster_expects_and_did_not_come_is_named(run: Run, desk: Desk, tmp_path: Path) -> None:
    roster = _roster(tmp_path)
    done = run("check", desk.returned, "--roster", roster, "--lang", "zh")
    assert done.status == 1
    assert "A03" in done.out
    assert "东坑镇文化站" in done.out
    assert "没交的项目" in done.out
    assert NAMES[0] not in done.out.partition("A03")[2].partition("\n")[0]
    merged = run("merge", desk.returned, "--roster", roster, "-o", tmp_path / "汇总.xlsx", "--lang", "zh")
    assert merged.status == 1
    assert "A03 未收到：东坑镇文化站" in merged.out
    assert "已汇总 3 个项目" in merged.out


def test_a_roster_that_is_none_is_refused(run: Run, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("甲,乙\n1,2", "utf-8")
    done = run("check", desk.returned, "--roster", path, "--lang", "zh")
    assert (done.status, done.out) == (2, "")
    assert f"前{HEADER_ROWS}行中没有找到表头" in done.err


def _roster(folder: Path) -> Path:
    head = "用款单位,主管部门,项目名称,项目类型,项目等级,起始年度,到期年度,预算金额（元）"
    kind = "其他特定目标类（部门职能类）,二级项目"
    own = {one.project_name: one for one in sample("000-junda")}
    facts = {name: f"{own[name].start_year},{own[name].end_year},{own[name].funding.total}" for name in NAMES}
    expected = [*((UNIT, name) for name in (*NAMES, "没交的项目")), ("东坑镇文化站", "送戏下乡")]
    path = folder / "名 册.csv"
    path.write_text(
        "\n".join(
            [head, *(f"{unit},东坑镇,{name},{kind},{facts.get(name, '2024,2026,1000')}" for unit, name in expected)]
        ),
        "utf-8",
    )
    return path


def test_settings_change_what_a_finding_weighs(run: Run, desk: Desk, tmp_path: Path) -> None:
    document = json.loads(run("check", desk.wrong, "--format", "json").out)
    codes = {finding["code"] for finding in document["findings"] if finding["severity"] == "error"}
    path = tmp_path / "设 置.yaml"
    path.write_text("checks:\n" + "".join(f"  {code}: {{severity: info}}\n" for code in codes), "utf-8")
    done = run("check", desk.wrong, "--settings", path, "--lang", "zh")
    assert done.status == 0
    assert "规则调整" in done.out


def unwrapped(text: str) -> str:
    """Returns a message without the line breaks that long paths caused."""
    return "".join(text.split())


def test_a_file_that_is_open_elsewhere_is_reported_and_holds_nothing_up(
    run: Run, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "报 回"
    shutil.copytree(desk.returned, folder)
    busy = folder / "打开着.xlsx"
    busy.write_bytes(desk.workbook.read_bytes())
    opened = open

    def refuse(path: Any, *args: Any, **named: Any) -> Any:
        if isinstance(path, str | Path) and Path(path).name == busy.name:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **named)

    monkeypatch.setattr("builtins.open", refuse)
    alone = run("check", busy, "--lang", "zh")
    assert (alone.status, alone.out) == (2, "")
    assert "请先在Excel或WPS中关闭它" in unwrapped(alone.err)
    among = run("check", folder, "--annotate", tmp_path / "批注", "--lang", "zh")
    assert among.status == 1
    assert "请先在Excel或WPS中关闭它" in unwrapped(among.out)
    assert [path.name for path in (tmp_path / "批注").iterdir()] == [desk.workbook.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_that_is_no_text_is_reported_like_any_other(process: Run, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode("报回".encode("gbk"))
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(desk.workbook.read_bytes())
    for form in ("text", "html"):
        done = process("check", folder, "--format", form)
        assert (done.status, done.err) == (0, ""), form


def test_the_marked_copy_of_a_workbook_with_a_password_is_the_workbook_itself(
    run: Run, desk: Desk, tmp_path: Path
) -> None:
    locked = tmp_path / "加 密.xlsx"
    with desk.workbook.open("rb") as plain, locked.open("wb") as target:
        msoffcrypto.OfficeFile(plain).encrypt("口令 1", target)
    run("check", locked, "--open-password", "口令 1", "--annotate", tmp_path / "批注")
    copy = openpyxl.load_workbook(tmp_path / "批注" / "加 密.xlsx")
    lines = [str(copy["审核意见"].cell(row, 1).value) for row in range(3, 9)]
    assert any("本副本没有密码" in line for line in lines)
    assert not any("重建" in line for line in lines)
    original = openpyxl.load_workbook(desk.workbook)
    for name in original.sheetnames:
        widths = [one.width for one in original[name].column_dimensions.values()]
        assert [one.width for one in copy[name].column_dimensions.values()] == widths
