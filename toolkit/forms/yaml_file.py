"""A YAML file checked against the dataclasses it describes; errors name file, line and key."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from toolkit.errors import TemplateError
from toolkit.forms.fault import Fault, Key
from toolkit.forms.shape import shaped
from toolkit.forms.yaml_text import misspelt, text_of

Shape = TypeVar("Shape")

#: A definition is some six levels deep and has some thousand values; what goes far beyond is no definition.
_DEEPEST = 40
_MOST = 100_000


def read_yaml(path: Path) -> CommentedMap:
    """A YAML mapping that remembers its lines. Raises TemplateError."""
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
        raise misspelt(path, text, _place(error), f"{error.context} {error.problem}") from error
    except (YAMLError, ValueError) as error:  # a control character, a 13th month
        at = getattr(error, "position", None)
        line = text[:at].count("\n") + 1 if isinstance(at, int) else 1
        raise misspelt(path, text, line, str(error)) from error
    if not isinstance(data, CommentedMap):
        lines = [number for number, one in enumerate(text.splitlines(), 1) if one.strip() and one.strip()[0] != "#"]
        raise misspelt(path, text, lines[0] if lines else 1, "could not find expected ':'")
    return data


def _place(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return int(mark.line) + 1 if mark else 1


def _bounded(path: Path, text: str) -> None:
    """Refuse what would unfold into millions of values, before anything of it is built."""
    open_nodes: list[tuple[str | None, int]] = []
    sizes: dict[str, int] = {}
    count = 0
    for event in YAML(typ="rt").parse(StringIO(text)):
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            count += sizes.get(event.anchor, 1)
            if any(anchor == event.anchor for anchor, _ in open_nodes):
                raise _refused(path, line, "* 引用了自己", "an alias (*) stands for itself")
        elif isinstance(event, CollectionStartEvent):
            open_nodes.append((event.anchor, count))
            count += 1
        elif isinstance(event, CollectionEndEvent):
            anchor, before = open_nodes.pop()
            if anchor is not None:
                sizes[anchor] = count - before
        elif isinstance(event, NodeEvent):
            count += 1
        if len(open_nodes) > _DEEPEST:
            raise _refused(path, line, f"括号套了 {_DEEPEST} 层以上，不像是模板", "nested too deeply for a definition")
        if count > _MOST:
            raise _refused(path, line, "展开后内容太多（* 引用套引用），不像是模板", "unfolds into too many values")


def _refused(path: Path, line: int, zh: str, en: str) -> TemplateError:
    return TemplateError(f"{path.name}:{line}: {zh}", f"{path.name}:{line}: {en}")


def check(path: Path, data: CommentedMap, shape: type[Shape]) -> Shape:
    """The data as the dataclass says. Raises TemplateError naming every fault with line and key."""
    faults: list[Fault] = []
    made = shaped(data, shape, (), faults)
    if faults:
        raise refusal(path, data, faults)
    found: Shape = made
    return found


def refusal(path: Path, data: Any, faults: Iterable[Fault]) -> TemplateError:
    """The error that names every fault with line and key, from top to bottom."""
    lines = sorted({(_line(data, one.keys), one.place, one.zh, one.en) for one in faults})
    zh = "\n".join(f"{path.name}:{line}: {place}: {words}" for line, place, words, _ in lines)
    en = "\n".join(f"{path.name}:{line}: {place}: {words}" for line, place, _, words in lines)
    return TemplateError(zh, en)


def line_of(path: Path, keys: tuple[Key, ...]) -> int:
    """The line on which a key stands, or the nearest one above it that does."""
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
