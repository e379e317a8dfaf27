"""A town's round from the roster to the published table: 3 units, 45 projects."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.support.town import answered, archive, fill, send, write_roster
from tests.support.town_papers import address_book, published_amounts, unknown_originals, words_of
from toolkit import api
from toolkit.errors import InputError
from toolkit.ledger import FileRole
from toolkit.model import ProjectState
from toolkit.papers import board_xlsx
from toolkit.rounds import (
    RoundOptions,
    Started,
    WrittenLetter,
    broken_seals,
    changes,
    close,
    decide,
    letters,
    log,
    receive,
    remind,
    start,
    status,
    undo,
)
from toolkit.rounds.round_board import board_of

UNITS = ("东坑镇骏达社区", "东坑镇党建办", "东坑镇综治办")
JUNDA, PARTY, ORDER = UNITS
WORK = (
    *("巡逻", "宣传", "培训", "走访", "普法", "评选", "维修", "采购"),
    *("绿化", "保洁", "慰问", "调解", "演练", "讲座", "展览"),
)
#: 45 projects: fifteen a unit, each with an amount of its own.
ROWS = [
    (unit, f"{unit[3:5]}{work}经费", 10_000 * (number + 1))
    for number, (unit, work) in enumerate((u, w) for u in UNITS for w in WORK)
]
AMOUNTS = {project: amount for _, project, amount in ROWS}
OWNER = {project: unit for unit, project, _ in ROWS}


def projects_of(unit: str) -> list[str]:
    return [project for owner, project, _ in ROWS if owner == unit]


class Town:
    """The town's clerk and her units."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.room = folder.parent
        self.options = RoundOptions(ledger=url)
        roster = write_roster(self.room / "名册原件.xlsx", ROWS)
        self.begun: Started = start(
            folder,
            form="form13",
            roster=roster,
            department="东坑镇",
            contact="李明 0750-3861234",
            options=self.options,
        )
        self.folder = folder

    def form(self, project: str) -> Path:
        return self.folder / "下发" / OWNER[project] / f"{project}.xlsx"

    def filled(self, project: str, day: int = 10, **changed: object) -> bytes:
        record = answered(OWNER[project], project, AMOUNTS[project], **changed)  # type: ignore[arg-type]
        return fill(self.form(project), [record], f"2023-11-{day:02}T01:00:00Z")

    def send(self, name: str, data: bytes) -> Path:
        return send(self.room / "收到", name, data)

    def states(self) -> Counter[str]:
        return Counter(one.state.value for one in status(self.folder).projects)

    def state(self, project: str) -> ProjectState:
        return next(one.state for one in status(self.folder).projects if one.project == project)


@pytest.fixture
def town(tmp_path: Path, ledger_url: str | None) -> Town:
    return Town(tmp_path / "2024年 填报", ledger_url)


def test_a_round_from_the_roster_to_the_published_table(town: Town) -> None:
    junda, party, order = map(projects_of, UNITS)
    folder = town.folder
    _what_goes_out(town)

    # the first week: 骏达 sends nearly everything in a .zip with a scan beside the forms
    packed_files = {f"骏达/{project}.xlsx": town.filled(project) for project in junda[:12]}
    packed_files["骏达/盖章.pdf"] = b"%PDF-1.4 scan"
    first = receive(folder, town.send("骏达.zip", archive(packed_files)))
    assert len(first.new) == 13
    assert {one.unit for one in first.new} == {JUNDA}
    assert [one.name for one in first.new if one.role is FileRole.ATTACHMENT] == ["骏达.zip!骏达/盖章.pdf"]
    # the party office sends ten, two of them without a goal; one file is something else altogether
    for project in party[:8]:
        town.send(f"党建/{project}.xlsx", town.filled(project))
    for project in party[8:10]:
        town.send(f"党建/{project}.xlsx", town.filled(project, annual_goal=""))
    town.send("党建/通讯录.xlsx", address_book())
    second = receive(folder, town.room / "收到" / "党建")
    assert [one.name for one in second.new if one.role is FileRole.UNREAD] == ["通讯录.xlsx"]
    # the third office sends a form of its own, one of another year, and one that nobody asked for
    _third_office(town, order)
    assert town.states() == {"received": 22, "to_correct": 3, "off_roster": 1, "not_returned": 20}

    # letters: only to those who have something to correct or verify
    written = letters(folder)
    assert [(one.unit, one.goes_back) for one in written] == [(PARTY, True), (ORDER, True)]
    _letters_are_addressed(written, party, order)
    reminded = remind(folder).reminders
    assert [one.unit for one in reminded] == list(UNITS)
    assert party[8] in reminded[1].text
    assert party[0] not in reminded[1].text

    # the second week: two corrections, one of which changes an amount's indicator unasked; late returns
    _corrections(town, party)
    for project in (*junda[12:14], *party[10:14]):
        receive(folder, town.send(f"第二周/{project}.xlsx", town.filled(project, 20)))
    for project in order[3:14]:
        town.send(f"第二周/综治/{project}.xlsx", town.filled(project, 21))
    receive(folder, town.room / "收到" / "第二周" / "综治")
    # the right year comes, and 骏达 sends one of its projects anew
    receive(folder, town.send("补/改年度.xlsx", town.filled(order[1], 22)))
    receive(folder, town.send("补/又一次.xlsx", town.filled(junda[0], 22, period_goal=_OTHER_GOAL)))
    assert town.state(order[1]) is ProjectState.RESUBMITTED
    assert town.state(junda[0]) is ProjectState.RESUBMITTED

    _decisions(town, junda, party, order)
    _board_shows_every_project(town)
    _closing(town, junda, party, order)


