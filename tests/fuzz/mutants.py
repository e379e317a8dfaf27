"""Changes to the XML of a workbook: each mutant follows from its number alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.support.ooxml import form, unzipped, zipped

_PARTS = re.compile(r"xl/(worksheets/sheet\d|sharedStrings|styles|workbook)\.xml")
_CELL = re.compile(r"<c [^>]*?(?:/>|>.*?</c>)")
_VALUES = (
    "0",
    "-1",
    "1E5",
    "45600.5",
    "",
    " 7 ",
    "00012",
    "1e400",
    "一",
    "TRUE",
    "2024-03-05T00:00:00.000",
    "_x0041_",
    "3",
)
_KINDS = ("s", "n", "str", "inlineStr", "b", "e", "d", "", "x")
_ODD = ("0", "-1", "99999", "x", "", "A1", "J:J", "A1:B1048577", "120,5", "true", "hidden", "#REF!")
_INSIDE = (
    "<v>5</v>",
    "<v/>",
    "<is><t>甲</t></is>",
    "<f>A1</f>",
    '<f t="shared" si="0"/>',
    "<foo>9</foo>",
    "<extLst/>",
    '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice><v>8</v></mc:Choice></mc:AlternateContent>',
)

Change = Callable[[random.Random, str], str]


def mutant(number: int, original: bytes | None = None) -> bytes:
    """Returns the mutant of a number: a workbook with one to three changes."""
    chance = random.Random(number)
    parts: dict[str, bytes | str] = dict(unzipped(original or _original()))
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(filter(_PARTS.match, parts)))
        part = parts[name]
        text = part.decode() if isinstance(part, bytes) else part
        parts[name] = chance.choice(_CHANGES)(chance, text)
    return zipped(parts)


def _value(chance: random.Random, text: str) -> str:
    return _replaced(chance, text, re.compile(r"<v>[^<]*</v>"), lambda _: f"<v>{chance.choice(_VALUES)}</v>")


def _kind(chance: random.Random, text: str) -> str:
    return _replaced(
        chance, text, _CELL, lambda cell: re.sub(r'( t="\w*")?(/?>)', rf' t="{chance.choice(_KINDS)}"\2', cell, count=1)
    )


def _inside(chance: random.Random, text: str) -> str:
    return _replaced(chance, text, re.compile("</c>"), lambda end: chance.choice(_INSIDE) + end)


def _twice(chance: random.Random, text: str) -> str:
    return _replaced(chance, text, _CELL, lambda cell: cell * 2)


def _dropped(chance: random.Random, text: str) -> str:
    return _replaced(chance, text, re.compile(r"<(\w+)[^>]*/>|<(\w+)[^>/]*>[^<]*</\2>"), lambda _: "")


def _attribute(chance: random.Random, text: str) -> str:
    return _replaced(chance, text, re.compile(r'="[^"]*"'), lambda _: f'="{chance.choice(_ODD)}"')


def _result(chance: random.Random, text: str) -> str:
    return _replaced(
        chance, text, re.compile(r"<v>[^<]*</v></c>"), lambda _: chance.choice(("<v/></c>", "<v></v></c>", "</c>"))
    )


_CHANGES: tuple[Change, ...] = (_value, _kind, _inside, _twice, _dropped, _attribute, _result)


def _replaced(chance: random.Random, text: str, pattern: re.Pattern[str], change: Callable[[str], str]) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    one = chance.choice(found)
    return text[: one.start()] + change(one[0]) + text[one.end() :]


_ORIGINAL: list[bytes] = []


def _original() -> bytes:
    if not _ORIGINAL:
        _ORIGINAL.append(form())
    return _ORIGINAL[0]
