"""Files of nobody are assigned to units, on SQLite and on PostgreSQL."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.town import answered, send, small_round
from toolkit import api
from toolkit.errors import InputError
from toolkit.ledger import VerdictKind
from toolkit.rounds import RoundOptions, assign, close, decide, log, receive, status, undo

JUNDA, PARTY = "东坑镇骏达社区", "东坑镇党建办"
SECURITY, SPORTS = "治安经费", "文体经费"
SCAN = b"\x89PNG\r\n\x1a\n picture"


@pytest.fixture
def folder(tmp_path: Path, ledger_url: str | None) -> Path:
    begun = small_round(tmp_path / "一 轮", options=RoundOptions(ledger=ledger_url)).folder
    receive(begun, send(tmp_path / "收", "IMG_001.png", SCAN))
    return begun


def attachments(folder: Path) -> dict[str, list[tuple[str, str]]]:
    return {
        unit.unit: [(one.name, one.project) for one in unit.attachments]
        for unit in status(folder).units
        if unit.attachments
    }


def test_a_picture_of_nobody_is_assigned_to_a_project_and_taken_back(folder: Path) -> None:
    [nobodys] = status(folder).nobodys
    done = assign(folder, [nobodys.stored], JUNDA, SPORTS, by="张三", why="电话问过")
    assert (done.names, done.unit, done.project, done.projects) == (("IMG_001.png",), JUNDA, SPORTS, ())
    assert attachments(folder) == {JUNDA: [("IMG_001.png", SPORTS)]}
    assert status(folder).nobodys == ()
    assert (folder / nobodys.stored).read_bytes() == SCAN
    assert (log(folder)[-1].who, log(folder)[-1].why) == ("张三", "电话问过")
    taken_back = undo(folder, "张三")
    assert taken_back.verdicts[0].verdict is VerdictKind.ASSIGN
    assert attachments(folder) == {}
    assert [one.name for one in status(folder).nobodys] == ["IMG_001.png"]


def test_a_later_word_takes_the_place_of_an_earlier_one(folder: Path) -> None:
    assign(folder, ["IMG_001.png"], JUNDA, by="张三", why="电话问过")
    assign(folder, ["IMG_001.png"], PARTY, by="李四", why="问错了")
    assert attachments(folder) == {PARTY: [("IMG_001.png", "")]}
    undo(folder, "李四")
    assert attachments(folder) == {JUNDA: [("IMG_001.png", "")]}


def test_an_assignment_lasts_when_further_files_come(folder: Path, tmp_path: Path) -> None:
    assign(folder, ["IMG_001.png"], JUNDA, by="张三", why="电话问过")
    receive(folder, send(tmp_path / "再收", "党建办 说明.jpg", b"\xff\xd8\xff\xe0 picture"))
    receive(folder, send(tmp_path / "再收", "党建办 照片.png", SCAN))
    assert attachments(folder) == {JUNDA: [("IMG_001.png", "")], PARTY: [("党建办 说明.jpg", "")]}


def nameless(tmp_path: Path, project: str) -> Path:
    """A form of one's own in which nobody wrote the unit."""
    record = answered("", project, 200_000)
    (form,) = api.generate("form13", output=tmp_path / "自己做的", records=[record], password="x").paths
    return form.rename(form.with_name("表.xlsx"))


def test_a_form_without_a_unit_goes_to_its_project_and_never_into_the_summary_by_itself(
    folder: Path, tmp_path: Path
) -> None:
    receive(folder, nameless(tmp_path, SECURITY))
    [back] = status(folder).nobodys_forms
    assert back.name == "表.xlsx"
    done = assign(folder, [back.stored], JUNDA, by="张三", why="看内容是骏达的")
    [project] = done.projects
    assert (project.unit, project.project, project.state.value) == (JUNDA, SECURITY, "to_correct")
    assert project.errors
    assert status(folder).nobodys_forms == ()
    with pytest.raises(InputError, match="还有错误"):
        decide(folder, "accept", JUNDA, SECURITY, by="张三", why="已核")
    with pytest.raises(InputError, match="没有可汇总的"):
        close(folder, "张三", "试试", anyway=True)
    undo(folder, "张三")
    assert [one.name for one in status(folder).nobodys_forms] == ["表.xlsx"]


def test_what_says_itself_whose_it_is_cannot_be_assigned(folder: Path, tmp_path: Path) -> None:
    record = answered(JUNDA, SECURITY)
    (form,) = api.generate("form13", output=tmp_path / "自己做的", records=[record], password="x").paths
    receive(folder, form)
    before = status(folder).to_json()
    with pytest.raises(InputError, match="已经知道是哪个单位的"):
        assign(folder, [form.name], PARTY, by="张三", why="试试")
    assert status(folder).to_json() == before


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"by": " "}, "--by"),
        ({"why": ""}, "--why"),
        ({"files": ["没有.png"]}, "没有收过文件"),
        ({"files": []}, "请选择"),
        ({"unit": "骏达"}, "是不是“东坑镇骏达社区”"),
        ({"project": "文体"}, "是不是“文体经费”"),
    ],
)
def test_an_assignment_needs_names_that_are_there(folder: Path, given: dict[str, object], words: str) -> None:
    wanted = {"files": ["IMG_001.png"], "unit": JUNDA, "by": "张三", "why": "电话问过", **given}
    with pytest.raises(InputError, match=words):
        assign(folder, **wanted)  # type: ignore[arg-type]
    assert len(log(folder)) == 2


def test_assign_is_no_verdict_of_decide(folder: Path) -> None:
    with pytest.raises(InputError, match="没有“assign”这种决定"):
        decide(folder, "assign", JUNDA, by="张三", why="试试")


def test_several_files_are_one_decision(folder: Path, tmp_path: Path) -> None:
    receive(folder, send(tmp_path / "收", "IMG_002.png", SCAN + b"2"))
    assign(folder, ["IMG_001.png", "IMG_002.png"], JUNDA, SECURITY, by="张三", why="一个微信里发的")
    assert attachments(folder) == {JUNDA: [("IMG_001.png", SECURITY), ("IMG_002.png", SECURITY)]}
    undo(folder, "张三")
    assert len(status(folder).nobodys) == 2


def test_the_command_assigns_and_the_log_names_the_file(folder: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "toolkit", "round", *arguments, "--lang", "zh"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
        return done.stdout

    given = ("--unit", JUNDA, "--project", SPORTS, "--by", "张三", "--why", "电话问过")
    assert run("assign", str(folder), "IMG_001.png", *given) == f"IMG_001.png：指定给 {JUNDA}“{SPORTS}”\n"
    assert "指定单位" in run("log", str(folder)).splitlines()[-1]
    assert "已撤回：指定单位" in run("undo", str(folder), "--by", "张三")
