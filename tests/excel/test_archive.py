"""Files in a .zip, as if each had been handed in alone."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support.ooxml import form, zipped
from toolkit.excel import Limits, Member, is_lock_file, members
from toolkit.model import Observed


def unpacked(data: bytes, limits: Limits | None = None) -> list[Member]:
    found = members("交表.zip", data, limits or Limits())
    assert found is not None
    return list(found)


def named(stored: bytes, *, utf8: bool = False, extra: bytes = b"") -> bytes:
    """A zip of one member whose name is stored as these bytes."""
    out = io.BytesIO()
    info = zipfile.ZipInfo("q" * len(stored))
    info.extra = extra
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"x")
    data = bytearray(out.getvalue().replace(b"q" * len(stored), stored))
    if utf8:
        data[7] |= 0x08
        at = data.index(b"PK\x01\x02")
        data[at + 9] |= 0x08
    return bytes(data)


def test_a_workbook_is_no_archive() -> None:
    assert members("a.xlsx", form()) is None
    assert members("a.csv", b"a,b") is None
    assert members("a.xlsx", form()[:2000]) is None
    assert members("a.zip", b"") is None


def test_the_files_of_an_archive_come_in_its_order_with_their_path() -> None:
    data = zipped({"乙/二.xlsx": form(), "甲.xlsx": b"x", "空/": b""})
    assert [(one.path, one.data) for one in unpacked(data)] == [
        ("交表.zip!乙/二.xlsx", form()),
        ("交表.zip!甲.xlsx", b"x"),
    ]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_chinese_names_are_read_whatever_program_packed_them(encoding: str) -> None:
    name = "骏达社区\\治安经费（常）.xlsx" if encoding == "gbk" else "骏达社区/治安经费（常）.xlsx"
    assert unpacked(named(name.encode(encoding)))[0].path == "交表.zip!骏达社区/治安经费（常）.xlsx"


def test_a_name_flagged_as_utf8_is_utf8() -> None:
    assert unpacked(named("联通.xlsx".encode(), utf8=True))[0].path == "交表.zip!联通.xlsx"


def test_a_name_in_unicode_next_to_the_stored_one_counts_where_it_belongs_to_it() -> None:
    stored = "甲.xlsx".encode("gbk")
    for check, path in ((zlib.crc32(stored), "交表.zip!乙.xlsx"), (0, "交表.zip!甲.xlsx")):
        field = b"\x01" + struct.pack("<I", check) + "乙.xlsx".encode()
        extra = struct.pack("<HH", 0x7075, len(field)) + field
        assert unpacked(named(stored, extra=extra))[0].path == path


@pytest.mark.parametrize(
    "path",
    [
        "~$治安经费.xlsx",
        "甲/~$治安经费.xlsx",
        ".~lock.治安经费.xlsx#",
        ".~治安经费.xlsx",
        "__MACOSX/甲/._治安经费.xlsx",
        "__MACOSX/x.xlsx",
        "甲/.DS_Store",
        "Thumbs.db",
        "~WRL0001.tmp",
        "急!件/~$a.xlsx",
    ],
)
def test_lock_files_and_leavings_of_systems_are_nobodys_work(path: str) -> None:
    assert is_lock_file(path)
    member = unpacked(zipped({path: b"junk", "a.xlsx": b"x"}))[0]
    assert member.skipped
    assert member.data is None
    assert [seen.seen for seen in member.observations] == [Observed.LOCK_FILE]


@pytest.mark.parametrize(
    "path", ["治安经费.xlsx", "~治安.xlsx", "a$b.xlsx", "~$甲/治安.xlsx", "x.tmp.xlsx", "急!~$a.xlsx"]
)
def test_other_files_are_somebodys_work(path: str) -> None:
    assert not is_lock_file(path)


def test_archives_in_an_archive_are_opened_once_and_no_deeper() -> None:
    innermost = zipped({"三.xlsx": b"x"})
    inner = zipped({"二.xlsx": b"y", "深.zip": innermost})
    found = unpacked(zipped({"内.zip": inner, "一.xlsx": b"z"}))
    assert [(one.path, one.data) for one in found] == [
        ("交表.zip!内.zip!二.xlsx", b"y"),
        ("交表.zip!内.zip!深.zip", None),
        ("交表.zip!一.xlsx", b"z"),
    ]
    assert [seen.seen for seen in found[1].observations] == [Observed.REFUSED]


def test_one_bad_member_does_not_keep_the_others_out() -> None:
    limits = replace(Limits(), file_size=100_000, ratio_from=10_000)
    pieces = {
        "好.xlsx": form(),
        "大.xlsx": bytes(range(256)) * 500,
        "炸弹.xlsx": b"\0" * 90_000,
        "../逃.xlsx": b"x",
        "也好.xlsx": b"y",
    }
    found = {one.path.removeprefix("交表.zip!"): one for one in unpacked(zipped(pieces), limits)}
    assert {name for name, one in found.items() if one.data is not None} == {"好.xlsx", "也好.xlsx"}
    for name in ("大.xlsx", "炸弹.xlsx", "../逃.xlsx"):
        assert [seen.seen for seen in found[name].observations] == [Observed.REFUSED]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_of_two_files_of_one_name_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("甲.xlsx", b"1")
        archive.writestr("甲.xlsx", b"2")
    first, second = unpacked(out.getvalue())
    assert first.data == b"1"
    assert second.data is None


def test_a_member_with_a_password_is_named() -> None:
    data = bytearray(zipped({"密.xlsx": b"x", "明.xlsx": b"y"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    locked, opened = unpacked(bytes(data))
    assert [seen.seen for seen in locked.observations] == [Observed.ENCRYPTED]
    assert opened.data == b"y"


def test_a_corrupt_member_is_damage_and_the_rest_is_read() -> None:
    data = bytearray(zipped({"坏.xlsx": b"abcdef" * 50, "好.xlsx": b"y"}, zipfile.ZIP_STORED))
    data[data.index(b"abcdef")] ^= 0xFF
    broken, intact = unpacked(bytes(data))
    assert [seen.seen for seen in broken.observations] == [Observed.DAMAGED]
    assert intact.data == b"y"


def test_the_budget_holds_for_archives_inside_too() -> None:
    inner = zipped({f"{number}.bin": bytes(range(256)) * 40 for number in range(4)}, zipfile.ZIP_STORED)
    data = zipped({"一.zip": inner, "二.zip": inner}, zipfile.ZIP_STORED)
    limits = replace(Limits(), archive_unzipped=len(data) + 50_000)
    kinds = [[seen.seen for seen in one.observations] for one in unpacked(data, limits)]
    assert kinds.count([]) < 8
    assert [Observed.REFUSED] in kinds
    few = replace(Limits(), archive_members=5)
    assert [Observed.REFUSED] in [[seen.seen for seen in one.observations] for one in unpacked(data, few)]


def test_members_are_inflated_only_as_they_are_asked_for() -> None:
    found = members("a.zip", zipped({"一": b"x", "二": b"y"}))
    assert isinstance(found, Iterator)
    assert next(found).data == b"x"


def test_an_archive_larger_than_a_file_may_be_is_still_opened() -> None:
    data = zipped({f"{number}.bin": bytes(range(256)) * 100 for number in range(3)}, zipfile.ZIP_STORED)
    found = unpacked(data, replace(Limits(), file_size=30_000))
    assert all(one.data is not None for one in found)
