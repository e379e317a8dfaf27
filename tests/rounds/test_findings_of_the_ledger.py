"""Findings that only the ledger makes: changed unasked (A19), sent back (A20)."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from tests.support.town import answered, fill, form_of, send, small_round
from toolkit.ledger.ledger_rows import UNASKED_RULE
from toolkit.model import ProjectState, Severity
from toolkit.papers import board_xlsx
from toolkit.rounds import (
    RoundOptions,
    Started,
    WrittenLetter,
    changes,
    decide,
    letters,
    receive,
    remind,
    status,
)
from toolkit.rounds.round_board import board_of

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"
OTHER_GOAL = "2024年围绕治安经费组织活动4次，合格率达到97%以上，按月检查进度并及时公开结果。"


@pytest.fixture
def begun(tmp_path: Path, ledger_url: str | None) -> Started:
    return small_round(tmp_path / "一 轮", options=RoundOptions(ledger=ledger_url))


def come(begun: Started, room: Path, day: int, **changed: Any) -> None:
    """Takes in the project SECURITY, saved on a day of November."""
    data = fill(
        form_of(begun, SECURITY),
        [answered(JUNDA, SECURITY, **changed)],
        f"2023-11-{day:02}T01:00:00Z",
    )
    receive(begun.folder, send(room / "收", f"治安{day}.xlsx", data))


def more_often(times: str = "≥9次") -> dict[str, object]:
    first, *rest = answered(JUNDA, SECURITY).indicators
    return {"indicators": (replace(first, period_value=times, annual_value=times), *rest)}


def text_of(letter: WrittenLetter) -> tuple[str, str]:
    """The letter's page and document as texts."""
    document = Document(str(letter.docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return letter.html.read_text("utf-8"), "\n".join([*(one.text for one in document.paragraphs), *cells])


def json_of(folder: Path, project: str) -> dict[str, Any]:
    document: Any = status(folder).to_json()
    return next(one for unit in document["units"] for one in unit["projects"] if one["project_name"] == project)


def test_what_changed_unasked_is_a_warning_of_its_own_until_it_is_waived(begun: Started, tmp_path: Path) -> None:
    come(begun, tmp_path, 10, annual_goal="")
    come(begun, tmp_path, 15, **more_often())
    (one, *_) = status(begun.folder).projects
    assert (one.state, one.errors, one.warnings, one.unasked) == (ProjectState.RESUBMITTED, {}, {"A19": 2}, 2)
    found = json_of(begun.folder, SECURITY)
    assert (found["warnings"], found["unasked"]) == (2, 2)
    board = openpyxl.load_workbook(BytesIO(board_xlsx(board_of(status(begun.folder), begun.round.deadline))))  # type: ignore[arg-type]
    assert (SECURITY, "重报待审", 2) in {(row[1], row[2], row[6]) for row in board.worksheets[0].values}
    (letter,) = letters(begun.folder)
    for text in text_of(letter):
        assert "数量指标“活动次数”年度指标值，“≥4次”改成了“≥9次”" in text
        assert UNASKED_RULE in text
        assert "请说明为什么改" in text
    (copy,) = letter.copies
    marked = openpyxl.load_workbook(copy)
    assert any("“≥4次”改成了“≥9次”" in str(cell) for row in marked.worksheets[0].values for cell in row if cell)
    decide(begun.folder, "waive", JUNDA, SECURITY, UNASKED_RULE, by="张三", why="电话核实，次数增加")
    (one, *_) = status(begun.folder).projects
    assert (one.warnings, one.unasked) == ({}, 0)
    assert "unasked" not in json_of(begun.folder, SECURITY)
    decide(begun.folder, "accept", by="张三", why="没有问题")
    assert status(begun.folder).projects[0].state is ProjectState.ACCEPTED


def test_whoever_takes_a_return_in_is_shown_what_changed_unasked(begun: Started, tmp_path: Path) -> None:
    come(begun, tmp_path, 10)
    data = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, **more_often())], "2023-11-15T01:00:00Z")  # type: ignore[arg-type]
    (taken,) = receive(begun.folder, send(tmp_path / "收", "治安再报.xlsx", data)).files
    found = [one for one in taken.findings if one.code == UNASKED_RULE]
    assert [(one.severity, one.where.file, one.where.project) for one in found] == [
        (Severity.WARNING, "治安再报.xlsx", SECURITY)
    ] * 2
    assert [one.where.cell for one in found] == ["C13", "D13"] or all(one.where.cell for one in found)
    assert found[0].message("en").startswith("Changed since the return before without being asked")


