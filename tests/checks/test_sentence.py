"""Sentences are built last, in the reader's language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.read_records import file, findings, read, seen
from tests.support.records import CLEAN, project, row
from toolkit.checks import fix, rules, sentence
from toolkit.checks.finding_text import LONGEST
from toolkit.model import Bilingual, Finding, Observed, Severity, Where


def _finding(code: str, cell: str | None = "A7", **facts: str | Bilingual) -> Finding:
    return Finding(code, Severity.ERROR, Where("骏达.xlsx", "治安经费", cell), facts)


def test_a_sentence_names_the_cell() -> None:
    assert sentence(_finding("S04")) == "锁定内容被改动：A7"
    assert sentence(_finding("S04"), "en") == "Locked content was changed: A7"


def test_a_fact_in_two_languages_is_read_in_the_readers() -> None:
    found = _finding("F01", None, kind=Bilingual("网页", "HTML"))
    assert sentence(found) == "不是电子表格文件（实为网页），请另存为 .xlsx 后重报"
    assert sentence(found, "en").startswith("Not a spreadsheet (it is HTML)")


def test_a_missing_fact_leaves_no_gap() -> None:
    assert sentence(_finding("F09", None)) == "未找到可识别的表格"
    assert sentence(_finding("F09", None), "en") == "No known form was found"
    assert sentence(_finding("S20")) == "隐藏的内容：A7"


@pytest.mark.parametrize("code", sorted(rules()))
def test_no_missing_fact_is_an_error(code: str) -> None:
    for lang in ("zh", "en"):
        assert sentence(_finding(code, None), lang)
        assert fix(_finding(code, None), lang)


def test_braces_in_what_a_person_wrote_are_only_text() -> None:
    assert sentence(_finding("S23", found="{cell} {0} {x.y}")) == "单元格为错误值：{cell} {0} {x.y}"


def test_a_long_fact_is_cut_and_put_on_one_line() -> None:
    text = sentence(_finding("S23", found="甲\n" + "乙" * 500))
    assert "甲 乙" in text
    assert text.endswith("…")
    assert len(text) < LONGEST + 20


def test_an_unknown_code_is_its_own_sentence() -> None:
    assert sentence(_finding("Y01")) == "Y01"
    assert fix(_finding("Y01")) == ""


def test_the_amount_of_an_empty_cell_is_called_empty_in_each_language() -> None:
    (found,) = findings(file(read(project(total=None))))
    assert (sentence(found), sentence(found, "en")) == ("预算金额无效：空", "Invalid amount: nothing")


def test_a_stamp_is_edited_or_cannot_be_verified() -> None:
    (edited,) = findings(file(read(CLEAN, seen(Observed.STAMP_FORGED))))
    (unknown,) = findings(file(read(CLEAN, seen(Observed.STAMP_UNVERIFIED))))
    assert sentence(edited) == "下发标识被篡改"
    assert sentence(unknown) == "下发标识无法核验（本机没有下发时的密钥）"


def test_the_member_of_an_archive_is_named_with_its_reason() -> None:
    bad = seen(Observed.NOT_A_SPREADSHEET, kind=Bilingual("网页", "HTML"))
    (found,) = findings(file(path="骏达.zip!治安经费.xlsx", outer="骏达.zip", observations=(bad,)))
    assert sentence(found) == "压缩包内文件有问题：治安经费.xlsx（不是电子表格文件（实为网页），请另存为 .xlsx 后重报）"


def test_amounts_are_given_in_the_unit_of_the_sheet() -> None:
    found = findings(file(read(project(end_year=2022))))
    assert [sentence(one) for one in found] == ["实施周期有误：2022-2022"]


def test_the_deviations_of_a_packed_text_are_one_sentence_in_words() -> None:
    tolerated = [
        seen(Observed.PACKED_TOLERATED, "G5", deviation=one, found="1、") for one in ("D1", "D8", "逗号不规范")
    ]
    (found,) = findings(file(read(row(), *tolerated)), code="S13")
    assert sentence(found) == "绩效指标文本格式不规范（级别与名称之间用了全角逗号、末尾缺少分号、逗号不规范）"


def test_the_lost_value_is_named_in_each_language() -> None:
    (found,) = findings(file(read(CLEAN, seen(Observed.VALUE_LOST, "F17", which="年度指标值", name="甲"))))
    assert sentence(found) == "仅有一个指标值，缺年度指标值"
    assert sentence(found, "en").endswith("annual value")


def test_content_outside_the_form_is_never_to_be_moved_blindly_into_a_cell() -> None:
    texts = {}
    for by in ("", "footer", "signature"):
        (found,) = findings(
            file(observations=(seen(Observed.STRAY_CONTENT, "H4", found="填报人：甲", by=by),)), code="S09"
        )
        texts[by] = (found.severity, fix(found))
    assert texts == {
        "": (Severity.WARNING, "H4 的“填报人：甲”：请删去；如是表上某一栏的内容，先填进那一栏的填写格。"),
        "footer": (Severity.INFO, "H4 的“填报人：甲”：汇总时不读，可留可删。"),
        "signature": (Severity.WARNING, "H4 的“填报人：甲”：请删去，签名写在打印出来的表下方。"),
    }


def test_damage_is_named_with_its_sheet_and_cell_where_they_are_known() -> None:
    (found,) = findings(file(observations=(seen(Observed.DAMAGED, "B7", reason="数值无法读出"),)), code="F03")
    assert sentence(found) == "文件已损坏：B7，请重新保存后重报（数值无法读出）"
    (found,) = findings(file(observations=(seen(Observed.DAMAGED, reason="文件被截断"),)), code="F03")
    assert sentence(found) == "文件已损坏，请重新保存后重报（文件被截断）"


def test_a_scan_in_an_archive_is_to_be_filled_into_the_form_and_not_only_improved() -> None:
    scan = seen(Observed.ATTACHMENT, kind=Bilingual("PDF 文档", "PDF document"))
    (one,) = findings(replace(file(path="交.zip!扫描.pdf", observations=(scan,)), outer="交.zip"), code="F10")
    assert "请在下发的表中填写" in fix(one, "zh")
    assert "fill in the issued form" in fix(one, "en")
