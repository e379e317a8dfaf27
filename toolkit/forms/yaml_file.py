"""YAML files checked against dataclasses; faults name file, line and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from toolkit.errors import TemplateError, system_reason
from toolkit.files import TooLarge, read_regular
from toolkit.forms.fault import Fault, Key
from toolkit.forms.shape import shaped

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

#: The words of the parser, and the sentence for a person; the first that fits counts.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("found character '\\t'", "有制表符（Tab），请改成空格", "the line contains a tab; use blanks"),
    ("duplicate key", "同一个键写了两次，请删去一个", "a key is written twice; delete one"),
    ("found duplicate anchor", "同一个 & 名字用了两次", "an anchor (&) is used twice"),
    ("undefined alias", "* 开头的文字要加英文引号", "a text that begins with * needs quotes"),
    ("mapping values are not allowed", "这里多了一个冒号，或缩进不对；文字里有英文冒号时，整段文字要加英文引号",
     "one colon too many, or a wrong indent; put quotes around a text that contains a colon"),
    ("could not find expected ':'", "缺少英文冒号：每行写成“键: 值”，冒号后空一格",
     "a colon is missing; write “key: value” with a blank after the colon"),
    ("quoted scalar", "引号没有成对，请补上另一半", "a quotation mark is not closed"),
    ("unexpected end of stream", "引号或括号没有成对，请补上另一半", "a quotation mark or a bracket is not closed"),
    ("expected ',' or", "括号里缺少英文逗号，或括号没有成对", "a comma or a bracket is missing"),
    ("expected the node content, but found", "这里缺内容，或多了逗号、括号",
     "a value is missing here, or there is a comma or bracket too many"),
    ("expected <block end>", "缩进没有对齐：同一级的键要从同一列开始",
     "the indent is uneven; begin all keys of a level in the same column"),
    ("special characters are not allowed", "有看不见的控制字符，请删去重打这一行",
     "the line contains a control character; type it again"),
    ("mapping keys are not allowed", "以 ? 开头的文字要加英文引号", "a text that begins with ? needs quotes"),
    ("unhashable", "? 开头的键不能用，请写成“键: 值”", "a key may not begin with ?; write “key: value”"),
    ("block scalar", "以 > 或 | 开头的文字要加英文引号", "a text that begins with > or | needs quotes"),
    ("expected URI", "以 ! 开头的文字要加英文引号", "a text that begins with ! needs quotes"),
    ("<document start>", "这一行上面多了不是“键: 值”的内容；说明文字前要加 #",
     "the text above this line is not “key: value”; begin comments with #"),
    ("scanning a directive", "行首不能写 %", "a line may not begin with %"),
    ("cannot start any token", "以这个符号开头的文字要加英文引号", "a text that begins with this sign needs quotes"),
    ("expected a single document", "一个文件只写一张表，请删去“---”", "a file may have only one form; delete “---”"),
)  # fmt: skip


def text_of(path: Path) -> str:
    """Returns the text of a YAML file.

    Raises TemplateError where it cannot be read or is not UTF-8.
    """
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
        f"{path.name}:{line}: the file is not UTF-8. Open it in an editor and save it as UTF-8",
    )


def syntax_error(path: Path, text: str, line: int, problem: str) -> TemplateError:
    """Returns the error of a text that is not valid YAML.

    It names the typing error where that is recognised, else what the parser means.

    Args:
        path: the file.
        text: its content.
        line: where the parser gave up, from 1.
        problem: the parser's words.
    """
    found = next(_slips(text, line), None)
    if found is None:
        zh, en = next(
            ((zh, en) for words, zh, en in _SENTENCES if words in problem),
            ("YAML 写法有误，请对照自带模板检查这一行", "not valid YAML; compare this line with a shipped definition"),
        )
        found = (line, zh, en)
    return TemplateError(f"{path.name}:{found[0]}: {found[1]}", f"{path.name}:{found[0]}: {found[2]}")


def _slips(text: str, until: int) -> Iterator[tuple[int, str, str]]:
    """Yields typing errors near the line where the parser failed, nearest first."""
    lines = text.splitlines()
    for number in range(min(until, len(lines)), max(0, until - 4), -1):
        line = lines[number - 1]
        if line.lstrip().startswith("#"):
            continue
        if _TAB.search(line):
            yield number, "行首有制表符（Tab），请改成空格", "the line begins with a tab; use blanks"
        elif _WIDE_BLANK.search(line):
            yield (
                number,
                "行首有全角空格，请改成普通空格",
                "the line begins with a full-width blank; use plain blanks",
            )
        elif _WIDE_COLON.search(line):
            yield number, "用了全角冒号“：”，请改成英文冒号加空格“: ”", "replace the full-width colon “：” with “: ”"
        elif _BRACE.search(line):
            yield (
                number,
                '含 { } 的文字要加英文引号，如 "{year}年度目标"',
                'a text with { } needs quotes: "{year}年度目标"',
            )
        elif _WIDE_BRACKET.search(line):
            yield number, "用了全角括号，请改成英文括号", "replace the full-width brackets with plain ones"
        elif _TIGHT_COLON.search(line):
            yield number, "英文冒号后面要空一格", "add a blank after the colon"
        elif _WIDE_COMMA.search(line):
            yield number, "用了全角逗号“，”，请改成英文逗号加空格“, ”", "replace the full-width comma “，” with “, ”"
    for number, line in enumerate(lines[:until], 1):
        if line.partition(" #")[0].count('"') % 2 and not line.lstrip().startswith("#"):
            yield number, "引号没有成对，请补上另一半", "a quotation mark is not closed"


Shape = TypeVar("Shape")

#: A definition is some six levels deep and has some thousand values; what goes far beyond is no definition.
_DEEPEST = 40
_MOST = 100_000


def read_yaml(path: Path) -> CommentedMap:
    """Returns a YAML mapping that remembers its lines. Raises TemplateError."""
    text = text_of(path)
    try:
        _bounded(path, text)
        data = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        line, key = _place(error), str(error.problem).partition('"')[2].partition('"')[0]
        raise TemplateError(
            f"{path.name}:{line}: {key}: 这个键写了两次，请删去一个",
            f"{path.name}:{line}: {key}: this key is written twice; delete one",
        ) from error
    except MarkedYAMLError as error:
        raise syntax_error(path, text, _place(error), f"{error.context} {error.problem}") from error
    except (YAMLError, ValueError) as error:  # a control character, a 13th month
        at = getattr(error, "position", None)
        line = text[:at].count("\n") + 1 if isinstance(at, int) else 1
        raise syntax_error(path, text, line, str(error)) from error
    except TypeError as error:  # a key that is itself a mapping: `? key`
        at = next((number for number, one in enumerate(text.splitlines(), 1) if "? " in one), 1)
        raise syntax_error(path, text, at, "unhashable") from error
    if not isinstance(data, CommentedMap):
        lines = [number for number, one in enumerate(text.splitlines(), 1) if one.strip() and one.strip()[0] != "#"]
        raise syntax_error(path, text, lines[0] if lines else 1, "could not find expected ':'")
    return data


def _place(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else 1


def _bounded(path: Path, text: str) -> None:
    """Raises TemplateError where a text would unfold into millions of values.

    Nothing of it is built before.
    """
    open_nodes: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    count = 0
    for event in YAML(typ="rt").parse(StringIO(text)):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            count += sizes.get(event.anchor, 1)
            if any(anchor == event.anchor for anchor, _ in open_nodes):
                raise _refused(path, line, "* 引用了自己", "an alias (*) refers to itself")
        elif isinstance(event, CollectionStartEvent):
            open_nodes.append((event.anchor, count))
            count += 1
        elif isinstance(event, CollectionEndEvent):
            anchor, before = open_nodes.pop()
            if anchor is not None:
                sizes[anchor] = count - before
        elif isinstance(event, NodeEvent):
            count += 1
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            raise _refused(path, line, "以 ! 开头的文字要加英文引号", "a text that begins with ! needs quotes")
        if len(open_nodes) > _DEEPEST:
            raise _refused(path, line, f"括号套了 {_DEEPEST} 层以上，不像是模板", "nested too deeply for a definition")
        if count > _MOST:
            raise _refused(path, line, "展开后内容太多（* 引用套引用），不像是模板", "expands into too many values")


def _refused(path: Path, line: int, zh: str, en: str) -> TemplateError:
    return TemplateError(f"{path.name}:{line}: {zh}", f"{path.name}:{line}: {en}")


def check(path: Path, data: CommentedMap, shape: type[Shape]) -> Shape:
    """Returns the data as a dataclass.

    Raises TemplateError naming every fault with line and key.
    """
    faults: list[Fault] = []
    value = shaped(data, shape, (), faults)
    if faults:
        raise refusal(path, data, faults)
    found: Shape = value
    return found


def refusal(path: Path, data: Any, faults: Iterable[Fault]) -> TemplateError:
    """Returns the error with every fault, line and key, from top to bottom."""
    lines = sorted({(_line(data, one.keys), one.place, one.zh, one.en) for one in faults})
    zh = "\n".join(f"{path.name}:{line}: {place}: {words}" for line, place, words, _ in lines)
    en = "\n".join(f"{path.name}:{line}: {place}: {words}" for line, place, _, words in lines)
    return TemplateError(zh, en)


def line_of(path: Path, keys: tuple[Key, ...]) -> int:
    """Returns the line of a key, or of the nearest one above it."""
    return _line(read_yaml(path), keys)


def _line(node: Any, keys: tuple[Key, ...]) -> int:
    line = 1
    for key in keys:
        listed = isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node)
        if not (listed or (isinstance(node, CommentedMap) and key in node)):
            break
        position = node.lc.data.get(key) if node.lc.data else None
        line = position[0] + 1 if position else line  # what a merge (<<) brings has no line of its own
        node = node[key]
    return int(line)
