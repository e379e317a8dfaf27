"""Notices, reminders and letters, read back with python-docx."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.package import Package

from tests.papers.rounds import BOARD, FACTS, words
from toolkit.model import ProjectState, Severity
from toolkit.papers import (
    LetterFinding,
    LetterProject,
    Notice,
    NoticeProject,
    OwedProject,
    Reminder,
    UnitLetter,
    letter_docx,
    notice_docx,
    reminder_docx,
    reminder_text,
    reminders_of,
    zip_bytes,
)

NOTICE = Notice(
    FACTS,
    "骏达社区",
    (
        NoticeProject("治安经费（常）", Decimal("36300.005"), "其他运转类", "治安经费（常）.xlsx"),
        NoticeProject("社区运转经费", Decimal(1710000), "其他运转类", "社区运转经费.xlsx"),
    ),
)
WRONG = LetterFinding(Severity.ERROR, "金额与名册不符", ("请改填为 36300。",), "C9", "A12")
DOUBTFUL = LetterFinding(Severity.WARNING, "指标值不应使用“约”", ("请改成确数。",), "E15", "V06")
LETTER = UnitLetter(
    FACTS,
    "骏达社区",
    (
        LetterProject("社区运转经费", "骏达.xlsx", "运转", (DOUBTFUL,)),
        LetterProject("治安经费（常）", "骏达.xlsx", "治安", (DOUBTFUL, WRONG)),
    ),
    marked_copies=("骏达（审核意见）.xlsx",),
    not_returned=("消防经费",),
)
DUE = (
    OwedProject("治安经费（常）", ProjectState.NOT_RETURNED, Decimal(36300)),
    OwedProject("社区运转经费", ProjectState.TO_CORRECT, None, 3),
    OwedProject("文体经费", ProjectState.TO_CORRECT, None, 0, reason="目标与批复不符"),
    OwedProject("党建经费", ProjectState.TO_CORRECT, None, 2, sent_back=False),
)
REMINDER = Reminder(FACTS, "骏达社区", DUE)
PAPERS = {"notice": notice_docx(NOTICE), "letter": letter_docx(LETTER), "reminder": reminder_docx(REMINDER)}


def test_the_notice_says_to_whom_what_until_when_and_whom_to_ask() -> None:
    text = words(PAPERS["notice"])
    for needed in (
        "骏达社区：",
        "2023年11月30日（星期四）",
        "李明 0769-00000000",
        "东莞市东坑镇财政分局",
        "2023年11月20日",
    ):
        assert needed in text
    table = [[cell.text for cell in row.cells] for row in Document(BytesIO(PAPERS["notice"])).tables[0].rows]
    assert table[1] == ["1", "治安经费（常）", "其他运转类", "36,300.005"]
    assert table[-1] == ["", "合计", "", "1,746,300.005"]


def test_the_notice_names_files_only_where_they_are_not_called_as_the_projects() -> None:
    assert "以项目名称命名" in words(PAPERS["notice"])
    one = replace(NOTICE, projects=tuple(replace(project, file="骏达.xlsx") for project in NOTICE.projects))
    assert "同一个文件“骏达.xlsx”" in words(notice_docx(one))
    odd = replace(NOTICE, projects=(NOTICE.projects[0], replace(NOTICE.projects[1], file="二.xlsx")))
    assert "填报文件" in words(notice_docx(odd))


def test_a_notice_without_amounts_deadline_and_contact_leaves_room_for_them() -> None:
    bare = replace(FACTS, deadline=None, contact=None, department=None, budget_year=None)
    text = words(notice_docx(Notice(bare, "骏达社区", (NoticeProject("甲"),))))
    assert "合计" not in text
    assert "预算金额" not in text
    assert "＿＿" in text
    assert "另行通知的时间" in text


def test_a_notice_of_a_departments_target_speaks_of_no_project() -> None:
    facts = replace(FACTS, form="部门整体绩效目标表")
    text = words(notice_docx(Notice(facts, "教育局", (NoticeProject("", file="部门整体绩效目标表.xlsx"),))))
    assert "《部门整体绩效目标表》1 份，文件为“部门整体绩效目标表.xlsx”" in text
    assert "项目" not in text.replace(FACTS.name, "")


def test_the_letter_has_errors_first_and_what_is_to_be_done() -> None:
    text = words(PAPERS["letter"])
    assert "退回修改意见" in text
    assert text.index("（一）治安经费（常）") < text.index("（二）社区运转经费")
    assert text.index("【错误】金额与名册不符（C9）") < text.index("【警告】")
    for needed in ("怎么改：请改填为 36300。", "骏达（审核意见）.xlsx", "消防经费", "2023年11月30日（星期四）"):
        assert needed in text


def test_a_letter_without_errors_sends_nothing_back() -> None:
    text = words(letter_docx(replace(LETTER, projects=(LetterProject("甲", "甲.xlsx", "甲"),), not_returned=())))
    assert "审核意见" in text
    assert "退回" not in text
    assert "未发现需要修改的问题" in text


def test_a_letter_of_more_than_a_hundred_projects_is_written() -> None:
    many = tuple(LetterProject(f"项目{n}", "甲.xlsx", f"表{n}", (WRONG,)) for n in range(120))
    assert "（120）项目119" in words(letter_docx(replace(LETTER, projects=many)))


def test_after_the_deadline_a_letter_asks_to_correct_at_once() -> None:
    late = replace(LETTER, facts=replace(FACTS, day=date(2023, 12, 2)))
    assert "报送截止日（2023年11月30日）已过" in words(letter_docx(late))


def test_only_units_that_owe_something_are_reminded_and_of_that_alone() -> None:
    found = reminders_of(BOARD)
    assert [(one.unit, [due.name for due in one.projects], one.earlier) for one in found] == [
        ("骏达社区", ["计生经费"], 1),
        ("党建办", ["慰问经费"], 2),
    ]


def test_a_reminder_says_what_is_missing_and_gets_firmer() -> None:
    first, second, third = (reminder_text(replace(REMINDER, earlier=number)) for number in range(3))
    for text in (first, second, third):
        assert "1. 治安经费（常）：未报" in text
        assert "2. 社区运转经费：已退回，有 3 处错误待改" in text
        assert "3. 文体经费：已退回（目标与批复不符）" in text
        assert "4. 党建经费：报来的表有 2 处错误待改" in text
        assert "2023年11月30日（星期四）前送达（还有 10 天）" in text
    assert first.startswith("【提醒】")
    assert "感谢支持" in first
    assert second.startswith("【催报·第 2 次】")
    assert "说明原因" in second
    assert third.startswith("【催报·第 3 次】")
    assert "单位负责人" in third


def test_a_reminder_after_the_deadline_says_how_late_it_is() -> None:
    late = replace(REMINDER, facts=replace(FACTS, day=date(2023, 12, 2)))
    for text in (reminder_text(late), words(reminder_docx(late))):
        assert "截止日为 2023年11月30日，已逾期 2 天" in text
    assert "今天截止" in reminder_text(replace(REMINDER, facts=replace(FACTS, day=date(2023, 11, 30))))


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_names_no_author_and_has_no_date_of_today(name: str) -> None:
    with ZipFile(BytesIO(PAPERS[name])) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {member.date_time[0] for member in archive.infolist()} == {2024}
        assert not [member for member in archive.namelist() if "thumbnail" in member]
    assert "python-docx" not in core
    assert re.findall(r"<dc:creator>([^<]*)", core) in ([], [""])


def test_the_same_contents_give_the_same_bytes() -> None:
    assert (notice_docx(NOTICE), letter_docx(LETTER), reminder_docx(REMINDER)) == tuple(PAPERS.values())


def test_a_thousand_notices_do_not_stay_in_memory() -> None:
    gc.collect()
    gc.disable()  # as good as it is in a round, where the collector runs rarely
    try:
        notice_docx(NOTICE), letter_docx(LETTER), reminder_docx(REMINDER)
        left = [one for one in gc.get_objects() if type(one) is Package]
    finally:
        gc.enable()
    assert left == []


def test_a_text_with_signs_that_no_document_can_hold_is_written_without_them() -> None:
    odd = replace(NOTICE, unit="骏达\x00\x08社区\ufeff")
    assert "骏达社区：" in words(notice_docx(odd))


def test_a_zip_keeps_chinese_names_and_is_the_same_each_time() -> None:
    data = zip_bytes({"下发通知.docx": b"a", "填报/治安经费（常）.xlsx": b"b"})
    assert data == zip_bytes({"下发通知.docx": b"a", "填报/治安经费（常）.xlsx": b"b"})
    with ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["下发通知.docx", "填报/治安经费（常）.xlsx"]
        assert all(member.flag_bits & 0x800 for member in archive.infolist())


@pytest.mark.libreoffice
def test_libreoffice_opens_every_document_and_a_short_notice_is_one_page(
    tmp_path: Path, office: Callable[..., list[Path]]
) -> None:
    paths = []
    for name, data in PAPERS.items():
        paths.append(tmp_path / f"{name}.docx")
        paths[-1].write_bytes(data)
    pages = [len(re.findall(rb"/Type\s*/Page[^s]", path.read_bytes())) for path in office(paths, "pdf")]
    assert pages[0] == 1
    assert pages[2] == 1
    assert pages[1] in (1, 2)
