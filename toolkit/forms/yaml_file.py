"""A YAML file checked against the dataclasses it describes; errors name file, line and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from toolkit.errors import TemplateError
from toolkit.files import read_regular

#: Bytes that a definition may have; the longest that ships has a hundredth of it.
_MOST = 4 << 20

Shape = TypeVar("Shape")

_SENTENCES = {
    "missing": "缺少这一项 (required key is missing)",
    "extra_forbidden": "不认识的项，请检查拼写 (unknown key)",
    "unexpected_keyword_argument": "不认识的项，请检查拼写 (unknown key)",
}


def read_yaml(path: Path) -> CommentedMap:
    """A YAML mapping that remembers its lines. Raises TemplateError."""
    try:
        data = YAML(typ="rt").load(read_regular(path, _MOST).decode())
    except OSError as error:
        raise TemplateError(f"{path}: 打不开 (cannot be read): {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{path.name}: 请另存为 UTF-8 编码 (not UTF-8)") from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TemplateError(f"{path.name}:{line}: YAML 写法有误 (not valid YAML): {error.problem}") from error
    except (YAMLError, ValueError) as error:  # a control character, a 13th month
        raise TemplateError(f"{path.name}: YAML 写法有误 (not valid YAML): {error}") from error
    if not isinstance(data, CommentedMap):
        raise TemplateError(f"{path.name}:1: 内容应为“键: 值” (a mapping is expected)")
    return data


def check(path: Path, data: CommentedMap, shape: type[Shape]) -> Shape:
    """The data as the dataclass says. Raises TemplateError naming every fault with line and key."""
    try:
        return TypeAdapter(shape).validate_python(_plain(data))
    except ValidationError as error:
        lines = []
        for fault in error.errors():
            keys = tuple(part for part in fault["loc"])
            sentence = _SENTENCES.get(fault["type"], f"值不合要求 ({fault['msg']})")
            lines.append(f"{path.name}:{_line(data, keys)}: {'.'.join(map(str, keys))}: {sentence}")
        raise TemplateError("\n".join(lines)) from error


def line_of(path: Path, keys: tuple[str | int, ...]) -> int:
    """The line on which a key stands, or the nearest one above it that does."""
    return _line(read_yaml(path), keys)


def _line(node: Any, keys: tuple[str | int, ...]) -> int:
    line = 1
    for key in keys:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
        else:
            break
        node = node[key]
    return line


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    return node