def test_what_a_unit_puts_back_was_asked_for(begun: Started, tmp_path: Path) -> None:
    come(begun, tmp_path, 10)
    come(begun, tmp_path, 15, **more_often())
    come(begun, tmp_path, 18)
    assert status(begun.folder).projects[0].unasked == 0
    *_, last = changes(begun.folder)
    assert [one.asked for one in last.changes] == [True, True]


def test_several_versions_in_one_delivery_ask_nobody_why(begun: Started, tmp_path: Path) -> None:
    form, room = form_of(begun, SECURITY), tmp_path / "U盘"
    for day, times in ((10, "≥5次"), (11, "≥6次"), (12, "≥9次")):
        record = answered(JUNDA, SECURITY, **more_often(times))  # type: ignore[arg-type]
        send(room, f"治安{day}.xlsx", fill(form, [record], f"2023-11-{day}T01:00:00Z"))
    receive(begun.folder, room)
    (one, *_) = status(begun.folder).projects
    assert (one.files, one.unasked, one.warnings) == (3, 0, {})


def test_last_years_form_sent_by_mistake_makes_no_change_of_the_right_one(begun: Started, tmp_path: Path) -> None:
    from toolkit import api

    old = answered(JUNDA, SECURITY, year=2023, annual_goal="2023年围绕治安经费组织活动3次，合格率达到90%以上。")
    (form,) = api.generate("form13", output=tmp_path / "去年", records=[old], password="x").paths
    receive(begun.folder, send(tmp_path / "收", "去年.xlsx", form.read_bytes()))
    come(begun, tmp_path, 15)
    (one, *_) = status(begun.folder).projects
    assert (one.state, one.unasked) == (ProjectState.RESUBMITTED, 0)


def test_the_officers_reason_is_next_to_the_project_wherever_the_unit_looks(begun: Started, tmp_path: Path) -> None:
    come(begun, tmp_path, 10)
    decide(begun.folder, "return", JUNDA, SECURITY, by="张三", why="目标与批复的工作内容不符，请重写")
    (letter,) = letters(begun.folder)
    assert letter.goes_back
    page, document = text_of(letter)
    for text in (page, document):
        assert "退回修改意见" in text
        assert "审核人退回：目标与批复的工作内容不符，请重写（张三，" in text
        assert "请按退回的原因修改" in text
    section = page[page.index(f"<h3>{SECURITY}</h3>") :]
    assert "目标与批复的工作内容不符" in section[: section.index("</article>")]
    with zipfile.ZipFile(letter.archive) as packed:
        assert {"审核意见.html", "审核意见.docx"} == {name for name in packed.namelist() if "（" not in name}
    board = openpyxl.load_workbook(BytesIO(board_xlsx(board_of(status(begun.folder), begun.round.deadline))))  # type: ignore[arg-type]
    rows = {row[1]: row for row in board.worksheets[0].values}
    assert rows[SECURITY][2] == "已退回"
    assert str(rows[SECURITY][9]).startswith("退回：目标与批复的工作内容不符，请重写（张三 ")
    reminded = remind(begun.folder).reminders
    assert f"1. {SECURITY}：已退回（目标与批复的工作内容不符，请重写）" in reminded[0].text
    assert any(
        "已退回（目标与批复" in cell.text
        for row in Document(str(reminded[0].docx)).tables[0].rows
        for cell in row.cells
    )


