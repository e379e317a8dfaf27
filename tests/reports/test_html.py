"""The letter to the units."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html

from tests.support.batches import (
    CLEAN,
    DAMAGED,
    FAMILY,
    JUNDA,
    SECURITY,
    UNIT,
    at,
    batch,
    batch_findings,
    finding,
    read_file,
)  # fmt: skip
from toolkit.checks import Expected, Roster
from toolkit.model import Bilingual, Project, ReadFile
from toolkit.reports import Report
from toolkit.reports.formats.html import render


def _nodes(tree: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [node for node in found if isinstance(node, html.HtmlElement)]


def _attributes(tree: html.HtmlElement, path: str) -> list[str]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [str(value) for value in found]


def _words(page: str, path: str) -> list[str]:
    return [_words_of(node) for node in _nodes(html.fromstring(page), path)]


def _words_of(node: html.HtmlElement) -> str:
    return " ".join(str(node.text_content()).split())


def test_the_page_needs_nothing_from_elsewhere(report: Report) -> None:
    page = render(report)
    tree = html.fromstring(page)
    assert not tree.xpath("//script | //link | //img | //iframe | //*[@src]")
    assert all(link.startswith("#") for link in _attributes(tree, "//@href"))
    assert not re.search(r"url\(|@import|https?://", page)
    assert "@media print" in page
    assert tree.get("lang") == "zh-CN"


def test_every_link_leads_to_a_place_on_the_page(report: Report) -> None:
    tree = html.fromstring(render(report))
    anchors = _attributes(tree, "//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in _attributes(tree, "//@href")} <= set(anchors)
    assert _attributes(tree, "//@href")


def test_what_a_person_typed_is_shown_as_text(report: Report) -> None:
    page = render(report)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in page


def test_hostile_names_of_files_sheets_and_projects_are_escaped() -> None:
    evil = "<b>'\"&"
    record = read_file(JUNDA, "000-junda", 1).records[0]
    named = replace(record.record, project_name=evil, spending_unit=evil)  # type: ignore[arg-type]
    file = replace(
        batch()[0],
        path=evil,
        records=(replace(record, record=named, source=replace(record.source, file=evil, sheet=evil)),),
    )
    page = render(Report((file,), (finding("S26", evil, evil, "A1", evil),)))
    assert "<b>'" not in page
    assert _words(page, "//article/header/h3") == [evil]


def test_counts_stand_on_top(report: Report) -> None:
    assert _words(render(report), "//ul[@class='tiles']/li") == ["4文件", "5项目", "7错误", "2警告", "4提示", "1已放行"]


def test_the_letter_says_how_many_go_back_and_how_to_go_on(report: Report) -> None:
    page = render(report)
    assert _words(page, "//h1") == ["退回修改意见"]
    (letter,) = _words(page, "//section[@class='letter']/p[@class='body']")
    assert "共 5 个项目" in letter
    assert "3 个项目有必须改正的错误" in letter
    assert "1 个文件整体有问题" in letter
    assert len(_words(page, "//section[@class='letter']/ol/li")) == 3
    assert _words(page, "//header/p[@class='meta']") == ["2024年3月8日"]


def test_a_clean_batch_is_not_sent_back(clean: Report) -> None:
    page = render(clean)
    assert _words(page, "//h1") == ["审核意见"]
    assert "未发现需要修改的问题" in page
    assert not _words(page, "//article")


def test_without_a_roster_units_and_projects_keep_the_order_of_the_files_and_clean_ones_are_listed(
    report: Report,
) -> None:
    page = render(report)
    rows = _words(page, "//table[@class='overview']/tbody/tr")
    assert rows[:3] == [f"{UNIT}524", "治安经费（常）414退回修改", "计生经费（常）110退回修改"]
    units = _words(page, "//table[@class='overview']/tbody/tr[@class='unit']/th[1]")
    assert units == [UNIT, "东莞市东坑镇党建工作办公室", "东莞市东坑镇综合治理办公室", "未能识别用款单位的文件"]
    assert "000通过" in rows[-3]


def test_units_and_projects_stand_in_the_order_of_the_roster_and_others_behind(report: Report) -> None:
    files = (*batch()[:3], read_file("returned/骏达2.xlsx", "000-junda", 4))
    last, first = (read.record for read in files[3].records[2:])
    assert isinstance(first, Project)
    assert isinstance(last, Project)
    rows = [("东莞市东坑镇综合治理办公室", files[2].records[0].record.project_name), (UNIT, first.project_name)]  # type: ignore[union-attr]
    roster = Roster(Expected(unit, name or "") for unit, name in (*rows, (UNIT, SECURITY), (UNIT, FAMILY)))
    page = render(replace(report, files=files, findings=(), roster=roster))
    names = _words(page, "//table[@class='overview']/tbody/tr/td[1]")
    units = _words(page, "//table[@class='overview']/tbody/tr[@class='unit']/th[1]")
    assert units == ["东莞市东坑镇综合治理办公室", UNIT, "东莞市东坑镇党建工作办公室"]
    assert names[1:6] == [first.project_name, SECURITY, SECURITY, FAMILY, FAMILY]
    assert names[6] == last.project_name


def test_a_superseded_return_has_no_verdict_and_a_list_of_its_own() -> None:
    first, later = read_file("报回/第一次/骏达.xlsx", "000-junda", 2), read_file("报回/骏达.xlsx", "000-junda", 2)
    reason = Bilingual("由 报回/骏达.xlsx 取代：内容相同", "报回/骏达.xlsx counts instead: they say the same")
    superseded = [finding("A18", first.path, name, "A1:F40", name, reason=reason) for name in (SECURITY, FAMILY)]
    page = render(Report((first, later), superseded))
    assert "共 2 个项目" in page
    assert "另有 2 份已由其他报送取代" in page
    assert len(_words(page, "//table[@class='overview']//td[@class='verdict']")) == 2
    (row,) = _words(page, "//table[@class='stack replaced']/tbody/tr")
    assert row == f"第一次/骏达.xlsx{SECURITY}、{FAMILY}由 骏达.xlsx 取代：内容相同"
    assert "A18" not in page


def test_paths_are_those_below_the_returned_folder_not_those_of_our_disk() -> None:
    folder = "/home/张三/桌面/2024/报回/"
    files = (read_file(f"{folder}骏达.xlsx", "000-junda", 1), read_file(f"{folder}党建/甲.xlsx", "001-dangjian", 1))
    same = finding("A02", files[0].path, SECURITY, "A1", SECURITY, other=f"{files[1].path} 甲", found=files[1].path)
    page = render(Report(files, (same, at("V07", "E14"))))
    assert "桌面" not in page
    assert "骏达.xlsx　工作表" in page


def test_a_file_of_no_known_unit_is_listed_by_its_name(report: Report) -> None:
    page = render(report)
    assert f"文件整体：{DAMAGED.removeprefix('returned/')}100退回修改" in _words(
        page, "//table[@class='overview']/tbody/tr"
    )
    assert "未能识别用款单位的文件" in _words(page, "//h2")


def test_a_skipped_file_is_neither_sent_back_nor_passed() -> None:
    skipped = ReadFile("~$a.xlsx", "", skipped=True)
    page = render(Report((skipped,), (finding("F07", "~$a.xlsx"),)))
    assert "总览" not in page
    assert _words(page, "//p[@class='quiet']") == ["另有 1 处无需处理：临时文件 1 处"]


def test_each_finding_says_what_where_and_how_to_fix_it(report: Report) -> None:
    first = _words(render(report), "//article[1]/ol/li")[0]
    assert first.startswith("错误锁定内容被改动：A7、B9–B11")
    assert "怎么改请把 A7 恢复为“2024年度目标”" in first
    assert first.endswith("位置：A7、B9–B11 S04")


def test_infos_stand_apart_from_what_must_be_done(report: Report) -> None:
    assert _words(render(report), "//div[@class='reference']//li")[0] == "数字格式已归一：１２→12（E14–E17） S25"


def test_rules_are_shown_as_bars_the_most_frequent_error_first(report: Report) -> None:
    bars = _nodes(html.fromstring(render(report)), "//ul[@class='bars']/li")
    assert _words_of(bars[0]) == "S04锁定内容被改动4"
    assert _attributes(bars[0], "i/@style") == ["width:100.0%"]
    assert [bar.get("class") for bar in bars] == ["error"] * 4 + ["warning"] * 2 + ["info"]


def test_waived_findings_are_listed_by_themselves_with_reason_and_name(report: Report) -> None:
    (row,) = _words(render(report), "//table[@class='stack']/tbody/tr")
    assert all(text in row for text in ("计生经费（常）", "H05", "金额经镇财政分局核实", "张三", "2024-03-01"))
    assert "H05" not in "".join(_words(render(report), "//article"))


def test_the_content_is_shown_where_no_sentence_quotes_it() -> None:
    one = finding("S22", JUNDA, "治安经费（常）", "D14", "治安经费（常）", ref="D14", found="甲", expected="乙")
    page = render(Report(batch(), (replace(one, severity=finding("S04", "").severity),)))
    assert "D14 现为“甲”，应为“乙”" in page


def test_the_same_report_gives_the_same_page(report: Report) -> None:
    assert render(report) == render(replace(report))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_letter_is_chinese_whatever_the_terminal_speaks(lang: str, report: Report) -> None:
    assert render(replace(report, lang=lang)) == render(report)  # type: ignore[arg-type]


def test_a_finding_without_a_file_still_has_its_place_in_the_letter() -> None:
    page = render(Report(batch(), (*batch_findings(), finding("F09", "", unit="未交单位"))))
    assert "未交单位" in _words(page, "//h2")


def test_who_sent_nothing_is_in_a_list_of_its_own_and_nothing_goes_back() -> None:
    absent = (
        finding("A03", "", unit="党建工作办公室", expected="党建工作办公室"),
        finding("A03", "", project="维稳经费", unit="综合治理办公室“维稳经费”", expected="维稳经费"),
    )
    page = render(Report((read_file(CLEAN, "004-zongzhi", 1),), absent))
    assert _words(page, "//ul[@class='missing'][1]/li") == ["党建工作办公室"]
    assert _words(page, "//ul[@class='missing'][2]/li") == ["综合治理办公室“维稳经费”"]
    assert "退回修改" not in page
    assert "整体有问题" not in page
    assert "文件整体" not in page
    assert "名册中另有 1 个单位未报送、1 个项目尚未收到" in page
    assert len(_words(page, "//table[@class='overview']/tbody/tr[@class='unit']")) == 1


def test_what_concerns_no_file_has_a_name_and_no_verdict() -> None:
    page = render(Report((read_file(CLEAN, "004-zongzhi", 1),), (finding("A02", "", unit="某单位"),)))
    assert "文件整体：<" not in page
    assert "各文件之间" in page
    assert "1 个文件</b>整体有问题" not in page


def test_what_asks_nothing_is_one_line_a_file_in_the_letter() -> None:
    findings = (at("S04", "A7"), *(at("V07", f"E{row}") for row in range(14, 20)))
    page = render(Report((read_file(JUNDA, "000-junda", 2),), findings))
    assert _words(page, "//p[@class='quiet']") == ["另有 6 处无需处理：运算符已归一 6 处（E14、E15…）"]
    assert "V07" not in page


def test_cells_are_joined_in_one_way_in_every_sentence() -> None:
    page = render(Report((read_file(JUNDA, "000-junda", 1),), (at("G04", "C13", place="E15,F15", name="名称"),)))
    assert "E15、F15" in page
    assert "E15,F15" not in page
