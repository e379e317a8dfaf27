"""Converts values of a YAML file into the dataclasses that describe them.

Each fault is a sentence for the file's author.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from toolkit.forms.fault import Fault, Key, nearest, short, shortened

Keys = tuple[Key, ...]


def shaped(node: Any, wanted: Any, keys: Keys, faults: list[Fault]) -> Any:
    """Returns a value of the wanted type; faults are added to the list."""
    origin = get_origin(wanted)
    if is_dataclass(wanted):
        return _dataclass(node, wanted, keys, faults)
    if origin in (Union, types.UnionType):
        return _union(node, get_args(wanted), keys, faults)
    if origin is Literal:
        return _literal(node, get_args(wanted), keys, faults)
    if origin is tuple or origin is list:
        return origin(_items(node, get_args(wanted)[0], keys, faults))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(node, get_args(wanted)[1], keys, faults)
    return _scalar(node, wanted, keys, faults)


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


def _dataclass(node: Any, cls: Any, keys: Keys, faults: list[Fault]) -> Any:
    further = next((one.name for one in fields(cls) if one.metadata.get("further")), None)
    if further and isinstance(node, Sequence) and not isinstance(node, str) and node:
        items = _items(node, cls, keys, faults)
        return replace(items[0], **{further: tuple(items[1:])}) if None not in items else None
    names = [one.name for one in fields(cls) if one.init and one.name != further]
    if not isinstance(node, Mapping):
        listed = "、".join(shortened(names))
        faults.append(
            Fault(
                keys,
                f"这里应写“键: 值”，可用的键：{listed}{_empty_hint(node)}",
                f"write “key: value” here; allowed keys: {', '.join(shortened(names))}",
            )
        )
        return None
    before = len(faults)
    faults.extend(_unknown_key(key, node[key], names, keys) for key in node if key not in names)
    hints = _hints(cls)
    values = {}
    for one in fields(cls):
        if one.name not in names:
            continue
        if one.name in node:
            values[one.name] = shaped(node[one.name], hints[one.name], (*keys, one.name), faults)
        elif one.default is MISSING and one.default_factory is MISSING:
            faults.append(Fault((*keys, one.name), "缺少这一项，请补上", "this key is missing; add it"))
    return cls(**values) if len(faults) == before else None


def _empty_hint(node: Any) -> str:
    return "；没有内容就写 {}" if node is None else ""


#: Keys of a cell, which are no keys of its line; and keys that have another name elsewhere.
_OF_CELL = ("label", "field", "title", "note", "heading", "mark", "span", "rows", "also")
_OTHERWISE: Mapping[str, str] = {"key": "part", "part": "key"}


def _unknown_key(key: Any, value: Any, names: Sequence[str], keys: Keys) -> Fault:
    place, text = (*keys, key), str(key)
    if "：" in text:
        return Fault(place, "用了全角冒号“：”，请改成英文冒号加空格“: ”", "replace the full-width colon “：” with “: ”")
    if ":" in text and value is None:
        return Fault(place, "英文冒号后面要空一格", "add a blank after the colon")
    if "cells" in names and text in _OF_CELL:
        return Fault(
            place,
            f"{text} 是一个格子的，格子写在 cells 里，如 - cells: [{{label: 项目名称}}, {{field: project_name}}]",
            f"{text} belongs to a cell; write - cells: [{{label: 项目名称}}, {{field: project_name}}]",
        )
    near = _OTHERWISE[text] if _OTHERWISE.get(text) in names else nearest(text, names)
    if near:
        return Fault(place, f"不认识的项，是不是“{near}”？", f"unknown key; did you mean “{near}”?")
    listed = shortened(names)
    return Fault(place, f"不认识的项，这里可用：{'、'.join(listed)}", f"unknown key; allowed keys: {', '.join(listed)}")


def _union(node: Any, options: tuple[Any, ...], keys: Keys, faults: list[Fault]) -> Any:
    if node is None and types.NoneType in options:
        return None
    tried: list[list[Fault]] = []
    for option in options:
        if option is types.NoneType:
            continue
        found: list[Fault] = []
        value = shaped(node, option, keys, found)
        if not found:
            return value
        tried.append(found)
    # what is a list was meant as a list, and so on: the option that came furthest says what is wrong
    faults.extend(max(tried, key=lambda found: max(len(fault.keys) for fault in found)))
    return None


def _literal(node: Any, allowed: tuple[Any, ...], keys: Keys, faults: list[Fault]) -> Any:
    if isinstance(node, str) and str(node) in allowed:
        return str(node)
    near = nearest(node, map(str, allowed))
    listed = [str(one) for one in allowed]
    if near:
        faults.append(
            Fault(keys, f"不能写“{short(node)}”，是不是“{near}”？可写：{'、'.join(listed)}",
                  f"“{short(node)}” is not allowed; did you mean “{near}”? Write one of: {', '.join(listed)}")
        )  # fmt: skip
    else:
        faults.append(
            Fault(keys, f"不能写“{short(node)}”，可写：{'、'.join(listed)}",
                  f"“{short(node)}” is not allowed; write one of: {', '.join(listed)}")
        )  # fmt: skip
    return None


def _items(node: Any, wanted: Any, keys: Keys, faults: list[Fault]) -> list[Any]:
    if not isinstance(node, Sequence) or isinstance(node, str):
        faults.append(
            Fault(keys, "这里应写列表：用方括号括起、英文逗号分开，如 [甲, 乙]，或每行以“- ”开头",
                  "write a list here: [one, two], or lines that begin with “- ”")
        )  # fmt: skip
        return []
    return [shaped(item, wanted, (*keys, number), faults) for number, item in enumerate(node)]


def _mapping(node: Any, wanted: Any, keys: Keys, faults: list[Fault]) -> dict[str, Any]:
    if not isinstance(node, Mapping):
        hint = _empty_hint(node)
        faults.append(Fault(keys, f"这里应写“名称: 内容”，每个名称一行{hint}", "write lines of “name: content” here"))
        return {}
    values = {}
    for key, value in node.items():
        place = (*keys, key)
        if not isinstance(key, str):
            faults.append(Fault(place, f"名称 {short(key)} 要加英文引号", f"the name {short(key)} needs quotes"))
            continue
        values[str(key)] = shaped(value, wanted, place, faults)
    return values


def _scalar(node: Any, wanted: Any, keys: Keys, faults: list[Fault]) -> Any:
    if wanted is str:
        return _text(node, keys, faults)
    if wanted is bool:
        return _truth(node, keys, faults)
    if wanted in (int, float):
        return _number(node, wanted, keys, faults)
    if wanted is date:
        return _date(node, keys, faults)
    return node


def _text(node: Any, keys: Keys, faults: list[Fault]) -> str:
    if isinstance(node, str):
        text = str(node)
        if len(text) > 1 and text[0] in "“‘「" and text[-1] in "”’」" and not set("“‘「") & set(text[1:-1]):
            faults.append(Fault(keys, '引号是中文的，请改成英文引号 "…"', 'these quotation marks are Chinese; use "…"'))
        return text
    if node is None:
        faults.append(Fault(keys, "冒号后面是空的，请写上文字", "there is no text after the colon; add one"))
    elif isinstance(node, Mapping):
        faults.append(
            Fault(
                keys,
                "这里应写一段文字；文字里有 { } 或英文冒号时，整段要加英文引号",
                "write a text here; put quotes around one with { } or a colon",
            )
        )
    elif isinstance(node, Sequence):
        faults.append(Fault(keys, "这里应写一段文字，不要方括号", "write a text here, without brackets"))
    else:
        given = {True: "true", False: "false"}.get(node, short(node)) if isinstance(node, bool) else short(node)
        faults.append(
            Fault(
                keys,
                f'这里应写文字，{given} 要加英文引号，写成 "{given}"',
                f'write a text here; put quotes around it: "{given}"',
            )
        )
    return ""


def _truth(node: Any, keys: Keys, faults: list[Fault]) -> bool:
    if isinstance(node, bool):
        return bool(node)
    if isinstance(node, str) and node.lower() in ("yes", "no"):  # what YAML 1.1 and its readers take as such
        return node.lower() == "yes"
    faults.append(
        Fault(
            keys,
            f"这里只能写 true（是）或 false（否），不能写“{short(node)}”",
            f"write true or false here, not “{short(node)}”",
        )
    )
    return False


def _number(node: Any, wanted: type, keys: Keys, faults: list[Fault]) -> Any:
    is_integer = isinstance(node, int) and not isinstance(node, bool)
    if is_integer or (wanted is float and isinstance(node, float) and node == node and abs(node) != float("inf")):
        return wanted(node)
    if wanted is int:
        zh, en = "整数，如 4，不加引号、单位", "a whole number such as 4, without quotes or a unit,"
    else:
        zh, en = "数字，如 18.5，不加引号、单位", "a number such as 18.5, without quotes or a unit,"
    faults.append(Fault(keys, f"这里应写{zh}，不能写“{short(node)}”", f"{en} is expected here, not “{short(node)}”"))
    return wanted(1)


def _date(node: Any, keys: Keys, faults: list[Fault]) -> date | None:
    if isinstance(node, datetime):
        return node.date()
    if isinstance(node, date):
        return node
    if isinstance(node, str):
        try:
            return date.fromisoformat(node)
        except ValueError:
            pass
    faults.append(Fault(keys, "日期要写成 2026-11-27 的样子", "write the date as 2026-11-27"))
    return None