def test_a_setting_does_not_silence_the_officer(begun: Started, tmp_path: Path) -> None:
    settings = tmp_path / "规则.yaml"
    settings.write_text("checks:\n  A20: {severity: off}\n  A19: {severity: off}\n", "utf-8")
    quiet = RoundOptions(settings=settings)
    come(begun, tmp_path, 10)
    decide(begun.folder, "return", JUNDA, SECURITY, by="张三", why="请重写目标")
    (letter,) = letters(begun.folder, options=quiet)
    assert "审核人退回：请重写目标" in letter.html.read_text("utf-8")
    data = fill(form_of(begun, SECURITY), [answered(JUNDA, SECURITY, 300_000)], "2023-11-15T01:00:00Z")
    receive(begun.folder, send(tmp_path / "收", "再.xlsx", data), options=quiet)
    assert status(begun.folder).projects[0].unasked == 0


@pytest.mark.parametrize(
    ("why", "asked"),
    [("年度目标太空，请写具体", True), ("请把金额再核对一遍", True), ("", False)],
)
def test_what_the_officer_asked_for_in_words_is_no_change_of_ones_own(
    begun: Started, tmp_path: Path, why: str, asked: bool
) -> None:
    come(begun, tmp_path, 10)
    if why:
        decide(begun.folder, "return", JUNDA, SECURITY, by="张三", why=why)
    come(begun, tmp_path, 15, annual_goal=OTHER_GOAL)
    (found,) = changes(begun.folder)
    assert [(one.field, one.asked) for one in found.changes] == [("年度目标", asked)]
    assert status(begun.folder).projects[0].unasked == (0 if asked else 1)


@pytest.mark.parametrize(("why", "asked"), [("目标太空，请写具体", False), ("总额少算了，请改预算金额", True)])
def test_money_is_asked_for_only_where_the_officer_speaks_of_money(
    begun: Started, tmp_path: Path, why: str, asked: bool
) -> None:
    from toolkit import api

    for number, amount in enumerate((200_000, 210_000)):
        (form,) = api.generate(
            "form13", output=tmp_path / str(number), records=[answered(JUNDA, SECURITY, amount)], password="x"
        ).paths
        receive(begun.folder, form)
        if not number:
            decide(begun.folder, "return", JUNDA, SECURITY, by="张三", why=why)
    (found,) = changes(begun.folder)
    (money,) = [one for one in found.changes if one.field == "总计"]
    assert (money.before, money.after, money.asked) == ("200000.00 元", "210000.00 元", asked)
    assert "A12" in status(begun.folder).projects[0].errors


def test_errors_are_to_send_back_until_the_unit_reads_of_them(begun: Started, tmp_path: Path) -> None:
    come(begun, tmp_path, 10, annual_goal="")
    one = status(begun.folder).projects[0]
    assert (one.state, one.sent_back, one.words.zh) == (ProjectState.TO_CORRECT, False, "待退回")
    assert json_of(begun.folder, SECURITY)["sent_back"] is False
    (reminder, _) = remind(begun.folder, tmp_path / "催").reminders
    assert "报来的表有 1 处错误待改" in reminder.text
    assert "已退回" not in reminder.text
    letters(begun.folder)
    one = status(begun.folder).projects[0]
    assert (one.state, one.sent_back, one.words.zh) == (ProjectState.TO_CORRECT, True, "已退回")
    assert json_of(begun.folder, SECURITY)["sent_back"] is True
    come(begun, tmp_path, 15, annual_goal="", period_goal="")
    assert status(begun.folder).projects[0].words.zh == "待退回"
    (reminder, _) = remind(begun.folder, tmp_path / "再催").reminders
    assert "已退回" not in reminder.text


def test_a_ledger_that_kept_changes_without_findings_still_shows_them(begun: Started, tmp_path: Path) -> None:
    import json

    from sqlalchemy import update

    from toolkit.ledger import write_ledger
    from toolkit.ledger.ledger_tables import UNASKED

    come(begun, tmp_path, 10)
    come(begun, tmp_path, 15, **more_often())
    kept = [{"field": "年度指标值", "before": "≥4次", "after": "≥9次", "cell": "D13", "asked": False}]
    with write_ledger(begun.folder) as ledger:
        ledger.connection.execute(update(UNASKED).values(changes=json.dumps(kept, ensure_ascii=False)))
    assert status(begun.folder).projects[0].warnings == {"A19": 1}
    (letter,) = letters(begun.folder)
    assert "年度指标值，“≥4次”改成了“≥9次”" in letter.html.read_text("utf-8")
