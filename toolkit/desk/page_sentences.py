"""Sentences of the round's steps without the words of a command line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.model.finding import Bilingual

#: Ways out that a command line names, and the ones of the pages, by language.
_WAYS: Sequence[tuple[str, str, str, str]] = (
    (
        r"，?或加 --anyway 并写明原因", "，或勾选“仍要结束”并写明原因",
        r", or add --anyway with a reason", ", or tick “close all the same” and give the reason",
    ),
    (
        r"先用 jixiao round decide DIR reopen 写明姓名和原因", "请先在“汇总”页重新打开",
        r"use jixiao round decide DIR reopen with a name and a reason", "go to its summary",
    ),
    (
        r"请用 --(file|prefer) (写明|指定以哪个文件为准)", "请在“以哪一份为准”里选",
        r"name (it|the one that counts) with --(file|prefer)", "choose the one that counts",
    ),
    (
        r"名册有增加时加 --only-new，另开一轮请换一个文件夹", "另开一轮请换一个名称",
        r"Add --only-new for additions to the roster, or choose another folder", "Choose another name",
    ),
    (r"请补上名册再用 start --only-new", "请补上名册再补发", r"add it there and use start --only-new", "add it there"),
    (r"；?预算年度请用 --year 写明", "；请填写预算年度", r"give the budget year with --year", "fill in the year"),
    (r"先用 (reopen|admit|cancel) ", "先", r"\((accept|reopen|admit|cancel)\)", ""),
    (r"；?汇总表用 jixiao read 或 split 读取", "", r"; use jixiao read or split for it", ""),
    (r"；?先用 jixiao round start 开始一轮", "", r"; begin one with jixiao round start", ""),
    (r"；?可用的表见 jixiao forms", "", r"; see jixiao forms", ""),
)  # fmt: skip
#: What is left of a command line behind a sentence, such as `：--by 姓名`.
_HINTS_ZH = re.compile(
    r"[：:]?\s*(?:waive )?--[a-z][a-z-]*(?:[ =](?:姓名|原因|规则编号|单位名称|项目名称|文件夹|密钥文件))?、?"
)
_HINTS_EN = re.compile(r"[:;,]?\s*(?:waive )?--[a-z][a-z-]*(?: [A-Z]{3,})?")


def for_page(words: Bilingual) -> Bilingual:
    """Returns a sentence with the pages' own ways out."""
    zh, en = words.zh, words.en
    for old_zh, new_zh, old_en, new_en in _WAYS:
        zh, en = re.sub(old_zh, new_zh, zh), re.sub(old_en, new_en, en)
    return Bilingual(_HINTS_ZH.sub("", zh), _HINTS_EN.sub("", en))