_OTHER_GOAL = "全年组织各类活动6次，合格率达到96%以上，群众参与率达到92%以上，让居民都满意。"


def _what_goes_out(town: Town) -> None:
    issued = town.folder / "下发"
    assert len(list(issued.rglob("*.xlsx"))) == 45
    assert sorted(path.name for path in issued.glob("*.zip")) == sorted(f"{unit}.zip" for unit in UNITS)
    with zipfile.ZipFile(issued / f"{JUNDA}.zip") as packed:
        assert sorted(packed.namelist()) == sorted([*(f"{one}.xlsx" for one in projects_of(JUNDA)), "下发通知.docx"])
        for project in projects_of(JUNDA):
            assert packed.read(f"{project}.xlsx") == town.form(project).read_bytes()
    for unit in UNITS:
        _notice_names_what_is_due(issued / unit / "下发通知.docx", unit)
    listed = openpyxl.load_workbook(town.folder / "下发清单.xlsx").worksheets[0]
    texts = {str(cell) for row in listed.values for cell in row if cell is not None}
    assert status(town.folder).round.password in texts
    assert set(AMOUNTS) <= texts
    assert town.begun.amount == sum(AMOUNTS.values())


def _notice_names_what_is_due(path: Path, unit: str) -> None:
    text = words_of(path)
    own = projects_of(unit)
    for needed in (unit, "李明 0750-3861234", "东坑镇", *own, *(f"{AMOUNTS[one]:,}.00" for one in own)):
        assert needed in text
    assert f"{sum(AMOUNTS[one] for one in own):,}.00 元" in text
    assert not any(project in text for project, owner in OWNER.items() if owner != unit)


def _third_office(town: Town, order: list[str]) -> None:
    extra = answered(ORDER, "综治年中追加经费", 70_000)
    other_year = answered(ORDER, order[1], AMOUNTS[order[1]], 2023)
    room = town.room / "自制"
    for name, record in (("追加", extra), ("去年", other_year)):
        (form,) = api.generate("form13", output=room / name, records=[record], password="x").paths
        town.send(f"综治/{name}.xlsx", form.read_bytes())
    for project in (order[0], order[2]):
        town.send(f"综治/{project}.xlsx", town.filled(project))
    receive(town.folder, town.room / "收到" / "综治")
    assert town.state(order[1]) is ProjectState.TO_CORRECT
    assert town.state("综治年中追加经费") is ProjectState.OFF_ROSTER


