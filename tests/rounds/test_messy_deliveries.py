"""A round with what really comes: copies, pictures, passwords, archives in archives, new names."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.support.town import answered, archive, fill, form_of, send, small_round, write_roster
from toolkit import api
from toolkit.cli.round_printing import received_lines, started_lines
from toolkit.engine import Running
from toolkit.errors import InputError
from toolkit.ledger import FileRole
from toolkit.model import ProjectState
from toolkit.rounds import RoundOptions, Started, close, decide, letters, receive, start, status

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS, BUILDING = "治安经费", "文体经费", "党建经费"


@pytest.fixture
def begun(tmp_path: Path) -> Started:
    return small_round(tmp_path / "轮")


def filled(begun: Started, unit: str, project: str, amount: int) -> bytes:
    return fill(form_of(begun, project), [answered(unit, project, amount)])


def test_a_large_delivery_is_stored_by_several_processes_as_by_one(begun: Started, tmp_path: Path) -> None:
    forms = [filled(begun, JUNDA, SECURITY, amount) for amount in range(200_000, 200_060)]
    for number, form in enumerate(forms):
        send(tmp_path / "收", f"治安 {number}.xlsx", form)
        send(tmp_path / "收" / "再发", f"治安（再发 {number}）.xlsx", form)
    send(tmp_path / "收", "~$治安.xlsx", b"lock")
    send(tmp_path / "收", "扫描.pdf", b"%PDF-1.4")
    send(tmp_path / "收", "压.zip", archive({"治安.xlsx": forms[0], "文体.xlsx": filled(begun, JUNDA, SPORTS, 1)}))
    kept = []
    for jobs in (1, 2):
        shutil.copytree(begun.folder, other := tmp_path / str(jobs))
        receive(other, tmp_path / "收" / "治安 7.xlsx")
        received = receive(other, tmp_path / "收", options=RoundOptions(running=Running(jobs=jobs, cache=False)))
        stored = {path.relative_to(other).as_posix(): path.read_bytes() for path in other.glob("报回/*/*")}
        assert {one.stored for one in received.files} == set(stored)
        kept.append((received.files, stored))
    assert kept[0] == kept[1]
    assert sorted(stored.values()) == sorted({*forms, *stored.values()})
    assert (len(stored), len(received.files), len(received.new)) == (62, 123, 61)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
@pytest.mark.parametrize(
    "above", ["填报".encode("gb18030"), b"a\x07b", "a\u2028b".encode()], ids=["gb", "bell", "line"]
)
def test_a_round_below_a_folder_whose_name_cannot_be_shown_takes_what_comes(above: bytes, tmp_path: Path) -> None:
    room = tmp_path / os.fsdecode(above)
    room.mkdir()
    begun = small_round(room / "轮")
    receive(begun.folder, send(tmp_path, "治安.xlsx", filled(begun, JUNDA, SECURITY, 200_000)))
    assert [one.state for one in status(begun.folder).projects if one.project == SECURITY] == [ProjectState.RECEIVED]
    assert [one.counting.name for one in status(begun.folder).projects if one.counting] == ["治安.xlsx"]


def test_a_stick_with_everything_on_it_is_sorted_and_each_oddity_is_a_sentence(begun: Started, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘 (E)"
    form = filled(begun, JUNDA, SECURITY, 200_000)
    for number in range(12):
        send(stick / f"备份 ({number})", f"治安（终 {number}）(1).xlsx", form)
    send(stick, "照片 2023.jpg", b"\xff\xd8\xff\xe0 picture")
    send(stick, "~$治安经费.xlsx", b"lock")
    send(stick, "空.xlsx", b"")
    record = answered(JUNDA, SPORTS, 150_000, 2023)
    (last,) = api.generate("form13", output=tmp_path / "去年", records=[record], password="x").paths
    send(stick / "去年", "文体经费.xlsx", last.read_bytes())
    send(stick, "体育 加密.xlsx", _encrypted(filled(begun, JUNDA, SPORTS, 150_000)))
    inner = archive({"里面/党建经费.xlsx": filled(begun, PARTY, BUILDING, 100_000)})
    send(stick, "全部 [压缩].zip", archive({"再压.zip": inner}))
    received = receive(begun.folder, stick)
    lines = "\n".join(received_lines(received, "zh"))
    assert len(received.new) == 6
    assert "新收 6 个文件，另 11 个内容重复或以前收过" in lines
    assert f"{SECURITY}  已报待审" in lines
    assert f"{SPORTS}  待退回，错误" in lines
    assert f"{BUILDING}  已报待审" in lines
    assert "不知道是谁的：附件 照片 2023.jpg，请用 jixiao round assign" in lines
    assert "不知道是谁的：没有读出表 体育 加密.xlsx（" in lines
    assert "密码" in lines
    assert "不知道是谁的：没有读出表 空.xlsx（" in lines
    assert "~$" not in lines
    roles = {one.name.rpartition("!")[2]: one.role for one in received.new}
    assert roles["里面/党建经费.xlsx"] is FileRole.FORM
    assert [one.files for one in status(begun.folder).projects] == [1, 1, 1]
    assert "新收 0 个文件，另 17 个内容重复或以前收过" in "\n".join(received_lines(receive(begun.folder, stick), "zh"))


def _encrypted(data: bytes) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(data)).encrypt("geheim", out)
    return out.getvalue()


def test_a_new_name_on_the_roster_is_asked_about_and_never_joined(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", filled(begun, JUNDA, SECURITY, 200_000)))
    longer = f"{JUNDA}居委会"
    rows = [(longer, SECURITY, 200_000), (longer, SPORTS, 150_000), (PARTY, "党建工作经费", 100_000)]
    roster = write_roster(tmp_path / "新.xlsx", rows)
    more = start(begun.folder, form="form13", roster=roster, only_new=True)
    assert len(more.questions) == 3
    lines = "\n".join(started_lines(more, "zh"))
    assert f"请核对：{JUNDA}“{SECURITY}”是不是改名为 {longer}“{SECURITY}”？" in lines
    assert f"请核对：{PARTY}“{BUILDING}”是不是改名为 {PARTY}“党建工作经费”？" in lines
    states = {(one.unit, one.project): one.state for one in status(begun.folder).projects}
    assert states[longer, SECURITY] is ProjectState.NOT_RETURNED
    assert states[JUNDA, SECURITY] is ProjectState.CANCELLED


def test_another_amount_on_the_roster_takes_an_acceptance_back(begun: Started, tmp_path: Path) -> None:
    receive(begun.folder, send(tmp_path / "收", "党建.xlsx", filled(begun, PARTY, BUILDING, 100_000)))
    decide(begun.folder, "accept", PARTY, BUILDING, by="张三", why="已核")
    rows = [(JUNDA, SECURITY, 200_000), (JUNDA, SPORTS, 150_000), (PARTY, BUILDING, 120_000)]
    roster = write_roster(tmp_path / "新.xlsx", rows)
    more = start(begun.folder, form="form13", roster=roster, only_new=True)
    assert more.questions == ()
    one = status(begun.folder).projects[-1]
    assert (one.state, one.words.zh, dict(one.errors)) == (ProjectState.TO_CORRECT, "待退回", {"A12": 1})
    assert str(one.amount) == "120000.00"


def test_a_project_renamed_in_the_form_stays_with_its_stamp_and_is_an_error(begun: Started, tmp_path: Path) -> None:
    import openpyxl

    receive(begun.folder, send(tmp_path / "收", "治安.xlsx", filled(begun, JUNDA, SECURITY, 200_000)))
    book = openpyxl.load_workbook(BytesIO(fill(form_of(begun, SECURITY), [replace(answered(JUNDA, SECURITY))])))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == SECURITY:
                cell.value = "治安巡逻经费"
    out = BytesIO()
    book.save(out)
    received = receive(begun.folder, send(tmp_path / "收", "改名.xlsx", out.getvalue()))
    (one,) = received.news
    assert (one.unit, one.project, one.files) == (JUNDA, SECURITY, 2)
    assert {"A04", "S29"} <= {*one.errors}
    with pytest.raises(InputError, match=r"“治安\.xlsx”：还有错误（A04）"):
        decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="以它为准", file="治安.xlsx")
    decide(begun.folder, "waive", JUNDA, SECURITY, "A04", by="张三", why="另一份填错了名称")
    decide(begun.folder, "accept", JUNDA, SECURITY, by="张三", why="以它为准", file="治安.xlsx")
    now = status(begun.folder).projects[0]
    assert (now.state, now.counting and now.counting.name) == (ProjectState.ACCEPTED, "治安.xlsx")
    closed = close(begun.folder, "王五", "其余不等", anyway=True)
    assert [read.project_name for read in api.read(closed.summary).projects] == [SECURITY]


def test_a_letter_is_silent_about_settled_projects_of_the_same_workbook(tmp_path: Path) -> None:
    begun = small_round(tmp_path / "轮", per="unit")
    form = next(path for path in begun.forms if JUNDA in path.name)
    records = [
        replace(answered(JUNDA, name, sum_), annual_goal="") for name, sum_ in ((SECURITY, 200_000), (SPORTS, 150_000))
    ]
    receive(begun.folder, send(tmp_path / "收", "骏达.xlsx", fill(form, records)))
    decide(begun.folder, "cancel", unit=JUNDA, project=SPORTS, by="张三", why="不做了")
    [letter] = letters(begun.folder)
    text = letter.html.read_text("utf-8")
    assert SECURITY in text
    assert SPORTS not in text
    [copy] = letter.copies
    review = openpyxl.load_workbook(copy)["审核意见"]
    assert SPORTS not in {cell.value for row in review.iter_rows() for cell in row}
