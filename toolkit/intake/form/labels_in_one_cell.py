"""Several labels with their answers in one cell: 填报人：李娜   联系电话：0912-6721234."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from toolkit.intake.tokens import Token

_LONGEST = 240
_LABEL = re.compile(
    r"(?:^|(?<=[\s\u3000;；]))[\u4e00-\u9fff（）()]{2,14}[:：]|(?<=\s)[（(]\s*(?:20\d\d)?\s*年\s*度?\s*[）)]"
)
#: Words of signatures and units, which no answer has behind a blank.
_USUAL = re.compile(
    r"(?:填报|填表|制表|编制|申报|报送|联系|办公|审核|复核|经办|主管|单位|部门|项目|财务|分管)*(?:负责)?(?:人|电话|日期|时间|单位|领导)"
    r"(?:[（(](?:盖章|公章|签章|签字|签名)[）)])?[:：]"
)


def cut_at_labels(text: str, is_label: Callable[[str], bool]) -> list[str]:
    """Returns the parts of a text with several labels; else the text itself.

    Args:
        text: of a cell.
        is_label: whether words with a colon behind them are a label of the form.
    """
    if len(text) > _LONGEST or sum(text.count(colon) for colon in ":：") < 2:
        return [text]
    found = [match for match in _LABEL.finditer(text) if _is_cut(match[0], is_label)]
    if len(found) < 2 or found[0].start() != len(text) - len(text.lstrip()):
        return [text]
    edges = [match.start() for match in found] + [len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]


def _is_cut(words: str, is_label: Callable[[str], bool]) -> bool:
    return words[0] in "（(" or _USUAL.fullmatch(words) is not None or is_label(words)


def apart(token: Token, is_label: Callable[[str], bool]) -> Iterator[Token]:
    """Yields a cell; one with several labels as one for each of them."""
    parts = cut_at_labels(token.text, is_label)
    if len(parts) == 1 or not is_label(re.split("[:：]", parts[0])[0] + "："):
        yield token
    else:
        yield from (token._replace(cell=token.cell._replace(text=part, raw=part)) for part in parts)
