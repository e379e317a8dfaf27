"""Names that a person can read and every program accepts."""

from __future__ import annotations

import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.issuing import file_names as names

TEXT = st.text(st.characters(codec="utf-16"), max_size=120) | st.sampled_from(["con", "NUL.txt", "…", "'", "History"])


def units(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("治安经费（常）", "治安经费（常）"),
        ("“三支一扶”人员经费（镇部分）", "“三支一扶”人员经费（镇部分）"),
        ("法院/检察院:定额*经费?", "法院_检察院_定额_经费_"),
        ("  开头 和\n换行  ", "开头 和 换行"),
        ("CON", "_CON"),
        ("com1.终稿", "_com1.终稿"),
        ("以点结尾..", "以点结尾"),
        ("~$临时", "$临时"),
        ("", "未命名"),
        ("...", "未命名"),
    ],
)
def test_a_file_is_called_by_its_project_as_far_as_windows_lets(text: str, name: str) -> None:
    assert names.file_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("‘镇’级[经费]", "‘镇’级_经费_"),
        ("'引号'", "引号"),
        ("history", "history_"),
        ("项" * 40, "项" * 31),
        ("", "项目"),
    ],
)
def test_a_sheet_is_called_by_its_project_as_far_as_excel_lets(text: str, name: str) -> None:
    assert names.sheet_name(text) == name


@given(TEXT)
def test_any_text_gives_a_name_that_windows_takes(text: str) -> None:
    name = names.file_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert name == name.rstrip(" .")
    assert not any(unicodedata.category(sign).startswith("C") for sign in name)
    assert not PureWindowsPath(f"{name}.xlsx").is_reserved()
    assert len(f"{name}（99）.xlsx".encode()) <= 255


@given(TEXT)
def test_any_text_gives_a_name_that_excel_takes(text: str) -> None:
    name = names.sheet_name(text)
    assert 0 < units(name) <= 31
    assert not set(name) & set("[]:*?/\\")
    assert name == name.strip("'")


@given(st.lists(st.sampled_from(["甲", "甲（2）", "Abc", "ABC", "ａｂｃ", "项" * 31, "项" * 30 + "目"]), max_size=12))
def test_names_in_one_place_differ_even_where_case_does_not_count(wanted: list[str]) -> None:
    found = names.distinct(wanted, names.SHEET)
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in found}) == len(wanted)
    assert all(units(name) <= 31 for name in found)


def test_the_second_of_two_is_numbered() -> None:
    assert names.distinct(["综合经费", "综合经费", "治安经费"], 31) == ("综合经费", "综合经费（2）", "治安经费")
    assert names.distinct(["综合经费"], 31, taken=["综合经费"]) == ("综合经费（2）",)
