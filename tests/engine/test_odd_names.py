"""Names of files and members that no text, terminal or system takes."""

from __future__ import annotations

import io
import os
import shutil
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit import api
from toolkit.engine import Running
from toolkit.model import shown_path
from toolkit.model.paths import inside

ALONE = Running(jobs=1, cache=False)
LONG = "很长的项目名称" * 13
POSIX = pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")


@pytest.fixture
def forms(returned: Path) -> list[Path]:
    """Good forms of several projects."""
    return sorted(returned.rglob("*.xlsx"))[1:9]


def packed(path: Path, members: dict[str, Path]) -> Path:
    """An archive of these files under these names, whatever they are."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in members.items():
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes())
    return path


def test_a_path_is_shown_without_what_no_text_can_hold() -> None:
    assert shown_path("报回/急!治安（常）.xlsx") == "报回/急!治安（常）.xlsx"
    assert shown_path("a\x1b[31m\nb\x7f\x9b.xlsx") == "a␛[31m␊b␡\\x9b.xlsx"
    bad = "报回/" + "骏达社区.xlsx".encode("gbk").decode("utf-8", "surrogateescape")
    assert shown_path(bad) == "报回/骏达社区.xlsx"
    assert shown_path("\udcff.xlsx").isprintable()
    assert inside("急!交表!甲.xlsx", "急!交表") == "甲.xlsx"
    assert inside("急!交表", None) == ""


@POSIX
def test_names_that_are_no_utf_8_and_control_characters_end_nothing(forms: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "报回"
    folder.mkdir()
    names = (os.fsdecode("骏达社区.xlsx".encode("gbk")), "a\x1b[31m\x01红\n.xlsx", "\udcff\udcfe.xlsx")
    for name, file in zip(names, forms, strict=False):
        shutil.copy(file, folder / name)
    merged = api.merge(folder, output=tmp_path / "汇总.xlsx", running=ALONE, frames=tmp_path / "数据")
    assert merged.summary.top.count() == 3
    book = load_workbook(tmp_path / "汇总.xlsx")
    texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any("骏达社区.xlsx" in text for text in texts)
    assert not any("\x1b" in text or "\x01" in text for text in texts)
    outcome = api.check(folder, running=ALONE)
    for form in ("text", "json", "html", "sarif"):
        assert "\x1b" not in api.report(outcome).to_text(form)
        api.report(outcome).to_text(form).encode()
    assert len(api.annotate(outcome, [folder], tmp_path / "批注")) == 3


@pytest.mark.parametrize("name", ["交表.ZIP", "交表", "急!交表.zip", "交表.zip!", "a.zip!b.zip"])
def test_an_archive_is_one_whatever_it_is_called(name: str, forms: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "报回"
    folder.mkdir()
    archive = packed(folder / name, {"内!层/急!表.xlsx": forms[0]})
    later = load_workbook(forms[0])
    later.properties.creator = "另一人"
    later.save(folder / "新.xlsx")
    merged = api.merge(folder, output=tmp_path / "一.xlsx", running=ALONE)
    assert [one.where.file for one in merged.superseded] == [f"{archive}!内!层/急!表.xlsx"]
    assert "修改时间" in merged.superseded[0].reason
    preferred = api.merge(folder, output=tmp_path / "汇总.xlsx", prefer=[archive], running=ALONE)
    assert [Path(one.where.file).name for one in preferred.superseded] == ["新.xlsx"]
    with zipfile.ZipFile(tmp_path / "汇总.xlsx") as book:
        links = "".join(book.read(one).decode() for one in book.namelist() if one.endswith(".rels"))
    assert f"报回/{name}" in links.replace("\\", "/")
    copies = api.annotate(api.check(folder, running=ALONE), [folder], tmp_path / "批注")
    assert len({path.name for path in copies}) == 2


def test_members_of_every_name_get_their_marked_copies_within_the_folder(forms: list[Path], tmp_path: Path) -> None:
    members = {
        f"{'长' * 90}.xlsx": forms[0],
        f"{LONG}/{LONG}/{LONG}/a.xlsx": forms[1],
        "一.xlsx": forms[2],
        "一.xlsx/二.xlsx": forms[3],
        "a/C:表.xlsx": forms[4],
        "CON/nul.xlsx": forms[5],
        "xx:y?*.xlsx": forms[6],
        "点./末. .xlsx": forms[7],
    }
    archive = packed(tmp_path / "交表.zip", members)
    outcome = api.check(archive, running=ALONE)
    assert len(outcome.projects) == len(members)
    copies = api.annotate(outcome, [archive], tmp_path / "批注")
    assert len(set(copies)) == len(members)
    for copy in copies:
        assert copy.resolve().is_relative_to((tmp_path / "批注").resolve())
        assert all(len(part.encode()) <= 255 for part in copy.parts)
        assert not any(set(part) & set(':?*"<>|') for part in copy.relative_to(tmp_path).parts)


@pytest.mark.parametrize("name", ["a/C:/x.xlsx", "a\\C:\\x.xlsx", "../x.xlsx", "a\0b.xlsx"])
def test_a_name_with_a_trick_costs_its_member_only(name: str, forms: list[Path], tmp_path: Path) -> None:
    plain = name.replace("\0", "N")
    archive = packed(tmp_path / "交表.zip", {plain: forms[0], "好.xlsx": forms[1]})
    if plain != name:
        archive.write_bytes(archive.read_bytes().replace(b"aNb.xlsx", b"a\0b.xlsx"))
    outcome = api.check(archive, running=ALONE)
    assert len(outcome.projects) == 1
    assert [one.code for one in outcome.findings if one.code.startswith("F")] == ["F10"]
    assert len(api.annotate(outcome, [archive], tmp_path / "批注")) == 1


def test_a_name_that_is_not_the_utf_8_it_claims_costs_no_other_member(forms: list[Path], tmp_path: Path) -> None:
    archive = packed(tmp_path / "交表.zip", {"坏表.xlsx": forms[0], "好.xlsx": forms[1]})
    data = archive.read_bytes().replace("坏表".encode(), "坏表表".encode("gbk"))
    archive.write_bytes(data)
    outcome = api.check(archive, running=ALONE)
    assert [Path(file.path).name for file in outcome.heads] == ["交表.zip!坏表表.xlsx", "交表.zip!好.xlsx"]
    assert len(outcome.projects) == 2


def test_an_archive_that_holds_nothing_is_reported(tmp_path: Path) -> None:
    for name in ("x.xlsx", "空.zip"):
        (tmp_path / name).write_bytes(b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0, 0, 0, 0, 0))
    only = io.BytesIO()
    with zipfile.ZipFile(only, "w") as archive:
        archive.writestr("空文件夹/", "")
    (tmp_path / "夹.zip").write_bytes(only.getvalue())
    outcome = api.check(tmp_path, running=ALONE)
    assert sorted((Path(one.where.file).name, one.code) for one in outcome.findings) == [
        ("x.xlsx", "F03"),
        ("夹.zip", "F03"),
        ("空.zip", "F03"),
    ]


def test_what_a_mac_leaves_next_to_its_files_is_nobodys(forms: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "报回"
    folder.mkdir()
    for name in ("表.xlsx", "._表.xlsx", "._.DS_Store"):
        shutil.copy(forms[0], folder / name)
    assert [Path(file.path).name for file in api.read(folder, running=ALONE).heads] == ["表.xlsx"]
    archive = packed(tmp_path / "交.zip", {"表.xlsx": forms[0], "._表.xlsx": forms[1]})
    assert [file.skipped for file in api.read(archive, running=ALONE).heads] == [False, True]