def _letters_are_addressed(written: Sequence[WrittenLetter], party: list[str], order: list[str]) -> None:
    first, second = written
    text = first.html.read_text("utf-8")
    for page in (text, words_of(first.docx)):
        for needed in (PARTY, "退回修改意见", "G01", *party[8:10], *party[10:15]):
            assert needed in page
        assert not any(project in page for project, owner in OWNER.items() if owner != PARTY)
    for page in (second.html.read_text("utf-8"), words_of(second.docx)):
        for needed in (ORDER, "退回修改意见", "A07", order[1], "综治年中追加经费", "A16"):
            assert needed in page
        assert not any(project in page for project, owner in OWNER.items() if owner != ORDER)
    for copy in first.copies:
        review = openpyxl.load_workbook(copy).worksheets[0]
        assert any("年度目标" in str(cell) for row in review.values for cell in row if cell)
    assert PARTY in text
    assert "李明 0750-3861234" in text
    assert party[8] in text
    assert party[0] not in text
    assert not any(unit in text for unit in UNITS if unit != PARTY)
    assert sorted(path.name for path in first.copies) == sorted(f"{one}（审核意见）.xlsx" for one in party[8:10])
    with zipfile.ZipFile(first.archive) as packed:
        names = packed.namelist()
        assert {"审核意见.html", "审核意见.docx", *(path.name for path in first.copies)} == set(names)
        assert packed.read("审核意见.docx") == first.docx.read_bytes()
    assert ORDER in second.html.read_text("utf-8")


def _corrections(town: Town, party: list[str]) -> None:
    right = town.filled(party[8], 15)
    receive(town.folder, town.send("改/第八.xlsx", right))
    plain = answered(PARTY, party[9], AMOUNTS[party[9]])
    quantity = replace(plain.indicators[0], period_value="≥9次", annual_value="≥9次")
    edited = town.filled(party[9], 15, indicators=(quantity, *plain.indicators[1:]))
    receive(town.folder, town.send("改/第九.xlsx", edited))
    assert town.state(party[8]) is town.state(party[9]) is ProjectState.RESUBMITTED
    asked, unasked = changes(town.folder, PARTY)
    assert [(one.field, one.asked) for one in asked.changes] == [("年度目标", True)]
    assert [(one.field, one.before, one.after) for one in unasked.unasked] == [
        ("数量指标“活动次数”实施周期指标值", "≥4次", "≥9次"),
        ("数量指标“活动次数”年度指标值", "≥4次", "≥9次"),
    ]
    by_name = {one.project: one for one in status(town.folder).projects}
    assert (by_name[party[8]].unasked, by_name[party[9]].unasked) == (0, 2)
    (letter,) = [one for one in letters(town.folder) if one.unit == PARTY]
    assert not letter.goes_back
    page = letter.html.read_text("utf-8")
    assert "没有要求修改，却与上次报送的不同：数量指标“活动次数”年度指标值，“≥4次”改成了“≥9次”" in page


def _decisions(town: Town, junda: list[str], party: list[str], order: list[str]) -> None:
    folder = town.folder
    decide(folder, "nil", JUNDA, junda[14], by="张三", why="今年不申报")
    decide(folder, "cancel", PARTY, party[14], by="张三", why="预算核减")
    decide(folder, "admit", ORDER, "综治年中追加经费", by="张三", why="党委会议定")
    with pytest.raises(InputError, match="还没有报"):
        decide(folder, "accept", ORDER, order[14], by="张三", why="已核")
    decision = decide(folder, "accept", by="张三", why="没有问题")
    passed = {one.project for one in decision.passed_over}
    assert {junda[0], party[9]} <= passed
    for one in decision.passed_over:
        decide(folder, "accept", one.unit, one.project, by="李四", why="电话核实")
    undo(folder, "李四", "再看看")
    last = decision.passed_over[-1]
    assert town.state(last.project) is ProjectState.RESUBMITTED
    decide(folder, "accept", last.unit, last.project, by="李四", why="看过了")
    assert town.states() == {"accepted": 43, "nil": 1, "cancelled": 1, "not_returned": 1}
    totals = status(folder).totals
    assert (totals.expected, totals.returned, totals.accepted) == (45, 44, 43)


def _board_shows_every_project(town: Town) -> None:
    now = status(town.folder)
    book = openpyxl.load_workbook(BytesIO(board_xlsx(board_of(now, date(2023, 11, 29)))))
    rows = [row for row in book.worksheets[0].values if row[2] and row[0] != "用款单位"]
    counts = {one.project: (sum(one.errors.values()), sum(one.warnings.values())) for one in now.projects}
    shown = {str(row[1]): (row[0], row[2], row[3], row[4] or 0, (row[5] or 0, row[6] or 0)) for row in rows}
    assert shown == {
        one.project: (one.unit, one.words.zh, float(one.amount or 0), one.files, counts[one.project])
        for one in now.projects
    }
    assert Counter(str(row[2]) for row in rows) == {"已通过": 43, "无需填报": 1, "已取消": 1, "未报": 1}
    last = next(row for row in book.worksheets[0].values if row[0] == "合计")
    assert last[3] == sum(AMOUNTS.values()) + 70_000 - AMOUNTS[projects_of(PARTY)[14]]


