"""Definitions with one thing changed at random, as a person's slip would change it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from toolkit.forms import shipped

#: What a slip writes in place of a value.
_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 7, 999, 2.5, "", " ", "年度目标", "项目名称", "{yaer}", "{year}", "types", [], {},
    ["甲"], ["甲", "甲"], [1, 2], {"a": 1}, "period", "annual", "amount", "mark", "choice", "text", "name", "total",
    "level2", "数量指标",
    "产出指标", "x" * 5000, "\x07", "=1+1", "tables.cost.1.a", "sub_goals.{n}.goal", "payment_plan.3月底",
)  # fmt: skip
_KEYS = (
    "span", "rows", "label", "field", "scope", "part", "also", "choices", "kind", "table", "cells", "group", "skip",
    "lines", "columns", "repeated", "optional", "most", "default", "required", "may_be_empty", "weights", "side",
    "height", "titel",
)  # fmt: skip


def definitions() -> list[Path]:
    """Returns the files of the definitions and examples that ship."""
    folder = shipped("templates")
    return sorted([*folder.glob("*.yaml"), *folder.glob("examples/*.yaml")])


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yields every container with each of its keys."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield node, key
            yield from _places(value)
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield node, number
            yield from _places(value)


def changed_at_random(text: str, seed: int) -> str:
    """Returns a definition's text with one key or value changed."""
    chance = random.Random(seed)
    document = YAML(typ="safe").load(text)
    node, key = chance.choice(list(_places(document)))
    slip = chance.randrange(6)
    if slip == 0 and isinstance(key, str):  # a misspelt key
        letters = list(key)
        letters[chance.randrange(len(letters))] = chance.choice("abcdexyz_标")
        node["".join(letters)] = node.pop(key)
    elif slip == 1:
        node.pop(key)
    elif slip == 2 and isinstance(node, dict):
        node[chance.choice(_KEYS)] = chance.choice(_VALUES)
    elif slip == 3 and isinstance(node, list):
        node.append(node[key])
    elif slip == 4:
        node[key] = [node[key]]
    else:
        node[key] = chance.choice(_VALUES)
    stream = StringIO()
    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.dump(document, stream)
    return stream.getvalue()
