"""What goes wrong when YAML is typed by hand in a plain editor, and the sentence that helps.

The parser's own words speak of tokens and block mappings; the person wrote a full-width colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import TemplateError, system_reason
from toolkit.files import TooLarge, read_regular

#: No definition is larger; what is, is something else.
_LARGEST = 2_000_000
_KEY = r"""["']?[A-Za-z_][\w.{}]*["']?"""
_WIDE_COLON = re.compile(rf"(?:^|[{{,])\s*(?:- +)?[{{\[]?\s*{_KEY}\s*：")
_TIGHT_COLON = re.compile(rf"^\s*(?:- +)?{_KEY}:[^\s:/]")
_WIDE_BLANK = re.compile("^ *[\u3000\u00a0]")
_TAB = re.compile(r"^ *\t")
_WIDE_COMMA = re.compile(r"^[^#\"']*[{\[][^#\"']*，")
_WIDE_BRACKET = re.compile(r":\s*[｛［【]")
_BRACE = re.compile(r":\s*\{(?:year|n)\}")

#: What the parser says, and what a person should be told; the first that fits counts.
_SAID: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "有制表符（Tab），请改成空格", "a tab stands here; use blanks"),
    ("duplicate key", "同一个键写了两次，请删去一个", "a key is written twice; delete one"),
    ("found duplicate anchor", "同一个 & 名字用了两次", "an anchor (&) is used twice"),
    ("undefined alias", "* 开头的文字要加英文引号", "a text that begins with * needs quotes"),
    ("mapping values are not allowed", "这里多了一个冒号，或缩进不对；文字里有英文冒号时，整段文字要加英文引号",
     "a colon too many here, or a wrong indent; put quotes round a text that contains a colon"),
    ("could not find expected ':'", "缺少英文冒号：每行写成“键: 值”，冒号后空一格",
     "a colon is missing; write “key: value” with a blank behind the colon"),
    ("quoted scalar", "引号没有成对，请补上另一半", "a quotation mark is not closed"),
    ("unexpected end of stream", "引号或括号没有成对，请补上另一半", "a quotation mark or a bracket is not closed"),
    ("expected ',' or", "括号里缺少英文逗号，或括号没有成对", "a comma is missing between the brackets, or a bracket"),
    ("expected the node content, but found", "这里缺内容，或多了逗号、括号",
     "something is missing here, or a comma or bracket is too many"),
    ("expected <block end>", "缩进没有对齐：同一级的键要从同一列开始",
     "the indent is uneven; keys of one level begin in one column"),
    ("cannot start any token", "以这个符号开头的文字要加英文引号", "a text that begins with this sign needs quotes"),
    ("expected a single document", "一个文件只写一张表，请删去“---”", "one file holds one form; delete the “---”"),
)  # fmt: skip


def text_of(path: Path) -> str:
    """Returns the text of a YAML file. Raises TemplateError where it cannot be read, or is in another encoding."""
    try:
        data = read_regular(path, _LARGEST)
    except TooLarge as error:
        zh = f"{path.name}: 文件太大，不像是手写的 YAML"
        raise TemplateError(zh, f"{path.name}: too large for a YAML file") from error
    except OSError as error:
        why = system_reason(error)
        raise TemplateError(f"{path}: 打不开：{why.zh}", f"{path}: cannot be read: {why.en}") from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _encoding(path, 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _encoding(path, data[: error.start].count(b"\n") + 1) from error


def _encoding(path: Path, line: int) -> TemplateError:
    return TemplateError(
        f"{path.name}:{line}: 文件不是 UTF-8 编码。请用记事本打开，选“另存为”，编码选 UTF-8",
        f"{path.name}:{line}: the file is not UTF-8. Open it in the editor and save it with the encoding UTF-8",
    )


def misspelt(path: Path, text: str, line: int, problem: str) -> TemplateError:
    """Returns the error of a text that is no YAML: a slip that is seen, else what the parser means.

    Args:
        path: the file.
        text: what stands in it.
        line: where the parser gave up, from 1.
        problem: the parser's words.
    """
    found = next(_slips(text, line), None)
    if found is None:
        zh, en = next(
            ((zh, en) for words, zh, en in _SAID if words in problem),
            ("YAML 写法有误，请对照自带模板检查这一行", "not valid YAML; compare this line with a shipped definition"),
        )
        found = (line, zh, en)
    return TemplateError(f"{path.name}:{found[0]}: {found[1]}", f"{path.name}:{found[0]}: {found[2]}")


def _slips(text: str, until: int) -> Iterator[tuple[int, str, str]]:
    """Slips of the keyboard near the line where the parser gave up, the nearest first."""
    lines = text.splitlines()
    for number in range(min(until, len(lines)), max(0, until - 4), -1):
        line = lines[number - 1]
        if line.lstrip().startswith("#"):
            continue
        if _TAB.search(line):
            yield number, "行首有制表符（Tab），请改成空格", "a tab stands at the beginning; use blanks"
        elif _WIDE_BLANK.search(line):
            yield (
                number,
                "行首有全角空格，请改成普通空格",
                "a full-width blank stands at the beginning; use plain blanks",
            )
        elif _WIDE_COLON.search(line):
            yield number, "用了全角冒号“：”，请改成英文冒号加空格“: ”", "a full-width colon “：”; write “: ” instead"
        elif _BRACE.search(line):
            yield (
                number,
                '含 { } 的文字要加英文引号，如 "{year}年度目标"',
                'a text with { } needs quotes: "{year}年度目标"',
            )
        elif _WIDE_BRACKET.search(line):
            yield number, "用了全角括号，请改成英文括号", "full-width brackets; use plain ones"
        elif _TIGHT_COLON.search(line):
            yield number, "英文冒号后面要空一格", "a blank is missing behind the colon"
        elif _WIDE_COMMA.search(line):
            yield number, "用了全角逗号“，”，请改成英文逗号加空格“, ”", "a full-width comma “，”; write “, ” instead"
    for number, line in enumerate(lines[:until], 1):
        if line.partition(" #")[0].count('"') % 2 and not line.lstrip().startswith("#"):
            yield number, "引号没有成对，请补上另一半", "a quotation mark is not closed"
