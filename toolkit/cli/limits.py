"""`--limit NAME=VALUE`: the limits of safety as a person raises them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from toolkit.errors import InputError
from toolkit.intake.limits import DEFAULT, Limits

#: Every limit in the words of its user; English stands in the docstring of `Limits`.
CHINESE: Mapping[str, str] = {
    "file_size": "一个文件的大小（字节），压缩包内的文件也算",
    "unzipped": "一个工作簿解压后的总大小（字节）",
    "part_size": "工作簿中一个部件的大小（字节）",
    "ratio": "压缩比",
    "ratio_from": "小于此大小（字节）的部件不看压缩比",
    "members": "工作簿中部件的个数",
    "nodes": "一个部件中元素和属性的个数",
    "sheets": "工作表的张数",
    "formulas": "一次写给许多单元格的公式展开后的字数",
    "cells": "一张工作表的单元格数，只有格式的空格也算",
    "extent": "一张工作表有内容的区域的面积（格）",
    "merged_area": "一张工作表合并区域的总面积（格）",
    "ranges": "一张工作表的合并区域、数据验证区域的个数",
    "text": "一张工作表的文字总数",
    "archive_members": "压缩包中文件的个数",
    "archive_unzipped": "压缩包解压后的总大小（字节），其中的压缩包也算",
    "worker_memory": "读旧格式文件的进程可用的内存（字节）",
    "worker_seconds": "读一个旧格式文件最多用的秒数",
}
NAMES = tuple(field.name for field in fields(Limits))
_VALUE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}


def parse_limits(written: Iterable[str]) -> Limits:
    """The limits in force: the usual ones, and those written as NAME=VALUE. Raises InputError."""
    changed: dict[str, Any] = {}
    for text in written:
        name, _, value = (part.strip() for part in text.partition("="))
        found = _VALUE.fullmatch(value)
        if name not in NAMES:
            raise InputError(
                f"--limit {text}：没有这项限制，可用：{'、'.join(NAMES)}",
                f"--limit {text}: no such limit, known are: {', '.join(NAMES)}",
            )
        if found is None or float(found[1]) == 0:
            raise InputError(
                f"--limit {text}：应写作 {name}=数值，如 {name}={shown(name)}",
                f"--limit {text}: write {name}=VALUE above zero, such as {name}={shown(name)}",
            )
        changed[name] = type(getattr(DEFAULT, name))(float(found[1]) * _UNITS[found[2].upper()])
    return replace(DEFAULT, **changed)


def shown(name: str) -> str:
    """A limit's usual value as a person writes it: 50MB."""
    value = getattr(DEFAULT, name)
    return f"{value // _UNITS['M']}MB" if value >= _UNITS["M"] and value % _UNITS["M"] == 0 else f"{value:.12g}"