def _closing(town: Town, junda: list[str], party: list[str], order: list[str]) -> None:
    folder = town.folder
    with pytest.raises(InputError, match=f"{order[14]}"):
        close(folder, "王五", options=town.options)
    with pytest.raises(InputError, match="--why"):
        close(folder, "王五", anyway=True)
    closed = close(folder, "王五", "综治一个项目不再等", anyway=True)
    everything = sum(AMOUNTS.values()) + 70_000
    left = {junda[14]: "nil", party[14]: "cancelled", order[14]: "open"}
    assert closed.totals.balanced
    assert closed.totals.issued == (46, Decimal(everything))
    for project, name in left.items():
        assert getattr(closed.totals, name) == (1, Decimal(AMOUNTS[project]))
    accepted = everything - sum(AMOUNTS[project] for project in left)
    assert closed.totals.accepted == (43, Decimal(accepted))
    read = api.read(closed.summary).projects
    assert len(read) == 43
    assert sum(one.funding.total or 0 for one in read) == accepted
    assert {one.project_name for one in read} == {*AMOUNTS, "综治年中追加经费"} - set(left)
    public = openpyxl.load_workbook(closed.public)
    assert len(public.sheetnames) == 1
    every = {**AMOUNTS, "综治年中追加经费": 70_000}
    listed = {project: amount for project, amount in every.items() if project not in left}
    assert published_amounts(public.worksheets[0], listed) == (
        {project: Decimal(amount) / 10_000 for project, amount in listed.items()},
        Decimal(accepted) / 10_000,
    )
    assert [public.properties.creator, public.properties.lastModifiedBy] == [None, None]
    cells = {str(cell) for row in public.worksheets[0].values for cell in row if cell}
    assert not any("张三" in text or "收到" in text or ".xlsx" in text for text in cells)

    assert broken_seals(folder) == ()
    assert unknown_originals(folder, town.room / "收到", closed) == []
    sealed = {one.file for one in closed.seal}
    assert {"汇总/公开稿.xlsx", f"汇总/{closed.summary.name}"} < sealed
    assert len([file for file in sealed if file.startswith("报回/")]) == 43
    for step in (
        lambda: receive(folder, town.send("迟/迟.xlsx", town.filled(order[14], 28))),
        lambda: decide(folder, "cancel", ORDER, order[14], by="张三", why="不等了"),
        lambda: undo(folder, "张三"),
        lambda: letters(folder),
        lambda: remind(folder),
        lambda: close(folder, "王五"),
    ):
        with pytest.raises(InputError, match="已经结束"):
            step()
    assert not [*(folder / "报回").rglob("迟.xlsx")]
    moved = folder.with_name("搬走了")
    shutil.move(folder, moved)
    assert broken_seals(moved) == ()
    with (moved / "汇总" / "公开稿.xlsx").open("ab") as file:
        file.write(b" ")
    assert broken_seals(moved) == ("汇总/公开稿.xlsx",)
    _reopened(town, moved, order)


def _reopened(town: Town, folder: Path, order: list[str]) -> None:
    with pytest.raises(InputError, match="--why"):
        decide(folder, "reopen", by="王五", why="")
    decide(folder, "reopen", by="王五", why="综治补来了")
    receive(folder, town.room / "收到" / "迟")
    decide(folder, "accept", ORDER, order[14], by="张三", why="已核")
    closed = close(folder, "王五")
    assert closed.totals.accepted[0] == 44
    assert len(api.read(closed.summary).projects) == 44
    entries = [entry.kind.value for entry in log(folder)]
    assert Counter(entries)["close"] == 2
    assert entries[0] == "start"
    assert entries[-3:] == ["receive", "decide", "close"]
    assert [entry.id for entry in log(folder)] == sorted(entry.id for entry in log(folder))
