"""Files on the sheets are named from their common folder."""

from __future__ import annotations

import pytest

from toolkit.publishing import common_folder


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        (["/资料/报回/甲.xlsx", "/资料/报回/补报/乙.xlsx"], "/资料/报回/"),
        (["/资料/报回/甲社区/一.xlsx", "/资料/报回/甲单位/一.xlsx"], "/资料/报回/"),
        (["报回/甲.xlsx"], "报回/"),
        (["急.zip!甲/一.xlsx", "急.zip!甲/二.xlsx"], "急.zip!甲/"),
        (["/甲/一.xlsx", "/乙/一.xlsx"], ""),
        ([], ""),
    ],
)
def test_the_folder_is_the_nearest_one_that_holds_every_file(files: list[str], folder: str) -> None:
    assert common_folder(files).path == common_folder(reversed(files)).path == folder
    assert [folder + common_folder(files).file(file) for file in files] == files


def test_sentences_name_files_alike_and_keep_everything_else() -> None:
    folder = common_folder(["人/甲.xlsx", "人/乙.xlsx"])
    assert folder.sentence("由 人/甲.xlsx 取代：内容相同") == "由 甲.xlsx 取代：内容相同"
    assert folder.sentence("以哪个文件为准：人/甲.xlsx、人/乙.xlsx") == "以哪个文件为准：甲.xlsx、乙.xlsx"
    assert folder.sentence("单位应为：人/次，不是“人/年”") == "单位应为：人/次，不是“人/年”"
