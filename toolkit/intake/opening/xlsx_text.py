"""Texts as a file stores them: plain or rich, with phonetic hints and escaped control characters."""

from __future__ import annotations

import re

from lxml import etree

from toolkit.intake.grid import CellKind
from toolkit.intake.limits import Limits
from toolkit.intake.opening.guard_xml import parse
from toolkit.intake.opening.xlsx_attributes import refuse_foreign
from toolkit.intake.opening.xlsx_plain import split_texts

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATE = re.compile("[\ud800-\udfff]")

# Looking a member up in its class costs Python 3.11 more than making a cell.
_TEXT, _EMPTY = CellKind.TEXT, CellKind.EMPTY

#: What a cell shows, what it is, what is stored.
Value = tuple[str, CellKind, str]


class SharedTexts(dict[str, str]):
    """The table of shared texts by their number as cells write it.

    Attributes:
        longest: length of the longest.
    """

    def __init__(self, texts: list[str]) -> None:
        super().__init__(zip(map(str, range(len(texts))), texts, strict=True))
        self.longest = max(map(len, texts), default=0)


def shared_texts(data: bytes | None, limits: Limits) -> SharedTexts:
    """The table of shared texts; empty where the workbook has none. Raises Damaged or Refused."""
    if data is None:
        return SharedTexts([])
    texts = split_texts(data) if len(data) < limits.nodes else None  # fewer bytes than that are fewer nodes too
    if texts is not None:
        return SharedTexts([unescape(text) for text in texts] if b"_x" in data else texts)
    root = parse(data, limits)
    item = root.tag[: root.tag.rfind("}") + 1] + "si"
    texts = []
    for node in root:
        if node.tag == item:
            texts.append(text_of(node))
        else:  # an extension list; anything else with a text would leave the numbers of the others in doubt
            refuse_foreign(node, item.replace("}si", "}extLst"), "共享文本表", "the table of shared texts")
    return SharedTexts(texts)


def text_value(raw: str) -> Value:
    """What a cell that holds a text shows: every line break as one line feed."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw
    return text, _TEXT if text else _EMPTY, raw


def text_of(node: etree._Element) -> str:
    """The text of an `si` or `is` element, its runs joined, phonetic hints (rPh) left out.

    White space is kept whether or not `xml:space` asks for it: nothing that was typed is lost.
    """
    if len(node) == 1 and node[0].tag.endswith("}t"):
        return unescape(node[0].text or "")
    pieces = []
    for child in node:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [run.text or "" for run in child if run.tag.endswith("}t")]
        elif name not in ("rPh", "phoneticPr"):
            refuse_foreign(child, "", "文本", "a text")
    return unescape("".join(pieces))


def unescape(text: str) -> str:
    """Text without the escapes that stand for what XML cannot hold: `_x000B_`, and `_x005F_` for `_` itself."""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _SURROGATE.search(text):  # halves of one character come as two escapes; a lone half is nothing
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
