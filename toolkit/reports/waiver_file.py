"""The list of waivers (放行.yaml) as a person types it.

Full-width colons, tabs and Chinese dates are understood.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from toolkit.checks.registry import rules
from toolkit.errors import TemplateError, in_lines, system_reason
from toolkit.model.finding import Bilingual
from toolkit.model.text import is_blank
from toolkit.reports.waivers import Waiver

#: The spellings of each key; the first is that of the manual.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "waivers": ("waivers", "放行"),
    "code": ("code", "编号", "规则", "规则编号"),
    "project": ("project", "项目", "项目名称"),
    "unit": ("unit", "单位", "用款单位"),
    "file": ("file", "文件"),
    "sheet": ("sheet", "工作表"),
    "cell": ("cell", "单元格"),
    "reason": ("reason", "理由"),
    "name": ("name", "姓名", "放行人"),
    "date": ("date", "日期"),
    "expires": ("expires", "到期", "有效期至"),
}
_MEANT = {word: key for key, words in _KEYS.items() for word in words}
_REQUIRED = ("code", "reason", "name", "date")
_PLACES = ("project", "file", "unit")
_KEY_LINE = re.compile(rf"^(\s*(?:- *)?)({'|'.join(sorted(_MEANT, key=len, reverse=True))})\s*[:：]\s*")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LARGEST = 5_000_000


def read_waiver_file(path: Path) -> tuple[Waiver, ...]:
    """Returns the waivers of a YAML file.

    Raises TemplateError that names every fault with file, line and key.
    """
    text = _straightened(_text(path))
    try:
        data = YAML(typ="rt").load(text)
    except (YAMLError, ValueError) as error:  # a control character, a 13th month
        mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
        place = f"{path.name}:{mark.line + 1}" if mark else path.name
        zh = f"{place}: YAML 写法有误；每行写成“键: 值”，同一条的各行左边对齐，含英文冒号的文字加英文引号"
        en = f"{place}: not valid YAML; write “key: value”, align the keys of one waiver"
        raise TemplateError(zh, f"{en}, and put a text with a colon in quotes") from error
    listed = _listed(data)
    if listed is None:
        zh, en = (
            "内容应为“waivers:”，下面每条以“- code: ”开头",
            "write “waivers:”, and below it each waiver, beginning with “- code: ”",
        )
        raise TemplateError(f"{path.name}:1: {zh}", f"{path.name}:1: {en}")
    faults: list[Bilingual] = []
    found: list[Waiver] = []
    for number, entry in enumerate(listed):
        wrong = [
            Bilingual(
                f"{path.name}:{line}: waivers.{number}{key}: {why.zh}",
                f"{path.name}:{line}: waivers.{number}{key}: {why.en}",
            )
            for line, key, why in _faults(entry, listed.lc.item(number)[0] + 1)
        ]
        faults += wrong
        if not wrong:
            found.append(Waiver(**_meant(entry)))
    if faults:
        raise TemplateError(*in_lines(faults))
    return tuple(found)


def parse_date(value: object) -> datetime.date | None:
    """Returns a date as people write it; None for no date.

    2026-11-27, 2026年11月27日, 2026/11/27, 2026.11.27 and 20261127 are understood.
    """
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = _DATE.fullmatch(text) or re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text)
    if found is None:
        return None
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        return None


def rule_code(value: object) -> str:
    """Returns a rule's code in its usual spelling: ｓ１８ is S18."""
    return unicodedata.normalize("NFKC", str(value)).strip().upper()


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            raise TemplateError(f"{path}: 找不到这个文件", f"{path}: there is no such file")
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b"\xff"
    except OSError as error:
        why = system_reason(error)
        raise TemplateError(f"{path}: 打不开，{why.zh}", f"{path}: cannot be read, {why.en}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        zh, en = "请用记事本另存为 UTF-8 编码", "save it in UTF-8"
        raise TemplateError(f"{path.name}: {zh}", f"{path.name}: {en}") from error


def _straightened(text: str) -> str:
    """Returns the text with plain blanks and colons, line by line."""
    lines, dash = [], 0
    for line in text.splitlines():
        body = line.lstrip(" \t\u3000\u00a0")
        indent = line[: len(line) - len(body)]
        if not indent.isascii() or "\t" in indent:
            indent = " " * (dash if body.startswith("-") else dash + 2)
        if body.startswith("-"):
            dash = len(indent)
        lines.append(_KEY_LINE.sub(r"\1\2: ", f"{indent}{body}").rstrip())
    return "\n".join(lines) + "\n"


def _listed(data: Any) -> CommentedSeq | None:
    """Returns the list of waivers, under its key or alone; None without one."""
    if isinstance(data, CommentedMap):
        named = [value for key, value in data.items() if _MEANT.get(str(key)) == "waivers"]
        data = (named[0] if named[0] is not None else CommentedSeq()) if len(named) == len(data) == 1 else None
    return data if isinstance(data, CommentedSeq) else None


def _faults(entry: Any, line: int) -> Iterator[tuple[int, str, Bilingual]]:
    """Yields line, key and sentence of every fault of one waiver."""
    if not isinstance(entry, CommentedMap):
        yield line, "", Bilingual("应写成“键: 值”", "write “key: value”")
        return
    lines = {_MEANT.get(str(key), ""): entry.lc.key(key)[0] + 1 for key in entry}
    for key in entry:
        if _MEANT.get(str(key), "waivers") == "waivers":
            names = [words[0] for name, words in _KEYS.items() if name != "waivers"]
            zh, en = f"不认识的项，可用：{'、'.join(names)}", f"unknown key; use one of: {', '.join(names)}"
            yield entry.lc.key(key)[0] + 1, f".{key}", Bilingual(zh, en)
    meant = _meant(entry)
    for key in _REQUIRED:
        if key not in meant:
            yield line, f".{key}", Bilingual("缺少这一项", "this key is missing")
    if not any(key in meant for key in _PLACES):
        zh, en = "要写明 project、file 或 unit 中的一项", "give project, file or unit"
        yield line, ".project", Bilingual(zh, en)
    for key, value in meant.items():
        why = _value_fault(key, value, meant)
        if why is not None:
            yield lines[key], f".{key}", why


def _meant(entry: CommentedMap) -> dict[str, Any]:
    """Returns the values by their usual keys, dates and codes parsed."""
    meant: dict[str, Any] = {}
    for key, value in entry.items():
        name = _MEANT.get(str(key), "")
        if name in ("", "waivers"):
            continue
        if name in ("date", "expires"):
            meant[name] = parse_date(value) or value
        elif name == "code":
            meant[name] = rule_code(value)
        else:
            meant[name] = (
                value if isinstance(value, CommentedMap | CommentedSeq) else "" if value is None else str(value)
            )
    return meant


def _value_fault(key: str, value: Any, meant: Mapping[str, Any]) -> Bilingual | None:
    """Returns the fault of a value; None where it has none."""
    if key in ("date", "expires"):
        if not isinstance(value, datetime.date):
            given = "" if value is None else str(value)
            return Bilingual(f"应为日期，如 2026-11-27：{given}", f"write a date such as 2026-11-27, not “{given}”")
        start = meant.get("date")
        if key == "expires" and isinstance(start, datetime.date) and value < start:
            return Bilingual("早于 date", "earlier than date")
        return None
    if not isinstance(value, str):
        return Bilingual("应为一行文字", "write one line of text")
    if is_blank(value):
        return Bilingual("不能为空", "must not be empty")
    if key == "code" and value not in rules():
        return Bilingual(f"没有这条规则：{value}", f"there is no such rule: {value}")
    return None
